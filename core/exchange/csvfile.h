// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QStringList>
#include <optional>

//! Lists that leave the program as files. What is here knows cells, bytes and files; what may leave, and for whom, is decided in services.
namespace zhike::exchange {

//! utf-8 begins with a mark, without which spreadsheets misread Chinese; gb18030 is for those that still do.
enum class TextEncoding { Utf8, Gb18030 };
std::optional<TextEncoding> encodingOf(const QString &name); //!< utf-8, gb18030
QString nameOf(TextEncoding encoding);

//! A CSV file (RFC 4180, lines end with CR LF) built in memory: nothing of it is on any disk before all of it is wanted there. No cell is a formula.
class CsvFile {
public:
    explicit CsvFile(TextEncoding encoding);
    void addRow(const QStringList &cells);
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    TextEncoding m_encoding;
    QByteArray m_bytes;
};

} // namespace zhike::exchange
