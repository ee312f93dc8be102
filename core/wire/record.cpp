// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/record.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QtEndian>
#include <charconv>
#include <memory>
#include <openssl/evp.h>

namespace zhike::wire {

using namespace Qt::Literals::StringLiterals;

QByteArray Record::dataBytes() const
{
    return rawData.isEmpty() ? QJsonDocument(data).toJson(QJsonDocument::Compact) : rawData;
}

QByteArray Record::toJson() const
{
    QJsonObject envelope {{u"type"_s, type},      {u"id"_s, id}, {u"scope"_s, scope}, {u"version"_s, version}, {u"csn"_s, QString::number(csn)},
                          {u"deleted"_s, deleted}};
    if (!customerId.isEmpty())
        envelope.insert(u"customer_id"_s, customerId);
    if (!createdAt.isEmpty())
        envelope.insert(u"created_at"_s, createdAt);
    if (!updatedAt.isEmpty())
        envelope.insert(u"updated_at"_s, updatedAt);
    if (!updatedBy.isEmpty())
        envelope.insert(u"updated_by"_s, updatedBy);
    if (!updatedVia.isEmpty())
        envelope.insert(u"updated_via"_s, updatedVia);
    if (!reason.isEmpty())
        envelope.insert(u"reason"_s, reason);
    if (!successor.isEmpty())
        envelope.insert(u"successor"_s, successor);
    envelope.insert(u"schema"_s, kSchema);
    auto text = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
    // `data` goes in as text, so that members this program does not know stay byte for byte as they were.
    text.chop(1);
    text += ",\"data\":" + (deleted ? QByteArray("null") : dataBytes()) + '}';
    return text;
}

quint64 digestOf(QByteArrayView id, qint64 version)
{
    // Once per row of a first sync: the algorithm is looked up and the context made once per thread.
    static const EVP_MD *const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    char number[1 + 20] = {'\x1f'};
    const auto *end = std::to_chars(number + 1, number + sizeof number, version).ptr;
    unsigned char hash[EVP_MAX_MD_SIZE];
    if (EVP_DigestInit_ex2(context.get(), sha256, nullptr) != 1 || EVP_DigestUpdate(context.get(), id.data(), size_t(id.size())) != 1
        || EVP_DigestUpdate(context.get(), number, size_t(end - number)) != 1 || EVP_DigestFinal_ex(context.get(), hash, nullptr) != 1)
        qFatal("SHA-256 is not to be had");
    return qFromBigEndian<quint64>(hash);
}

quint64 digestOf(const QString &id, qint64 version)
{
    const auto text = id.toUtf8();
    return digestOf(QByteArrayView(text), version);
}

QByteArray contentDigest(const QByteArray &body)
{
    return "sha-256=:" + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toBase64() + ':';
}

} // namespace zhike::wire
