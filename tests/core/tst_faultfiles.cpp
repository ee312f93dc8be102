// SPDX-License-Identifier: GPL-3.0-or-later
// Faults on real files: plain calls, Qt's files and SQLite's own VFS are struck alike, and a power cut takes only what was not synced.
#include "support/faultfiles.h"

#include "sqlite/connection.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;

namespace {

bool writePlain(const QString &path, const QByteArray &bytes, bool synced)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool ok = fd >= 0 && ::write(fd, bytes.constData(), size_t(bytes.size())) == bytes.size() && (!synced || ::fsync(fd) == 0);
    if (fd >= 0)
        ::close(fd);
    return ok;
}

void syncFolder(const QString &folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    QVERIFY(fd >= 0);
    QCOMPARE(::fsync(fd), 0);
    ::close(fd);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

} // namespace

class TestFaultFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString path(const QString &name) const { return m_dir->filePath(name); }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void unsyncedBytesAndNamesMayGo()
    {
        QVERIFY(writePlain(path(u"old"_s), "before", false));
        int bytesLost = 0, namesLost = 0, torn = 0;
        for (quint64 seed = 1; seed <= 60; ++seed) {
            FaultFiles faults(m_dir->path(), seed);
            QVERIFY(writePlain(path(u"safe"_s), QByteArray(3000, 's'), true));
            syncFolder(m_dir->path());
            QVERIFY(writePlain(path(u"loose"_s), QByteArray(3000, 'l'), false));
            QVERIFY(writePlain(path(u"old"_s), QByteArray(3000, 'n'), false));
            faults.powerOff();
            QVERIFY(!writePlain(path(u"safe"_s), "x", true));
            faults.powerOn();
            QCOMPARE(contents(path(u"safe"_s)), QByteArray(3000, 's'));
            namesLost += !QFile::exists(path(u"loose"_s));
            bytesLost += contents(path(u"old"_s)) != QByteArray(3000, 'n');
            torn += contents(path(u"old"_s)).contains('n') && contents(path(u"old"_s)) != QByteArray(3000, 'n');
            QFile::remove(path(u"loose"_s));
            QVERIFY(writePlain(path(u"old"_s), "before", true));
        }
        QVERIFY2(bytesLost > 10 && namesLost > 10 && torn > 3, qPrintable(u"%1 %2 %3"_s.arg(bytesLost).arg(namesLost).arg(torn)));
    }

    void aRenameIsSafeOnlyWhenBothSyncsWereMade()
    {
        for (const bool careful : {true, false}) {
            int broken = 0;
            for (quint64 seed = 1; seed <= 40; ++seed) {
                QFile::remove(path(u"hdr"_s));
                QFile::remove(path(u"hdr.part"_s));
                QVERIFY(writePlain(path(u"hdr"_s), QByteArray(2000, 'a'), true));
                FaultFiles faults(m_dir->path(), seed);
                QVERIFY(writePlain(path(u"hdr.part"_s), QByteArray(2000, 'b'), careful));
                QCOMPARE(::rename(QFile::encodeName(path(u"hdr.part"_s)).constData(), QFile::encodeName(path(u"hdr"_s)).constData()), 0);
                faults.powerOff();
                faults.powerOn();
                const auto now = contents(path(u"hdr"_s));
                broken += now != QByteArray(2000, 'a') && now != QByteArray(2000, 'b');
            }
            QCOMPARE(broken > 0, !careful);
        }
    }

    void qtFilesAreStruckToo()
    {
        FaultFiles faults(m_dir->path());
        faults.inject({FaultWrite, 1, true, ENOSPC});
        QFile file(path(u"q"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        QCOMPARE(file.write("bytes"), -1);
        QVERIFY(faults.struck());
        faults.heal();
        QCOMPARE(file.write("bytes"), 5);
        faults.inject({FaultOpen, 1, false, EACCES});
        QFile other(path(u"other"_s));
        QVERIFY(!other.open(QIODevice::WriteOnly));
        QVERIFY(other.open(QIODevice::WriteOnly));
        // Elsewhere nothing happens.
        faults.inject({FaultAny, 1, true, EIO});
        QTemporaryDir elsewhere;
        QVERIFY(writePlain(elsewhere.filePath(u"x"_s), "fine", true));
        QVERIFY(!writePlain(path(u"x"_s), "not", true));
    }

    void roomEndsInTheMiddleOfAWrite()
    {
        FaultFiles faults(m_dir->path());
        faults.setCapacity(1000);
        const int fd = ::open(QFile::encodeName(path(u"f"_s)).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        QVERIFY(fd >= 0);
        const QByteArray bytes(1500, 'x');
        QCOMPARE(::write(fd, bytes.constData(), 1500), 1000);
        QCOMPARE(::write(fd, bytes.constData(), 500), -1);
        QCOMPARE(errno, ENOSPC);
        faults.setCapacity(2000);
        QCOMPARE(::write(fd, bytes.constData(), 500), 500);
        ::close(fd);
        faults.setReadOnly(true);
        QCOMPARE(::open(QFile::encodeName(path(u"f"_s)).constData(), O_WRONLY | O_CLOEXEC), -1);
        QCOMPARE(errno, EROFS);
        QCOMPARE(contents(path(u"f"_s)).size(), 1500);
    }

    void sqliteOnRealFilesSurvivesPowerCuts()
    {
        const std::array<unsigned char, 32> key {9};
        const auto file = path(u"cache.db"_s);
        FaultFiles faults(m_dir->path(), 5);
        qint64 promised = 0;
        for (int trial = 0; trial < 12; ++trial) {
            {
                auto connection = sqlite::Connection::openEncrypted(file, key, sqlite::Mode::Create);
                QVERIFY2(connection.ok(), connection ? "" : qPrintable(connection.error().detail));
                QVERIFY(connection->exec("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, body TEXT)"));
                faults.inject({FaultWrite | FaultSync, 3 + trial * 5, true});
                while (connection->exec("INSERT INTO t (body) VALUES (hex(randomblob(900)))"))
                    ++promised;
                QVERIFY(faults.struck());
                faults.powerOff();
            }
            faults.powerOn();
            faults.heal();
            auto connection = sqlite::Connection::openEncrypted(file, key, sqlite::Mode::ReadWrite);
            QVERIFY2(connection.ok(), connection ? "" : qPrintable(connection.error().detail));
            auto count = connection->prepare("SELECT count(*) FROM t");
            QVERIFY(count && *count->step());
            QVERIFY2(count->integer(0) >= promised, qPrintable(u"%1 of %2"_s.arg(count->integer(0)).arg(promised)));
            promised = count->integer(0);
        }
        QVERIFY(promised > 20);
    }
};

QTEST_GUILESS_MAIN(TestFaultFiles)
#include "tst_faultfiles.moc"
