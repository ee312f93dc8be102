// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "sync/http.h"
#include "wire/record.h"

#include <zlib.h>

using namespace zhike;

namespace {

QByteArray gzip(const QByteArray &plain)
{
    z_stream stream {};
    fuzz::hold(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    QByteArray coded(qsizetype(deflateBound(&stream, uLong(plain.size()))), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(coded.data());
    stream.avail_out = uInt(coded.size());
    fuzz::hold(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    coded.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return coded;
}

sync::HttpResponse answer(const QByteArray &body, const QByteArray &coding, const QByteArray &digest = {})
{
    sync::HttpResponse response;
    response.status = 200;
    response.headers = {{"content-encoding", coding}, {"content-digest", digest}};
    response.body = body;
    return response;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto bytes = fuzz::bytesOf(data, size);
    QByteArray out;
    if (sync::decodeBody(answer(bytes, "gzip"), out))
        fuzz::hold(out.size() <= sync::kMaxRawBody);
    // The first line as headers of a stranger's making.
    const auto line = bytes.left(bytes.indexOf('\n'));
    (void)sync::decodeBody(answer(bytes, line, line), out);
    fuzz::hold(sync::decodeBody(answer(bytes, {}, wire::contentDigest(bytes)), out) && out == bytes);
    const auto coded = gzip(bytes);
    fuzz::hold(sync::decodeBody(answer(coded, "GZIP", wire::contentDigest(coded)), out) && out == bytes);
    fuzz::hold(!sync::decodeBody(answer(coded.chopped(1), "gzip"), out));
    fuzz::hold(!sync::decodeBody(answer(coded.chopped(1), "gzip", wire::contentDigest(coded)), out));
    return 0;
}
