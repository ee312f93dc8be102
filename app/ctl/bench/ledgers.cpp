// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/ledgers.h"

#include "bench/bank.h"
#include "bench/measure.h"
#include "bench/raw.h"

#include "crypto/sealedbox.h"
#include "security/sealfile.h"
#include "services/localcommands.h"

#include <QFile>
#include <sqlite3.h>
#include <unistd.h>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRounds = 200;
constexpr qsizetype kText = 400;

//! A bank, a seal file beside it, and a table of its own for the floor.
struct Place {
    static Result<std::unique_ptr<Place>> make()
    {
        auto bank = BankFile::make(60);
        if (!bank)
            return bank.error();
        auto place = std::make_unique<Place>();
        place->bank = std::move(*bank);
        auto seal = security::SealFile::open(place->dir.filePath(u"outbox.seal"_s), crypto::Secret::random(32), place->escrow.publicKey);
        if (!seal)
            return seal.error();
        place->seal = std::move(*seal);
        auto database = place->bank->open(storage::Access::ReadWrite);
        if (!database)
            return database.error();
        place->database = std::move(*database);
        for (const auto &[key, value] : {std::pair(u"role"_s, u"rm"_s), std::pair(u"login"_s, u"rm001"_s), std::pair(u"device_id"_s, u"device"_s)})
            if (auto ok = place->database->setState(key, value); !ok)
                return ok.error();
        return place;
    }
    std::unique_ptr<services::LocalCommands> commands()
    {
        auto own = bank->open(storage::Access::ReadWrite);
        if (!own)
            return nullptr;
        (*own)->setSeal(seal.get());
        return std::make_unique<services::LocalCommands>(std::move(*own), benchClock());
    }

    QTemporaryDir dir;
    crypto::EscrowKey escrow = crypto::EscrowKey::generate();
    std::unique_ptr<BankFile> bank;
    std::unique_ptr<security::SealFile> seal;
    std::unique_ptr<storage::Database> database;
};

//! What the same bytes cost when nothing is derived, chained or sealed.
class BareInsert {
public:
    explicit BareInsert(const QString &path) : m_raw(path)
    {
        m_raw.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; CREATE TABLE op (n INTEGER PRIMARY KEY, id TEXT NOT NULL "
                   "UNIQUE, body BLOB)");
        m_insert = m_raw.prepare("INSERT INTO op (id, body) VALUES (?1, ?2)");
    }
    void run(int i)
    {
        const auto id = QByteArray::number(i).rightJustified(36, '0');
        const QByteArray body(kText, 'x');
        m_raw.exec("BEGIN IMMEDIATE");
        sqlite3_bind_text(m_insert, 1, id.constData(), int(id.size()), SQLITE_STATIC);
        sqlite3_bind_blob(m_insert, 2, body.constData(), int(body.size()), SQLITE_STATIC);
        sqlite3_step(m_insert);
        sqlite3_reset(m_insert);
        m_raw.exec("COMMIT");
    }

private:
    Raw m_raw;
    sqlite3_stmt *m_insert = nullptr;
};

template<class F>
Result<QJsonObject> againstInsert(const QString &name, Place &place, const Options &options, F ours)
{
    BareInsert floor(place.dir.filePath(u"floor.db"_s));
    Series mine, bare;
    const int rounds = options.rounds > 0 ? options.rounds : kRounds;
    for (int i = 0; i <= rounds; ++i) {
        Done ok = done();
        const double a = timed([&] { ok = ours(i); });
        if (!ok)
            return ok.error();
        const double b = timed([&] { floor.run(i); });
        if (i > 0) { // the first one prepares its statements
            mine.add(a);
            bare.add(b);
        }
    }
    return durations(name, mine, bare);
}

} // namespace

Result<QJsonObject> auditAppend(const Options &options)
{
    auto place = Place::make();
    if (!place)
        return place.error();
    auto &database = *(*place)->database;
    storage::AuditLog log(database);
    return againstInsert(u"audit_append"_s, **place, options, [&](int i) -> Done {
        return database.transaction([&]() -> Done {
            security::AuditEvent event {u"cust.open"_s};
            event.objectType = u"customer"_s;
            event.objectId = customerId(i % 60);
            auto seq = log.append(event, {i, i});
            return seq ? done() : Done(seq.error());
        });
    });
}

Result<QJsonObject> userOperation(const Options &options)
{
    auto place = Place::make();
    if (!place)
        return place.error();
    auto commands = (*place)->commands();
    if (!commands)
        return Error {ErrorCode::Io, u"bench: the store does not open"_s, {}, {}};
    return againstInsert(u"sealed_operation"_s, **place, options, [&](int i) -> Done {
        services::NewTask task;
        task.customer = CustomerId(customerId(i % 60));
        task.title = u"follow up"_s;
        task.due = benchClock().today().addDays(1);
        auto id = commands->addTask(task);
        return id ? done() : Done(id.error());
    });
}

Result<QJsonObject> revealValue(const Options &options)
{
    auto place = Place::make();
    if (!place)
        return place.error();
    auto commands = (*place)->commands();
    if (!commands)
        return Error {ErrorCode::Io, u"bench: the store does not open"_s, {}, {}};
    const CustomerId customer(customerId(0));
    if (auto ok = commands->setCustomer(customer, {{u"home_address"_s, u"somewhere"_s}}); !ok)
        return ok.error();
    return againstInsert(u"reveal"_s, **place, options, [&](int) -> Done {
        auto shown = commands->reveal(customer, u"home_address"_s, u"verify"_s);
        return shown ? done() : Done(shown.error());
    });
}

Result<QJsonObject> sealAppend(const Options &options)
{
    auto place = Place::make();
    if (!place)
        return place.error();
    QFile plain((*place)->dir.filePath(u"plain"_s));
    if (!plain.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return Error {ErrorCode::Io, plain.errorString(), {}, {}};
    Series ours, floor;
    const int rounds = options.rounds > 0 ? options.rounds : kRounds;
    const QByteArray text(kText, 'x');
    const QByteArray bytes(kText * 2 + 150, 'x'); // as long as the frame
    for (int i = 0; i <= rounds; ++i) {
        bool ok = true;
        const double a = timed([&] {
            auto appended = (*place)->seal->append({{i + 1, QByteArray::number(i).rightJustified(36, '0'), security::SealEntry::Kind::Operation, text}});
            ok = appended.ok();
            if (ok)
                appended->keep();
        });
        if (!ok)
            return Error {ErrorCode::Io, u"bench: outbox.seal does not grow"_s, {}, {}};
        const double b = timed([&] {
            plain.write(bytes);
            ::fsync(plain.handle());
        });
        if (i > 0) {
            ours.add(a);
            floor.add(b);
        }
    }
    return durations(u"seal_append"_s, ours, floor);
}

} // namespace zhike::bench
