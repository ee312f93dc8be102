// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/usertext.h"

#include <QHash>

namespace zhike::services {

QString UserText::field(const QString &wireName)
{
    const QHash<QString, QString> names = {{QStringLiteral("passphrase"), tr("Passphrase")},
                                           {QStringLiteral("password"), tr("Password")},
                                           {QStringLiteral("login"), tr("Login")},
                                           {QStringLiteral("server"), tr("Server address")},
                                           {QStringLiteral("title"), tr("Title")},
                                           {QStringLiteral("due"), tr("Due date")},
                                           {QStringLiteral("start"), tr("Start")},
                                           {QStringLiteral("end"), tr("End")},
                                           {QStringLiteral("customer"), tr("Customer")},
                                           {QStringLiteral("number"), tr("Customer number")},
                                           {QStringLiteral("channel"), tr("Channel")},
                                           {QStringLiteral("summary"), tr("Text")},
                                           {QStringLiteral("subject"), tr("Subject")},
                                           {QStringLiteral("outcome"), tr("Result")},
                                           {QStringLiteral("next_on"), tr("Next date")},
                                           {QStringLiteral("occurred_at"), tr("Time")},
                                           {QStringLiteral("until"), tr("Until")},
                                           {QStringLiteral("disposition"), tr("Outcome")},
                                           {QStringLiteral("id_no"), tr("Identity number")},
                                           {QStringLiteral("uscc"), tr("Unified social credit code")},
                                           {QStringLiteral("kind"), tr("Kind")},
                                           {QStringLiteral("rrule"), tr("Recurrence")},
                                           {QStringLiteral("note"), tr("Note")},
                                           {QStringLiteral("vault"), tr("Vault folder")},
                                           {QStringLiteral("op_id"), tr("Operation")},
                                           {QStringLiteral("by"), tr("Grouping")},
                                           {QStringLiteral("preferred_time"), tr("Preferred time")},
                                           {QStringLiteral("preferred_channel"), tr("Preferred channel")},
                                           {QStringLiteral("remarks"), tr("Remarks")},
                                           {QStringLiteral("occupation_code"), tr("Occupation")},
                                           {QStringLiteral("home_address"), tr("Home address")},
                                           {QStringLiteral("direction"), tr("Direction")},
                                           {QStringLiteral("from"), tr("From")},
                                           {QStringLiteral("reason"), tr("Reason")},
                                           {QStringLiteral("path"), tr("Target file")},
                                           {QStringLiteral("encoding"), tr("Encoding")},
                                           {QStringLiteral("purpose"), tr("Purpose")},
                                           {QStringLiteral("notice_version"), tr("Version of the notice")},
                                           {QStringLiteral("device_binding"), tr("Device binding")}};
    return names.value(wireName, wireName);
}

QString UserText::of(const Error &error)
{
    const auto name = field(error.field);
    switch (error.code) {
    case ErrorCode::Invalid:
        if (error.field == QLatin1StringView("passphrase"))
            return tr("The passphrase needs at least %1 characters and must not be a common one. Nothing was changed.").arg(error.value);
        if (error.field == QLatin1StringView("id_no"))
            return tr("Identity number: the check digit or the date in it is wrong. Compare it with the document. Nothing was saved.");
        if (error.field == QLatin1StringView("uscc"))
            return tr("Unified social credit code: the check character is wrong. Compare it with the licence. Nothing was saved.");
        if (error.field == QLatin1StringView("server"))
            return tr("Server address: use https://, or http:// on this computer only. Nothing was changed.");
        if (error.field == QLatin1StringView("export"))
            return tr("The list is empty: there is nothing to export. Take a filter away.");
        if (error.field.isEmpty())
            return tr("An input was refused. Nothing was saved.");
        return error.value.isEmpty() ? tr("%1: missing or not valid. Correct it and try again; nothing was saved.").arg(name)
                                     : tr("%1: “%2” is not accepted. Correct it and try again; nothing was saved.").arg(name, error.value);
    case ErrorCode::NotFound:
        return error.value.isEmpty() ? tr("Not found. It may have been handed over or removed; sync and look again.")
                                     : tr("Not found: %1. Check the spelling, or sync and look again.").arg(error.value);
    case ErrorCode::Denied:
        if (error.field == QLatin1StringView("maker"))
            return tr("You made this request yourself. A second person decides it; nothing was changed.");
        if (error.field == QLatin1StringView("role"))
            return tr("Your role does not decide this request. A lead or a checker does; nothing was changed.");
        if (error.field == QLatin1StringView("withdraw"))
            return tr("Only who made a request takes it back. Nothing was changed.");
        if (error.field == QLatin1StringView("do_not_contact"))
            return tr("The customer asked not to be contacted. What he came with himself can be logged as incoming; nothing was saved.");
        if (error.field == QLatin1StringView("search"))
            return tr("%1 searches by a full number within the hour are the limit. Search by name, or wait; every such search is on record.").arg(error.value);
        if (error.field == QLatin1StringView("export"))
            return tr("Your role does not export customer lists by itself. Ask the client manager of these customers; nothing was exported.");
        if (error.field == QLatin1StringView("export_rows"))
            return tr("More than %1 customers need a second person, and exports cannot be approved yet. Narrow the list to %1 or fewer; nothing was exported.")
                .arg(error.value);
        return tr("You do not have the right for this. Ask your team lead; nothing was changed.");
    case ErrorCode::Conflict:
        if (error.field == QLatin1StringView("vault"))
            return tr("There is a vault in this folder already. Unlock it or choose another folder.");
        if (error.field == QLatin1StringView("request"))
            return tr("The request has been decided already. Sync to see by whom; nothing was changed.");
        if (error.field == QLatin1StringView("path"))
            return tr("Target file: there is a file of this name already, and none is replaced. Choose another name; nothing was exported.");
        return tr("It was changed elsewhere meanwhile. Sync and try again; what you typed is kept.");
    case ErrorCode::WrongPassphrase: return tr("Wrong passphrase, or a vault of another computer. Your data is safe; try again.");
    case ErrorCode::Throttled: return tr("Too many tries. Wait %1 seconds and try again.").arg(error.value);
    case ErrorCode::Locked: return tr("The vault is open in another window or program. Close that one first.");
    case ErrorCode::Damaged: return tr("A file of the vault is damaged and was not opened. Unsent work is kept; sign in again to fetch the data anew.");
    case ErrorCode::TooNew: return tr("The vault was written by a newer version. Update the program; nothing was changed.");
    case ErrorCode::Full: return tr("The disk is full. Free some space and try again; what was saved is safe.");
    case ErrorCode::Busy: return tr("Busy at the moment. Try again shortly; nothing was lost.");
    case ErrorCode::Offline:
        if (error.field == QLatin1StringView("decision"))
            return error.value == QLatin1StringView("sent")
                ? tr("The connection broke off while the decision was on its way. Sync, then look whether the request is still open.")
                : tr("Decisions need a connection. Nothing was sent and nothing is kept; the request is still open.");
        if (error.field == QLatin1StringView("export"))
            return tr("More than %1 customers leave only right after a sync. Sync, then export again; nothing was exported.").arg(error.value);
        return tr("The server cannot be reached. Everything typed is kept on this computer and will be uploaded later.");
    case ErrorCode::Unauthorized: return tr("Sign-in was refused. Check login and password; unsent work is kept.");
    case ErrorCode::Revoked: return tr("This device was revoked. Contact your administrator.");
    case ErrorCode::Server: return tr("The server reported a failure. Unsent work is kept and will be tried again.");
    case ErrorCode::Protocol: return tr("The answer did not come from the central endpoint, or arrived damaged. Check the network; nothing was changed.");
    case ErrorCode::Unsupported:
        if (error.field == QLatin1StringView("device_binding"))
            return tr("The bank's policy asks for a key in the system keyring, which is not available here. Nothing was set up.");
        return tr("This version cannot do that. Update the program; nothing was changed.");
    case ErrorCode::Io:
        if (error.field == QLatin1StringView("vault"))
            return tr("The vault's folder was moved, deleted or closed to this program. Put it back where it was; until then nothing is written, what is on "
                      "the screen can be read.");
        if (error.field == QLatin1StringView("path"))
            return tr("Target file: it cannot be written there. Choose a folder of your own that is not the vault's; nothing was exported.");
        return tr("A file could not be read or written. Check the folder's rights and space; nothing was changed.");
    case ErrorCode::Cancelled: return tr("Cancelled. Nothing was changed.");
    case ErrorCode::SignInNeeded:
        if (error.value == QLatin1StringView("tries"))
            return tr("Ten wrong tries: sign in online with your password, then the passphrase opens again. Nothing unsent is lost.");
        if (error.value == QLatin1StringView("lease"))
            return tr("The offline licence is over. Connect and sign in with your password; nothing unsent is lost.");
        if (error.value == QLatin1StringView("clock"))
            return tr("This computer's clock is behind the server's. Set it right, or connect and sign in with your password.");
        return tr("Sign in online with your password to open this vault again. Nothing unsent is lost.");
    case ErrorCode::Keyring:
        if (error.value == QLatin1StringView("missing"))
            return tr("The key of this vault is not in the system keyring. Open it with the former keyring, or sign in online anew; nothing was changed.");
        return tr("The system keyring does not answer or is locked. Open it and try again; nothing was changed.");
    case ErrorCode::Restored:
        return tr("This store is older than what was last seen here: a copy was put back. It can be read; changes are possible again after a sync.");
    case ErrorCode::Erased:
        return tr("The keys of this vault were destroyed. Sign in to fetch your customers anew; unsent work is delivered from its sealed copy.");
    case ErrorCode::Internal: return tr("Something unexpected happened. Nothing was saved; the details are in the log.");
    }
    return {};
}

} // namespace zhike::services
