// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/device/alarms.h"

#include <mutex>

namespace zhike::central {

namespace {

std::mutex g_lock;
QMap<QString, qint64> &counts()
{
    static QMap<QString, qint64> map;
    return map;
}

} // namespace

Done raiseAlarm(WriteSession &session, qint64 nowMs, const QString &event, const QJsonObject &object)
{
    {
        const std::scoped_lock lock(g_lock);
        ++counts()[event];
    }
    return auditNote(session, nowMs, event, object);
}

QMap<QString, qint64> alarmCounts()
{
    const std::scoped_lock lock(g_lock);
    return counts();
}

} // namespace zhike::central
