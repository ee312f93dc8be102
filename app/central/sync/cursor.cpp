// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/cursor.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *kCursorPrefix = "c1.";
constexpr const char *kSnapshotPrefix = "s1.";

QByteArray compact(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray Cursor::seal(const Sealer &sealer, const QString &device) const
{
    QJsonArray list {epoch};
    for (auto it = places.cbegin(); it != places.cend(); ++it)
        list.append(QJsonArray {it.key(), QString::number(it->position.csn), it->position.id, it->mark, QString::fromLatin1(it->grant)});
    return sealer.seal(kCursorPrefix, compact(list), device.toUtf8());
}

std::optional<Cursor> Cursor::open(const Sealer &sealer, const QByteArray &text, const QString &device)
{
    const auto plain = sealer.open(kCursorPrefix, text, device.toUtf8());
    if (!plain)
        return std::nullopt;
    const auto list = QJsonDocument::fromJson(*plain).array();
    Cursor cursor;
    cursor.epoch = list.first().toString();
    for (qsizetype i = 1; i < list.size(); ++i) {
        const auto place = list.at(i).toArray();
        cursor.places.insert(place.at(0).toString(),
                             {{place.at(1).toString().toLongLong(), place.at(2).toString()}, place.at(3).toInteger(), place.at(4).toString().toLatin1()});
    }
    return cursor;
}

QByteArray SnapshotToken::seal(const Sealer &sealer, const QString &device) const
{
    return sealer.seal(kSnapshotPrefix, compact({epoch, scope, QString::number(csn0), mark0, rank, id, done, QString::fromLatin1(grant)}), device.toUtf8());
}

std::optional<SnapshotToken> SnapshotToken::open(const Sealer &sealer, const QByteArray &text, const QString &device)
{
    const auto plain = sealer.open(kSnapshotPrefix, text, device.toUtf8());
    if (!plain)
        return std::nullopt;
    const auto list = QJsonDocument::fromJson(*plain).array();
    return SnapshotToken {list.at(0).toString(), list.at(1).toString(),  list.at(2).toString().toLongLong(), list.at(3).toInteger(), list.at(4).toInt(),
                          list.at(5).toString(), list.at(6).toInteger(), list.at(7).toString().toLatin1()};
}

} // namespace zhike::central
