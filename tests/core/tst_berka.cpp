// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/berka.h"
#include "domain/money.h"
#include "memorysink.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace zhike;
using namespace zhike::central;
using namespace Qt::Literals::StringLiterals;

namespace {

QString text(const wire::Record &record, QLatin1StringView key)
{
    return record.data.value(key).toString();
}

qint64 minor(const wire::Record &record, QLatin1StringView key)
{
    return Money::fromJson(record.data.value(key)).value_or(Money()).minor();
}

} // namespace

class TestBerka : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingIsLost();
    void sumsAreTheFiles();
    void clientOneIsWhoTheFileSays();
    void jointAccountsStayInOneBook();
    void loansKeepTheirFigures();
    void monthsFollowTheBookings();
    void damageIsNamedAndNothingWritten();

private:
    QString m_dir;
    MemorySink m_bank;
    QJsonObject m_counts;
    QHash<QString, const wire::Record *> m_customers; //!< by number
};

void TestBerka::initTestCase()
{
    m_dir = QDir::cleanPath(QStringLiteral(ZHIKE_SOURCE_DIR) + u"/../shared/data/berka"_s);
    if (!QFileInfo::exists(m_dir + u"/account.asc.gz"_s))
        QSKIP("the Berka tables are not beside the source folder (../shared/data/berka)");
    const auto summary = importBerka(m_dir, m_bank);
    QVERIFY2(summary.ok(), summary.ok() ? "" : qPrintable(summary.error().detail));
    m_counts = summary->counts;
    for (const auto &customer : m_bank.records[u"customer"_s])
        m_customers.insert(text(customer, "number"_L1), &customer);
}

