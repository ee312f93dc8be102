// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/sealfile.h"
#include "fuzz.h"

#include <QtEndian>
#include <sodium.h>

using namespace zhike;
using namespace zhike::security;

namespace {

// A frame whose sum is right, whatever its body.
QByteArray framed(const QByteArray &body)
{
    QByteArray frame = "RMSf0000";
    qToBigEndian(quint32(body.size() + 16), frame.data() + 4);
    frame += body;
    unsigned char check[16];
    crypto_generichash(check, sizeof check, reinterpret_cast<const unsigned char *>(frame.constData()), size_t(frame.size()), nullptr, 0);
    return frame.append(reinterpret_cast<const char *>(check), sizeof check);
}

SealScan scan(const QByteArray &bytes)
{
    auto found = SealFile::scanBytes(bytes);
    fuzz::hold(found.soundEnd >= 0 && found.soundEnd <= bytes.size());
    qsizetype total = 0;
    for (const auto &frame : found.frames)
        total += frame.opId.size() + frame.localBox.size() + frame.serverBox.size();
    fuzz::hold(total <= bytes.size());
    return found;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const auto sound = framed(QByteArray(8, '\0') + "\x01\x01x" + QByteArray(8, '\0'));
    const auto bytes = fuzz::bytesOf(data, size);
    scan(bytes);
    scan("RMS1" + bytes);
    scan("RMS1" + framed(bytes));
    // Rubbish costs nothing but itself: the frame before it is always found.
    const auto before = scan("RMS1" + sound + bytes);
    fuzz::hold(!before.frames.isEmpty() && before.frames.first().opId == "x");
    return 0;
}
