// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sealdelivery.h"

#include "crypto/encoding.h"
#include "domain/clock.h"
#include "security/sealfile.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kBoxesAtOnce = 100;
constexpr qsizetype kBytesAtOnce = 700 * 1024;

} // namespace

Result<Delivery> deliverSealed(CentralClient &client, const QString &sealFile, const QString &deviceId, const crypto::DeviceKey &key, qint64 nowMs)
{
    Delivery delivery;
    const auto scan = security::SealFile::scan(sealFile);
    if (!scan)
        return scan.error().code == ErrorCode::NotFound ? Result<Delivery>(delivery) : scan.error();
    QSet<QByteArray> settled;
    for (qsizetype at = 0; at < scan->frames.size();) {
        QJsonArray boxes;
        QHash<QString, QByteArray> ids; // of the box's hash
        QByteArray whole;
        for (; at < scan->frames.size() && boxes.size() < kBoxesAtOnce && whole.size() < kBytesAtOnce; ++at) {
            const auto &frame = scan->frames[at];
            if (frame.serverBox.isEmpty())
                continue;
            const auto text = frame.serverBox.toBase64();
            whole += text;
            boxes.append(QString::fromLatin1(text));
            ids.insert(QString::fromLatin1(crypto::sha256(text).toHex()), frame.opId);
        }
        if (boxes.isEmpty())
            break;
        const auto proof = key.sign({{u"typ"_s, u"sealed"_s},
                                     {u"device_id"_s, deviceId},
                                     {u"sha256"_s, QString::fromLatin1(crypto::sha256(whole).toHex())},
                                     {u"at"_s, toWireInstant(nowMs)}});
        if (!proof)
            return proof.error();
        const auto answer = client.post("/sync/v1/sealed", {{u"device_id"_s, deviceId}, {u"boxes"_s, boxes}, {u"proof"_s, QString::fromLatin1(*proof)}});
        if (!answer)
            return answer.error();
        for (const auto &value : (*answer)[u"results"_s].toArray()) {
            const auto id = ids.value(value[u"box"_s].toString());
            if (value[u"status"_s].toString() == "retry"_L1 || id.isEmpty()) {
                ++delivery.waiting;
                continue;
            }
            settled.insert(id);
            ++delivery.delivered;
        }
    }
    if (!settled.isEmpty())
        if (auto ok = security::SealFile::remove(sealFile, settled); !ok)
            return ok.error();
    return delivery;
}

} // namespace zhike::services
