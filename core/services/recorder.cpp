// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/recorder.h"

namespace zhike::services {

storage::AuditLog::Times Recorder::times() const
{
    const auto wall = m_clock.nowMs();
    return {m_witness.trustedNowMs ? m_witness.trustedNowMs() : wall, wall};
}

Done Recorder::append(const security::AuditEvent &event)
{
    auto seq = m_log.append(event, times());
    return seq ? sign(false) : Done(seq.error());
}

Done Recorder::sign(bool now)
{
    return m_witness.sign ? m_log.checkpoint(m_witness.sign, times(), m_witness.vaultGeneration, now) : done();
}

Done Recorder::checkpoint()
{
    return sign(true);
}

Result<security::AuditVerdict> Recorder::verify()
{
    return m_log.verify(m_witness.publicJwk, m_witness.anchor ? m_witness.anchor() : QJsonObject());
}

} // namespace zhike::services
