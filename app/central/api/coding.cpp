// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/coding.h"

#include <zlib.h>

namespace zhike::central {

namespace {

constexpr int kGzipWindow = 15 + 16; // largest window, gzip wrapper
constexpr qsizetype kChunk = 64 * 1024;
constexpr qsizetype kRatio = 20;

Bytef *input(const QByteArray &data)
{
    // zlib's interface predates const; it does not write here.
    return const_cast<Bytef *>(reinterpret_cast<const Bytef *>(data.constData())); // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

} // namespace

QByteArray gzip(const QByteArray &data)
{
    z_stream stream {};
    if (deflateInit2(&stream, 1, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray out(qsizetype(deflateBound(&stream, uLong(data.size()))), Qt::Uninitialized);
    stream.next_in = input(data);
    stream.avail_in = uInt(data.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const int code = deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return code == Z_STREAM_END ? out : QByteArray();
}

std::optional<QByteArray> gunzip(const QByteArray &coded, qsizetype cap)
{
    z_stream stream {};
    if (inflateInit2(&stream, kGzipWindow) != Z_OK)
        return std::nullopt;
    const auto limit = qMin(cap, qMax(kChunk, coded.size() * kRatio));
    QByteArray out;
    stream.next_in = input(coded);
    stream.avail_in = uInt(coded.size());
    int code = Z_OK;
    while (code == Z_OK && out.size() <= limit) {
        const auto before = out.size();
        out.resize(before + kChunk);
        stream.next_out = reinterpret_cast<Bytef *>(out.data()) + before;
        stream.avail_out = uInt(kChunk);
        code = inflate(&stream, Z_NO_FLUSH);
        out.truncate(before + kChunk - qsizetype(stream.avail_out));
    }
    const bool whole = code == Z_STREAM_END && stream.avail_in == 0 && out.size() <= limit;
    inflateEnd(&stream);
    return whole ? std::optional(out) : std::nullopt;
}

} // namespace zhike::central
