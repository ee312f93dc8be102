// SPDX-License-Identifier: GPL-3.0-or-later
#include "device.h"

#include "crypto/devicekey.h"
#include "storage/incarnation.h"
#include "storage/projector.h"

#include <QCryptographicHash>
#include <sqlite3.h>

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

const crypto::DeviceKey &deviceKey()
{
    static const auto key = crypto::DeviceKey::generate(); // one for all: what it signs is not what is looked at
    return *key;
}

} // namespace

Device::Device(const QString &folder, int n, QString user)
    : login(std::move(user))
    , number(n)
    , m_path(folder + u"/d%1/cache.db"_s.arg(n))
    , m_machine((folder + u"/d%1"_s.arg(n)).toStdString())
{
    for (size_t i = 0; i < m_key.size(); ++i)
        m_key[i] = static_cast<unsigned char>(7 * i + 1); // all devices of a run share it, so that a store made once serves them all
}

void Device::enrol(Office &office, qint64 nowMs)
{
    static SimDisk::Image made;
    auto &disk = SimDisk::instance();
    if (made.empty()) {
        if (!open(nowMs))
            qFatal("no cache");
        close();
        made = disk.image(m_machine);
    }
    disk.restore(m_machine, made);
    id = u"dev-%1"_s.arg(number);
    const auto secret = "refresh-" + QByteArray::number(number);
    central::Device device;
    device.id = id;
    device.login = login;
    device.installId = id;
    device.status = u"active"_s;
    device.jwk = compact(deviceKey().publicJwk());
    const bool written = office.write(
        [&](central::WriteSession &session) {
            (void)session.putDevice(device);
            (void)session.putRefreshToken({QCryptographicHash::hash(secret, QCryptographicHash::Sha256), login, nowMs + 4000ll * 24 * 3600 * 1000});
        },
        nowMs);
    const auto escrow = parse(office.handle({"GET", "/sync/v1/meta", {}, {}}, nowMs).body)[u"escrow"_s][u"x25519"_s].toString();
    if (!written || !open(nowMs))
        qFatal("no device");
    for (const auto &[key, value] :
         {std::pair(u"device_id"_s, QVariant(id)), std::pair(u"incarnation"_s, QVariant(1)), std::pair(u"login"_s, QVariant(login)),
          std::pair(u"escrow"_s, QVariant(escrow)), std::pair(u"refresh_token"_s, QVariant(QString::fromLatin1(secret))), std::pair(u"gen"_s, QVariant(1))})
        (void)m_database->setState(key, value);
}

bool Device::open(qint64 nowMs)
{
    setClock(nowMs);
    auto database = storage::Database::open(m_path, m_key, storage::Access::ReadWrite);
    if (!database)
        return false;
    m_database = std::move(*database);
    m_store = std::make_unique<storage::SyncStore>(*m_database, m_clock.today());
    m_store->setHooks({[](const QJsonObject &payload) { return deviceKey().sign(payload); }, {}, {}, {}});
    m_engine = std::make_unique<sync::Engine>(*m_store, m_clock, m_token);
    m_request.reset();
    m_token = {};
    m_rowsAt = m_opsAt = -1;
    return true;
}

void Device::forgetSeen()
{
    tombs.clear();
    stood.clear();
    seenRaw.clear();
    deadFromWire.clear();
}

void Device::close()
{
    m_request.reset();
    m_engine.reset();
    m_store.reset();
    m_database.reset();
}

void Device::setClock(qint64 nowMs)
{
    m_clock = *Clock::frozen(toWireInstant(nowMs + skewMs));
}

void Device::startRound(qint64 nowMs)
{
    setClock(nowMs);
    m_request = m_engine->start();
}

void Device::answer(const sync::HttpResponse &response, qint64 nowMs)
{
    setClock(nowMs);
    m_request = m_engine->onResponse(response);
}

QStringList Device::perform(const QList<storage::Operation> &operations, qint64 nowMs)
{
    storage::Records records(*m_database, m_clock.today());
    storage::Outbox outbox(*m_database, records);
    auto kept = m_database->transaction([&]() -> Result<QStringList> {
        if (auto ok = records.begin(); !ok)
            return ok.error();
        QStringList ids;
        for (const auto &operation : operations) {
            auto op = outbox.enqueue(operation, nowMs + skewMs);
            if (!op)
                return op.error();
            ids.append(*op);
        }
        return ids;
    });
    if (!kept)
        return {};
    for (const auto &op : std::as_const(ops()))
        if (kept->contains(op.opId))
            notes[op.opId] = {op.body, {}, {}, false};
    return *kept;
}

bool Device::discard(const QString &opId, qint64 nowMs)
{
    storage::Records records(*m_database, m_clock.today());
    storage::Outbox outbox(*m_database, records);
    return m_database
        ->transaction([&]() -> Done {
            if (auto ok = records.begin(); !ok)
                return ok;
            return outbox.discard(opId, nowMs + skewMs);
        })
        .ok();
}

