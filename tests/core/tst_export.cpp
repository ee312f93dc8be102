// SPDX-License-Identifier: GPL-3.0-or-later
// SEC-19: a list of customers leaves masked, within its caps, on record before it is on disk, and says where it came from; or it does not leave at all.
#include "testcache.h"

#include "services/customerexport.h"
#include "services/localcommands.h"
#include "services/localqueries.h"
#include "storage/figures.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace zhike;
using namespace zhike::services;
using namespace zhike::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDate kToday(2026, 9, 21);
const QString kName = u"李明朗"_s;
const QString kIdNo = u"11010519491231002X"_s;
const QString kPhone = u"13812345678"_s;
const QString kAddress = u"浙江省杭州市滨江区江南大道一号"_s;
const QString kFirm = u"东方仪表有限公司"_s;
const QString kUscc = u"91330108MA2B0X7K2X"_s;

} // namespace

class TestExport : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    std::unique_ptr<LocalQueries> m_queries;
    std::unique_ptr<LocalCommands> m_commands;
    storage::Database *m_database = nullptr; //!< of m_commands
    std::unique_ptr<QTemporaryDir> m_dir;
    Clock m_clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);

    [[nodiscard]] QList<QJsonObject> events() const
    {
        QList<QJsonObject> list;
        auto rows = m_cache->database().query("SELECT event FROM audit WHERE ev = 'out.export' ORDER BY seq");
        while (rows && rows->next())
            list.append(QJsonDocument::fromJson(rows->bytes(0)).object());
        return list;
    }
    void be(const QString &role) { QVERIFY(m_cache->database().setState(u"role"_s, role)); }
    void synced(int minutesAgo, const QString &error = {})
    {
        const auto at = m_clock.nowMs() - minutesAgo * 60'000;
        QVERIFY(m_cache->database().setState(u"last_success"_s, at));
        QVERIFY(m_cache->database().setState(u"last_attempt"_s, at));
        QVERIFY(m_cache->database().setState(u"last_error"_s, error));
    }
    [[nodiscard]] QString target() const { return m_dir->filePath(u"list.csv"_s); }
    [[nodiscard]] QStringList files() const { return QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden | QDir::System); }
    [[nodiscard]] ExportRequest request(int rows) const
    {
        ExportRequest request {{}, u"季度回访"_s, target(), exchange::TextEncoding::Utf8};
        for (int i = 0; i < rows; ++i)
            request.query.only.append(CustomerId(u"c-%1"_s.arg(i)));
        return request;
    }
    Result<Exported> run(const ExportRequest &request, const ExportControl &control = {})
    {
        auto draft = CustomerExport::collect(*m_queries, m_clock, request, control);
        if (!draft)
            return draft.error();
        return CustomerExport::write(*m_commands, *draft, control);
    }
    [[nodiscard]] QByteArray bytes() const
    {
        QFile file(target());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ErrorCode codeOf(const ExportRequest &request)
    {
        const auto done = run(request);
        return done ? ErrorCode::Internal : done.error().code;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_cache = std::make_unique<TestCache>(kToday);
        QJsonArray rows;
        for (int i = 0; i < 201; ++i) {
            const auto id = u"c-%1"_s.arg(i);
            const bool firm = i == 1;
            rows.append(row(
                u"customer"_s, id, u"book:1"_s, id, 1, 10,
                firm ? QJsonObject {{u"kind"_s, u"company"_s}, {u"number"_s, u"F1"_s}, {u"name"_s, kFirm}, {u"uscc"_s, kUscc}, {u"since"_s, u"2026-08-01"_s}}
                     : QJsonObject {{u"kind"_s, u"person"_s},
                                    {u"number"_s, i == 2 ? u"=HYPERLINK(\"http://x\",\"y\")"_s : u"N%1"_s.arg(i)},
                                    {u"name"_s, i == 2 ? u"@SUM(A1)"_s : kName},
                                    {u"id_no"_s, kIdNo},
                                    {u"home_address"_s, kAddress},
                                    {u"birth_date"_s, u"1949-12-31"_s},
                                    {u"since"_s, u"2019-03-01"_s}}));
            rows.append(row(u"contact_point"_s, u"p-%1"_s.arg(i), u"book:1"_s, id, 1, 10,
                            {{u"customer_id"_s, id}, {u"kind"_s, u"mobile"_s}, {u"value"_s, kPhone}, {u"primary"_s, true}}));
            rows.append(row(u"account"_s, u"a-%1"_s.arg(i), u"book:1"_s, id, 1, 10,
                            {{u"customer_id"_s, id},
                             {u"kind"_s, u"demand"_s},
                             {u"number"_s, u"6222021234567890"_s},
                             {u"balance"_s, money(u"987654.32"_s)},
                             {u"status"_s, u"open"_s}}));
        }
        m_cache->pull(rows);
        QVERIFY(m_cache->ok);
        QVERIFY(storage::Figures(m_cache->database(), kToday).refresh());
        be(u"rm"_s);
        QVERIFY(m_cache->database().setState(u"login"_s, u"rm001"_s));
        QVERIFY(m_cache->database().setState(u"device_id"_s, u"0189-device"_s));
        synced(1);
        m_queries = std::make_unique<LocalQueries>(m_cache->open(storage::Access::ReadOnly), m_clock);
        auto database = m_cache->open(storage::Access::ReadWrite);
        m_database = database.get();
        m_commands = std::make_unique<LocalCommands>(std::move(database), m_clock);
    }
    void cleanup()
    {
        m_queries.reset();
        m_commands.reset();
        m_cache.reset();
        m_dir.reset();
    }

    void aListLeavesMaskedAndMarked()
    {
        const auto exported = run(request(3));
        QVERIFY(exported.ok());
        const auto all = bytes();
        const auto text = QString::fromUtf8(all);
        // Nothing of class C2 in full, in no row; and what may be seen is there.
        for (const auto &value : {kName, kIdNo, kPhone, kFirm, kUscc, kAddress, u"江南大道"_s, u"6222021234567890"_s, u"987654"_s, u"1949"_s})
            QVERIFY2(!text.contains(value), qPrintable(value));
        for (const auto &value : {u"N0"_s, u"F1"_s, u"李**"_s, u"东**"_s, u"138****5678"_s, u"**************002X"_s, u"9133**********7K2X"_s,
                                  u"浙江省杭州市滨江区***"_s, u"2019-03-01"_s})
            QVERIFY2(text.contains(value), qPrintable(value));
        // What came from a customer's record is no formula.
        QVERIFY(text.contains(u"\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",'@**,"_s));
        struct stat info { };
        QCOMPARE(::stat(QFile::encodeName(target()).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);

        auto lines = all.split('\n');
        QVERIFY(lines.takeLast().isEmpty());
        QCOMPARE(lines.size(), 1 + 3 + 1);
        // The last line says who, where, when and which event; the event says what all the lines before were.
        const auto mark = lines.constLast().trimmed().split(',');
        const auto event = events().constLast();
        auto rows = m_cache->database().query("SELECT hash FROM audit WHERE ev = 'out.export'");
        QVERIFY(rows && rows->next());
        QCOMPARE(mark.mid(1), (QByteArrayList {"rm001", "0189-device", event[u"t_trust"_s].toString().toLatin1(), rows->bytes(0).toHex().left(8)}));
        QVERIFY(event[u"t_trust"_s].toString().endsWith(u'Z'));
        const auto body = all.first(all.size() - lines.constLast().size() - 1);
        const auto sha256 = QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
        QCOMPARE(event[u"obj"_s][u"id"_s].toString(), sha256);
        QCOMPARE(event[u"obj"_s][u"type"_s].toString(), u"customers"_s);
        QCOMPARE(event[u"n"_s].toInteger(), 3);
        QCOMPARE(event[u"reason"_s].toString(), u"季度回访"_s);
        QCOMPARE(event[u"fields"_s].toArray(), (QJsonArray {u"C1"_s, u"C2-name"_s, u"C2-id"_s, u"filter.only"_s}));
        QCOMPARE(exported->note.sha256, sha256.toLatin1());
        QCOMPARE(events().size(), 1);
    }

    void theFilterIsNamedAndNotTold()
    {
        auto wanted = request(0);
        wanted.query.text = u"N17"_s;
        wanted.query.kind = CustomerKind::Person;
        QVERIFY(run(wanted).ok());
        const auto event = events().constLast();
        QCOMPARE(event[u"fields"_s].toArray(), (QJsonArray {u"C1"_s, u"C2-name"_s, u"C2-id"_s, u"filter.text"_s, u"filter.kind"_s}));
        QVERIFY(!QJsonDocument(event).toJson().contains("N17"));
        QVERIFY(event[u"n"_s].toInteger() > 1 && event[u"n"_s].toInteger() <= 20); // N17, N170 …
        QCOMPARE(bytes().count('\n'), event[u"n"_s].toInteger() + 2);
    }

    void theOtherEncodingHoldsTheSame()
    {
        auto wanted = request(1);
        wanted.encoding = exchange::TextEncoding::Gb18030;
        QVERIFY(run(wanted).ok());
        QVERIFY(bytes().contains("\xc0\xee**,")); // 李
        QVERIFY(!bytes().startsWith("\xEF\xBB\xBF"));
    }

    void soManyAndNoMore()
    {
        // Twenty at any time; more right after a sync; beyond two hundred a second person, of whom there is none yet.
        synced(3 * 24 * 60);
        QVERIFY(run(request(20)).ok());
        QVERIFY(QFile::remove(target()));
        QCOMPARE(codeOf(request(21)), ErrorCode::Offline);
        synced(16);
        QCOMPARE(codeOf(request(21)), ErrorCode::Offline);
        synced(-5); // a clock set back is no sync
        QCOMPARE(codeOf(request(21)), ErrorCode::Offline);
        synced(1, u"offline"_s);
        QCOMPARE(codeOf(request(21)), ErrorCode::Offline);
        synced(14);
        QCOMPARE(codeOf(request(201)), ErrorCode::Denied);
        QCOMPARE(files(), QStringList());
        QVERIFY(run(request(21)).ok());
        QVERIFY(QFile::remove(target()));
        QVERIFY(run(request(200)).ok());
        QCOMPARE(bytes().count('\n'), 202);
        QCOMPARE(events().size(), 3);
        // Whoever made the bytes: the record has the same rules.
        const auto note = [](int rows) { return ExportNote {u"customers"_s, rows, {u"C1"_s}, {}, u"x"_s, "00"}; };
        QCOMPARE(m_commands->noteExport(note(201)).error().code, ErrorCode::Denied);
        QCOMPARE(events().constLast()[u"outcome"_s].toString(), u"denied"_s);
        QVERIFY(!events().constLast().contains(u"reason"_s));
        synced(60);
        QCOMPARE(m_commands->noteExport(note(21)).error().code, ErrorCode::Offline);
        QCOMPARE(events().size(), 4);
    }

    void withoutReasonRightOrDeviceNothingLeaves()
    {
        auto silent = request(1);
        for (const auto &reason : {QString(), u"  "_s, QString(201, u'x'), u"客户卡 4111111111111111"_s}) {
            silent.reason = reason;
            const auto refused = run(silent);
            QVERIFY(!refused && refused.error().field == u"reason"_s);
            QVERIFY(!m_commands->noteExport({u"customers"_s, 1, {u"C1"_s}, {}, reason, "00"}).ok());
        }
        auto nobody = request(0);
        nobody.query.only = {CustomerId(u"c-none"_s)};
        QCOMPARE(codeOf(nobody), ErrorCode::Invalid);
        synced(1, u"revoked"_s);
        QCOMPARE(codeOf(request(1)), ErrorCode::Revoked);
        QCOMPARE(m_commands->noteExport({u"customers"_s, 1, {u"C1"_s}, {}, u"x"_s, "00"}).error().code, ErrorCode::Revoked);
        synced(1);
        SyncStatus copy;
        copy.role = u"rm"_s;
        copy.restored = true;
        QCOMPARE(CustomerExport::mayLeave(1, copy, m_clock).error().code, ErrorCode::Restored);
        QCOMPARE(events().size(), 0);
        for (const auto &role : {u"lead"_s, u"compliance"_s, u"admin"_s, u"root"_s}) {
            be(role);
            const auto refused = CustomerExport::collect(*m_queries, m_clock, request(1));
            QCOMPARE(refused.error().code, ErrorCode::Denied);
            CustomerExport::noteRefused(*m_commands, request(1), refused.error());
        }
        QCOMPARE(events().size(), 4);
        QCOMPARE(events().constLast()[u"outcome"_s].toString(), u"denied"_s);
        QCOMPARE(files(), QStringList());
    }

    // Write-ahead: no record, no file.
    void noRecordNoFile_data()
    {
        QTest::addColumn<QString>("fault");
        for (const auto *fault : {"full", "read-only", "audit fails", "commit fails"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }
    void noRecordNoFile()
    {
        QFETCH(const QString, fault);
        if (fault == "full"_L1) {
            const auto pages = "PRAGMA max_page_count=" + QByteArray::number(m_database->number("PRAGMA page_count"));
            QVERIFY(m_database->engine(pages.constData()));
            for (int i = 0; i < 500 && m_commands->noteOpened(CustomerId(u"c-%1"_s.arg(i))).ok(); ++i) { }
        } else if (fault == "read-only"_L1) {
            QVERIFY(m_database->engine("PRAGMA query_only=1"));
        } else if (fault == "audit fails"_L1) {
            QVERIFY(m_database->engine("CREATE TRIGGER audit_refuse BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no'); END"));
        } else {
            sqlite3_commit_hook(
                m_database->handle(), [](void *) { return 1; }, nullptr);
        }
        QVERIFY(!run(request(3)).ok());
        QCOMPARE(files(), QStringList());
        QCOMPARE(events().size(), 0);
    }

    void cancelledItLeavesNothing()
    {
        int done = 0;
        ExportControl half {[&] { return done >= 5; },
                            [&](int n, int total) {
                                done = n;
                                QCOMPARE(total, 10);
                            }};
        const auto stopped = run(request(10), half);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(done, 5);
        QCOMPARE(files(), QStringList());
        QCOMPARE(events().size(), 0);
        // At the last moment: the record is there already, so it goes on to say that nothing came of it.
        auto draft = CustomerExport::collect(*m_queries, m_clock, request(10));
        QVERIFY(draft.ok());
        int asked = 0; // the first question comes before the record
        QCOMPARE(CustomerExport::write(*m_commands, *draft, {[&] { return ++asked > 1; }, {}}).error().code, ErrorCode::Cancelled);
        QCOMPARE(files(), QStringList());
        QCOMPARE(events().size(), 2);
        QCOMPARE(events()[1][u"outcome"_s].toString(), u"cancelled"_s);
        QCOMPARE(events()[1][u"obj"_s], events()[0][u"obj"_s]);
    }

    void aFileThatCannotBeMadeIsOnRecordAsSuch()
    {
        auto draft = CustomerExport::collect(*m_queries, m_clock, request(2));
        QVERIFY(draft.ok());
        QFile other(target()); // somebody else's, in the meantime
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("theirs") == 6);
        other.close();
        const auto refused = CustomerExport::write(*m_commands, *draft);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().field, u"path"_s);
        QCOMPARE(bytes(), QByteArray("theirs"));
        QCOMPARE(events().size(), 2);
        QCOMPARE(events()[1][u"outcome"_s].toString(), u"fail"_s);
        storage::AuditLog log(m_cache->database());
        QVERIFY(log.verify({}, {})->intact());
        // Where nothing can be written it is said before anything is read or on record.
        auto nowhere = request(2);
        nowhere.path = m_dir->filePath(u"none/list.csv"_s);
        QCOMPARE(codeOf(nowhere), ErrorCode::Io);
        QCOMPARE(events().size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
