// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/freetext.h"

#include "domain/checkdigits.h"

#include <QRegularExpression>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

QStringList secretsIn(const QString &text)
{
    // Full-width digits count too: they come from Chinese input methods.
    const auto plain = text.normalized(QString::NormalizationForm_KC);
    QStringList found;
    static const QRegularExpression digits(u"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])"_s);
    for (auto it = digits.globalMatch(plain); it.hasNext();) {
        auto number = it.next().captured();
        number.remove(u' ').remove(u'-');
        if (luhnCheck(number.chopped(1)) == number.back() && !found.contains(u"card-number"_s))
            found.append(u"card-number"_s);
    }
    static const struct {
        const char16_t *name;
        QRegularExpression pattern;
    } words[] = {
        {u"cvv", QRegularExpression(u"(?:cvv2?|cvc2?|安全码|背面三位|后三位)[^0-9a-z]{0,4}[0-9]{3,4}(?![0-9])"_s, QRegularExpression::CaseInsensitiveOption)},
        {u"pin", QRegularExpression(u"(?:\\bpin\\b|取款密码|交易密码|支付密码)[^0-9a-z]{0,4}[0-9]{4,8}(?![0-9])"_s, QRegularExpression::CaseInsensitiveOption)},
        {u"password",
         QRegularExpression(u"(?:\\bpassword\\b|\\bpasswd\\b|登录密码|(?<!取款|交易|支付)密码)\\s*(?:是|为|:|：|=)\\s*\\S{4,}"_s,
                            QRegularExpression::CaseInsensitiveOption)},
        {u"otp", QRegularExpression(u"(?:\\botp\\b|验证码|动态码)[^0-9a-z]{0,4}[0-9]{4,8}(?![0-9])"_s, QRegularExpression::CaseInsensitiveOption)}};
    for (const auto &word : words)
        if (word.pattern.match(plain).hasMatch())
            found.append(QString::fromUtf16(word.name));
    return found;
}

QString csvCell(const QString &text)
{
    auto cell = text;
    // Spreadsheets look past leading blanks, and take full-width signs for the plain ones.
    const auto start = cell.normalized(QString::NormalizationForm_KC).trimmed();
    const auto first = cell.isEmpty() ? QChar() : cell.front();
    if ((!start.isEmpty() && QStringView(u"=+-@\u2212").contains(start.front())) || first == u'\t' || first == u'\r')
        cell.prepend(u'\'');
    if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n') || cell.contains(u'\r'))
        cell = u'"' + cell.replace(u"\""_s, u"\"\""_s) + u'"';
    return cell;
}

} // namespace zhike::security