void TestBerka::nothingIsLost()
{
    QCOMPARE(m_counts.value("customer"_L1).toInt(), 5369);
    QCOMPARE(m_counts.value("transaction"_L1).toInt(), 49'102);
    QCOMPARE(m_counts.value("standing_order"_L1).toInt(), 6471);
    QCOMPARE(m_counts.value("branch"_L1).toInt(), 77);
    QHash<QString, int> kinds;
    for (const auto &account : m_bank.records[u"account"_s])
        ++kinds[text(account, "kind"_L1)];
    QCOMPARE(kinds.value(u"demand"_s), 4500);
    QCOMPARE(kinds.value(u"loan"_s), 682);
    QCOMPARE(kinds.value(u"credit_card"_s), 892);
    QCOMPARE(m_bank.users.size(), 77 + 4);
    QVERIFY(m_bank.grants.contains({u"rm077"_s, u"book:d77"_s, u"rm"_s}));
    QVERIFY(m_bank.grants.contains({u"lead01"_s, u"book:d01"_s, u"lead"_s}));
    QVERIFY(m_counts.value("alert"_L1).toInt() > 0);
    QVERIFY(m_counts.value("task"_L1).toInt() < m_counts.value("alert"_L1).toInt());
}

void TestBerka::sumsAreTheFiles()
{
    qint64 sum = 0;
    for (const auto &booking : m_bank.records[u"transaction"_s])
        sum += minor(booking, "amount"_L1);
    const auto berka = m_counts.value("berka"_L1).toObject();
    const auto of = [&](QLatin1StringView key) { return Money::parse(berka.value(key).toString(), Currency(u"CZK"))->minor(); };
    QVERIFY(of("sum_prijem"_L1) > 0 && of("sum_vydaj"_L1) > 0 && of("sum_vyber"_L1) > 0);
    QCOMPARE(sum, of("sum_prijem"_L1) - of("sum_vydaj"_L1) - of("sum_vyber"_L1));
    QCOMPARE(berka.value("as_of"_L1).toString(), u"1994-03-31"_s);
}

void TestBerka::clientOneIsWhoTheFileSays()
{
    // 1;"706213";18 – 50 added to the month marks a woman
    const auto *client = m_customers.value(u"1"_s);
    QVERIFY(client);
    QCOMPARE(text(*client, "birth_date"_L1), u"1970-12-13"_s);
    QCOMPARE(text(*client, "sex"_L1), u"f"_s);
    QCOMPARE(text(*client, "id_no"_L1), u"706213"_s);
}

void TestBerka::jointAccountsStayInOneBook()
{
    QHash<QString, QString> books;
    for (const auto &customer : m_bank.records[u"customer"_s])
        books.insert(customer.id, customer.scope);
    int joint = 0;
    for (const auto &account : m_bank.records[u"account"_s]) {
        const auto holders = account.data.value("holders"_L1).toArray();
        joint += holders.size() == 2 ? 1 : 0;
        for (const auto &holder : holders)
            QCOMPARE(books.value(holder.toString()), account.scope);
    }
    QCOMPARE(joint, 869);
}

void TestBerka::loansKeepTheirFigures()
{
    QHash<QString, int> states;
    for (const auto &account : m_bank.records[u"account"_s]) {
        if (text(account, "kind"_L1) != u"loan")
            continue;
        ++states[text(account, "loan_status"_L1)];
        QCOMPARE(minor(account, "limit"_L1), minor(account, "payment"_L1) * account.data.value("duration_months"_L1).toInt());
        if (text(account, "number"_L1) == u"L5314") { // 5314;1787;930705;96396;12;8033.00;"B"
            QCOMPARE(minor(account, "limit"_L1), 96'396'00);
            QCOMPARE(minor(account, "balance"_L1), 96'396'00);
            QCOMPARE(text(account, "opened_on"_L1), u"1993-07-05"_s);
            QCOMPARE(text(account, "maturity_on"_L1), u"1994-07-05"_s);
        }
    }
    QCOMPARE(states.value(u"A"_s), 203);
    QCOMPARE(states.value(u"B"_s), 31);
    QCOMPARE(states.value(u"C"_s), 403);
    QCOMPARE(states.value(u"D"_s), 45);
}

void TestBerka::monthsFollowTheBookings()
{
    struct Flow {
        qint64 in = 0, out = 0;
    };
    QHash<QString, Flow> flows;
    for (const auto &booking : m_bank.records[u"transaction"_s]) {
        auto &flow = flows[booking.customerId + text(booking, "booked_on"_L1).left(7)];
        const auto amount = minor(booking, "amount"_L1);
        (amount > 0 ? flow.in : flow.out) += std::abs(amount);
    }
    qint64 months = 0;
    for (const auto &month : m_bank.records[u"balance_month"_s]) {
        const auto flow = flows.value(month.customerId + text(month, "month"_L1));
        QCOMPARE(minor(month, "inflow"_L1), flow.in);
        QCOMPARE(minor(month, "outflow"_L1), flow.out);
        ++months;
    }
    QVERIFY(months > flows.size() / 2 && !flows.isEmpty());
}

void TestBerka::damageIsNamedAndNothingWritten()
{
    const QStringList names {u"account"_s, u"client"_s, u"disp"_s, u"district"_s, u"loan"_s, u"card"_s, u"order"_s, u"trans-prefix"_s};
    QTemporaryDir folder;
    const auto path = [&](const QString &name) { return folder.filePath(name + u".asc.gz"_s); };
    for (const auto &name : names)
        QVERIFY(QFile::copy(m_dir + u'/' + name + u".asc.gz"_s, path(name)));
    const auto refused = [&](ErrorCode code, const QString &file) {
        MemorySink sink;
        const auto result = importBerka(folder.path(), sink);
        return !result.ok() && result.error().code == code && result.error().value == file && sink.total == 0 && sink.users.isEmpty();
    };
    const auto readBack = [&](const QString &name) {
        QFile file(m_dir + u'/' + name + u".asc.gz"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto overwrite = [&](const QString &name, const QByteArray &bytes) {
        QFile::remove(path(name));
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };

    QVERIFY(QFile::remove(path(u"order"_s)));
    QVERIFY(refused(ErrorCode::NotFound, u"order.asc.gz"_s));
    const auto order = readBack(u"order"_s);
    QVERIFY(overwrite(u"order"_s, order.left(order.size() / 2))); // the download broke off
    QVERIFY(refused(ErrorCode::Damaged, u"order.asc.gz"_s));
    QVERIFY(overwrite(u"order"_s, order));

    auto loan = readBack(u"loan"_s);
    loan[loan.size() / 2] = char(loan[loan.size() / 2] ^ 0x40); // one bit flipped
    QVERIFY(overwrite(u"loan"_s, loan));
    QVERIFY(refused(ErrorCode::Damaged, u"loan.asc.gz"_s));
    QVERIFY(overwrite(u"loan"_s,
                      "\"loan_id\";\"account_id\";\"date\";\"amount\";\"duration\";\"payments\";\"status\"\r\n5314;1787;930705;96396;12;8034.00;\"B\"\r\n"));
    QVERIFY(refused(ErrorCode::Damaged, u"loan.asc.gz"_s)); // 12 × 8,034 is not 96,396
    QVERIFY(overwrite(u"loan"_s, "\"loan_id\";\"amount\"\r\n1;2\r\n"));
    QVERIFY(refused(ErrorCode::Damaged, u"loan.asc.gz"_s));
}

QTEST_APPLESS_MAIN(TestBerka)
#include "tst_berka.moc"
