// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <QMap>

namespace zhike::central {

//! Something that must not happen on an honest device: chained in the audit and counted for the operator's monitor. Names and ids only.
Done raiseAlarm(WriteSession &session, qint64 nowMs, const QString &event, const QJsonObject &object);
//! Alarms since the start of the process, by event.
QMap<QString, qint64> alarmCounts();

} // namespace zhike::central
