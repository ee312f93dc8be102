// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/auditwords.h"

#include "models/labels.h"
#include "widgets/format.h"

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

namespace {

struct Known {
    const char *event;
    const char16_t *icon;
    const char *text;
};

constexpr Known kKnown[] = {
    {"cust.reveal", u"eye", QT_TRANSLATE_NOOP("AuditWords", "Shown in full")},
    {"cust.copy", u"doc", QT_TRANSLATE_NOOP("AuditWords", "Copied")},
    {"cust.open", u"user", QT_TRANSLATE_NOOP("AuditWords", "Opened")},
    {"cust.search-id", u"search", QT_TRANSLATE_NOOP("AuditWords", "Searched by number")},
    {"cust.edit", u"note", QT_TRANSLATE_NOOP("AuditWords", "Changed")},
    {"cust.decide", u"check", QT_TRANSLATE_NOOP("AuditWords", "Decided")},
    {"cust.consent", u"shield", QT_TRANSLATE_NOOP("AuditWords", "Consent changed")},
    {"cust.purge", u"close", QT_TRANSLATE_NOOP("AuditWords", "Removed from this computer")},
    {"out.export", u"up", QT_TRANSLATE_NOOP("AuditWords", "Exported")},
    {"out.print", u"print", QT_TRANSLATE_NOOP("AuditWords", "Printed")},
    {"in.import", u"down", QT_TRANSLATE_NOOP("AuditWords", "Imported")},
    {"sync.conflict", u"merge", QT_TRANSLATE_NOOP("AuditWords", "Conflict")},
    {"sync.integrity-alarm", u"warn", QT_TRANSLATE_NOOP("AuditWords", "Copy did not match")},
    {"sync.cert-fail", u"warn", QT_TRANSLATE_NOOP("AuditWords", "Certificate refused")},
    {"auth.unlock", u"lock", QT_TRANSLATE_NOOP("AuditWords", "Unlocked")},
    {"auth.lock", u"lock", QT_TRANSLATE_NOOP("AuditWords", "Locked")},
    {"auth.login", u"key", QT_TRANSLATE_NOOP("AuditWords", "Signed in")},
    {"key.passphrase", u"key", QT_TRANSLATE_NOOP("AuditWords", "Passphrase changed")},
    {"key.rotate", u"key", QT_TRANSLATE_NOOP("AuditWords", "Key renewed")},
    {"key.lease", u"clock", QT_TRANSLATE_NOOP("AuditWords", "Offline licence")},
    {"dev.enrol", u"laptop", QT_TRANSLATE_NOOP("AuditWords", "Computer registered")},
    {"dev.revoke", u"stop", QT_TRANSLATE_NOOP("AuditWords", "Computer revoked")},
    {"dev.wipe", u"stop", QT_TRANSLATE_NOOP("AuditWords", "Computer wiped")},
    {"vault.create", u"db", QT_TRANSLATE_NOOP("AuditWords", "Store made")},
    {"vault.restore-detected", u"warn", QT_TRANSLATE_NOOP("AuditWords", "Older copy found")},
    {"vault.damage", u"warn", QT_TRANSLATE_NOOP("AuditWords", "Damage found")},
    {"vault.salvage", u"db", QT_TRANSLATE_NOOP("AuditWords", "Unsent work recovered")},
    {"vault.migrate", u"db", QT_TRANSLATE_NOOP("AuditWords", "Store upgraded")},
    {"time.rollback", u"clock", QT_TRANSLATE_NOOP("AuditWords", "Clock set back")},
    {"time.jump", u"clock", QT_TRANSLATE_NOOP("AuditWords", "Clock jumped")},
    {"policy.change", u"settings", QT_TRANSLATE_NOOP("AuditWords", "Policy changed")},
    {"audit.verify", u"link", QT_TRANSLATE_NOOP("AuditWords", "Audit check failed")},
    {"sec.reveal-many", u"warn", QT_TRANSLATE_NOOP("AuditWords", "Many customers shown")},
    {"sec.plugin-refused", u"stop", QT_TRANSLATE_NOOP("AuditWords", "Code from a foreign place refused")},
    {"app.start", u"laptop", QT_TRANSLATE_NOOP("AuditWords", "Program started")},
    {"app.exit", u"laptop", QT_TRANSLATE_NOOP("AuditWords", "Program ended")},
    {"app.crash", u"warn", QT_TRANSLATE_NOOP("AuditWords", "Program crashed")},
};

const Known *known(const QString &event)
{
    for (const auto &each : kKnown)
        if (event == QLatin1StringView(each.event))
            return &each;
    return nullptr;
}

} // namespace

bool AuditWords::sensitive(const services::AuditEntry &entry)
{
    return entry.event == u"cust.reveal" || entry.event == u"cust.copy" || entry.event == u"cust.search-id" || entry.event.startsWith(u"out.")
        || entry.event.startsWith(u"sec.");
}

bool AuditWords::failed(const services::AuditEntry &entry)
{
    return entry.outcome == u"fail" || entry.outcome == u"denied" || entry.outcome == u"throttle" || entry.event == u"vault.damage"
        || entry.event == u"sync.integrity-alarm" || entry.event == u"audit.verify";
}

