// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/keys/bankkeys.h"

#include "crypto/encoding.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <sodium.h>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kCursorDelayMs = 60 * 1000; // nodes look at the store again long before
const auto kWipe = u"wipe_keys"_s, kEscrow = u"escrow_keys"_s, kCursors = u"cursor_keys"_s;

QByteArray toBytes(const crypto::Secret &secret)
{
    return {reinterpret_cast<const char *>(secret.bytes().data()), qsizetype(secret.size())};
}

crypto::Secret toSecret(const QByteArray &bytes)
{
    return crypto::Secret::copyOf({reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size())});
}

Result<QJsonArray> listOf(ReadSession &session, const QString &name)
{
    const auto text = session.setting(name);
    if (!text)
        return text.error();
    return QJsonDocument::fromJson(*text).array();
}

Done put(WriteSession &session, const QString &name, const QJsonArray &list)
{
    return session.putSetting(name, QJsonDocument(list).toJson(QJsonDocument::Compact));
}

Result<QJsonValue> freshKey(BankKeys::Kind kind, qint64 fromMs)
{
    if (kind == BankKeys::Kind::Wipe) {
        const auto key = crypto::DeviceKey::generate();
        if (!key)
            return key.error();
        const auto secret = key->toSecret();
        if (!secret)
            return secret.error();
        return QJsonValue(QJsonDocument::fromJson(toBytes(*secret)).object());
    }
    if (kind == BankKeys::Kind::Escrow) {
        const auto key = crypto::EscrowKey::generate();
        return QJsonValue(QJsonObject {{u"public"_s, QString::fromLatin1(crypto::base64Url(key.publicKey))},
                                       {u"secret"_s, QString::fromLatin1(crypto::base64Url(toBytes(key.secretKey)))}});
    }
    QByteArray key(32, Qt::Uninitialized);
    randombytes_buf(key.data(), size_t(key.size()));
    return QJsonValue(QJsonObject {{u"key"_s, QString::fromLatin1(crypto::base64Url(key))}, {u"from"_s, fromMs}});
}

QString nameOf(BankKeys::Kind kind)
{
    return kind == BankKeys::Kind::Wipe ? kWipe : kind == BankKeys::Kind::Escrow ? kEscrow : kCursors;
}

} // namespace

Done BankKeys::complete(WriteSession &session)
{
    for (const auto kind : {Kind::Wipe, Kind::Escrow}) {
        const auto had = listOf(session, nameOf(kind));
        if (!had)
            return had.error();
        if (!had->isEmpty())
            continue;
        if (auto ok = rotate(session, kind, 0); !ok)
            return ok;
    }
    return done();
}

Done BankKeys::rotate(WriteSession &session, Kind kind, qint64 nowMs)
{
    auto list = listOf(session, nameOf(kind));
    if (!list)
        return list.error();
    const auto key = freshKey(kind, nowMs + kCursorDelayMs);
    if (!key)
        return key.error();
    list->prepend(*key);
    return put(session, nameOf(kind), *list);
}

Done BankKeys::startEpoch(WriteSession &session, const QString &reofferFrom)
{
    QByteArray epoch(8, Qt::Uninitialized);
    randombytes_buf(epoch.data(), size_t(epoch.size()));
    const auto ok = session.putSetting(u"epoch"_s, "e-" + epoch.toHex());
    return ok ? session.putSetting(u"reoffer_from"_s, reofferFrom.toLatin1()) : ok;
}

Result<std::shared_ptr<const BankKeys>> BankKeys::load(ReadSession &session, qint64 nowMs)
{
    const Error lost {ErrorCode::Damaged, u"the store has lost its keys"_s};
    std::shared_ptr<BankKeys> keys(new BankKeys);
    const auto epoch = session.setting(u"epoch"_s), cursor = session.setting(u"cursor_key"_s), token = session.setting(u"token_key"_s);
    if (!epoch || !cursor || !token || cursor->size() != 32 || token->size() != 32)
        return lost;
    keys->m_epoch = QString::fromLatin1(*epoch);
    keys->m_tokens = Sealer(*token);
    const auto reoffer = session.setting(u"reoffer_from"_s);
    if (!reoffer)
        return reoffer.error();
    keys->m_reofferFrom = reoffer->isEmpty() ? QString() : QString::fromLatin1(*reoffer);

    const auto cursors = listOf(session, kCursors), wipe = listOf(session, kWipe), escrow = listOf(session, kEscrow);
    if (!cursors || !wipe || !escrow || wipe->isEmpty() || escrow->isEmpty())
        return lost;
    QByteArray sealing;
    QList<QByteArray> others;
    for (const auto &value : *cursors) {
        const auto key = crypto::fromBase64Url(value[u"key"_s].toString().toLatin1());
        if (!key || key->size() != 32)
            return lost;
        if (sealing.isEmpty() && value[u"from"_s].toInteger() <= nowMs)
            sealing = *key;
        else
            others.append(*key);
    }
    if (sealing.isEmpty())
        sealing = *cursor;
    else
        others.append(*cursor);
    keys->m_cursors = Sealer(sealing, others);

    for (const auto &value : *wipe) {
        auto key = crypto::DeviceKey::fromSecret(toSecret(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
        if (!key)
            return key.error();
        keys->m_wipe.push_back(std::move(*key));
    }
    for (const auto &value : *escrow) {
        const auto publicKey = crypto::fromBase64Url(value[u"public"_s].toString().toLatin1());
        const auto secretKey = crypto::fromBase64Url(value[u"secret"_s].toString().toLatin1());
        if (!publicKey || !secretKey)
            return lost;
        keys->m_escrow.push_back({*publicKey, toSecret(*secretKey)});
    }
    return std::shared_ptr<const BankKeys>(keys);
}

QJsonArray BankKeys::wipeKeys() const
{
    QJsonArray list;
    for (const auto &key : m_wipe)
        list.append(key.publicJwk());
    return list;
}

QJsonObject BankKeys::escrow() const
{
    const auto &key = m_escrow.front().publicKey;
    return {{u"kid"_s, QString::fromLatin1(crypto::base64Url(crypto::sha256(key).left(12)))}, {u"x25519"_s, QString::fromLatin1(crypto::base64Url(key))}};
}

Result<QByteArray> BankKeys::signOrder(const QJsonObject &payload) const
{
    return m_wipe.front().sign(payload);
}

Result<QByteArray> BankKeys::openBox(QByteArrayView box) const
{
    for (const auto &key : m_escrow)
        if (auto plain = crypto::openBox(key, box))
            return plain;
    return Error {ErrorCode::Denied, u"no key of this bank opens the box"_s};
}

} // namespace zhike::central