bool Device::resolve(const LocalOp &parked, bool takeMine, qint64 nowMs)
{
    const auto conflict = parked.answer[u"conflict"_s].toObject();
    const auto fields = conflict[u"fields"_s].toArray();
    storage::Operation operation;
    operation.action = u"patch"_s;
    operation.type = parked.body[u"type"_s].toString();
    operation.id = parked.body[u"id"_s].toString();
    operation.customerId = parked.body[u"customer_id"_s].toString();
    operation.resolves = parked.opId;
    operation.baseVersion = conflict[u"current_version"_s].toInteger();
    QSet<QString> theirs;
    for (const auto &value : fields) {
        const auto field = value.toObject();
        theirs.insert(field[u"name"_s].toString());
        if (takeMine)
            operation.set[field[u"name"_s].toString()] = QJsonObject {{u"from"_s, field[u"theirs"_s]}, {u"to"_s, field[u"mine"_s]}};
    }
    const auto wanted = parked.body[u"set"_s].toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (!theirs.contains(it.key()))
            operation.set[it.key()] = it.value();
    if (operation.set.isEmpty())
        return discard(parked.opId, nowMs);
    storage::Records records(*m_database, m_clock.today());
    storage::Outbox outbox(*m_database, records);
    auto kept = m_database->transaction([&]() -> Result<QString> {
        if (auto ok = records.begin(); !ok)
            return ok.error();
        if (auto ok = outbox.settle(parked.opId, nowMs + skewMs); !ok)
            return ok.error();
        return outbox.enqueue(operation, nowMs + skewMs);
    });
    if (!kept)
        return false;
    for (const auto &op : ops())
        if (op.opId == *kept)
            notes[op.opId] = {op.body, {}, {}, false};
    return true;
}

QJsonObject Device::publicJwk()
{
    return deviceKey().publicJwk();
}

bool Device::beginIncarnation(qint64 incarnation)
{
    return storage::beginIncarnation(*m_database, incarnation, state("refresh_token")).ok();
}

QSet<QString> Device::sealedOps()
{
    QSet<QString> ids;
    auto found = m_database->query("SELECT op_id FROM sealed UNION SELECT op_id FROM outbox WHERE length(body) = 2");
    while (found && found->next())
        ids.insert(found->text(0));
    return ids;
}

void Device::keepCopy()
{
    copy = SimDisk::instance().image(m_machine);
    copiedNotes = notes;
}

void Device::putCopyBack(qint64 nowMs)
{
    close();
    SimDisk::instance().restore(m_machine, *copy);
    copy.reset();
    // What was typed since went with the disk; what was answered since may be answered anew.
    for (auto it = notes.begin(); it != notes.end(); ++it)
        if (!copiedNotes.contains(it.key()) || copiedNotes[it.key()].status != it->status)
            it->excused = true;
    promised.reset();
    forgetSeen();
    isStale = true;
    (void)open(nowMs);
}

qint64 Device::changes()
{
    return sqlite3_total_changes64(m_database->handle());
}

const QList<LocalRow> &Device::rows()
{
    if (m_rowsAt == changes())
        return m_rows;
    m_rows.clear();
    auto found = m_database->query("SELECT b.id, t.name, s.id, b.version, b.csn, b.deleted, b.raw, o.doc, b.rid FROM base b JOIN type_ref t ON t.n = b.type "
                                   "JOIN scope_ref s ON s.n = b.scope LEFT JOIN overlay o ON o.rid = b.rid ORDER BY b.id");
    while (found && found->next()) {
        LocalRow row {found->text(0), found->text(1), found->text(2), found->integer(3), found->integer(4), found->integer(5) != 0, false, found->bytes(6), {}};
        row.columnar = storage::Projector::isColumnar(storage::typeOf(found->integer(8)));
        if (!found->isNull(7))
            row.overlay = found->bytes(7);
        m_rows.append(row);
    }
    m_rowsAt = changes();
    return m_rows;
}

const QList<LocalOp> &Device::ops()
{
    if (m_opsAt == changes())
        return m_ops;
    m_ops.clear();
    auto found = m_database->query("SELECT n, op_id, state, body, answer FROM outbox ORDER BY n");
    while (found && found->next())
        m_ops.append({found->integer(0), found->text(1), storage::OpState(found->integer(2)), parse(found->bytes(3)), parse(found->bytes(4))});
    m_opsAt = changes();
    return m_ops;
}

QByteArray Device::standing()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(state("cursor").toUtf8());
    for (const auto &row : rows())
        hash.addData(row.id.toLatin1() + row.scope.toLatin1() + QByteArray::number(row.version) + '/' + QByteArray::number(row.csn) + (row.deleted ? "-" : "+")
                     + row.raw + '|' + row.overlay);
    for (const auto &op : ops()) {
        // Five failures isolate an operation and three more lay it aside, unanswered: that much a broken line may do (§5.7).
        const bool open = op.state < storage::OpState::Parked || op.answer[u"status"_s] == "suspect"_L1;
        if (op.state >= storage::OpState::Done) // kept for a week
            continue;
        hash.addData(op.opId.toLatin1() + (open ? QByteArray("open") : QByteArray::number(int(op.state)) + compact(op.answer)) + compact(op.body));
    }
    auto sealed = m_database->query("SELECT op_id FROM sealed ORDER BY n");
    while (sealed && sealed->next())
        hash.addData(sealed->bytes(0));
    return hash.result();
}

QSet<QString> Device::bootstrapping()
{
    QSet<QString> scopes;
    auto found = m_database->query("SELECT s.id FROM bootstrap_job j JOIN scope_ref s ON s.n = j.scope");
    while (found && found->next())
        scopes.insert(found->text(0));
    return scopes;
}

QString Device::state(const char *key)
{
    return m_database->stateText(QString::fromLatin1(key));
}

} // namespace zhike::sim
