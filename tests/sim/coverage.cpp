// SPDX-License-Identifier: GPL-3.0-or-later
#include "coverage.h"

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

const QStringList &coverageRows()
{
    static const QStringList rows {
        u"5.2 applied"_s,
        u"5.2 merged"_s,
        u"5.2 noop"_s,
        u"5.2 (any) replayed"_s,
        u"5.2 pending_approval"_s,
        u"5.2 conflict"_s,
        u"5.2 rejected"_s,
        u"5.2 blocked"_s,
        u"5.2 retry"_s,
        u"5.4 base same, normal: mine"_s,
        u"5.4 base same, guarded: mine"_s,
        u"5.4 base same, guarded: change request"_s,
        u"5.4 base same, guarded: context-changed"_s,
        u"5.4 base same, set: intents"_s,
        u"5.4 base same, state: mine"_s,
        u"5.4 base same, state: rejected"_s,
        u"5.4 base differs, equal, normal: noop"_s,
        u"5.4 base differs, equal, guarded: noop"_s,
        u"5.4 base differs, equal, set: union"_s,
        u"5.4 base differs, equal, state: noop"_s,
        u"5.4 base differs, different, normal: conflict"_s,
        u"5.4 base differs, different, guarded: conflict"_s,
        u"5.4 base differs, different, set: intents"_s,
        u"5.4 base differs, different, state: conflict"_s,
        u"5.4 target deleted: conflict"_s,
        u"5.4 target merged: conflict"_s,
        u"5.4 resolution taken"_s,
        u"8 network error: no answer"_s,
        u"8 network error: truncated"_s,
        u"8 network error: digest mismatch"_s,
        u"8 400 malformed"_s,
        u"8 400 cursor-invalid"_s,
        u"8 401"_s,
        u"8 403 forbidden"_s,
        u"8 403 device-pending"_s,
        u"8 403 device-revoked"_s,
        u"8 404"_s,
        u"8 406 schema-unsupported"_s,
        u"8 408 timeout"_s,
        u"8 409 device-state-regressed"_s,
        u"8 409 push-in-progress"_s,
        u"8 410 epoch-changed"_s,
        u"8 413 batch-too-large"_s,
        u"8 415 schema-unsupported"_s,
        u"8 425 too-early"_s,
        u"8 429 rate-limited"_s,
        u"8 500"_s,
        u"8 502"_s,
        u"8 503 maintenance"_s,
        u"8 503 overloaded"_s,
        u"8 503 read-only"_s,
        u"8 504"_s,
        u"8 not our media type"_s,
    };
    return rows;
}

QStringList missedRows(const QMap<QString, qint64> &coverage, qint64 least)
{
    QStringList missed;
    for (const auto &row : coverageRows())
        if (const auto n = coverage.value(row); n < least)
            missed.append(u"%1 (%2)"_s.arg(row).arg(n));
    return missed;
}

} // namespace zhike::sim
