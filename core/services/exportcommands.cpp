// SPDX-License-Identifier: GPL-3.0-or-later
// The record of what leaves (security.md §5.4, write-ahead rule). The rules hold here, whoever asks: a file's bytes may come from anywhere.
#include "services/localcommands.h"

#include "services/customerexport.h"
#include "storage/reference.h"
#include "storage/syncreader.h"

#include <QJsonDocument>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

security::AuditEvent eventOf(const ExportNote &note)
{
    security::AuditEvent event {u"out.export"_s};
    event.objectType = note.what;
    event.objectId = QString::fromLatin1(note.sha256);
    event.fields = note.classes + note.filter;
    event.reason = note.reason;
    if (note.rows > 0)
        event.n = note.rows;
    return event;
}

} // namespace

Result<ExportMark> LocalCommands::noteExport(const ExportNote &note)
{
    auto reference = storage::Reference::load(*m_database);
    if (!reference)
        return reference.error();
    auto status = m_database->snapshot([&] { return storage::SyncReader({*m_database, *reference, m_clock}).status(); });
    if (!status)
        return status.error();
    if (auto ok = CustomerExport::mayLeave(note.rows, *status, m_clock); !ok) {
        if (ok.error().code == ErrorCode::Denied) {
            auto refused = note;
            refused.reason.clear(); // nobody has looked at it yet
            (void)noteExportEnded(refused, u"denied"_s);
        }
        return ok.error();
    }
    if (auto ok = CustomerExport::checkReason(note.reason); !ok)
        return ok.error();
    return m_database->transaction([&]() -> Result<ExportMark> {
        const auto event = eventOf(note);
        if (auto ok = m_recorder.append(event); !ok)
            return ok.error();
        if (auto ok = m_recorder.checkpoint(); !ok)
            return ok.error();
        auto newest = m_recorder.log().entries({.event = event.event, .limit = 1});
        if (!newest)
            return newest.error();
        if (newest->isEmpty())
            return Error {ErrorCode::Internal, u"the event is not on record"_s, {}, {}};
        const auto said = QJsonDocument::fromJson(newest->constFirst().row.event).object();
        return ExportMark {said[u"user"_s].toString(), said[u"dev"_s].toString(), said[u"t_trust"_s].toString(), newest->constFirst().row.seq,
                           newest->constFirst().row.hash.toHex()};
    });
}

Done LocalCommands::noteExportEnded(const ExportNote &note, const QString &outcome)
{
    auto event = eventOf(note);
    event.outcome = outcome;
    return record(event);
}

} // namespace zhike::services
