// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "exchange/csvfile.h"
#include "services/commands.h"
#include "services/queries.h"

#include <QCoreApplication>
#include <functional>

namespace zhike::services {

struct ExportRequest {
    CustomerQuery query; //!< the list as it is shown; `only` for chosen ones
    QString reason;
    QString path; //!< absolute; nothing of this name is there
    exchange::TextEncoding encoding = exchange::TextEncoding::Utf8;
};

//! How the work is watched and stopped; both are called on the thread that works. Empty ones are not.
struct ExportControl {
    std::function<bool()> cancelled {};
    std::function<void(int done, int total)> progress {};
};

//! What is ready to leave, in memory only.
struct ExportDraft {
    ExportRequest request;
    ExportNote note;
    exchange::CsvFile file;
};

struct Exported {
    QString path;
    ExportNote note;
    ExportMark mark;
};

//! A list of customers as a CSV file (security.md §5.3, §5.5). A file in clear holds class C1, and of C2 what is masked, nothing else: no amounts, no names.
//! Its last line is the watermark: user, device, UTC time, beginning of the hash of the event that recorded it; the event holds the hash of all lines before.
//!
//!     auto draft = CustomerExport::collect(queries, request, control);   // on the thread of the questions
//!     auto exported = CustomerExport::write(commands, *draft, control);  // on the thread of the commands
class CustomerExport {
    Q_DECLARE_TR_FUNCTIONS(zhike::services::CustomerExport)
public:
    static constexpr int kAlone = 200; //!< rows; more needs a second person
    static constexpr int kOffline = 20; //!< rows; more only right after a sync
    static constexpr int kFreshMinutes = 15; //!< so long a sync counts as just now

    static QStringList classes(); //!< of the columns
    static QStringList filterNames(const CustomerQuery &query);
    //! Whether so many rows may leave: role, state of the device, caps. The error says what to do.
    static Done mayLeave(int rows, const SyncStatus &status, const Clock &clock);
    static Done checkReason(const QString &reason);

    //! Reads, and leaves nothing anywhere. \param clock by which the last sync was just now
    static Result<ExportDraft> collect(Queries &queries, const Clock &clock, const ExportRequest &request, const ExportControl &control = {});
    //! What collect() refused for want of a right or a second person goes on record; anything else does not.
    static void noteRefused(Commands &commands, const ExportRequest &request, const Error &error);
    //! On record first, then on disk. A file that could not be made is on record as such.
    static Result<Exported> write(Commands &commands, ExportDraft draft, const ExportControl &control = {});
};

} // namespace zhike::services
