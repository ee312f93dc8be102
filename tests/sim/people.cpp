// SPDX-License-Identifier: GPL-3.0-or-later
// What people and the bank do in a run, and the accidents that befall their machines.
#include "drafts.h"
#include "simulation.h"

#include "central/sync/customers.h"
#include "central/sync/move.h"
#include "domain/ids.h"
#include "wire/record.h"
#include "wire/recordtypes.h"

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

storage::Operation operationOn(const LocalRow &row, const QString &customer)
{
    storage::Operation operation;
    operation.type = row.type;
    operation.id = row.id;
    operation.customerId = customer;
    operation.scope = row.scope;
    operation.baseVersion = row.version;
    return operation;
}

QJsonObject visible(const LocalRow &row)
{
    return parse(row.overlay.isEmpty() ? row.raw : row.overlay);
}

} // namespace

QString Simulation::newId()
{
    return derivedUuid(m_chance.next(), m_chance.next(), m_now);
}

QString Simulation::anyCustomer()
{
    if (m_chance.percent(m_hot) && m_customers.contains(m_focus))
        return m_focus;
    return m_chance.pick(m_customers);
}

QStringList Simulation::alive(const QString &type, const QString &customer) const
{
    QStringList ids;
    for (const auto &row : m_oracle.rows())
        if (!row.deleted && row.type == type && (customer.isEmpty() || row.customerId == customer || row.id == customer))
            ids.append(row.id);
    ids.sort();
    return ids;
}

