// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation.h"

#include "wire/record.h"

#include <cstdio>

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPeaceRounds = 60;

sync::HttpResponse plain(int status, const QByteArray &type, const QByteArray &body, const QByteArray &retryAfter = {})
{
    sync::HttpResponse response {status, {}, {{"content-type", type}}, body};
    if (!retryAfter.isEmpty())
        response.headers.append({"retry-after", retryAfter});
    return response;
}

QByteArray requestId(const sync::HttpRequest &request)
{
    for (const auto &[name, value] : request.headers)
        if (name == "Request-Id")
            return value;
    return {};
}

} // namespace

const char *nameOf(Fault fault)
{
    static const char *names[] = {
        "request-lost", "reply-lost",   "request-doubled", "reply-doubled", "request-late", "reply-late", "truncated",  "corrupted",   "portal",     "overload",
        "broken",       "office-dies",  "office-fails",    "desk-dies",     "power-cut",    "disk-full",  "clock-jump", "long-wait",   "restored",   "failover",
        "key-rotated",  "floor-raised", "small-pages",     "desk-restored", "replica-lags", "refused",    "grant-cut",  "interleaved", "store-busy", "rot"};
    static_assert(std::size(names) == kFaults);
    return names[fault];
}

Simulation::Simulation(quint64 seed, const Options &options, const QString &folder, QMap<QString, qint64> &coverage)
    : m_options(options)
    , m_chance(seed)
    , m_office(folder)
    , m_replica(folder, u"replica"_s)
    , m_oracle(m_office)
    , m_coverage(coverage)
{
    SimDisk::instance().clear();
    static constexpr int usual[kFaults] = {60, 60, 40, 40, 40, 40, 30, 30, 20, 30, 30, 15, 10, 15, 8, 8, 10, 8, 4, 4, 3, 20, 400, 7, 220, 80, 20, 60, 50, 6};
    for (int i = 0; i < kFaults; ++i)
        m_rates[i] = !options.without.contains(i) && m_chance.percent(45) ? 1 + usual[i] * m_chance.between(20, 200) / 100 : 0;
    if (m_rates[SmallPages])
        m_pageLimit = m_chance.percent(50) ? 1 : m_chance.between(2, 7);
    for (int i = 0, n = m_chance.between(2, 4); i < n; ++i)
        m_books.append(u"book:%1"_s.arg(QChar(u'a' + i)));
    static constexpr int share[kActs] = {38, 8, 6, 14, 3, 12, 8, 8, 30};
    for (int i = 0; i < kActs; ++i)
        m_weights[i] = share[i] * m_chance.between(0, 3) + 1;
    m_bankShare = m_chance.between(8, 24);
    m_hot = m_chance.percent(60) ? m_chance.between(40, 90) : 0;
    m_office.create();
    m_peace = true;
    settleWorld();
}

Simulation::~Simulation()
{
    for (auto &device : m_devices)
        device->close();
    m_replica.close();
    m_office.close();
}

void Simulation::note(const QString &text)
{
    m_trace.addData(text.toUtf8());
    if (m_options.trace)
        fprintf(stderr, "%5d %s\n", m_steps, qPrintable(text));
}

bool Simulation::happens(Fault fault)
{
    if (m_peace || m_rates[fault] == 0 || m_chance.below(1000) >= m_rates[fault])
        return false;
    ++m_coverage[u"fault "_s + QLatin1StringView(nameOf(fault))];
    note(u"-- "_s + QLatin1StringView(nameOf(fault)));
    return true;
}

Outcome Simulation::run()
{
    for (int phase = 0; phase < m_options.phases && !m_oracle.failed(); ++phase) {
        m_peace = false;
        for (int i = 0; i < m_options.steps && !m_oracle.failed(); ++i)
            step();
        if (!m_oracle.failed())
            peace();
        if (!m_oracle.failed() && phase == 0 && m_chance.percent(25))
            outage();
    }
    if (m_options.trace && m_oracle.failed())
        for (auto *device : m_all)
            for (const auto &op : device->isOpen() ? device->ops() : QList<LocalOp>())
                note(u"d%1 has op %2 %3: %4 answered %5"_s.arg(device->number)
                         .arg(op.n)
                         .arg(int(op.state))
                         .arg(QString::fromUtf8(compact(op.body)), QString::fromUtf8(compact(op.answer))));
    for (auto it = m_oracle.coverage.cbegin(); it != m_oracle.coverage.cend(); ++it)
        m_coverage[it.key()] += it.value();
    return {m_oracle.failure(), m_trace.result().toHex(), m_steps};
}

