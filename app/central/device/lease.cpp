// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/device/lease.h"

#include "crypto/encoding.h"
#include "domain/clock.h"

#include <QJsonDocument>
#include <sodium.h>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kDayMs = qint64(24) * 3600 * 1000;
constexpr size_t kShareBytes = 32;

} // namespace

QJsonObject keyOf(const Device &device)
{
    return QJsonDocument::fromJson(device.jwk).object();
}

bool renewLease(Device &device, int days, qint64 nowMs)
{
    const auto had = fromWireInstant(device.leaseUntil);
    const auto gets = nowMs + days * kDayMs;
    if (had && gets >= *had && gets - *had < kLeaseStepMs)
        return false;
    device.leaseUntil = toWireInstant(gets);
    return true;
}

bool isShareDue(const Device &device, int days, qint64 nowMs)
{
    const auto half = days * kDayMs / 2;
    const auto began = fromWireInstant(device.generationAt), ends = fromWireInstant(device.leaseUntil);
    return device.share.isEmpty() || !began || nowMs - *began > half || !ends || *ends - nowMs < half;
}

Done beginGeneration(Device &device, qint64 nowMs)
{
    const auto key = keyOf(device);
    if (key.isEmpty())
        return done();
    auto share = crypto::sealTo(key, crypto::Secret::random(kShareBytes));
    if (!share)
        return share.error();
    device.previousShare = device.share;
    device.share = std::move(*share);
    device.leaseGeneration += 1;
    device.generationAt = toWireInstant(nowMs);
    return done();
}

Done orderWipe(Device &device, const BankKeys &keys, bool discardOutbox, qint64 nowMs)
{
    QByteArray nonce(16, Qt::Uninitialized);
    randombytes_buf(nonce.data(), size_t(nonce.size()));
    auto order = keys.signOrder({{u"typ"_s, u"wipe"_s},
                                 {u"device_id"_s, device.id},
                                 {u"issued_at"_s, toWireInstant(nowMs)},
                                 {u"nonce"_s, QString::fromLatin1(crypto::base64Url(nonce))},
                                 {u"discard_outbox"_s, discardOutbox}});
    if (!order)
        return order.error();
    device.wipeOrder = std::move(*order);
    device.status = u"wipe-ordered"_s;
    return done();
}

Done acknowledgeWipe(Device &device, const QByteArray &proof)
{
    const Error denied {ErrorCode::Denied, u"the proof is not of this device and order"_s};
    const auto said = crypto::verify(proof, keyOf(device));
    if (!said || device.wipeOrder.isEmpty())
        return denied;
    const auto parts = device.wipeOrder.split('.');
    const auto ordered = QJsonDocument::fromJson(crypto::fromBase64Url(parts.value(1)).value_or(QByteArray())).object(); // our own signature
    if ((*said)[u"typ"_s] != u"wipe-ack"_s || (*said)[u"device_id"_s] != device.id || (*said)[u"nonce"_s] != ordered[u"nonce"_s])
        return denied;
    device.status = u"wiped"_s;
    device.share.clear();
    device.previousShare.clear();
    return done();
}

} // namespace zhike::central
