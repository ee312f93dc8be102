// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/format.h"

#include "widgets/discretion.h"

#include <QCoreApplication>
#include <QLocale>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui::format {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

const QString kHidden = u"••••"_s;

bool hidden()
{
    return Discretion::instance().isOn();
}

bool chinese()
{
    return QLocale().language() == QLocale::Chinese;
}

qint64 power10(int n)
{
    qint64 p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

QString prefix(bool negative, bool zero, Sign sign)
{
    if (zero)
        return {};
    if (negative)
        return u"\u2212"_s;
    return sign == Sign::Always ? u"+"_s : QString();
}

//! |value| / unit with decimals, rounded half away from zero and grouped.
QString scaled(quint64 magnitude, quint64 unit, int decimals)
{
    const quint64 step = unit / quint64(power10(decimals)); // unit is always a multiple here
    const quint64 rounded = step <= 1 ? magnitude * (quint64(power10(decimals)) / unit) : (magnitude + step / 2) / step;
    const auto p = quint64(power10(decimals));
    QString text = QLocale().toString(rounded / p);
    if (decimals > 0)
        text += QLocale().decimalPoint() + QString::number(rounded % p).rightJustified(decimals, u'0');
    return text;
}

quint64 magnitude(qint64 minor)
{
    return minor < 0 ? quint64(0) - quint64(minor) : quint64(minor);
}

} // namespace

QString currencySymbol(const Currency &currency)
{
    const QString code = currency.code();
    if (code == u"CNY")
        return u"¥"_s;
    if (code == u"USD")
        return u"$"_s;
    if (code == u"EUR")
        return u"€"_s;
    if (code == u"GBP")
        return u"£"_s;
    if (code == u"HKD")
        return u"HK$"_s;
    if (code == u"JPY")
        return u"JP¥"_s;
    return currency.isValid() ? code + u'\u00A0' : QString();
}

QString amount(const Money &money, Sign sign)
{
    if (hidden())
        return kHidden;
    const auto major = quint64(power10(money.currency().minorDigits()));
    const quint64 size = magnitude(money.minor());
    QString figure;
    // The next unit starts where rounding would already show it: 9,999.96 万 reads 1.00 亿.
    if (chinese()) {
        if (size >= major * 99'999'500)
            figure = scaled(size, major * 100'000'000, 2) + u" 亿"_s;
        else if (size >= major * 10'000)
            figure = scaled(size, major * 10'000, 1) + u" 万"_s;
        else
            figure = scaled(size, major, 0);
    } else {
        if (size >= major * 999'995'000)
            figure = scaled(size, major * 1'000'000'000, 2) + u"bn"_s;
        else if (size >= major * 999'950)
            figure = scaled(size, major * 1'000'000, 2) + u'm';
        else if (size >= major * 10'000)
            figure = scaled(size, major * 1'000, 1) + u'k';
        else
            figure = scaled(size, major, 0);
    }
    return prefix(money.minor() < 0, money.isZero(), sign) + currencySymbol(money.currency()) + figure;
}

QString columnUnit()
{
    return chinese() ? u"万"_s : u"k"_s;
}

qint64 columnScale(const Currency &currency)
{
    return power10(currency.minorDigits()) * (chinese() ? 10'000 : 1'000);
}

QString column(qint64 minor, const Currency &currency, Sign sign)
{
    if (hidden())
        return kHidden;
    return prefix(minor < 0, minor == 0, sign) + scaled(magnitude(minor), quint64(columnScale(currency)), 1);
}

QString column(const Money &money, Sign sign)
{
    return column(money.minor(), money.currency(), sign);
}

QString columnWhole(qint64 minor, const Currency &currency)
{
    if (hidden())
        return kHidden;
    return prefix(minor < 0, minor == 0, Sign::Minus) + scaled(magnitude(minor), quint64(columnScale(currency)), 0);
}

QString exact(const Money &money, Sign sign)
{
    if (hidden())
        return kHidden;
    const int digits = money.currency().minorDigits();
    const auto major = quint64(power10(digits));
    const quint64 size = magnitude(money.minor());
    QString text = QLocale().toString(size / major);
    if (digits > 0)
        text += QLocale().decimalPoint() + QString::number(size % major).rightJustified(digits, u'0');
    return prefix(money.minor() < 0, money.isZero(), sign) + currencySymbol(money.currency()) + text;
}

QString percent(int basisPoints, Sign sign, int decimals)
{
    return prefix(basisPoints < 0, basisPoints == 0, sign) + scaled(magnitude(basisPoints), 100, decimals) + u'%';
}

QString number(qint64 value)
{
    return prefix(value < 0, value == 0, Sign::Minus) + QLocale().toString(magnitude(value));
}

QString day(QDate date, QDate today)
{
    if (!date.isValid())
        return u"—"_s;
    if (chinese())
        return date.year() == today.year() ? date.toString(u"M-dd") : date.toString(Qt::ISODate);
    return QLocale().toString(date, date.year() == today.year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString dayWithWeekday(QDate date, QDate today)
{
    if (!date.isValid())
        return u"—"_s;
    return day(date, today) + u' ' + QLocale().dayName(date.dayOfWeek(), QLocale::ShortFormat);
}

QString relativeDay(QDate date, QDate today)
{
    if (!date.isValid())
        return u"—"_s;
    switch (today.daysTo(date)) {
    case 0: return Text::tr("Today");
    case 1: return Text::tr("Tomorrow");
    case -1: return Text::tr("Yesterday");
    default: return day(date, today);
    }
}

QString ago(QDate date, QDate today)
{
    if (!date.isValid())
        return u"—"_s;
    const auto days = int(date.daysTo(today));
    if (days == 0)
        return Text::tr("Today");
    if (days == 1)
        return Text::tr("Yesterday");
    return days < 0 ? day(date, today) : Text::tr("%n days ago", nullptr, days);
}

QString daysLeft(int days)
{
    if (days == 0)
        return Text::tr("Today");
    return days < 0 ? Text::tr("%n days overdue", nullptr, -days) : Text::tr("%n days", nullptr, days);
}

QString time(const QDateTime &at)
{
    return at.isValid() ? at.toString(u"HH:mm") : u"—"_s;
}

QString dayTime(const QDateTime &at, QDate today)
{
    if (!at.isValid())
        return u"—"_s;
    return at.date() == today ? time(at) : day(at.date(), today) + u' ' + time(at);
}

QString monthShort(QDate month)
{
    return chinese() ? QString::number(month.month()) + u'月' : QLocale().monthName(month.month(), QLocale::ShortFormat);
}

QString fullDay(QDate date)
{
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

QString fullTime(const QDateTime &at)
{
    return at.isValid() ? at.toString(u"yyyy-MM-dd HH:mm") : QString();
}

} // namespace zhike::ui::format
