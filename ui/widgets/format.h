// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/money.h"

#include <QDate>
#include <QDateTime>
#include <QString>

//! How figures read on screen (design §3), in the language of QLocale(). No floating point: amounts are scaled as integers, half away from zero.
//! The minus is U+2212, the unit is 万 / 亿 in Chinese and k / m / bn otherwise.
namespace zhike::ui::format {

enum class Sign { Minus, Always }; //!< Always: + before what is above zero

//! "¥1,286.4 万", "¥4.72 亿", "¥8,200"; "¥12.86m".
[[nodiscard]] QString amount(const Money &money, Sign sign = Sign::Minus);
//! Unit of columns and axes: "万" or "k".
[[nodiscard]] QString columnUnit();
//! In columnUnit(), one decimal, no symbol, no unit: "1,286.4".
[[nodiscard]] QString column(const Money &money, Sign sign = Sign::Minus);
[[nodiscard]] QString column(qint64 minor, const Currency &currency, Sign sign = Sign::Minus);
//! In columnUnit(), no decimals: axis labels and donut centres.
[[nodiscard]] QString columnWhole(qint64 minor, const Currency &currency);
//! Every digit: "¥12,864,000.00", for tooltips, transactions and the clipboard.
[[nodiscard]] QString exact(const Money &money, Sign sign = Sign::Minus);
[[nodiscard]] QString currencySymbol(const Currency &currency);
//! How many minor units one columnUnit() holds: to scale axes.
[[nodiscard]] qint64 columnScale(const Currency &currency);

//! Basis points with one decimal: "+4.2%", "−38.1%"; 0 is "0.0%".
[[nodiscard]] QString percent(int basisPoints, Sign sign = Sign::Minus, int decimals = 1);
[[nodiscard]] QString number(qint64 value);

[[nodiscard]] QString day(QDate date, QDate today); //!< "9-21", another year in full: "2027-03-01"
[[nodiscard]] QString dayWithWeekday(QDate date, QDate today); //!< "9-25 周五", "25 Sep Fri"
[[nodiscard]] QString relativeDay(QDate date, QDate today); //!< "今天", "明天", "昨天", otherwise day()
[[nodiscard]] QString ago(QDate date, QDate today); //!< "今天", "昨天", "4 天前"
[[nodiscard]] QString daysLeft(int days); //!< "今天", "11 天", "逾期 3 天"
[[nodiscard]] QString time(const QDateTime &at); //!< "09:42"
[[nodiscard]] QString dayTime(const QDateTime &at, QDate today); //!< "09:38" today, "9-18 18:06" otherwise
[[nodiscard]] QString monthShort(QDate month); //!< "9月", "Sep"
[[nodiscard]] QString fullDay(QDate date); //!< ISO, for tooltips
[[nodiscard]] QString fullTime(const QDateTime &at); //!< ISO with minutes, for tooltips

} // namespace zhike::ui::format
