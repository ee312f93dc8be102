// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/ids.h"

#include "domain/random.h"

namespace zhike {

QString derivedUuid(quint64 high, quint64 low, qint64 unixMs)
{
    const quint64 top = (quint64(unixMs) << 16) | 0x7000u | (high & 0x0fffu);
    const quint64 bottom = 0x8000000000000000u | (low & 0x3fffffffffffffffu);
    const auto hex = QString::number(top, 16).rightJustified(16, u'0') + QString::number(bottom, 16).rightJustified(16, u'0');
    return hex.left(8) + u'-' + hex.mid(8, 4) + u'-' + hex.mid(12, 4) + u'-' + hex.mid(16, 4) + u'-' + hex.mid(20);
}

QString newUuid(qint64 unixMs)
{
    const auto high = random64();
    return derivedUuid(high, random64(), unixMs);
}

} // namespace zhike
