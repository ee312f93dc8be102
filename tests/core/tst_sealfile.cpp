// SPDX-License-Identifier: GPL-3.0-or-later
#include "testcache.h"

#include "crypto/sealedbox.h"
#include "security/sealfile.h"
#include "storage/auditlog.h"
#include "storage/sealing.h"

#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>
#include <csignal>
#include <sqlite3.h>
#include <sys/resource.h>

using namespace zhike;
using namespace zhike::security;
using namespace zhike::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kKey(32, 'k');

crypto::Secret key(const QByteArray &bytes = kKey)
{
    return crypto::Secret::copyOf({reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size())});
}

const crypto::EscrowKey &escrow()
{
    static const auto made = crypto::EscrowKey::generate();
    return made;
}

SealEntry entry(int n)
{
    return {n, "op-" + QByteArray::number(n), n % 3 ? SealEntry::Kind::Operation : SealEntry::Kind::Audit, "{\"n\":" + QByteArray::number(n) + "}"};
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
}

//! A cache whose operations are sealed.
struct Sealed {
    Sealed()
    {
        cache.database().setSeal(file.get());
        cache.pull(QJsonArray {
            row(u"customer"_s, u"c-1"_s, u"book:1"_s, u"c-1"_s, 1, 1, {{u"kind"_s, u"person"_s}, {u"number"_s, u"1001"_s}, {u"legal_name"_s, u"周青"_s}})});
    }
    QString note(const QString &text)
    {
        storage::Operation operation;
        operation.action = u"create"_s;
        operation.type = u"interaction"_s;
        operation.id = u"i-"_s + text;
        operation.customerId = u"c-1"_s;
        operation.scope = u"book:1"_s;
        operation.data = {{u"subject"_s, text}};
        return cache.enqueue(operation);
    }
    Result<storage::SealState> reopen()
    {
        file.reset();
        file = std::move(*SealFile::open(path, key(), escrow().publicKey));
        cache.reopen();
        auto state = storage::reconcileSeal(cache.database(), *file, QDate(2026, 9, 21));
        cache.database().setSeal(file.get());
        return state;
    }

    QTemporaryDir dir;
    QString path = dir.filePath(u"outbox.seal"_s);
    std::unique_ptr<SealFile> file = std::move(*SealFile::open(path, key(), escrow().publicKey));
    TestCache cache;
};

} // namespace

class TestSealFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsKeptIsReadBack();
    void bothBoxesOpenForTheirOwnerOnly();
    void whatIsNotKeptIsCutOff();
    void anyFlippedByteCostsItsFrameOnly();
    void anyCutCostsTheTailOnly();
    void randomBytesNeverCrash();
    void settledFramesGo();
    void operationIsSealedBeforeItIsAcknowledged();
    void failedSealFailsTheOperation();
    void failedCommitTakesTheSealBack();
    void lostOperationsComeBackAtUnlock();
    void auditComesBackChained();
    void lostSealIsWrittenAgain();
    void framesGetTheirServerBoxWhenTheKeyIsKnown();
    void framesUnderAFormerKeyAreSealedAnew();
};

void TestSealFile::whatIsKeptIsReadBack()
{
    QTemporaryDir dir;
    const auto path = dir.filePath(u"outbox.seal"_s);
    {
        auto file = SealFile::open(path, key(), escrow().publicKey);
        QVERIFY(file.ok());
        for (int i = 1; i <= 9; i += 3) {
            auto appended = (*file)->append({entry(i), entry(i + 1), entry(i + 2)});
            QVERIFY(appended.ok());
            appended->keep();
        }
    }
    auto file = SealFile::open(path, key(), escrow().publicKey);
    const auto contents = (*file)->read();
    QVERIFY(contents.ok());
    QCOMPARE(contents->entries.size(), 9);
    for (int i = 1; i <= 9; ++i) {
        const auto &got = contents->entries.at(i - 1);
        QCOMPARE(got.n, i);
        QCOMPARE(got.opId, entry(i).opId);
        QCOMPARE(got.kind, entry(i).kind);
        QCOMPARE(got.text, entry(i).text);
    }
    QCOMPARE(contents->damaged, 0);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(!readFile(path).contains("{\"n\""));
}

