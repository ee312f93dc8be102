// SPDX-License-Identifier: GPL-3.0-or-later
#include "testcache.h"

#include "crypto/auditchain.h"
#include "crypto/devicekey.h"
#include "crypto/encoding.h"
#include "storage/auditlog.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace zhike;
using namespace zhike::security;
using namespace zhike::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const AuditOrigin kOrigin {u"dev-1"_s, 1, u"rm001"_s, u"rm"_s, u"zhike"_s};
const QByteArray kStart = crypto::auditStart(u"vault-1"_s, 1);

QList<AuditRow> chain(int events, const AuditHead &from = {0, kStart}, const QString &name = u"cust.open"_s)
{
    QList<AuditRow> rows;
    auto head = from;
    for (int i = 0; i < events; ++i) {
        AuditEvent event {name};
        event.objectType = u"customer"_s;
        event.objectId = u"c-%1"_s.arg(head.seq);
        const auto bytes = crypto::canonicalJson(auditObject(event, kOrigin, head, head.seq * 1000, head.seq * 1000));
        head = {head.seq + 1, crypto::auditNext(head.hash, bytes)};
        rows.append({head.seq, bytes, head.hash});
    }
    return rows;
}

AuditHead headOf(const AuditRow &row)
{
    return {row.seq, row.hash};
}

void renumber(QList<AuditRow> &rows)
{
    for (qsizetype i = 0; i < rows.size(); ++i)
        rows[i].seq = i + 1;
}

const crypto::DeviceKey &key()
{
    static const auto made = crypto::DeviceKey::generate();
    return *made;
}

QByteArray signedHead(const AuditHead &head, const crypto::DeviceKey &by = key())
{
    return *by.sign(checkpointObject(kOrigin, head, 1, 1, head.seq));
}

AuditVerdict verify(const QList<AuditRow> &rows, const QList<QByteArray> &checkpoints = {}, std::optional<AuditHead> anchor = {})
{
    AuditVerifier verifier({0, kStart});
    for (const auto &jws : checkpoints)
        verifier.addCheckpoint(jws, key().publicJwk());
    if (anchor)
        verifier.addAnchor(*anchor);
    for (const auto &row : rows)
        verifier.add(row);
    return verifier.verdict();
}

} // namespace

class TestAudit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eventSaysNamesOnly();
    void untouchedLogIsIntact();
    void everyOffenceAmongTenThousandIsPlaced_data();
    void everyOffenceAmongTenThousandIsPlaced();
    void rewrittenTailContradictsTheSignature();
    void shortenedLogContradictsSignatureAndAnchor();
    void foreignSignatureIsNoCheckpoint();
    void appendedEventsAreChainedQueuedAndVerified();
    void rolledBackEventLeavesNoTrace();
    void checkpointsComeDueAndAreOfferedUntilAccepted();
    void acknowledgedEventsGoAfterAWeekFromTheBeginningOnly();
    void newIncarnationBeginsAnewChain();
    void rejectedEventIsOfferedAgain();
};

void TestAudit::eventSaysNamesOnly()
{
    AuditEvent event {u"cust.reveal"_s};
    event.objectType = u"customer"_s;
    event.objectId = u"c-1"_s;
    event.fields = {u"mobile"_s};
    event.reason = u"call_back"_s;
    const auto object = auditObject(event, kOrigin, {41, kStart}, 1'000, 2'000);
    QCOMPARE(object.keys().join(u' '), u"app dev ev fields inc obj prev reason role seq t_trust t_wall user v"_s);
    QCOMPARE(object[u"seq"_s].toInteger(), 42);
    QCOMPARE(object[u"prev"_s].toString().toLatin1(), kStart.toHex());
}

