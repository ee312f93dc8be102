// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QList>
#include <QString>

namespace zhike::calendar {

//! Days on which an RFC 5545 rule recurs within [from, to], the first one being `start`; exceptions left out. Empty for a rule that does not parse.
//! Occurrences are iterated, never stored.
QList<QDate> occurrences(const QString &rrule, QDate start, const QList<QDate> &exceptions, QDate from, QDate to);
bool isRecurrenceRule(const QString &rrule);

} // namespace zhike::calendar
