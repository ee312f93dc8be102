// SPDX-License-Identifier: GPL-3.0-or-later
// Cursors and snapshot tokens come back from the outside: forged ones must not open, and what the same key sealed must be read safely whatever it holds.
#include "central/sync/cursor.h"
#include "fuzz.h"

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Sealer sealer(QByteArray(32, 'k'), {QByteArray(32, 'o')});
    static const Sealer stranger(QByteArray(32, 's'));
    const auto device = u"d-1"_s;
    const auto bytes = fuzz::bytesOf(data, size);

    // No input was ever sealed with this key.
    for (const auto &text : {bytes, "c1." + bytes, "s1." + bytes, "c1." + bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
                             stranger.seal("c1.", bytes, "d-1"), stranger.seal("s1.", bytes, "d-1")})
        fuzz::hold(!Cursor::open(sealer, text, device) && !SnapshotToken::open(sealer, text, device));

    const auto sealed = sealer.seal("c1.", bytes, "d-1");
    fuzz::hold(!Cursor::open(sealer, sealed, u"d-2"_s) && !SnapshotToken::open(sealer, sealed, device));
    auto changed = sealed;
    const auto at = 3 + qsizetype(size ? data[0] : 0) % (changed.size() - 3);
    changed[at] = changed.at(at) == 'A' ? 'B' : 'A';
    fuzz::hold(!Cursor::open(sealer, changed, device));
    const auto cursor = Cursor::open(sealer, sealed, device);
    fuzz::hold(cursor.has_value());
    const auto again = Cursor::open(sealer, cursor->seal(sealer, device), device);
    fuzz::hold(again && again->epoch == cursor->epoch && again->places.keys() == cursor->places.keys());
    const auto token = SnapshotToken::open(sealer, sealer.seal("s1.", bytes, "d-1"), device);
    fuzz::hold(token.has_value());
    const auto same = SnapshotToken::open(sealer, token->seal(sealer, device), device);
    fuzz::hold(same && same->csn0 == token->csn0 && same->rank == token->rank);
    return 0;
}
