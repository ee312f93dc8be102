// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "listquery.h"
#include "unlock.h"

#include "services/customerexport.h"

#include <QDir>
#include <QJsonArray>
#include <csignal>

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace services;

namespace {

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int)
{
    interrupted = 1;
}

QJsonObject documentOf(const Exported &exported, exchange::TextEncoding encoding)
{
    return {{u"file"_s, exported.path},
            {u"rows"_s, exported.note.rows},
            {u"classes"_s, QJsonArray::fromStringList(exported.note.classes)},
            {u"filter"_s, QJsonArray::fromStringList(exported.note.filter)},
            {u"encoding"_s, exchange::nameOf(encoding)},
            {u"sha256"_s, QString::fromLatin1(exported.note.sha256)},
            {u"seq"_s, exported.mark.seq},
            {u"event_hash"_s, QString::fromLatin1(exported.mark.eventHash)},
            {u"at"_s, exported.mark.at}};
}

int exportCustomers(const Arguments &arguments, Queries &queries, Commands &commands)
{
    auto query = listQuery(arguments);
    if (!query)
        return fail(arguments, query.error());
    for (const auto &number : arguments.words.mid(2)) {
        auto id = queries.customerByNumber(number);
        if (!id)
            return fail(arguments, id.error());
        query->only.append(*id);
    }
    const auto name = arguments.value(u"encoding"_s, u"utf-8"_s);
    const auto encoding = exchange::encodingOf(name);
    if (!encoding)
        return fail(arguments, {ErrorCode::Invalid, u"utf-8 or gb18030"_s, u"encoding"_s, name});
    const ExportRequest request {*query, arguments.value(u"reason"_s), QDir::current().absoluteFilePath(arguments.value(u"out"_s)), *encoding};
    const ExportControl control {[] { return interrupted != 0; }, {}};
    auto draft = CustomerExport::collect(queries, arguments.clock, request, control);
    if (!draft) {
        CustomerExport::noteRefused(commands, request, draft.error());
        return fail(arguments, draft.error());
    }
    return answer(arguments, CustomerExport::write(commands, std::move(*draft), control),
                  [&](const Exported &exported) { return documentOf(exported, *encoding); });
}

} // namespace

std::optional<int> runExportCommand(const Arguments &arguments)
{
    if (arguments.words.value(0) != "export"_L1)
        return std::nullopt;
    if (arguments.words.value(1) != "customers"_L1 || arguments.value(u"out"_s).isEmpty())
        return usage(u"export customers [NUMBER…] --out FILE --reason TEXT [--where tier=private,…] [--sort aum] [--encoding utf-8|gb18030]"_s);
    // Ctrl+C ends it as Cancel does on the screen: with a sentence, and with the record told. From here on, so that opening the vault is no wrong try.
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    return withUnlocked(arguments, [&](Queries &queries, Commands &commands) { return exportCustomers(arguments, queries, commands); });
}

} // namespace zhike::ctl
