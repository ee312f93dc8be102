// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/opjournal.h"

#include "security/durablefile.h"

#include <QCborValue>
#include <QFile>
#include <QFileInfo>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kName("/op.journal");
enum Key { KOperation = 1, KStep, KMore };

StepHook &hook()
{
    static StepHook current;
    return current;
}

} // namespace

std::optional<OpJournal> OpJournal::read(const QString &dir)
{
    QCborParserError error;
    const auto value = QCborValue::fromCbor(readSmall(dir + kName), &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return std::nullopt; // none, or one that was never whole: its writing is durable or not at all
    const auto map = value.toMap();
    const auto operation = map[KOperation].toInteger();
    if (operation != qint64(Operation::Rotate) && operation != qint64(Operation::Wipe))
        return std::nullopt;
    return OpJournal {Operation(operation), int(map[KStep].toInteger()), map[KMore].toMap()};
}

Done OpJournal::write(const QString &dir) const
{
    return writeDurably(dir + kName, QCborValue(QCborMap {{KOperation, int(operation)}, {KStep, step}, {KMore, more}}).toCbor());
}

Done OpJournal::clear(const QString &dir)
{
    if (QFile::exists(dir + kName) && !QFile::remove(dir + kName))
        return Error {ErrorCode::Io, u"cannot remove op.journal"_s, {}, {}};
    return syncFolder(dir);
}

void setStepHook(StepHook next)
{
    hook() = std::move(next);
}

void reachedStep(const char *step)
{
    if (hook())
        hook()(step);
}

} // namespace zhike::security