void Simulation::step()
{
    ++m_steps;
    m_now += m_chance.below(30'000);
    if (happens(LongWait))
        m_now += qint64(m_chance.between(1, 72)) * 3600 * 1000;
    accident();
    for (qsizetype i = 0; i < m_planned.size();)
        if (m_planned.at(i).step <= m_steps)
            m_planned.takeAt(i).work();
        else
            ++i;
    if (m_chance.percent(5))
        m_focus = anyCustomer();
    auto &device = *m_chance.pick(m_devices);
    if (m_chance.percent(m_bankShare)) {
        bankActs();
        return;
    }
    const int what = 12 + m_chance.below(88);
    if (what < 12) {
    } else if (!device.isOpen()) {
        if (!device.open(m_now))
            m_oracle.fail(u"I3"_s, u"the store of device %1 does not open after a crash"_s.arg(device.number));
        note(u"d%1 starts"_s.arg(device.number));
        settleDevice(device);
    } else if (what < 35) {
        act(device);
    } else if (what < 42) {
        answerParked(device);
    } else if (what < 47) {
        late(device);
    } else {
        exchange(device);
    }
}

void Simulation::exchange(Device &device)
{
    if (happens(DeskDies))
        SimDisk::instance().dieAfter(device.machine(), m_chance.below(25));
    if (happens(DiskFull))
        SimDisk::instance().setFull(device.machine(), true);
    if (!device.request()) {
        device.startRound(m_now);
        note(u"d%1 round"_s.arg(device.number));
        settleDevice(device);
        return;
    }
    const auto request = *device.request();
    const auto response = deliver(device, request);
    const auto about = request.path.endsWith("/verify") ? parse(request.body) : QJsonObject();
    note(u"d%1 %2 %3%4→ %5"_s.arg(QString::number(device.number), QString::fromLatin1(request.path.left(60)), about[u"scope"_s].toString(),
                                  about[u"type"_s].toString(), QString::number(response.status)));
    if (QByteArray plain; m_options.trace && m_options.bodies > 0 && m_steps >= m_options.bodies && sync::decodeBody(response, plain))
        note(u"   "_s + QString::fromUtf8(plain.left(4000)));
    const auto standing = m_foreign ? device.standing() : QByteArray();
    const auto sealedBefore = device.everSealed.size();
    QHash<QString, QString> homes; // of the customers it has
    for (const auto &row : device.rows())
        if (row.type == "customer"_L1 && !row.deleted && row.version > 0)
            homes.insert(row.id, row.scope);
    receive(device, response);
    // Snapshot pages that came before it and are in hand go to the store when the round ends: they are no foreign answer's doing.
    const bool held = request.path.contains("/snapshot?") && !device.request();
    if (device.isOpen() && m_foreign && !held && device.standing() != standing)
        m_oracle.fail(u"I29"_s, u"an answer that is none changed device %1"_s.arg(device.number));
    if (device.isOpen() && !m_refused.isEmpty())
        checkReaction(device, request);
    if (device.isOpen() && !m_foreign && !m_lagging && m_refused.isEmpty() && response.status == 200 && request.path.endsWith("/pull"))
        checkTaken(device, request);
    if (device.isOpen() && !m_foreign && response.status == 200)
        noteTombstones(device, request, response);
    // Work is laid away sealed only when its customer is out of reach (§5.6); what is done goes with the customer its record has now.
    if (device.everSealed.size() > sealedBefore && !m_lagging && !device.isStale)
        for (const auto &id : std::as_const(device.everSealed)) {
            const auto noted = device.notes.value(id);
            const auto customer = noted.body[u"customer_id"_s].toString();
            if (device.judgedSealed.contains(id) || customer.isEmpty() || !noted.status.isEmpty())
                continue;
            if (m_oracle.isInReach(device.login, customer, m_now) && m_oracle.rows().value(customer).scope == homes.value(customer))
                m_oracle.fail(u"I7"_s, u"device %1 sealed %2 for %3, who had come back"_s.arg(QString::number(device.number), id, customer));
        }
    device.judgedSealed = device.everSealed;
    m_foreign = m_lagging = false;
    m_refused.clear();
    if (device.isOpen() && device.request() && happens(ReplyDoubled)) {
        const auto before = device.standing();
        const bool snapshot = device.request()->path.contains("/snapshot?");
        receive(device, response);
        if (device.isOpen() && (!snapshot || device.request()) && device.standing() != before)
            m_oracle.fail(u"I9"_s, u"an answer that came twice changed device %1"_s.arg(device.number));
    }
    SimDisk::instance().setFull(device.machine(), false);
}

sync::HttpResponse Simulation::ask(Device &device, const sync::HttpRequest &request)
{
    const bool reads = request.path.endsWith("/pull") || request.path.contains("/snapshot?");
    if (reads && m_lagImage && happens(ReplicaLags)) {
        m_replica.putBack(*m_lagImage, false);
        auto response = m_replica.handle(request, m_now);
        m_replica.close();
        m_lagging = true;
        device.promised.reset();
        auto rights = std::exchange(m_oracle.rights, m_lagRights);
        m_oracle.onAnswer(device, request, response, m_now);
        m_oracle.rights = std::move(rights);
        return response;
    }
    auto response = m_office.handle(request, m_now);
    if (SimDisk::instance().isDead(m_office.machine())) {
        reviveOffice();
        return {};
    }
    m_oracle.look();
    m_oracle.onAnswer(device, request, response, m_now);
    QByteArray body;
    if (request.path.endsWith("/pull") && response.status == 200 && sync::decodeBody(response, body)) {
        if (parse(body)[u"more"_s] == false)
            device.promised = m_oracle.reach(device.login, m_now);
        else
            device.promised.reset();
    }
    return response;
}

sync::HttpResponse Simulation::deliver(Device &device, const sync::HttpRequest &asked)
{
    auto request = asked;
    if (m_pageLimit > 0 && request.path.endsWith("/pull")) {
        request.body.replace("\"limit\":500", "\"limit\":" + QByteArray::number(m_pageLimit));
        for (auto &[name, value] : request.headers)
            if (name == "Content-Digest")
                value = wire::contentDigest(request.body);
    } else if (m_pageLimit > 0 && request.path.contains("/snapshot?")) {
        request.path += "&limit=" + QByteArray::number(m_pageLimit);
    }
    const auto lost = [&](const char *how) {
        ++m_coverage[u"8 network error: "_s + QLatin1StringView(how)];
        m_foreign = true;
        return sync::HttpResponse {};
    };
    if (happens(RequestLost))
        return lost("no answer");
    if (happens(RequestLate)) {
        device.lateRequests.push_back(request);
        return lost("no answer");
    }
    const auto foreign = [&](const char *row, sync::HttpResponse response) {
        ++m_coverage[QLatin1StringView(row)];
        m_foreign = true;
        if (response.status > 403)
            m_refused = QString::fromLatin1(row + 2);
        return response;
    };
    if (happens(Portal))
        return foreign("8 not our media type",
                       m_chance.percent(50) ? plain(200, "text/html", "<html>sign in here</html>") : plain(403, "text/html", "<html>no</html>"));
    if (happens(Overload)) // of a balancer that knows of no request ids
        return m_chance.percent(50) ? foreign("8 429 rate-limited", plain(429, "application/problem+json", R"({"type":"x/rate-limited","status":429})", "11"))
                                    : foreign("8 503 overloaded", plain(503, "application/problem+json", R"({"type":"x/overloaded","status":503})", "11"));
    if (happens(Broken)) {
        static constexpr int statuses[] = {500, 502, 504};
        const int status = statuses[m_chance.below(3)];
        ++m_coverage[u"8 %1"_s.arg(status)];
        m_foreign = true;
        m_refused = u"%1 internal"_s.arg(status);
        return plain(status, m_chance.percent(50) ? "text/html" : "application/problem+json", R"({"type":"x/internal","status":500})");
    }
    // Pushes are fewer than what is asked otherwise, and have refusals of their own.
    if (happens(Refused) || (request.path.endsWith("/push") && (happens(Refused) || happens(Refused))))
        if (auto refused = refusal(device, request); refused.status > 0)
            return refused;
    if ((request.path.endsWith("/pull") || request.path.endsWith("/push")) && happens(GrantCut))
        cutGrant(device.login);
    if (happens(OfficeDies))
        SimDisk::instance().dieAfter(m_office.machine(), m_chance.below(30));
    if (request.path.endsWith("/push") && m_rates[ReplicaLags] > 0 && m_chance.percent(50)) {
        // The replica that is asked next has not heard of this push.
        m_lagImage = m_office.backup();
        m_lagRights = m_oracle.rights;
    }
    if (request.path.endsWith("/push")) {
        // Another node's transaction commits between two of this request's, or holds what it needs.
        const int at = m_chance.between(1, 4);
        if (happens(StoreBusy))
            m_office.setGate([at](int n) { return n == at ? Done(Error {ErrorCode::Busy, u"held by another transaction"_s, {}, {}}) : done(); });
        else if (happens(Interleaved))
            m_office.setGate([this, at](int n) {
                if (n == at && !SimDisk::instance().isDead(m_office.machine())) {
                    if (m_chance.percent(40))
                        moveTo(anyCustomer(), m_chance.pick(m_books));
                    else if (auto ids = alive(m_chance.percent(60) ? u"task"_s : u"customer"_s, anyCustomer()); !ids.isEmpty())
                        (void)m_office.write(change(m_chance.pick(ids)), m_now);
                }
                return done();
            });
    }
    auto response = ask(device, request);
    if (response.status == 0)
        return lost("no answer");
    m_trace.addData(response.body);
    if (happens(RequestDoubled)) {
        const auto second = ask(device, request);
        if (m_chance.percent(50) && second.status > 0)
            response = second;
        else
            device.promised.reset();
    }
    if (happens(ReplyLost)) {
        device.lateAnswers.push_back(response);
        return lost("no answer");
    }
    if (!device.lateAnswers.empty() && happens(ReplyLate)) {
        device.lateAnswers.push_back(response);
        response = device.lateAnswers.front();
        device.lateAnswers.pop_front();
        m_foreign = !request.path.contains("/oauth/") && requestId(request) != response.header("request-id");
        return response;
    }
    const auto whole = response.body;
    if (happens(Truncated)) {
        response.body.truncate(m_chance.below(int(response.body.size()) + 1));
        if (m_chance.percent(50))
            response.headers.removeIf([](const auto &header) { return header.first == "content-digest"; });
        ++m_coverage[u"8 network error: truncated"_s];
    } else if (happens(Corrupted) && !response.body.isEmpty()) {
        response.body[m_chance.below(int(response.body.size()))] ^= char(1 + m_chance.below(255));
        ++m_coverage[u"8 network error: digest mismatch"_s];
    }
    m_foreign = response.body != whole && response.status < 300;
    return response;
}

void Simulation::receive(Device &device, const sync::HttpResponse &response)
{
    device.answer(response, m_now);
    settleDevice(device);
}

void Simulation::noteTombstones(Device &device, const sync::HttpRequest &asked, const sync::HttpResponse &response)
{
    QByteArray body;
    if (!sync::decodeBody(response, body))
        return;
    const auto answer = parse(body);
    const auto dead = [&](const QJsonObject &record) {
        if (record[u"deleted"_s].toBool() && record[u"type"_s] != u"_member"_s)
            device.deadFromWire[record[u"id"_s].toString()] = record[u"version"_s].toInteger();
    };
    if (asked.path.endsWith("/pull") && device.state("cursor") == answer[u"next_cursor"_s].toString())
        for (const auto &row : answer[u"changes"_s].toArray())
            dead(row.toObject());
    if (asked.path.endsWith("/push")) {
        QSet<QString> settled;
        for (const auto &op : device.ops())
            if (op.state == storage::OpState::Done)
                settled.insert(op.opId);
        for (const auto &result : answer[u"results"_s].toArray())
            if (settled.contains(result[u"op_id"_s].toString()))
                dead(result[u"record"_s].toObject());
    }
}

void Simulation::checkTaken(Device &device, const sync::HttpRequest &asked)
{
    const auto before = parse(asked.body)[u"cursor"_s].toString();
    if (device.state("cursor") != before)
        m_oracle.checkApplied(device, m_now);
}

void Simulation::settleDevice(Device &device)
{
    const bool alive = !SimDisk::instance().isDead(device.machine());
    if (alive && !device.request() && device.result().error && device.result().error->detail.contains("device-state-regressed"_L1) && m_peace)
        rejoin(device);
    if (SimDisk::instance().isDead(device.machine())) {
        note(u"d%1 died"_s.arg(device.number));
        device.close();
        SimDisk::instance().restart(device.machine(), m_rates[PowerCut] && m_chance.percent(50) ? Loss::Power : Loss::Process, m_chance);
        device.promised.reset();
        return;
    }
    device.isStale |= device.state("cursor").isEmpty(); // everything comes anew, and what stands here says nothing until then
    if (m_options.trace && !m_options.watch.isEmpty())
        for (const auto &row : device.rows())
            if (row.id.contains(m_options.watch))
                note(u"   d%1 has v%2, counter %3%4, %5 %6"_s.arg(device.number)
                         .arg(row.version)
                         .arg(row.csn)
                         .arg(row.deleted ? u" deleted"_s : QString(), row.scope, QString::fromUtf8(row.raw)));
    m_oracle.checkDevice(device);
    if (device.rotten > 0) {
        checkRot(device);
        return;
    }
    // A consistent point holds exactly what the bank had when it answered (I7).
    if (device.state("consistent") == "1"_L1 && device.promised && !device.request() && !device.result().error) {
        QMap<QString, qint64> held;
        for (const auto &row : device.rows())
            if (!row.deleted && row.version > 0)
                held.insert(row.id, row.version);
        // What a lost history left beyond the cursor shows in the digests only, and is mended after the second look (§4.6).
        if (device.isStale && device.state("digest_mismatches") != "0"_L1) {
            device.promised.reset();
            return;
        }
        if (held != *device.promised) {
            QStringList differing;
            for (auto it = held.cbegin(); it != held.cend(); ++it)
                if (device.promised->value(it.key(), -1) != it.value())
                    differing.append(u"has %1 %2 v%3 of %4, not v%5"_s.arg(m_oracle.rows().value(it.key()).type, it.key())
                                         .arg(it.value())
                                         .arg(m_oracle.rows().value(it.key()).scope)
                                         .arg(device.promised->value(it.key(), -1)));
            for (auto it = device.promised->cbegin(); it != device.promised->cend(); ++it)
                if (!held.contains(it.key()))
                    differing.append(u"lacks %1 %2 v%3 of %4"_s.arg(m_oracle.rows().value(it.key()).type, it.key())
                                         .arg(it.value())
                                         .arg(m_oracle.rows().value(it.key()).scope));
            m_oracle.fail(u"I7"_s, u"consistent device %1 %2"_s.arg(device.number).arg(differing.mid(0, 3).join(u", "_s)));
        }
        device.promised.reset();
        if (std::exchange(device.isStale, false)) // what came late from the history that was lost says nothing of this one
            device.forgetSeen();
    }
}

void Simulation::rejoin(Device &device)
{
    const auto token = parse(m_office
                                 .handle({"POST",
                                          "/oauth/token",
                                          {{"Content-Type", "application/x-www-form-urlencoded"}},
                                          "grant_type=refresh_token&refresh_token=" + device.state("refresh_token").toLatin1()},
                                         m_now)
                                 .body)[u"access_token"_s]
                           .toString();
    const auto answer = parse(m_office
                                  .handle({"POST",
                                           "/sync/v1/devices",
                                           {{"Authorization", "Bearer " + token.toLatin1()}},
                                           compact({{u"install_id"_s, device.id}, {u"restored"_s, true}, {u"jwk"_s, device.publicJwk()}})},
                                          m_now)
                                  .body);
    if (answer[u"incarnation"_s].toInteger() < 2 || !device.beginIncarnation(answer[u"incarnation"_s].toInteger()))
        m_oracle.fail(u"I22"_s, u"device %1 is not taken as a new incarnation: %2"_s.arg(device.number).arg(QString::fromUtf8(compact(answer))));
    m_oracle.look();
    m_oracle.checkDevice(device);
}

void Simulation::late(Device &device)
{
    if (device.lateRequests.empty())
        return;
    const auto request = device.lateRequests.front();
    device.lateRequests.pop_front();
    const auto response = m_office.handle(request, m_now);
    note(u"d%1 late %2 → %3"_s.arg(device.number).arg(QString::fromLatin1(request.path.left(30))).arg(response.status));
    m_oracle.look();
    m_oracle.onAnswer(device, request, response, m_now);
    if (m_chance.percent(50))
        device.lateAnswers.push_back(response);
}

void Simulation::reviveOffice()
{
    note(u"the office comes back"_s);
    m_office.restart(m_chance.percent(50) ? Loss::Power : Loss::Process, m_chance);
    m_oracle.look();
}

void Simulation::bank(const std::function<void(central::WriteSession &)> &work)
{
    if (happens(OfficeFails))
        SimDisk::instance().dieAfter(m_office.machine(), m_chance.below(12));
    (void)m_office.write(work, m_now);
    if (SimDisk::instance().isDead(m_office.machine()))
        reviveOffice();
    m_oracle.look();
}

void Simulation::peace()
{
    note(u"peace"_s);
    m_peace = true;
    m_planned.clear();
    SimDisk::instance().dieAfter(m_office.machine(), -1);
    for (auto *device : m_all) {
        SimDisk::instance().setFull(device->machine(), false);
        SimDisk::instance().dieAfter(device->machine(), -1);
        device->lateRequests.clear();
        device->lateAnswers.clear();
        device->skewMs = 0;
        device->quietRounds = 0;
        if (!device->isOpen() && !device->open(m_now))
            return m_oracle.fail(u"I3"_s, u"the store of device %1 does not open"_s.arg(device->number));
    }
    for (int round = 0; round < kPeaceRounds && !m_oracle.failed(); ++round) {
        bool quiet = true;
        m_now += 400'000;
        for (auto *device : m_all) {
            for (int exchanges = 0; exchanges < 3000; ++exchanges) {
                exchange(*device);
                ++m_steps;
                if (m_oracle.failed())
                    return;
                if (!device->request())
                    break;
            }
            if (device->request())
                return m_oracle.fail(u"I18"_s, u"the round of device %1 never ends"_s.arg(device->number));
            bool waits = false;
            for (const auto &op : std::as_const(device->ops()))
                waits |= op.state < storage::OpState::Parked;
            const bool calm = !device->result().error && device->state("consistent") == "1"_L1 && device->result().pulled == 0 && device->result().pushed == 0;
            if (round == kPeaceRounds - 1 && device->result().error)
                note(u"d%1 still fails: %2"_s.arg(device->number).arg(device->result().error->detail));
            device->quietRounds = calm ? device->quietRounds + 1 : 0;
            quiet &= device->quietRounds >= 2;
            // What stands behind a parked operation waits for a person; everything else gets on (I17, I18).
            if (round == kPeaceRounds - 1 && waits) {
                QSet<QString> parked;
                for (const auto &op : device->ops()) {
                    const auto id = op.body[u"id"_s].toString();
                    if (op.state == storage::OpState::Parked)
                        parked.insert(id);
                    else if (op.state < storage::OpState::Parked && !parked.contains(id))
                        m_oracle.fail(u"I17"_s, u"operation %1 of device %2 never gets through"_s.arg(op.opId).arg(device->number));
                }
            }
        }
        if (quiet)
            break;
        if (round == kPeaceRounds - 1)
            for (auto *device : m_all)
                if (device->quietRounds < 2)
                    m_oracle.fail(u"I18"_s,
                                  u"device %1 does not come to rest: %2"_s.arg(device->number)
                                      .arg(device->result().error ? device->result().error->detail : u"rows keep coming"_s));
    }
    m_oracle.look();
    for (auto *device : m_all)
        if (!m_oracle.failed()) {
            m_oracle.checkConverged(*device, m_now);
            m_oracle.checkSealed(*device);
        }
    m_oracle.checkEffects(m_all);
}

} // namespace zhike::sim
