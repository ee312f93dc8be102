// SPDX-License-Identifier: GPL-3.0-or-later
// auditforge VAULT NOW edit|delete|swap|insert|truncate|fork SEQ – what somebody with the passphrase could do to the decrypted audit; for tests of the verifier.
#include "crypto/auditchain.h"
#include "crypto/encoding.h"
#include "services/session.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <cstdio>
#include <cstdlib>

using namespace zhike;
using namespace Qt::Literals::StringLiterals;

namespace {

Done forge(storage::Database &db, const QString &how, qint64 seq)
{
    const auto event = [&](qint64 at) {
        auto rows = db.query("SELECT event FROM audit WHERE seq = ?1", {at});
        return rows && rows->next() ? QJsonDocument::fromJson(rows->bytes(0)).object() : QJsonObject();
    };
    if (how == "edit"_L1) {
        auto changed = event(seq);
        changed[u"user"_s] = u"somebody-else"_s;
        return db.run("UPDATE audit SET event = ?2 WHERE seq = ?1", {seq, crypto::canonicalJson(changed)});
    }
    if (how == "delete"_L1)
        return db.run("DELETE FROM audit WHERE seq = ?1", {seq});
    if (how == "truncate"_L1)
        return db.run("DELETE FROM audit WHERE seq >= ?1", {seq});
    if (how == "swap"_L1)
        return db.engine(
            u"UPDATE audit SET seq = -1 WHERE seq = %1; UPDATE audit SET seq = %1 WHERE seq = %2; UPDATE audit SET seq = %2 WHERE seq = -1"_s.arg(seq)
                .arg(seq + 1)
                .toLatin1()
                .constData());
    const auto last = db.number("SELECT max(seq) FROM audit");
    if (how == "insert"_L1) {
        // In its place and well made; what follows moves on by one.
        if (auto ok = db.run("UPDATE audit_head SET seq = seq + 1"); !ok)
            return ok;
        for (auto at = last; at >= seq; --at)
            if (auto ok = db.run("UPDATE audit SET seq = seq + 1 WHERE seq = ?1", {at}); !ok)
                return ok;
        auto made = event(seq + 1);
        made[u"ev"_s] = u"cust.open"_s;
        const auto prev = QByteArray::fromHex(made[u"prev"_s].toString().toLatin1());
        const auto bytes = crypto::canonicalJson(made);
        return db.run(
            "INSERT INTO audit (inc, seq, op_id, at, ev, object, event, hash) SELECT inc, ?1, 'x', at, ev, object, ?2, ?3 FROM audit WHERE seq = ?1 + 1",
            {seq, bytes, crypto::auditNext(prev, bytes)});
    }
    if (how == "fork"_L1) {
        // All from here on written anew, and the store's own note of the end with it.
        auto hash = QByteArray::fromHex(event(seq)[u"prev"_s].toString().toLatin1());
        for (auto at = seq; at <= last; ++at) {
            auto made = event(at);
            made[u"user"_s] = u"somebody-else"_s;
            made[u"prev"_s] = QString::fromLatin1(hash.toHex());
            const auto bytes = crypto::canonicalJson(made);
            hash = crypto::auditNext(hash, bytes);
            if (auto ok = db.run("UPDATE audit SET event = ?2, hash = ?3 WHERE seq = ?1", {at, bytes, hash}); !ok)
                return ok;
        }
        return db.run("UPDATE audit_head SET hash = ?1", {hash});
    }
    return Error {ErrorCode::Invalid, u"how?"_s, {}, {}};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto words = QCoreApplication::arguments();
    if (words.size() != 5)
        return 2;
    auto session = services::Session::unlock(words[1], QString::fromUtf8(std::getenv("ZHIKE_PASSPHRASE")), Clock::frozen(words[2]).value_or(Clock()));
    if (!session) {
        std::fprintf(stderr, "%s\n", qPrintable(session.error().detail));
        return 1;
    }
    auto database = (*session)->open(storage::Access::ReadWrite);
    auto ok = database ? (*database)->transaction([&] { return forge(**database, words[3], words[4].toLongLong()); }) : Done(database.error());
    if (!ok)
        std::fprintf(stderr, "%s\n", qPrintable(ok.error().detail));
    return ok ? 0 : 1;
}
