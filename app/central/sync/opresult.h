// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonArray>
#include <QJsonObject>

namespace zhike::central {

//! The answer to one op of a push (§5.2), before the record it speaks of has its csn.
struct OpResult {
    QString status; //!< applied, merged, noop, pending_approval, conflict, rejected, blocked, retry
    QJsonObject more; //!< members beside op_id and status: kept_theirs, conflict, problem, change_request …
    QString recordId; //!< the record to enclose; empty: none
    bool insideConflict = false; //!< `record` goes into the conflict object
    QStringList fields; //!< names of what changed, for the audit
    QJsonObject note {}; //!< more members for the audit

    [[nodiscard]] bool isDone() const { return status == u"applied" || status == u"merged" || status == u"noop" || status == u"pending_approval"; }
    //! Kept for ever; the others may be tried again under the same id.
    [[nodiscard]] bool isFinal() const { return isDone() || status == u"conflict" || status == u"rejected"; }

    static OpResult rejected(const QString &code, const QString &detail, const QString &field = {}, const QString &fieldCode = {});
};

//! Codes by which a right is refused: these go on record, what is merely wrong does not.
bool isDenial(const QString &code);

} // namespace zhike::central