void TestSealFile::bothBoxesOpenForTheirOwnerOnly()
{
    QTemporaryDir dir;
    const auto path = dir.filePath(u"outbox.seal"_s);
    {
        auto file = SealFile::open(path, key(), escrow().publicKey);
        (*file)->append({entry(1)})->keep();
    }
    auto other = SealFile::open(path, key(QByteArray(32, 'x')), escrow().publicKey);
    QCOMPARE((*other)->read()->entries.size(), 0);
    QCOMPARE((*other)->read()->damaged, 1);
    const auto scan = SealFile::scan(path);
    QCOMPARE(*crypto::openBox(escrow(), scan->frames.first().serverBox), entry(1).text);
    QVERIFY(!crypto::openBox(crypto::EscrowKey::generate(), scan->frames.first().serverBox).ok());
    QCOMPARE(SealFile::scan(dir.filePath(u"none"_s)).error().code, ErrorCode::NotFound);
}

void TestSealFile::whatIsNotKeptIsCutOff()
{
    QTemporaryDir dir;
    const auto path = dir.filePath(u"outbox.seal"_s);
    auto file = SealFile::open(path, key(), escrow().publicKey);
    (*file)->append({entry(1)})->keep();
    const auto before = readFile(path);
    {
        auto appended = (*file)->append({entry(2)});
        QVERIFY(readFile(path).size() > before.size());
    }
    QCOMPARE(readFile(path), before);
    QCOMPARE((*file)->ids(), QSet<QByteArray> {"op-1"});
    (*file)->append({entry(3)})->keep();
    QCOMPARE((*file)->read()->entries.size(), 2);
}

void TestSealFile::anyFlippedByteCostsItsFrameOnly()
{
    QTemporaryDir dir;
    const auto path = dir.filePath(u"outbox.seal"_s);
    QList<qsizetype> ends;
    {
        auto file = SealFile::open(path, key(), escrow().publicKey);
        for (int i = 1; i <= 4; ++i) {
            (*file)->append({entry(i)})->keep();
            ends.append(readFile(path).size());
        }
    }
    const auto sound = readFile(path);
    for (qsizetype at = 0; at < sound.size(); ++at) {
        auto bytes = sound;
        bytes[at] = char(bytes[at] ^ (1 << (at % 8)));
        writeFile(path, bytes);
        auto file = SealFile::open(path, key(), escrow().publicKey);
        QVERIFY(file.ok());
        const auto contents = (*file)->read();
        QSet<QByteArray> expected;
        for (int i = 0; i < 4; ++i)
            if (at < 4 || at >= ends[i] || at < (i > 0 ? ends[i - 1] : 4))
                expected.insert(entry(i + 1).opId);
        QSet<QByteArray> got;
        for (const auto &found : contents->entries) {
            QCOMPARE(found.text, entry(int(found.n)).text);
            got.insert(found.opId);
        }
        QCOMPARE(got, expected);
        // A last frame whose head announces too much cannot be told from a write that was cut; it is said one way or the other.
        QVERIFY2(contents->damaged == 1 || contents->torn, qPrintable(QString::number(at)));
        // Going on after damage: the new entry is found, and tidying leaves the sound ones.
        (*file)->append({entry(9)})->keep();
        QVERIFY((*file)->compact({}, true));
        const auto tidy = (*file)->read();
        QCOMPARE(tidy->entries.size(), expected.size() + 1);
        QCOMPARE(tidy->damaged, 0);
    }
}

void TestSealFile::anyCutCostsTheTailOnly()
{
    QTemporaryDir dir;
    const auto path = dir.filePath(u"outbox.seal"_s);
    QList<qsizetype> ends;
    {
        auto file = SealFile::open(path, key(), escrow().publicKey);
        for (int i = 1; i <= 3; ++i) {
            (*file)->append({entry(i)})->keep();
            ends.append(readFile(path).size());
        }
    }
    const auto sound = readFile(path);
    for (qsizetype size = 0; size < sound.size(); ++size) {
        const auto scan = SealFile::scanBytes(QByteArrayView(sound).first(size));
        QCOMPARE(scan.frames.size(), std::count_if(ends.cbegin(), ends.cend(), [&](auto end) { return end <= size; }));
        if (size >= 4) {
            QCOMPARE(scan.damaged, 0);
            QCOMPARE(scan.torn, size != 4 && !ends.contains(size));
        }
    }
}

void TestSealFile::randomBytesNeverCrash()
{
    QRandomGenerator random(7);
    for (int trial = 0; trial < 3'000; ++trial) {
        QByteArray bytes(int(random.bounded(200)), '\0');
        for (auto &byte : bytes)
            byte = char(random.bounded(256));
        for (qsizetype at = 0; at + 8 < bytes.size(); at += 1 + qsizetype(random.bounded(60)))
            bytes.replace(at, 4, random.bounded(2) ? "RMSf" : "RMS1");
        QCOMPARE(SealFile::scanBytes(bytes).frames.size(), 0);
    }
}

