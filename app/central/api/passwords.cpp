// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/passwords.h"

#include <sodium.h>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

Result<QByteArray> hashPassword(const QByteArray &password)
{
    char out[crypto_pwhash_STRBYTES];
    if (sodium_init() < 0
        || crypto_pwhash_str(out, password.constData(), quint64(password.size()), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return Error {ErrorCode::Internal, u"no memory to hash a password"_s};
    return QByteArray(out);
}

bool isPassword(const QByteArray &hash, const QByteArray &password)
{
    static const auto nobody = [] {
        auto made = hashPassword("nobody knows this one");
        return made ? *made : QByteArray();
    }();
    const auto &against = hash.isEmpty() ? nobody : hash;
    const bool matches = crypto_pwhash_str_verify(against.constData(), password.constData(), quint64(password.size())) == 0;
    return matches && !hash.isEmpty();
}

} // namespace zhike::central
