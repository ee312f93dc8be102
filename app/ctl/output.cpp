// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include "unlock.h"

#include "services/json.h"
#include "services/usertext.h"

#include <cstdio>

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

int write(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    if (!bytes.endsWith('\n'))
        std::fputc('\n', stdout);
    return std::fflush(stdout) == 0 ? kDone : kFailed;
}

} // namespace

int print(const Arguments &arguments, const QJsonObject &document)
{
    return write(QJsonDocument(document).toJson(arguments.json ? QJsonDocument::Compact : QJsonDocument::Indented));
}

int print(const Arguments &arguments, const QJsonArray &document)
{
    return write(QJsonDocument(document).toJson(arguments.json ? QJsonDocument::Compact : QJsonDocument::Indented));
}

void printLine(const QJsonObject &object)
{
    write(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

int fail(const Arguments &arguments, const Error &error, const QJsonObject &more)
{
    if (error.code == ErrorCode::Damaged)
        services::Session::noteDamage(vaultDirectory(arguments));
    const auto message = services::UserText::of(error);
    if (arguments.json) {
        auto document = services::toJson(error, message);
        auto object = document[u"error"_s].toObject();
        for (auto it = more.begin(); it != more.end(); ++it)
            object.insert(it.key(), it.value());
        document.insert(u"error"_s, object);
        write(QJsonDocument(document).toJson(QJsonDocument::Compact));
    }
    std::fprintf(stderr, "%s\n", message.toUtf8().constData());
    std::fprintf(stderr, "  [%s] %s\n", toWire(error.code).toUtf8().constData(), error.detail.toUtf8().constData());
    return kFailed;
}

} // namespace zhike::ctl
