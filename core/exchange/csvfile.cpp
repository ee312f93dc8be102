// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/csvfile.h"

#include "security/freetext.h"

#include <memory>
#include <unicode/ucnv.h>

namespace zhike::exchange {

using namespace Qt::Literals::StringLiterals;

namespace {

// Qt's own converters stop at the Unicode ones. A half character becomes the converter's substitute, as it does in UTF-8.
QByteArray toGb18030(const QString &text)
{
    auto status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("gb18030", &status), &ucnv_close);
    Q_ASSERT_X(U_SUCCESS(status), "toGb18030", "ICU comes without its converters");
    QByteArray bytes(UCNV_GET_MAX_BYTES_FOR_STRING(text.size(), ucnv_getMaxCharSize(converter.get())), Qt::Uninitialized);
    const auto size = ucnv_fromUChars(converter.get(), bytes.data(), int32_t(bytes.size()), reinterpret_cast<const char16_t *>(text.utf16()),
                                      int32_t(text.size()), &status);
    bytes.truncate(size);
    return bytes;
}

} // namespace

std::optional<TextEncoding> encodingOf(const QString &name)
{
    for (const auto encoding : {TextEncoding::Utf8, TextEncoding::Gb18030})
        if (name.compare(nameOf(encoding), Qt::CaseInsensitive) == 0)
            return encoding;
    return std::nullopt;
}

QString nameOf(TextEncoding encoding)
{
    return encoding == TextEncoding::Gb18030 ? u"gb18030"_s : u"utf-8"_s;
}

CsvFile::CsvFile(TextEncoding encoding) : m_encoding(encoding)
{
    if (encoding == TextEncoding::Utf8)
        m_bytes = "\xEF\xBB\xBF";
}

void CsvFile::addRow(const QStringList &cells)
{
    QStringList safe;
    safe.reserve(cells.size());
    for (const auto &cell : cells)
        safe.append(security::csvCell(cell));
    const QString line = safe.join(u',') + u"\r\n"_s;
    m_bytes += m_encoding == TextEncoding::Gb18030 ? toGb18030(line) : line.toUtf8();
}

} // namespace zhike::exchange