void Simulation::settleWorld()
{
    const int users = m_chance.between(2, 4);
    for (int i = 0; i < users; ++i)
        m_logins.append(i == 2 ? u"lead"_s : u"rm%1"_s.arg(i));
    bank([&](central::WriteSession &session) {
        for (const auto &login : std::as_const(m_logins)) {
            (void)session.putUser({login, login, login == "lead"_L1 ? u"lead"_s : u"rm"_s, u"b1"_s, {}, 0});
            (void)session.ensureScope(u"user:"_s + login);
        }
        (void)session.ensureScope(u"ref:products"_s);
        (void)session.stage(makeRecord(u"product"_s, newId(), u"ref:products"_s, {}, {{u"name"_s, u"fund"_s}}, m_now));
        int i = 0;
        for (const auto &book : std::as_const(m_books)) {
            (void)session.ensureScope(book);
            const auto owner = m_logins.at(i++ % qMin(2, users));
            m_oracle.rights[owner][book] = {u"rm"_s, {}, {}, 0};
            (void)session.putGrant({owner, book, u"rm"_s, {}, {}, {}});
            if (users > 2) {
                const bool masked = m_chance.percent(40);
                m_oracle.masksEver[u"lead"_s].insert(u"remarks"_s);
                m_oracle.rights[u"lead"_s][book] = {u"lead"_s, {}, masked ? QStringList {u"remarks"_s} : QStringList(), 0};
                (void)session.putGrant({u"lead"_s, book, u"lead"_s, {}, masked ? QStringList {u"remarks"_s} : QStringList(), {}});
            }
        }
        for (int c = 0, n = m_chance.between(3, 8); c < n; ++c) {
            const auto id = newId();
            m_customers.append(id);
            const auto book = m_chance.pick(m_books);
            (void)session.putCustomerScope(id, book);
            const auto add
                = [&](const QString &type, const QString &own, const QJsonObject &data) { (void)session.stage(makeRecord(type, own, book, id, data, m_now)); };
            add(u"customer"_s, id,
                {{u"kind"_s, u"person"_s},
                 {u"number"_s, u"N%1"_s.arg(c)},
                 {u"name"_s, u"客户%1"_s.arg(c)},
                 {u"status"_s, u"active"_s},
                 {u"remarks"_s, u"first"_s},
                 {u"risk_tolerance"_s, u"C2"_s},
                 {u"x_later"_s, QJsonObject {{u"a"_s, 1}}}});
            add(u"contact_point"_s, newId(), {{u"kind"_s, u"mobile"_s}, {u"value"_s, u"138%1"_s.arg(c)}, {u"primary"_s, true}});
            add(u"task"_s, newId(), {{u"title"_s, u"call"_s}, {u"kind"_s, u"call"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-09-30"_s}});
            add(u"alert"_s, newId(),
                {{u"state"_s, u"new"_s}, {u"kind"_s, u"churn"_s}, {u"severity"_s, u"high"_s}, {u"raised_at"_s, u"2026-09-20T01:00:00.000Z"_s}});
            add(u"transaction"_s, newId(),
                {{u"account_id"_s, newId()}, {u"booked_on"_s, u"2026-09-01"_s}, {u"amount"_s, QJsonObject {{u"amount"_s, u"12.50"_s}, {u"ccy"_s, u"CNY"_s}}}});
            add(u"gadget"_s, newId(), {{u"unknown"_s, word(m_chance)}});
        }
    });
    for (int d = 0, n = m_chance.between(2, 4); d < n; ++d) {
        m_devices.push_back(std::make_unique<Device>(QString::fromStdString(m_office.machine()).section(u'/', 0, -2), d, m_logins.at(d % m_logins.size())));
        m_devices.back()->enrol(m_office, m_now);
        m_all.append(m_devices.back().get());
    }
    // The one elsewhere has no store of its own here: what it knows it makes up.
    (void)m_office.write(
        [&](central::WriteSession &session) {
            central::Device device;
            device.id = device.installId = u"dev-9"_s;
            device.login = m_logins.first();
            device.status = u"active"_s;
            device.jwk = compact(Device::publicJwk());
            (void)session.putDevice(device);
            (void)session.putRefreshToken({QCryptographicHash::hash("refresh-9", QCryptographicHash::Sha256), device.login, m_now + 4000ll * 24 * 3600 * 1000});
        },
        m_now);
    m_focus = anyCustomer();
    m_oracle.look();
}

void Simulation::act(Device &device)
{
    device.setClock(m_now);
    const auto rows = device.rows();
    QHash<QString, QString> ownerOf; // record → customer
    {
        auto found = device.database().query("SELECT b.id, c.id FROM base b JOIN customer_ref c ON c.ordinal = b.customer");
        while (found && found->next())
            ownerOf.insert(found->text(0), found->text(1));
    }
    QList<LocalRow> seen, near; // all, and those of the customer in focus
    for (const auto &row : rows)
        if (!row.deleted && (row.version > 0 || !row.overlay.isEmpty()))
            seen.append(row);
    for (const auto &row : std::as_const(seen))
        if (ownerOf.value(row.id) == m_focus)
            near.append(row);
    QList<LocalRow> customers;
    for (const auto &row : std::as_const(seen))
        if (row.type == "customer"_L1)
            customers.append(row);
    const int what = m_chance.below(100);
    QList<storage::Operation> operations;
    const auto created = [&](const QString &type, const QJsonObject &data) {
        storage::Operation operation;
        operation.action = u"create"_s;
        operation.type = type;
        operation.id = newId();
        operation.data = data;
        if (!customers.isEmpty() && (type != "task"_L1 || m_chance.percent(80))) {
            auto customer = m_chance.pick(customers);
            if (m_chance.percent(m_hot))
                for (const auto &one : std::as_const(customers))
                    if (one.id == m_focus)
                        customer = one;
            operation.customerId = customer.id;
            operation.scope = customer.scope;
        } else {
            operation.scope = u"user:"_s + device.login;
        }
        return operation;
    };
    if (what < 15) {
        operations.append(
            created(u"task"_s, {{u"title"_s, word(m_chance)}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-10-0%1"_s.arg(1 + m_chance.below(9))}}));
    } else if (what < 28 && !customers.isEmpty()) {
        operations.append(created(u"interaction"_s, {{u"channel"_s, u"call"_s}, {u"summary"_s, word(m_chance)}, {u"occurred_at"_s, toWireInstant(m_now)}}));
    } else if (!seen.isEmpty()) {
        const auto row = !near.isEmpty() && m_chance.percent(m_hot) ? m_chance.pick(near) : m_chance.pick(seen);
        auto operation = operationOn(row, ownerOf.value(row.id));
        const auto doc = visible(row);
        const auto set = [&](const QString &field, const QJsonValue &to) { operation.set[field] = proposal(doc, field, to); };
        operation.action = u"patch"_s;
        if (row.type == "task"_L1) {
            const int kind = m_chance.below(100);
            if (kind < 35)
                set(u"title"_s, word(m_chance));
            else if (kind < 60)
                set(u"note"_s, word(m_chance));
            else if (kind < 85) {
                const auto status = doc[u"status"_s].toString();
                set(u"status"_s, status == "open"_L1 ? (m_chance.percent(70) ? u"done"_s : u"cancelled"_s) : u"open"_s);
                if (m_chance.percent(50))
                    set(u"outcome"_s, word(m_chance));
            } else {
                operation.action = u"delete"_s;
            }
            // Completing a task with a note of the call goes together or not at all.
            if (operation.set.contains(u"status"_s) && !customers.isEmpty() && m_chance.percent(40)) {
                auto visit = created(u"interaction"_s, {{u"channel"_s, u"visit"_s}, {u"summary"_s, word(m_chance)}, {u"occurred_at"_s, toWireInstant(m_now)}});
                visit.group = operation.group = newId();
                operations.append(visit);
            }
        } else if (row.type == "contact_point"_L1) {
            if (m_chance.percent(50))
                set(u"value"_s, word(m_chance));
            else if (m_chance.percent(50))
                set(u"primary"_s, !doc[u"primary"_s].toBool());
            else
                set(u"label"_s, word(m_chance));
        } else if (row.type == "customer"_L1) {
            if (m_chance.percent(60))
                set(u"remarks"_s, word(m_chance));
            else if (m_chance.percent(50))
                set(u"risk_tolerance"_s, u"C%1"_s.arg(1 + m_chance.below(5)));
            else
                set(u"do_not_contact"_s, !doc[u"do_not_contact"_s].toBool());
        } else if (row.type == "alert"_L1) {
            operation.action = u"command"_s;
            operation.command = m_chance.percent(50) ? u"acknowledge"_s : m_chance.percent(50) ? u"snooze"_s : u"dispose"_s;
            if (operation.command == "snooze"_L1)
                operation.args[u"until"_s] = u"2026-10-0%1"_s.arg(1 + m_chance.below(9));
            if (operation.command == "dispose"_L1)
                operation.args[u"outcome"_s] = m_chance.percent(50) ? u"retained"_s : u"lost"_s;
        } else if (row.type == "change_request"_L1 && doc[u"state"_s] == "pending"_L1) {
            operation.action = u"command"_s;
            operation.command = m_chance.percent(40) ? u"approve"_s : m_chance.percent(50) ? u"reject"_s : u"withdraw"_s;
        } else if (row.type == "interaction"_L1) {
            return; // append-only
        } else {
            return;
        }
        operations.append(operation);
    }
    if (operations.isEmpty())
        return;
    const auto kept = device.perform(operations, m_now);
    note(u"d%1 %2 %3 %4 %5"_s.arg(device.number).arg(operations.last().action, operations.last().type, operations.last().id.left(8), kept.join(u' ')));
    settleDevice(device);
}

void Simulation::answerParked(Device &device)
{
    device.setClock(m_now);
    const auto ops = device.ops();
    for (const auto &op : ops) {
        if (op.state != storage::OpState::Parked || m_chance.percent(40))
            continue;
        const bool conflict = op.answer[u"status"_s] == "conflict"_L1 && op.body[u"action"_s] == "patch"_L1;
        const bool kept = conflict && m_chance.percent(70) ? device.resolve(op, m_chance.percent(60), m_now) : device.discard(op.opId, m_now);
        note(u"d%1 answers %2 %3"_s.arg(device.number).arg(op.opId).arg(kept));
        settleDevice(device);
        return;
    }
}

std::function<void(central::WriteSession &)> Simulation::change(const QString &id)
{
    return [this, id](central::WriteSession &session) {
        auto found = session.record(id);
        if (!found || !*found || (*found)->deleted)
            return;
        auto row = **found;
        auto data = row.object();
        QString field = u"core_note"_s;
        if (row.type == "task"_L1)
            field = m_chance.percent(50) ? u"title"_s : u"note"_s;
        if (row.type == "contact_point"_L1)
            field = u"value"_s;
        if (row.type == "customer"_L1)
            field = m_chance.percent(50) ? u"remarks"_s : u"name"_s;
        data[field] = word(m_chance);
        row.version += 1;
        if (const auto *rule = wire::ruleOf(row.type); rule && rule->isGuarded(field))
            row.guardVersion = row.version;
        row.past.insert(field, QJsonArray {row.version, u"s:core"_s, toWireInstant(m_now)});
        row.updatedAt = toWireInstant(m_now);
        row.setObject(data);
        (void)session.stage(row);
        note(u"bank changes %1 %2"_s.arg(row.type, id.left(8)));
    };
}

void Simulation::changeRecord(const QString &id)
{
    bank(change(id));
}

void Simulation::calm()
{
    SimDisk::instance().dieAfter(m_office.machine(), -1);
    if (SimDisk::instance().isDead(m_office.machine()))
        reviveOffice();
}

bool Simulation::moveTo(const QString &customer, const QString &book)
{
    const auto number = m_oracle.rows().value(customer).object()[u"number"_s].toString();
    const auto moved = central::moveCustomer(m_office.store(), number, book, m_now);
    note(u"bank moves %1 to %2: %3"_s.arg(customer.left(8), book).arg(moved.ok()));
    return moved.ok();
}

void Simulation::moveSomebody()
{
    const auto customer = anyCustomer();
    const auto to = m_chance.pick(m_books);
    if (happens(OfficeFails))
        SimDisk::instance().dieAfter(m_office.machine(), m_chance.below(25));
    (void)moveTo(customer, to);
    if (SimDisk::instance().isDead(m_office.machine()))
        reviveOffice();
    m_oracle.look();
}

void Simulation::deleteRecords(const QStringList &ids)
{
    bank([&](central::WriteSession &session) {
        for (const auto &id : ids) {
            auto found = session.record(id);
            if (!found || !*found || (*found)->deleted)
                continue;
            auto row = **found;
            row.version += 1;
            row.deleted = true;
            row.reason = u"deleted"_s;
            row.rawData.clear();
            row.data = {};
            (void)session.stage(row);
            note(u"bank deletes %1 %2"_s.arg(row.type, id.left(8)));
        }
    });
}

void Simulation::purgeNow()
{
    bank([&](central::WriteSession &session) { (void)session.purgeBefore(m_now + 1); });
    note(u"bank purges all tombstones"_s);
}

void Simulation::deleteMany()
{
    const auto customer = anyCustomer();
    auto ids = alive(u"task"_s, customer) + alive(u"gadget"_s, customer) + alive(u"transaction"_s, customer) + alive(u"interaction"_s, customer);
    while (ids.size() > m_chance.between(2, 6))
        ids.removeAt(m_chance.below(int(ids.size())));
    deleteRecords(ids);
    if (m_rates[FloorRaised] > 0 && m_chance.percent(50))
        inSteps(m_chance.between(1, 25), [this] {
            if (happens(FloorRaised) || m_chance.percent(70))
                purgeNow();
        });
}

void Simulation::roundTrip()
{
    const auto customer = anyCustomer();
    const auto home = m_oracle.rows().value(customer).scope;
    const auto away = m_chance.pick(m_books);
    if (away == home)
        return;
    calm();
    (void)moveTo(customer, away);
    m_oracle.look();
    const int stay = m_chance.percent(60) ? 0 : m_chance.between(1, 12);
    inSteps(stay / 2, [this, customer] {
        auto ids = alive(u"task"_s, customer) + alive(u"contact_point"_s, customer) + alive(u"gadget"_s, customer);
        if (!ids.isEmpty() && m_chance.percent(80))
            deleteRecords({m_chance.pick(ids)});
    });
    inSteps(stay, [this, customer, home] {
        calm();
        (void)moveTo(customer, home);
        m_oracle.look();
    });
}

void Simulation::cutGrant(const QString &login)
{
    const auto books = m_oracle.rights.value(login).keys();
    if (books.isEmpty())
        return;
    calm();
    const auto book = books.at(m_chance.below(int(books.size())));
    const auto old = m_oracle.rights[login].take(book);
    bool ok = false;
    (void)m_office.write([&](central::WriteSession &session) { ok = session.endGrant(login, book, toWireInstant(m_now)).ok(); }, m_now);
    note(u"bank cuts %1 %2: %3"_s.arg(login, book).arg(ok));
    // Most come back before long: the one who stands in takes over again.
    if (m_chance.percent(70))
        inSteps(m_chance.between(1, 20), [this, login, book, old] {
            if (m_oracle.rights[login].contains(book) || (old.untilMs > 0 && old.untilMs <= m_now))
                return;
            calm();
            const bool written = m_office.write(
                [&](central::WriteSession &session) {
                    (void)session.putGrant({login, book, old.role, old.types, old.mask, old.untilMs ? toWireInstant(old.untilMs) : QString()});
                },
                m_now);
            if (written)
                m_oracle.rights[login][book] = old;
            note(u"bank grants %1 %2 again"_s.arg(login, book));
        });
}

void Simulation::uniteOrErase()
{
    if (m_customers.size() < 3)
        return;
    const auto one = anyCustomer();
    const auto other = anyCustomer();
    const auto numberOf = [&](const QString &id) { return m_oracle.rows().value(id).object()[u"number"_s].toString(); };
    if (one == other || numberOf(one).isEmpty() || numberOf(other).isEmpty())
        return;
    const bool ok = m_chance.percent(70) ? central::mergeCustomers(m_office.store(), numberOf(one), numberOf(other), m_now).ok()
                                         : central::eraseCustomer(m_office.store(), numberOf(one), m_now).ok();
    if (ok)
        m_customers.removeAll(one);
    note(u"bank unites or erases %1 %2: %3"_s.arg(one.left(8), other.left(8)).arg(ok));
    m_oracle.look();
}

void Simulation::changeRights()
{
    const auto login = m_chance.pick(m_logins);
    const auto book = m_chance.pick(m_books);
    auto &mine = m_oracle.rights[login];
    const auto before = mine;
    if (mine.contains(book) && m_chance.percent(60)) {
        mine.remove(book);
    } else {
        Right right {m_chance.percent(50) ? u"cover"_s : u"rm"_s, {}, {}, 0};
        if (m_chance.percent(30))
            right.untilMs = m_now + qint64(m_chance.between(1, 48)) * 3600 * 1000;
        if (m_chance.percent(25))
            right.types = {u"customer"_s, u"task"_s, u"interaction"_s};
        if (m_chance.percent(25))
            right.mask = {u"remarks"_s};
        mine[book] = right;
        for (const auto &field : right.mask)
            m_oracle.masksEver[login].insert(field);
    }
    if (happens(OfficeFails))
        SimDisk::instance().dieAfter(m_office.machine(), m_chance.below(12));
    auto session = m_office.store().write();
    bool ok = session.ok();
    if (ok && !mine.contains(book)) {
        ok = (*session)->endGrant(login, book, toWireInstant(m_now)).ok();
    } else if (ok) {
        const auto &right = mine[book];
        ok = (*session)->putGrant({login, book, right.role, right.types, right.mask, right.untilMs ? toWireInstant(right.untilMs) : QString()}).ok();
    }
    ok = ok && (*session)->commit().ok();
    session = Error {};
    note(u"bank grants %1 %2: %3 %4"_s.arg(login, book).arg(mine.contains(book)).arg(ok));
    if (!SimDisk::instance().isDead(m_office.machine()))
        return;
    // Whether the last commit got through shows only afterwards.
    reviveOffice();
    auto look = m_office.store().read();
    const auto after = look ? (*look)->grants(login) : Result<QList<central::Grant>>(QList<central::Grant>());
    const auto end = mine.value(book).untilMs ? toWireInstant(mine.value(book).untilMs) : QString();
    const bool stands = after && std::any_of(after->cbegin(), after->cend(), [&](const central::Grant &grant) {
                            return grant.ended.isEmpty() && grant.scope == book && grant.role == mine.value(book).role && grant.types == mine.value(book).types
                                && grant.mask == mine.value(book).mask && grant.validTo == end;
                        });
    const bool gone
        = after && std::none_of(after->cbegin(), after->cend(), [&](const central::Grant &grant) { return grant.scope == book && grant.ended.isEmpty(); });
    if (mine.contains(book) ? !stands : !gone)
        mine = before;
}

void Simulation::bankActs()
{
    int total = 0;
    for (const int weight : m_weights)
        total += weight;
    int drawn = m_chance.below(total), act = 0;
    for (; drawn >= m_weights[act]; ++act)
        drawn -= m_weights[act];
    switch (Act(act)) {
    case Change: {
        const auto type = m_chance.percent(50) ? u"task"_s : m_chance.percent(60) ? u"customer"_s : u"contact_point"_s;
        auto ids = alive(type, m_chance.percent(m_hot) ? m_focus : QString());
        if (!ids.isEmpty())
            changeRecord(m_chance.pick(ids));
        return;
    }
    case Ingest: {
        const auto customer = anyCustomer();
        const auto scope = m_oracle.rows().value(customer).scope;
        bank([&](central::WriteSession &session) {
            for (int i = 0, n = m_chance.between(1, 6); i < n; ++i)
                (void)session.stage(makeRecord(u"transaction"_s, newId(), scope, customer,
                                               {{u"account_id"_s, newId()},
                                                {u"booked_on"_s, u"2026-09-1%1"_s.arg(m_chance.below(10))},
                                                {u"amount"_s, QJsonObject {{u"amount"_s, u"%1.00"_s.arg(m_chance.below(1000))}, {u"ccy"_s, u"CNY"_s}}},
                                                {u"x_new"_s, i}},
                                               m_now));
        });
        note(u"bank ingests"_s);
        return;
    }
    case Delete: {
        auto ids = alive(m_chance.percent(50) ? u"task"_s : u"transaction"_s);
        if (!ids.isEmpty())
            deleteRecords({m_chance.pick(ids)});
        return;
    }
    case Move: return moveSomebody();
    case Unite: return uniteOrErase();
    case Rights: return changeRights();
    case RoundTrip: return roundTrip();
    case DeleteMany: return deleteMany();
    case Elsewhere: return pushElsewhere();
    case kActs: break;
    }
}

void Simulation::accident()
{
    auto &device = *m_chance.pick(m_devices);
    if (happens(ClockJump))
        device.skewMs = qint64(m_chance.between(-40, 40)) * 60'000;
    if (device.isOpen() && happens(PowerCut)) {
        device.close();
        SimDisk::instance().restart(device.machine(), Loss::Power, m_chance);
        device.promised.reset();
    }
    if (device.isOpen() && !device.copy && m_chance.percent(3))
        device.keepCopy();
    if (device.isOpen() && device.copy && happens(DeskRestored))
        device.putCopyBack(m_now);
    if (happens(FloorRaised))
        bank([&](central::WriteSession &session) { (void)session.purgeBefore(m_now - qint64(m_chance.below(3600)) * 1000); });
    if (happens(KeyRotated)) {
        calm();
        m_office.rotateCursorKey();
        m_lagImage.reset(); // it reaches every node at once
    }
    if (m_rates[ReplicaLags] > 0 && m_chance.percent(5)) {
        m_lagImage = m_office.backup();
        m_lagRights = m_oracle.rights;
    }
    if (device.isOpen() && device.rotten == 0 && happens(Rot))
        rot();
    if (!m_backup && m_chance.percent(2)) {
        m_backup = m_office.backup();
        m_backupMs = m_now;
        m_backupRights = m_oracle.rights;
    }
    const bool restored = m_backup && happens(Restored);
    if (restored || (m_backup && happens(Failover))) {
        calm();
        QMap<QString, qint64> heads;
        for (const auto &row : m_oracle.rows())
            heads[row.scope] = qMax(heads[row.scope], row.csn);
        m_office.putBack(*m_backup, restored, m_chance.percent(70) ? toWireInstant(m_backupMs) : QString());
        m_backup.reset();
        m_lagImage.reset();
        m_oracle.rights = m_backupRights;
        if (restored)
            m_oracle.nextTimeline();
        if (!restored) // until the new history is as long as the lost one, it looks like a replica that lags (§4.2)
            for (auto it = heads.cbegin(); it != heads.cend(); ++it)
                for (;;) {
                    qint64 head = 0;
                    if (auto session = m_office.store().read())
                        if (const auto at = (*session)->head(it.key()); at && *at)
                            head = (*at)->csn;
                    if (head >= it.value())
                        break;
                    (void)m_office.write(
                        [&](central::WriteSession &session) {
                            (void)session.stage(makeRecord(u"gadget"_s, newId(), it.key(), {}, {{u"n"_s, 1}}, m_now));
                        },
                        m_now);
                }
        auto all = m_all;
        if (m_elsewhere)
            all.append(m_elsewhere.get());
        m_oracle.lookAgain(all);
    }
}

} // namespace zhike::sim
