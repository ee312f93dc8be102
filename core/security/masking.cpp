// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/masking.h"

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

QString maskIdNumber(const QString &number)
{
    if (number.size() <= 4)
        return QString(number.size(), u'*');
    return QString(number.size() - 4, u'*') + number.right(4);
}

QString maskCreditCode(const QString &code)
{
    if (code.size() < 12)
        return maskIdNumber(code);
    return code.left(4) + QString(code.size() - 8, u'*') + code.right(4);
}

QString maskAccount(const QString &number)
{
    return number.isEmpty() ? QString() : u"•••• "_s + number.right(number.size() > 4 ? 4 : number.size() / 2);
}

QString maskPhone(const QString &number)
{
    // A line without an area code has hardly more digits than head and tail would show.
    if (number.size() < 11)
        return QString(number.size() - number.size() / 4, u'*') + number.right(number.size() / 4);
    return number.left(3) + QString(number.size() - 7, u'*') + number.right(4);
}

QString maskEmail(const QString &address)
{
    const auto at = address.indexOf(u'@');
    return at < 1 ? QString(address.size(), u'*') : address.left(1) + u"***"_s + address.mid(at);
}

QString maskAddress(const QString &address)
{
    if (address.isEmpty())
        return {};
    // Up to the district; house and street stay hidden.
    for (const auto mark : {u'区', u'县', u'旗'})
        if (const auto at = address.indexOf(mark); at > 0 && at < 16)
            return address.left(at + 1) + u"***"_s;
    return address.left(qMin<qsizetype>(3, address.size() / 3)) + u"***"_s;
}

QString maskName(const QString &name)
{
    if (name.isEmpty())
        return {};
    return name.left(name[0].isHighSurrogate() && name.size() > 1 ? 2 : 1) + u"**"_s;
}

QString maskContact(const QString &kind, const QString &value)
{
    if (kind == "email"_L1)
        return maskEmail(value);
    if (kind == "address"_L1)
        return maskAddress(value);
    if (kind == "wechat"_L1)
        return value.isEmpty() ? QString() : value.left(value.size() > 1 ? 1 : 0) + u"***"_s;
    return maskPhone(value);
}

} // namespace zhike::security
