// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/customerexport.h"

#include "exchange/newfile.h"
#include "security/freetext.h"
#include "security/masking.h"
#include "security/rights.h"

#include <QCryptographicHash>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxReason = 200;

Error stopped()
{
    return {ErrorCode::Cancelled, u"the export was cancelled"_s, {}, {}};
}

bool isStopped(const ExportControl &control)
{
    return control.cancelled && control.cancelled();
}

// As the rest of the program says "online": the last exchange reached the server; and it was just now.
bool isFresh(const SyncStatus &status, const Clock &clock)
{
    if (!status.online || !status.lastSuccess.isValid())
        return false;
    const auto age = status.lastSuccess.secsTo(clock.now());
    return age >= -60 && age <= CustomerExport::kFreshMinutes * 60;
}

QString day(QDate date)
{
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

QString phoneOf(const CustomerFile &file)
{
    QString found;
    for (const auto &contact : file.contacts)
        if (contact.kind == "mobile"_L1 || contact.kind == "phone"_L1)
            if (found.isEmpty() || contact.primary)
                found = contact.masked;
    return found;
}

} // namespace

QStringList CustomerExport::classes()
{
    return {u"C1"_s, u"C2-name"_s, u"C2-id"_s};
}

QStringList CustomerExport::filterNames(const CustomerQuery &query)
{
    QStringList names;
    for (const auto &[name, used] : {std::pair(u"text"_s, !query.text.trimmed().isEmpty()), std::pair(u"tier"_s, !query.tiers.isEmpty()),
                                     std::pair(u"lifecycle"_s, !query.lifecycles.isEmpty()), std::pair(u"activity"_s, !query.activities.isEmpty()),
                                     std::pair(u"kind"_s, query.kind.has_value()), std::pair(u"segment"_s, query.segment != CustomerSegment::All),
                                     std::pair(u"only"_s, !query.only.isEmpty()), std::pair(u"book"_s, !query.book.isEmpty())})
        if (used)
            names.append(u"filter."_s + name);
    return names;
}

Done CustomerExport::mayLeave(int rows, const SyncStatus &status, const Clock &clock)
{
    if (status.restored)
        return Error {ErrorCode::Restored, u"the store is older than its anchor"_s, {}, {}};
    if (status.lastError == toWire(ErrorCode::Revoked))
        return Error {ErrorCode::Revoked, u"this device was revoked"_s, {}, {}};
    if (!security::mayHere(security::roleOf(status.role), security::Right::ExportList))
        return Error {ErrorCode::Denied, u"the right is missing"_s, u"export"_s, {}};
    if (rows <= 0)
        return Error {ErrorCode::Invalid, u"nothing to export"_s, u"export"_s, {}};
    if (rows > kAlone)
        return Error {ErrorCode::Denied, u"a second person is needed"_s, u"export_rows"_s, QString::number(kAlone)};
    if (rows > kOffline && !isFresh(status, clock))
        return Error {ErrorCode::Offline, u"the last sync is too long ago"_s, u"export"_s, QString::number(kOffline)};
    return done();
}

Done CustomerExport::checkReason(const QString &reason)
{
    if (reason.trimmed().isEmpty() || reason.size() > kMaxReason)
        return Error {ErrorCode::Invalid, u"reason is missing or too long"_s, u"reason"_s, {}};
    if (!security::secretsIn(reason).isEmpty())
        return Error {ErrorCode::Invalid, u"the reason holds what must be kept nowhere"_s, u"reason"_s, {}};
    return done();
}

Result<ExportDraft> CustomerExport::collect(Queries &queries, const Clock &clock, const ExportRequest &request, const ExportControl &control)
{
    if (auto ok = checkReason(request.reason); !ok)
        return ok.error();
    if (auto ok = exchange::mayCreate(request.path); !ok)
        return ok.error();
    auto status = queries.status();
    if (!status)
        return status.error();
    auto list = queries.customers(request.query, 0, kAlone);
    if (!list)
        return list.error();
    if (auto ok = mayLeave(list->total, *status, clock); !ok)
        return ok.error();

    // The words are the file's, not the screen's: they do not change with what a screen calls things.
    const auto kind = [](CustomerKind value) { return value == CustomerKind::Company ? tr("Company") : tr("Person"); };
    const auto tier = [](const CustomerRow &row) {
        if (row.kind == CustomerKind::Company)
            return QString();
        return row.tier == Tier::Private ? tr("Private") : row.tier == Tier::Wealth ? tr("Wealth") : tr("Mass");
    };
    const auto stage = [](Lifecycle value) {
        switch (value) {
        case Lifecycle::New: return tr("New");
        case Lifecycle::Growth: return tr("Growing");
        case Lifecycle::Mature: return tr("Mature");
        case Lifecycle::Senior: return tr("Long-standing");
        }
        return QString();
    };
    const auto activity = [](Activity value) { return value == Activity::High ? tr("High") : value == Activity::Medium ? tr("Medium") : tr("Low"); };

    ExportDraft draft {
        request, {u"customers"_s, list->total, classes(), filterNames(request.query), request.reason.trimmed(), {}}, exchange::CsvFile(request.encoding)};
    draft.file.addRow({tr("Customer number"), tr("Name (masked)"), tr("Kind"), tr("Tier"), tr("Lifecycle"), tr("Activity"), tr("Branch"), tr("Customer since"),
                       tr("Last contact"), tr("Next contact"), tr("Phone (masked)"), tr("Identity or credit code (masked)"), tr("Address (masked)")});
    int count = 0;
    for (const auto &row : std::as_const(list->rows)) {
        if (isStopped(control))
            return stopped();
        // What is masked comes masked from the one place where that is done; the name is full in one's own book and no longer one's own in a file.
        auto file = queries.customer(row.id);
        if (!file)
            return file.error();
        draft.file.addRow({row.number, security::maskName(row.name), kind(row.kind), tier(row), stage(row.lifecycle), activity(row.activity), file->branch,
                           day(file->since), day(row.lastContact), day(row.nextOn), phoneOf(*file),
                           row.kind == CustomerKind::Company ? file->creditCode : file->maskedIdNo, file->maskedAddress});
        if (control.progress)
            control.progress(++count, list->total);
    }
    draft.note.sha256 = QCryptographicHash::hash(draft.file.bytes(), QCryptographicHash::Sha256).toHex();
    return draft;
}

void CustomerExport::noteRefused(Commands &commands, const ExportRequest &request, const Error &error)
{
    if (error.code == ErrorCode::Denied)
        (void)commands.noteExportEnded({u"customers"_s, 0, classes(), filterNames(request.query), {}, {}}, u"denied"_s);
}

Result<Exported> CustomerExport::write(Commands &commands, ExportDraft draft, const ExportControl &control)
{
    if (isStopped(control))
        return stopped();
    auto mark = commands.noteExport(draft.note);
    if (!mark)
        return mark.error();
    draft.file.addRow({tr("Watermark"), mark->user, mark->device, mark->at, QString::fromLatin1(mark->eventHash.left(8))});
    auto made = isStopped(control) ? Done(stopped()) : exchange::createFile(draft.request.path, draft.file.bytes());
    if (!made) {
        // The record stands; a second one says what came of it. Should that fail too, the first errs on the side of more.
        (void)commands.noteExportEnded(draft.note, made.error().code == ErrorCode::Cancelled ? u"cancelled"_s : u"fail"_s);
        return made.error();
    }
    return Exported {draft.request.path, draft.note, *mark};
}

} // namespace zhike::services
