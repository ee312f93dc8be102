// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/http.h"

#include "wire/record.h"

#include <zlib.h>

namespace zhike::sync {

namespace {

bool inflateGzip(const QByteArray &coded, QByteArray &out)
{
    z_stream stream {};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return false;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(coded.constData()));
    stream.avail_in = uInt(coded.size());
    out.clear();
    char buffer[64 * 1024];
    int code = Z_OK;
    while (code == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef *>(buffer);
        stream.avail_out = sizeof buffer;
        code = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer, qsizetype(sizeof buffer - stream.avail_out));
        // Small bodies may compress extremely well without being bombs; the ratio counts from a megabyte on.
        if (out.size() > kMaxRawBody || (out.size() > (1 << 20) && out.size() > coded.size() * kMaxInflation)) {
            code = Z_DATA_ERROR;
            break;
        }
        if (code == Z_BUF_ERROR && stream.avail_in == 0)
            break;
    }
    inflateEnd(&stream);
    return code == Z_STREAM_END;
}

} // namespace

bool decodeBody(const HttpResponse &response, QByteArray &out)
{
    if (response.body.size() > kMaxCodedBody)
        return false;
    const auto digest = response.header("content-digest");
    if (!digest.isEmpty() && digest != wire::contentDigest(response.body))
        return false;
    const auto coding = response.header("content-encoding").toLower();
    if (coding.isEmpty() || coding == "identity") {
        out = response.body;
        return true;
    }
    return coding == "gzip" && inflateGzip(response.body, out);
}

} // namespace zhike::sync
