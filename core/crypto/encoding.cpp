// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/encoding.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace zhike::crypto {

namespace {

constexpr double kLargestInteger = 9007199254740991.0; // I-JSON (RFC 7493)

void write(QByteArray &out, const QJsonValue &value);

void write(QByteArray &out, const QString &text)
{
    out += '"';
    qsizetype plain = 0;
    const auto flush = [&](qsizetype end) { out += QStringView(text).mid(plain, end - plain).toUtf8(); };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = text.at(i).unicode();
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        flush(i);
        plain = i + 1;
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\t': out += "\\t"; break;
        case '\n': out += "\\n"; break;
        case '\f': out += "\\f"; break;
        case '\r': out += "\\r"; break;
        default: out += "\\u" + QByteArray::number(c, 16).rightJustified(4, '0');
        }
    }
    flush(text.size());
    out += '"';
}

void write(QByteArray &out, const QJsonObject &object)
{
    // Walked, not looked up: among names beyond the first 65536 characters Qt's search misses some that are there.
    std::vector<std::pair<QString, QJsonValue>> members;
    for (auto it = object.begin(); it != object.end(); ++it)
        members.emplace_back(it.key(), it.value());
    std::ranges::sort(members, {}, &std::pair<QString, QJsonValue>::first); // QString compares code units
    out += '{';
    for (bool first = true; const auto &[name, value] : members) {
        if (!std::exchange(first, false))
            out += ',';
        write(out, name);
        out += ':';
        write(out, value);
    }
    out += '}';
}

void write(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: out += value.toBool() ? "true" : "false"; break;
    case QJsonValue::Double: {
        const auto number = value.toDouble();
        out += std::trunc(number) == number && std::abs(number) <= kLargestInteger ? QByteArray::number(value.toInteger()) : QByteArray("null");
        break;
    }
    case QJsonValue::String: write(out, value.toString()); break;
    case QJsonValue::Array: {
        const auto list = value.toArray();
        out += '[';
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (i > 0)
                out += ',';
            write(out, list.at(i));
        }
        out += ']';
        break;
    }
    case QJsonValue::Object: write(out, value.toObject()); break;
    case QJsonValue::Null:
    case QJsonValue::Undefined: out += "null"; break;
    }
}

} // namespace

QByteArray sha256(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray base64Url(QByteArrayView bytes)
{
    return QByteArray(bytes.data(), bytes.size()).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray(text.data(), text.size()), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    // One value has one text: leftover bits in the last character would make two.
    if (!decoded || base64Url(decoded.decoded) != text)
        return std::nullopt;
    return decoded.decoded;
}

QByteArray canonicalJson(const QJsonObject &object)
{
    QByteArray out;
    write(out, object);
    return out;
}

} // namespace zhike::crypto
