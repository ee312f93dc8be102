// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/encoding.h"
#include "fuzz.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace zhike;
using namespace zhike::crypto;

namespace {

// Half a surrogate pair has no UTF-8: signed data cannot hold it.
bool isText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().isValidUtf16();
    if (value.isArray()) {
        const auto list = value.toArray();
        return std::all_of(list.begin(), list.end(), [](const QJsonValue &item) { return isText(item); });
    }
    const auto object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!it.key().isValidUtf16() || !isText(it.value()))
            return false;
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto bytes = fuzz::bytesOf(data, size);
    fuzz::hold(fromBase64Url(base64Url(bytes)) == bytes);
    if (const auto decoded = fromBase64Url(bytes))
        fuzz::hold(base64Url(*decoded) == bytes);
    const auto document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return 0;
    const auto canonical = canonicalJson(document.object());
    if (!isText(document.object()))
        return 0;
    QJsonParseError error;
    const auto again = QJsonDocument::fromJson(canonical, &error);
    fuzz::hold(error.error == QJsonParseError::NoError && canonicalJson(again.object()) == canonical);
    return 0;
}
