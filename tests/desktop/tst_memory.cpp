// SPDX-License-Identifier: GPL-3.0-or-later
// SEC-6: what was typed and what was shown is gone from the memory of the desktop once it is locked. Whatever the test itself knows of it is disguised, and
// the vault is made by another process.
#include "deskvault.h"

#include "process/wipingheap.h"
#include "testcache.h"
#include "translations/install.h"
#include "unlock/unlockpage.h"

#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;

namespace {

constexpr unsigned char kMask = 0x5a;
constexpr int kCustomers = 600;
// "nine herons cross at dusk" and "Quetzalco", each byte under kMask
constexpr unsigned char kPassphraseHidden[]
    = {'n' ^ kMask, 'i' ^ kMask, 'n' ^ kMask, 'e' ^ kMask, ' ' ^ kMask, 'h' ^ kMask, 'e' ^ kMask, 'r' ^ kMask, 'o' ^ kMask,
       'n' ^ kMask, 's' ^ kMask, ' ' ^ kMask, 'c' ^ kMask, 'r' ^ kMask, 'o' ^ kMask, 's' ^ kMask, 's' ^ kMask, ' ' ^ kMask,
       'a' ^ kMask, 't' ^ kMask, ' ' ^ kMask, 'd' ^ kMask, 'u' ^ kMask, 's' ^ kMask, 'k' ^ kMask};
constexpr unsigned char kNameHidden[] = {'Q' ^ kMask, 'u' ^ kMask, 'e' ^ kMask, 't' ^ kMask, 'z' ^ kMask, 'a' ^ kMask, 'l' ^ kMask, 'c' ^ kMask, 'o' ^ kMask};

QString plain(std::span<const unsigned char> hidden)
{
    QString text;
    for (const auto byte : hidden)
        text += QChar(char16_t(byte ^ kMask));
    return text;
}

struct Found {
    int times = 0;
    std::set<QByteArray> tails; //!< what follows it, four characters
};

// How often a text stands in the memory of this process, in bytes of one or two each.
Found inMemory(std::span<const unsigned char> hidden, int width)
{
    QFile maps(u"/proc/self/maps"_s), memory(u"/proc/self/mem"_s);
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        qFatal("cannot read the own memory");
    Found found;
    static unsigned char block[1 << 20];
    const auto size = qsizetype(hidden.size()) * width, tail = qsizetype(4) * width;
    const auto lines = maps.readAll().split('\n');
    for (const auto &line : lines) {
        if (!line.contains(" rw") || line.contains("[v"))
            continue;
        const auto range = line.left(line.indexOf(' ')).split('-');
        const auto from = range[0].toLongLong(nullptr, 16), length = range[1].toLongLong(nullptr, 16) - from;
        if (from <= reinterpret_cast<qint64>(block) && reinterpret_cast<qint64>(block) < from + length)
            continue; // what was read would be found again
        for (qint64 at = 0; at < length; at += qint64(sizeof block) - 128) {
            if (!memory.seek(from + at))
                break;
            const auto got = memory.read(reinterpret_cast<char *>(block), qMin<qint64>(qint64(sizeof block), length - at));
            const auto end = at + got < length ? got - 128 : got; // the rest comes with the next one
            for (qint64 i = 0; i < end && i + size + tail <= got; ++i) {
                qsizetype k = 0;
                while (k < size && block[i + k] == (k % width ? 0 : hidden[size_t(k / width)] ^ kMask))
                    ++k;
                if (k < size)
                    continue;
                ++found.times;
                QByteArray after;
                for (qsizetype t = 0; t < tail; t += width)
                    after += char(block[i + size + t] ^ kMask);
                found.tails.insert(after);
            }
        }
        std::memset(block, 0, sizeof block);
    }
    return found;
}

// In a process of its own.
int makeDesk(const QString &dir)
{
    makeVault(dir, plain(kPassphraseHidden));
    const security::VaultContext context {std::make_shared<security::FileKeyStore>(security::FileKeyStore::folderFor(dir)),
                                          QDateTime::currentMSecsSinceEpoch()};
    auto vault = security::Vault::unlock(dir, security::passphraseBytes(plain(kPassphraseHidden)), context);
    if (!vault)
        return 1;
    auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
    if (!database || !(*database)->setState(u"gen"_s, 1) || !(*database)->setState(u"incarnation"_s, 1))
        return 2;
    storage::SyncStore store(**database, QDate(2026, 9, 21));
    PullAnswer answer;
    answer.cursor = *store.cursor();
    answer.next = u"c-1"_s;
    answer.added = {scope(u"book:A"_s, {}, u"rm"_s)};
    for (int i = 0; i < kCustomers; ++i) {
        const auto id = u"c-%1"_s.arg(i);
        answer.changes.append(row(u"customer"_s, id, u"book:A"_s, id, 1, 10,
                                  {{u"kind"_s, u"person"_s},
                                   {u"number"_s, u"N-%1"_s.arg(i)},
                                   {u"name"_s, plain(kNameHidden) + u" %1"_s.arg(i, 3, 10, QLatin1Char('0'))},
                                   {u"status"_s, u"active"_s},
                                   {u"tier"_s, u"gold"_s}}));
    }
    auto page = sync::PullPage::parse(answer.json());
    return page && store.applyPull(*page, QDateTime::currentMSecsSinceEpoch()) ? 0 : 3;
}

} // namespace