void TestAudit::untouchedLogIsIntact()
{
    const auto rows = chain(10'000);
    const auto verdict = verify(rows, {signedHead(headOf(rows[99])), signedHead(headOf(rows[9'999]))}, headOf(rows[5'000]));
    QVERIFY(verdict.intact());
    QCOMPARE(verdict.events, 10'000);
    QCOMPARE(verdict.checkpoints, 2);
    QCOMPARE(verdict.head, headOf(rows.last()));
    QVERIFY(verify({}).intact());
}

void TestAudit::everyOffenceAmongTenThousandIsPlaced_data()
{
    QTest::addColumn<QString>("offence");
    QTest::addColumn<QString>("kind");
    QTest::newRow("text edited") << u"edit"_s << u"edited"_s;
    QTest::newRow("text edited, own hash made to fit") << u"edit-hash"_s << u"edited"_s;
    QTest::newRow("only the hash edited") << u"hash"_s << u"edited"_s;
    QTest::newRow("not JSON any more") << u"garbage"_s << u"edited"_s;
    QTest::newRow("deleted") << u"delete"_s << u"deleted"_s;
    QTest::newRow("deleted, the rest renumbered") << u"delete-renumber"_s << u"deleted"_s;
    QTest::newRow("inserted copy") << u"insert-copy"_s << u"inserted"_s;
    QTest::newRow("inserted, well made") << u"insert-made"_s << u"inserted"_s;
    QTest::newRow("swapped with the next") << u"swap"_s << u"swapped"_s;
    QTest::newRow("swapped with one far away") << u"swap-far"_s << u"swapped"_s;
    QTest::newRow("all hashes recomputed") << u"rewrite"_s << u"forked"_s;
}

void TestAudit::everyOffenceAmongTenThousandIsPlaced()
{
    QFETCH(const QString, offence);
    QFETCH(const QString, kind);
    const auto sound = chain(10'000);
    const QList<QByteArray> signatures {signedHead(headOf(sound[4'999])), signedHead(headOf(sound[9'999]))};
    QRandomGenerator random(20260921);
    for (int trial = 0; trial < 12; ++trial) {
        auto rows = sound;
        const auto at = trial == 0 ? 0 : trial == 1 ? 9'898 : int(random.bounded(9'800));
        const auto seq = at + 1;
        if (offence == "edit"_L1) {
            rows[at].event.replace("customer", "operation");
        } else if (offence == "edit-hash"_L1) {
            rows[at].event.replace("customer", "operation");
            rows[at].hash = crypto::auditNext(at > 0 ? rows[at - 1].hash : kStart, rows[at].event);
        } else if (offence == "hash"_L1) {
            rows[at].hash[3] = char(rows[at].hash[3] ^ 1);
        } else if (offence == "garbage"_L1) {
            rows[at].event = "{";
        } else if (offence == "delete"_L1) {
            rows.removeAt(at);
        } else if (offence == "delete-renumber"_L1) {
            rows.removeAt(at);
            renumber(rows);
        } else if (offence == "insert-copy"_L1) {
            rows.insert(at, rows[at + 50]);
            renumber(rows);
        } else if (offence == "insert-made"_L1) {
            const auto before = at > 0 ? headOf(rows[at - 1]) : AuditHead {0, kStart};
            rows.insert(at, chain(1, before, u"cust.made"_s).first());
            renumber(rows);
        } else if (offence == "swap"_L1 || offence == "swap-far"_L1) {
            rows.swapItemsAt(at, at + (offence == "swap"_L1 ? 1 : 77));
            renumber(rows);
        } else {
            const auto before = at > 0 ? headOf(rows[at - 1]) : AuditHead {0, kStart};
            rows = rows.first(at) + chain(10'000 - at, before, u"cust.made"_s);
        }
        const auto verdict = verify(rows, signatures);
        QCOMPARE(toWire(verdict.kind), offence == "insert-copy"_L1 && verdict.kind == AuditBreak::Swapped ? u"swapped"_s : kind);
        if (kind == "forked"_L1)
            QVERIFY2(verdict.brokenAt <= seq && seq <= verdict.until, qPrintable(u"%1..%2 %3"_s.arg(verdict.brokenAt).arg(verdict.until).arg(seq)));
        else
            QCOMPARE(verdict.brokenAt, seq);
        QCOMPARE(verdict.head.seq, kind == "forked"_L1 ? verdict.until : verdict.head.seq);
    }
}

void TestAudit::rewrittenTailContradictsTheSignature()
{
    // Two logs from one beginning: a copy that was put back and gone on with.
    const auto shared = chain(500);
    const auto first = shared + chain(60, headOf(shared.last()), u"cust.open"_s);
    const auto second = shared + chain(90, headOf(shared.last()), u"cust.reveal"_s);
    const QList<QByteArray> signatures {signedHead(headOf(shared[299])), signedHead(headOf(first.last()))};
    QVERIFY(verify(first, signatures).intact());
    const auto verdict = verify(second, signatures);
    QCOMPARE(verdict.kind, AuditBreak::Forked);
    QCOMPARE(verdict.brokenAt, 301);
    QCOMPARE(verdict.until, 560);
    const auto anchored = verify(second, {signatures.first()}, headOf(first.last()));
    QCOMPARE(anchored.kind, AuditBreak::Forked);
}

void TestAudit::shortenedLogContradictsSignatureAndAnchor()
{
    const auto rows = chain(300);
    const QList<QByteArray> signatures {signedHead(headOf(rows[199]))};
    auto verdict = verify(rows.first(150), signatures);
    QCOMPARE(verdict.kind, AuditBreak::Truncated);
    QCOMPARE(verdict.brokenAt, 151);
    verdict = verify(rows.first(250), signatures, headOf(rows[269]));
    QCOMPARE(verdict.kind, AuditBreak::Truncated);
    QCOMPARE(verdict.brokenAt, 251);
    verdict = verify(rows.mid(3), signatures);
    QCOMPARE(verdict.kind, AuditBreak::Deleted);
    QCOMPARE(verdict.brokenAt, 1);
    // Declared: what was cut after the last signature and anchor is known to the central only.
    QVERIFY(verify(rows.first(250), signatures).intact());
}

void TestAudit::foreignSignatureIsNoCheckpoint()
{
    const auto other = crypto::DeviceKey::generate();
    const auto rows = chain(100);
    const auto verdict = verify(rows, {signedHead(headOf(rows[49]), *other)});
    QCOMPARE(verdict.kind, AuditBreak::BadCheckpoint);
    QCOMPARE(verdict.brokenAt, 50);
}

namespace {

Done append(TestCache &cache, const QString &name, qint64 nowMs = 1'000)
{
    storage::AuditLog log(cache.database());
    return cache.database().transaction([&]() -> Done {
        auto seq = log.append({name}, {nowMs, nowMs});
        return seq ? done() : Done(seq.error());
    });
}

storage::Sign signer()
{
    return [](const QJsonObject &payload) { return key().sign(payload); };
}

} // namespace

void TestAudit::appendedEventsAreChainedQueuedAndVerified()
{
    TestCache cache;
    for (int i = 0; i < 20; ++i)
        QVERIFY(append(cache, u"cust.open"_s));
    cache.reopen();
    storage::AuditLog log(cache.database());
    const auto verdict = log.verify({}, {});
    QVERIFY(verdict.ok());
    QVERIFY(verdict->intact());
    QCOMPARE(verdict->events, 20);
    const auto batch = cache.store().nextBatch(100, 1 << 20, 2'000);
    QVERIFY(batch.ok());
    QCOMPARE(batch->ops.size(), 20);
    // What is sent is what was chained.
    auto hash = crypto::auditStart({}, 1);
    for (const auto &op : batch->ops) {
        const auto body = QJsonDocument::fromJson(op).object();
        QCOMPARE(body[u"type"_s].toString(), u"audit_event"_s);
        hash = crypto::auditNext(hash, crypto::canonicalJson(body[u"data"_s].toObject()));
    }
    QCOMPARE(hash, log.head()->hash);
    QCOMPARE(cache.number("SELECT count(*) FROM base"), 0);
}

void TestAudit::rolledBackEventLeavesNoTrace()
{
    TestCache cache;
    QVERIFY(append(cache, u"cust.open"_s));
    const auto before = cache.dump();
    storage::AuditLog log(cache.database());
    const auto failed = cache.database().transaction([&]() -> Done {
        (void)log.append({u"cust.reveal"_s}, {1, 1});
        return Error {ErrorCode::Full, u"disk"_s, {}, {}};
    });
    QVERIFY(!failed.ok());
    QCOMPARE(cache.dump(), before);
}

void TestAudit::checkpointsComeDueAndAreOfferedUntilAccepted()
{
    TestCache cache;
    storage::AuditLog log(cache.database());
    const auto due = [&](qint64 nowMs, bool now = false) { QVERIFY(log.checkpoint(signer(), {nowMs, nowMs}, 3, now).ok()); };
    constexpr qint64 start = 1'000'000'000;
    QVERIFY(append(cache, u"app.start"_s, start));
    due(start); // the first event is long after the last signature, there being none
    QCOMPARE(cache.number("SELECT count(*) FROM audit_checkpoint"), 1);
    for (int i = 0; i < 99; ++i)
        QVERIFY(append(cache, u"cust.open"_s, start));
    due(start);
    QCOMPARE(cache.number("SELECT count(*) FROM audit_checkpoint"), 1);
    QVERIFY(append(cache, u"cust.open"_s, start));
    due(start);
    QCOMPARE(cache.number("SELECT max(seq) FROM audit_checkpoint"), 101);
    QVERIFY(append(cache, u"cust.open"_s, start));
    due(start + 15 * 60'000 - 1);
    QCOMPARE(cache.number("SELECT count(*) FROM audit_checkpoint"), 2);
    due(start + 15 * 60'000);
    QCOMPARE(cache.number("SELECT count(*) FROM audit_checkpoint"), 3);
    due(start, true);
    QCOMPARE(cache.number("SELECT count(*) FROM audit_checkpoint"), 3); // nothing new to sign
    const auto offered = log.checkpoints();
    QCOMPARE(offered->size(), 3);
    const auto payload = crypto::verify(offered->at(1).toString().toLatin1(), key().publicJwk());
    QVERIFY(payload.ok());
    QCOMPARE((*payload)[u"seq"_s].toInteger(), 101);
    QCOMPARE((*payload)[u"vault_gen"_s].toInteger(), 3);
    QCOMPARE((*payload)[u"outbox_n"_s].toInteger(), 101);
    QVERIFY(append(cache, u"cust.open"_s, start));
    due(start, true); // made while the others were on their way
    QVERIFY(log.checkpointsAccepted());
    QCOMPARE(log.checkpoints()->size(), 1);
    QVERIFY(log.verify(key().publicJwk(), {})->intact());
    QCOMPARE(log.verify(key().publicJwk(), {})->checkpoints, 4);
}

void TestAudit::acknowledgedEventsGoAfterAWeekFromTheBeginningOnly()
{
    TestCache cache;
    for (int i = 0; i < 10; ++i)
        QVERIFY(append(cache, u"cust.open"_s));
    const auto settle = [&](qint64 seq, qint64 doneMs) {
        return cache.database().run("UPDATE outbox SET state = 3, done_at = ?2 WHERE op_id = (SELECT op_id FROM audit WHERE seq = ?1)", {seq, doneMs}).ok();
    };
    for (const auto seq : {1, 2, 3, 5, 6})
        QVERIFY(settle(seq, 5'000));
    storage::AuditLog log(cache.database());
    QVERIFY(log.prune(5'000));
    QCOMPARE(cache.number("SELECT count(*) FROM audit"), 10);
    QVERIFY(log.prune(5'001));
    QCOMPARE(cache.number("SELECT min(seq) FROM audit"), 4);
    QVERIFY(log.verify({}, {})->intact());
    QCOMPARE(log.verify({}, {})->events, 7);
    // The floor is part of the chain: taking away more than was let go is found.
    QVERIFY(cache.database().run("DELETE FROM audit WHERE seq = 4"));
    QCOMPARE(log.verify({}, {})->kind, AuditBreak::Deleted);
    QCOMPARE(log.verify({}, {})->brokenAt, 4);
}

void TestAudit::newIncarnationBeginsAnewChain()
{
    TestCache cache;
    QVERIFY(append(cache, u"cust.open"_s));
    QVERIFY(append(cache, u"cust.open"_s));
    QVERIFY(cache.database().setState(u"incarnation"_s, 2));
    QVERIFY(append(cache, u"vault.restore-detected"_s));
    storage::AuditLog log(cache.database());
    QCOMPARE(log.head()->seq, 1);
    const auto newest = log.entries({})->first();
    const auto event = QJsonDocument::fromJson(newest.row.event).object();
    QCOMPARE(event[u"inc"_s].toInteger(), 2);
    QCOMPARE(event[u"prev"_s].toString().toLatin1(), crypto::auditStart({}, 2).toHex());
    QVERIFY(log.verify({}, {})->intact());
}

void TestAudit::rejectedEventIsOfferedAgain()
{
    TestCache cache;
    QVERIFY(append(cache, u"cust.open"_s));
    QVERIFY(append(cache, u"cust.open"_s));
    const auto batch = cache.store().nextBatch(1, 1 << 20, 2'000);
    QCOMPARE(batch->opIds.size(), 1);
    const auto outcome
        = cache.push({QJsonObject {{u"op_id"_s, batch->opIds.first()}, {u"status"_s, u"rejected"_s}, {u"problem"_s, QJsonObject()}}}, batch->opIds);
    QCOMPARE(outcome.rejected, 0);
    // Not parked, and the one after it does not overtake it.
    QCOMPARE(cache.store().nextBatch(100, 1 << 20, 3'000)->ops.size(), 0);
    QCOMPARE(cache.store().nextBatch(100, 1 << 20, 30'000'000'000'000)->ops.size(), 2);
}

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