QString AuditWords::action(const services::AuditEntry &entry)
{
    const auto *word = known(entry.event);
    const auto text = word ? tr(word->text) : entry.event;
    if (entry.outcome == u"denied")
        return tr("%1: refused").arg(text);
    if (entry.event == u"out.export" && !entry.outcome.isEmpty())
        return tr("Export ended without a file");
    if (entry.event == u"auth.unlock" && entry.outcome == u"fail")
        return tr("Unlocking failed");
    if (entry.event == u"auth.unlock" && entry.outcome == u"throttle")
        return tr("Unlocking had to wait");
    if (entry.event == u"key.lease" && entry.outcome == u"lapse")
        return tr("Offline licence ended");
    if (entry.event == u"cust.edit" && entry.outcome == u"create")
        return tr("Added");
    return text;
}

QString AuditWords::icon(const services::AuditEntry &entry)
{
    const auto *word = known(entry.event);
    return word ? QString::fromUtf16(word->icon) : u"info"_s;
}

Color AuditWords::tone(const services::AuditEntry &entry)
{
    return failed(entry) ? Color::Crit : sensitive(entry) ? Color::Warn : Color::T1;
}

QString AuditWords::object(const services::AuditEntry &entry)
{
    QStringList parts;
    if (!entry.customerName.isEmpty())
        parts << entry.customerName;
    else if (entry.objectType == u"customer")
        parts << tr("a customer no longer here");
    else if (!entry.objectType.isEmpty())
        parts << Labels::recordType(entry.objectType);
    QStringList names;
    for (const auto &field : entry.fields) {
        const auto bare = field.section(u'.', -1);
        const auto name = field == u"contact" ? tr("contact")
            : field == u"account"             ? tr("account number")
            : field == u"id_no"               ? tr("ID number")
                                              : Labels::fieldName(bare);
        if (name == bare && bare.contains(u'_')) // no word for it, and nobody misses it
            continue;
        if (!names.contains(name))
            names << name;
    }
    if (entry.fields.size() > 3)
        parts << tr("%n fields", nullptr, int(entry.fields.size()));
    else if (!names.isEmpty())
        parts << names.join(tr(", "));
    if (entry.n && entry.event.startsWith(u"out."))
        parts << tr("%n rows", nullptr, int(*entry.n));
    else if (entry.n && entry.event == u"auth.unlock")
        parts << tr("wrong passphrase, %n times", nullptr, int(*entry.n));
    else if (entry.n && entry.event.startsWith(u"time."))
        parts << tr("by %n minutes", nullptr, int(*entry.n));
    else if (entry.n)
        parts << format::number(*entry.n);
    return parts.isEmpty() ? u"—"_s : parts.join(u" · "_s);
}

QString AuditWords::reason(const services::AuditEntry &entry)
{
    static constexpr struct {
        const char *wire;
        const char *text;
    } reasons[] = {{"contact", QT_TRANSLATE_NOOP("AuditWords", "Contact the customer")},
                   {"verify", QT_TRANSLATE_NOOP("AuditWords", "Check the identity")},
                   {"document", QT_TRANSLATE_NOOP("AuditWords", "Fill in a form")},
                   {"correction", QT_TRANSLATE_NOOP("AuditWords", "Correct the data")},
                   {"request", QT_TRANSLATE_NOOP("AuditWords", "The customer asked")},
                   {"idle", QT_TRANSLATE_NOOP("AuditWords", "Nobody at the computer")},
                   {"menu", QT_TRANSLATE_NOOP("AuditWords", "By hand")},
                   {"os", QT_TRANSLATE_NOOP("AuditWords", "Screen of the computer locked")},
                   {"session", QT_TRANSLATE_NOOP("AuditWords", "Screen of the computer locked")},
                   {"screensaver", QT_TRANSLATE_NOOP("AuditWords", "Screen of the computer locked")},
                   {"suspend", QT_TRANSLATE_NOOP("AuditWords", "Computer put to sleep")},
                   {"sleep", QT_TRANSLATE_NOOP("AuditWords", "Computer put to sleep")},
                   {"user", QT_TRANSLATE_NOOP("AuditWords", "Another user took the screen")},
                   {"logout", QT_TRANSLATE_NOOP("AuditWords", "Signed out of the computer")},
                   {"lease", QT_TRANSLATE_NOOP("AuditWords", "Offline licence ended")},
                   {"exit", QT_TRANSLATE_NOOP("AuditWords", "Program ended")}};
    for (const auto &each : reasons)
        if (entry.reason == QLatin1StringView(each.wire))
            return tr(each.text);
    return entry.reason.isEmpty() || entry.reason.size() > 40 ? u"—"_s : entry.reason;
}

QString AuditWords::finding(const services::AuditFinding &finding)
{
    const auto at = format::number(finding.brokenAt);
    if (finding.kind == u"edited")
        return tr("Record #%1 was changed after it was written").arg(at);
    if (finding.kind == u"deleted")
        return tr("Record #%1 is missing").arg(at);
    if (finding.kind == u"inserted")
        return tr("Record #%1 was put in afterwards").arg(at);
    if (finding.kind == u"swapped")
        return tr("Record #%1 stands in the wrong place").arg(at);
    if (finding.kind == u"truncated")
        return tr("The records from #%1 on are missing").arg(at);
    if (finding.kind == u"forked")
        return tr("From #%1 on this is not the log that was signed").arg(at);
    return tr("The signature at #%1 is not of this computer").arg(at);
}

} // namespace zhike::ui
