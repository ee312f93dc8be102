// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/clearfacts.h"

#include "services/json.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

ClearFacts readClearFacts(const QString &vault, const Clock &clock)
{
    QFile file(vault + u"/facts.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto object = QJsonDocument::fromJson(file.read(16 * 1024)).object();
    const auto instant = [&](QLatin1StringView key) {
        const auto ms = fromWireInstant(object[key].toString());
        return ms ? QDateTime::fromMSecsSinceEpoch(*ms, clock.zone()) : QDateTime();
    };
    return {object["role"_L1].toString(), object["branch"_L1].toString(), object["device"_L1].toString(), instant("data_as_of"_L1),
            instant("last_sync"_L1),      instant("lease_until"_L1),      object["pending"_L1].toInt()};
}

void writeClearFacts(const QString &vault, const SyncStatus &status)
{
    if (!status.enrolled)
        return;
    QSaveFile file(vault + u"/facts.json"_s);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument(QJsonObject {{u"role"_s, status.role},
                                          {u"branch"_s, status.branch},
                                          {u"device"_s, status.deviceName},
                                          {u"data_as_of"_s, instantJson(status.dataAsOf)},
                                          {u"last_sync"_s, instantJson(status.lastSuccess)},
                                          {u"lease_until"_s, instantJson(status.leaseUntil)},
                                          {u"pending"_s, status.pending + status.parked}})
                   .toJson());
    file.commit();
}

} // namespace zhike::services