void TestSealFile::settledFramesGo()
{
    QTemporaryDir dir;
    const auto path = dir.filePath(u"outbox.seal"_s);
    auto file = SealFile::open(path, key(), escrow().publicKey);
    for (int i = 1; i <= 5; ++i)
        (*file)->append({entry(i)})->keep();
    const auto before = readFile(path);
    QVERIFY((*file)->compact({"op-unknown"}));
    QCOMPARE(readFile(path), before);
    QVERIFY((*file)->compact({"op-1", "op-4"}));
    QCOMPARE((*file)->ids(), (QSet<QByteArray> {"op-2", "op-3", "op-5"}));
    (*file)->append({entry(6)})->keep();
    QCOMPARE((*file)->read()->entries.size(), 4);
    file->reset();
    QVERIFY(SealFile::remove(path, {"op-2", "op-3", "op-5"}));
    QCOMPARE(SealFile::scan(path)->frames.size(), 1);
}

void TestSealFile::operationIsSealedBeforeItIsAcknowledged()
{
    Sealed sealed;
    const auto opId = sealed.note(u"一"_s);
    QVERIFY(!opId.isEmpty());
    const auto scan = SealFile::scan(sealed.path);
    QCOMPARE(scan->frames.size(), 1);
    const auto text = QJsonDocument::fromJson(*crypto::openBox(escrow(), scan->frames.first().serverBox)).object();
    QCOMPARE(text[u"v"_s].toInteger(), 1);
    const auto batch = sealed.cache.store().nextBatch(10, 1 << 20, 1);
    QCOMPARE(text[u"op"_s].toObject(), QJsonDocument::fromJson(batch->ops.first()).object());
    QVERIFY(text.contains(u"cursor"_s));
}

void TestSealFile::failedSealFailsTheOperation()
{
    Sealed sealed;
    const auto before = sealed.cache.dump();
    // As when the disk is full: nothing larger than what is there can be written.
    const rlimit none {rlim_t(readFile(sealed.path).size()), RLIM_INFINITY};
    rlimit former {};
    getrlimit(RLIMIT_FSIZE, &former);
    std::signal(SIGXFSZ, SIG_IGN);
    auto appended = [&] {
        setrlimit(RLIMIT_FSIZE, &none);
        auto result = sealed.file->append({entry(1)});
        setrlimit(RLIMIT_FSIZE, &former);
        return result;
    }();
    QVERIFY(!appended.ok());
    QCOMPARE(readFile(sealed.path), QByteArray("RMS1"));
    QVERIFY(sealed.file->ids().isEmpty());
    // The operation's transaction ends with it.
    const auto failed = sealed.cache.database().transaction([&]() -> Done {
        sealed.cache.database().sealed({1, QByteArray(300, 'x'), SealEntry::Kind::Operation, {}});
        return sealed.cache.database().setState(u"probe"_s, 1);
    });
    QVERIFY(!failed.ok());
    QCOMPARE(sealed.cache.dump(), before);
}

void TestSealFile::failedCommitTakesTheSealBack()
{
    Sealed sealed;
    QVERIFY(!sealed.note(u"一"_s).isEmpty());
    const auto before = readFile(sealed.path);
    sqlite3_commit_hook(
        sealed.cache.database().handle(), [](void *) { return 1; }, nullptr);
    QVERIFY(sealed.note(u"二"_s).isEmpty());
    QCOMPARE(readFile(sealed.path), before);
    sqlite3_commit_hook(sealed.cache.database().handle(), nullptr, nullptr);
    QVERIFY(!sealed.note(u"三"_s).isEmpty());
    QCOMPARE(SealFile::scan(sealed.path)->frames.size(), 2);
}

