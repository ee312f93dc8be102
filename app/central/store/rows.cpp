// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/rows.h"

#include "central/store/store.h"
#include "domain/clock.h"
#include "wire/recordtypes.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace zhike::central {

QJsonObject StoredRecord::object() const
{
    return rawData.isEmpty() ? data : QJsonDocument::fromJson(rawData).object();
}

void StoredRecord::setObject(const QJsonObject &object)
{
    data = object;
    rawData = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (const auto *rule = wire::ruleOf(type))
        businessDate = wire::windowDate(*rule, object);
}

QByteArray auditHash(const QByteArray &prev, const QByteArray &body)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData("\x01");
    hash.addData(prev);
    hash.addData(body);
    return hash.result();
}

Result<QStringList> ReadSession::existing(const QStringList &ids)
{
    QStringList found;
    for (const auto &id : ids) {
        const auto known = record(id);
        if (!known)
            return known.error();
        if (*known)
            found.append(id);
    }
    return found;
}

Done auditNote(WriteSession &session, qint64 nowMs, const QString &event, const QJsonObject &object)
{
    using namespace Qt::Literals::StringLiterals;
    const QJsonObject body {{u"at"_s, toWireInstant(nowMs)}, {u"ev"_s, event}, {u"obj"_s, object}};
    return session.appendAudit({0, {}, QJsonDocument(body).toJson(QJsonDocument::Compact), {}});
}

} // namespace zhike::central
