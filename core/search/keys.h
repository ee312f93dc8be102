// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

//! Keys for the instant search: everything is a prefix look-up in one index, for two Chinese characters as for an initial (performance.md: trigrams find nothing there).
namespace zhike::search {

enum class KeyKind { Name = 1, Pinyin = 2, Initials = 3, Number = 4, Phone = 5, IdNumber = 6 };

struct Key {
    KeyKind kind = KeyKind::Name;
    QString text; //!< normalised; phone and id numbers are stored reversed, so that a tail is a prefix
};

//! Keys of a name: each suffix in simplified characters, pinyin of each suffix and initials, with all readings of a heteronym (重 → chong, zhong).
//! Latin names give each word.
QList<Key> nameKeys(const QString &name);
QList<Key> phoneKeys(const QString &phone);
Key idKey(const QString &number);
Key numberKey(const QString &number);

//! What a typed text may mean, as prefixes to look up per kind.
QList<Key> queryKeys(const QString &typed);

//! Sort key of a name: pinyin first, then the name, so that lists read in pinyin order.
QString sortKey(const QString &name);

} // namespace zhike::search