void TestSealFile::lostOperationsComeBackAtUnlock()
{
    Sealed sealed;
    const auto first = sealed.note(u"一"_s);
    const auto second = sealed.note(u"二"_s);
    const auto before = sealed.cache.dump();
    // What a lost WAL leaves: the database does not know the operation, nor its number.
    auto &database = sealed.cache.database();
    QVERIFY(database.run("DELETE FROM outbox WHERE op_id = ?1", {second}));
    QVERIFY(database.run("DELETE FROM overlay WHERE rid IN (SELECT rid FROM base WHERE id = 'i-二')"));
    QVERIFY(database.run("DELETE FROM interaction_v WHERE rid IN (SELECT rid FROM base WHERE id = 'i-二')"));
    QVERIFY(database.run("DELETE FROM base WHERE id = 'i-二'"));
    QVERIFY(database.setState(u"last_n"_s, 1));
    const auto state = sealed.reopen();
    QVERIFY(state.ok());
    QCOMPARE(state->reinstated, 1);
    QCOMPARE(sealed.cache.visible(u"i-二"_s)[u"subject"_s].toString(), u"二"_s);
    QCOMPARE(sealed.cache.dump(), before);
    QCOMPARE(sealed.reopen()->reinstated, 0);
    // The next number is a new one.
    QVERIFY(!sealed.note(u"三"_s).isEmpty());
    QCOMPARE(sealed.cache.number("SELECT max(n) FROM outbox"), 3);
}

void TestSealFile::auditComesBackChained()
{
    Sealed sealed;
    storage::AuditLog log(sealed.cache.database());
    for (int i = 0; i < 3; ++i)
        QVERIFY(sealed.cache.database().transaction([&]() -> Result<qint64> { return log.append({u"cust.open"_s}, {5, 5}); }).ok());
    const auto head = log.head();
    auto &database = sealed.cache.database();
    const auto hash = [&] {
        auto rows = database.query("SELECT hash FROM audit WHERE seq = 1");
        return rows->next() ? rows->bytes(0) : QByteArray();
    }();
    QVERIFY(database.run("DELETE FROM outbox WHERE n > 1"));
    QVERIFY(database.run("DELETE FROM audit WHERE seq > 1"));
    QVERIFY(database.run("UPDATE audit_head SET seq = 1, hash = ?1", {hash}));
    QCOMPARE(sealed.reopen()->reinstated, 2);
    storage::AuditLog again(sealed.cache.database());
    QCOMPARE(*again.head(), *head);
    QVERIFY(again.verify({}, {})->intact());
}

void TestSealFile::lostSealIsWrittenAgain()
{
    Sealed sealed;
    const auto first = sealed.note(u"一"_s);
    const auto second = sealed.note(u"二"_s);
    QVERIFY(QFile::remove(sealed.path));
    QVERIFY(sealed.cache.database().run("UPDATE outbox SET state = 3, done_at = 1 WHERE op_id = ?1", {first}));
    QCOMPARE(sealed.reopen()->added, 1);
    QCOMPARE(sealed.file->ids(), QSet<QByteArray> {second.toLatin1()});
    QCOMPARE(sealed.reopen()->added, 0);
    QVERIFY(sealed.cache.database().run("UPDATE outbox SET state = 3, done_at = 1"));
    QVERIFY(storage::compactSeal(sealed.cache.database(), *sealed.file));
    QCOMPARE(readFile(sealed.path), QByteArray("RMS1"));
}

void TestSealFile::framesGetTheirServerBoxWhenTheKeyIsKnown()
{
    Sealed sealed;
    sealed.file->setEscrowKey({});
    QVERIFY(!sealed.note(u"一"_s).isEmpty());
    QVERIFY(SealFile::scan(sealed.path)->frames.first().serverBox.isEmpty());
    QCOMPARE(sealed.reopen()->added, 1);
    const auto scan = SealFile::scan(sealed.path);
    QCOMPARE(scan->frames.size(), 1);
    QVERIFY(crypto::openBox(escrow(), scan->frames.first().serverBox).ok());
}

void TestSealFile::framesUnderAFormerKeyAreSealedAnew()
{
    Sealed sealed;
    QVERIFY(!sealed.note(u"一"_s).isEmpty());
    sealed.file = std::move(*SealFile::open(sealed.path, key(QByteArray(32, 'n')), escrow().publicKey));
    QCOMPARE(sealed.file->read()->entries.size(), 0);
    sealed.cache.reopen();
    const auto state = storage::reconcileSeal(sealed.cache.database(), *sealed.file, QDate(2026, 9, 21));
    QVERIFY(state.ok());
    QCOMPARE(state->damaged, 0);
    QCOMPARE(state->reinstated, 0);
    QCOMPARE(sealed.file->read()->entries.size(), 1);
    QCOMPARE(SealFile::scan(sealed.path)->frames.size(), 1);
}

QTEST_GUILESS_MAIN(TestSealFile)
#include "tst_sealfile.moc"