class TestMemory : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

private Q_SLOTS:
    // Whatever is freed is overwritten, by whichever library.
    void freedBlocksAreOverwritten()
    {
        QVERIFY(process::wipesHeap());
        auto text = new QString(plain(kNameHidden) + u"-freed"_s);
        for (int i = 0; i < 40; ++i)
            text->append(plain(kNameHidden)); // grows, from block to block
        QVERIFY(inMemory(kNameHidden, 2).times > 0); // the search finds what is there
        delete text;
        QCOMPARE(inMemory(kNameHidden, 2).times, 0);
        auto bytes = new QByteArray(plain(kNameHidden).toUtf8().repeated(30));
        bytes->truncate(9);
        bytes->squeeze();
        QCOMPARE(inMemory(kNameHidden, 1).times, 1);
        delete bytes;
        QCOMPARE(inMemory(kNameHidden, 1).times, 0);
    }

    void lockingLeavesNothing()
    {
        const auto vault = m_dir.filePath(u"vault"_s);
        QCOMPARE(QProcess::execute(QCoreApplication::applicationFilePath(), {u"--make"_s, vault}), 0);
        desktop::Options options;
        options.vault = vault;
        options.clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);
        ui::Theme theme;
        theme.applyTo(*qApp);
        desktop::Workstation workstation(options, theme);
        workstation.showLockScreen();
        auto *page = workstation.lockScreen()->findChild<ui::UnlockPage *>();
        QVERIFY(page && QTest::qWaitForWindowExposed(workstation.lockScreen()));
        QSignalSpy opened(&workstation, &desktop::Workstation::unlocked), failed(&workstation, &desktop::Workstation::failed);
        QLineEdit *edit = nullptr;
        for (auto *one : page->findChildren<QLineEdit *>())
            if (one->isVisible())
                edit = one;
        QVERIFY(edit);
        for (const auto byte : kPassphraseHidden)
            QTest::keyClick(edit, char(byte ^ kMask));
        QVERIFY(inMemory(kPassphraseHidden, 2).times > 0);
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY2(opened.wait(30'000), failed.isEmpty() ? "" : qPrintable(failed[0][0].value<Error>().detail));
        workstation.window()->show();
        workstation.lockScreen()->hide();
        workstation.window()->open(ui::Screen::Customers);
        QTRY_VERIFY_WITH_TIMEOUT(inMemory(kNameHidden, 2).tails.size() > 10, 20'000); // they are shown
        workstation.window()->open(ui::Screen::Today);
        QTest::qWait(500);

        QSignalSpy rest(&workstation, &desktop::Workstation::atRest);
        workstation.lock(u"menu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rest.count() > 0 && isFree(vault), 10'000);
        QTest::qWait(300); // what was deleted later is deleted
        QCOMPARE(inMemory(kPassphraseHidden, 1).times, 0);
        QCOMPARE(inMemory(kPassphraseHidden, 2).times, 0);
        const auto narrow = inMemory(kNameHidden, 1), wide = inMemory(kNameHidden, 2);
        qInfo("names left: %d as bytes, %d as text", int(narrow.tails.size()), int(wide.tails.size()));
        QVERIFY(narrow.tails.size() + wide.tails.size() <= 10);
    }
};

int main(int argc, char **argv)
{
    qRegisterMetaType<zhike::Error>();
    QApplication application(argc, argv);
    if (argc == 3 && std::strcmp(argv[1], "--make") == 0)
        return makeDesk(QString::fromLocal8Bit(argv[2]));
    zhike::installTranslations(application, u"zh_CN"_s);
    int failures = 0; // a window that was the last one ends the loop with a code of its own
    QTimer::singleShot(0, &application, [&] {
        TestMemory test;
        failures = QTest::qExec(&test, argc, argv);
        QApplication::exit();
    });
    QApplication::exec();
    return failures;
}

#include "tst_memory.moc"
