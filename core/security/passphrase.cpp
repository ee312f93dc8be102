// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/passphrase.h"

#include <QSet>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

Secret passphraseBytes(const QString &text)
{
    auto utf8 = text.normalized(QString::NormalizationForm_C).toUtf8();
    auto secret = Secret::copyOf({reinterpret_cast<const unsigned char *>(utf8.constData()), size_t(utf8.size())});
    utf8.fill('\0');
    return secret;
}

Done checkNewPassphrase(const QString &text, const QString &login)
{
    const auto invalid = [](const QString &why) { return Error {ErrorCode::Invalid, why, u"passphrase"_s, QString::number(kMinPassphrase)}; };
    const auto points = text.normalized(QString::NormalizationForm_C).toUcs4();
    if (points.size() < kMinPassphrase)
        return invalid(u"passphrase has fewer than 15 characters"_s);
    if (points.size() > kMaxPassphrase)
        return invalid(u"passphrase has more than 128 characters"_s);
    if (QSet<uint>(points.begin(), points.end()).size() < 5)
        return invalid(u"passphrase repeats fewer than five characters"_s);
    const auto lower = text.toLower();
    static const QStringList common = {u"passwordpassword"_s, u"123456789012345"_s, u"qwertyuiopasdfg"_s,  u"111111111111111"_s,
                                       u"abcdefghijklmno"_s,  u"administrator12"_s, u"iloveyouiloveyou"_s, u"zhikezhikezhike"_s};
    for (const auto &word : common)
        if (lower.contains(word))
            return invalid(u"passphrase is a common one"_s);
    if (!login.isEmpty() && lower.count(login.toLower()) * login.size() * 2 > lower.size())
        return invalid(u"passphrase is mostly the login"_s);
    return done();
}

} // namespace zhike::security
