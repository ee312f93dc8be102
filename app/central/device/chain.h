// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <optional>

//! The audit chains of devices as they arrive here (security.md §5.4): every event is kept, whatever is wrong with it, and what is wrong is said.
namespace zhike::central {

struct TakenEvent {
    DeviceEvent event;
    bool isNew = true; //!< false: it was delivered before
};
//! Judges an event against the end of its chain (seq, prev), keeps it and moves the end; a gap or fork raises an alarm.
Result<TakenEvent> takeEvent(WriteSession &session, const Device &device, const QJsonObject &event, qint64 nowMs);
//! What the server's own chain says of an event.
QJsonObject eventNote(const DeviceEvent &event);

//! What a device reports of itself with a pull.
struct DeviceReport {
    QList<QByteArray> checkpoints; //!< JWS
    QJsonObject anchor; //!< empty: none given
    int leaseGeneration = 0; //!< the one it has taken over; 0: not said

    static DeviceReport fromJson(const QJsonObject &pull);
};
//! The anchor lies before what this incarnation of the device had reached: its store was restored or cloned.
bool hasRegressed(const Device &device, const QJsonObject &anchor);
//! There is something in the report to be written down.
bool isNews(const Device &device, const DeviceReport &report);
//! Keeps checkpoints that are signed by the device and do not contradict its chain (anything else raises an alarm) and the anchor.
Done takeReport(WriteSession &session, Device &device, const DeviceReport &report, qint64 nowMs);

//! Where a device's chain breaks.
struct ChainFault {
    QString device;
    int incarnation = 1;
    qint64 seq = 0;
    QString what; //!< missing, changed, forked, checkpoint
};
struct ChainSummary {
    qint64 events = 0;
    qint64 checkpoints = 0;
    qint64 alarms = 0; //!< events kept with a flag
};
//! Goes over every event and checkpoint of a device. \param received hash of each event in the order the server's own chain has them,
//! so that an event removed here is missed
Result<std::optional<ChainFault>> verifyChain(ReadSession &session, const Device &device, const QList<QByteArray> &received, ChainSummary &summary);

} // namespace zhike::central
