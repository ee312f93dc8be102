// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/device/lease.h"
#include "central/sync/push.h"
#include "crypto/encoding.h"

#include <QCryptographicHash>
#include <QJsonDocument>

// POST /sealed: what a person typed reaches the bank although the device may not sync, or has lost its keys (sync-protocol §5.6, §15).
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Box {
    QString hash; //!< of the text as it came
    std::optional<Push::SealedOp> content;
    QString device; //!< the one that sealed it
    QJsonObject result;
};

QJsonObject refusedBox(const QString &code, const QString &detail)
{
    auto result = OpResult::rejected(code, detail);
    result.more.insert(u"status"_s, result.status);
    return result.more;
}

void openBox(const BankKeys &keys, const QByteArray &text, Box &box)
{
    box.hash = QString::fromLatin1(crypto::sha256(text).toHex());
    const auto coded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    const auto plain = coded ? keys.openBox(*coded) : Result<QByteArray>(Error {});
    const auto content = plain ? QJsonDocument::fromJson(*plain).object() : QJsonObject();
    if (content[u"v"_s].toInteger() != 1 || !content[u"op"_s].isObject()) {
        box.result = refusedBox(u"box-unreadable"_s, u"The box was not sealed for this bank, or is damaged."_s);
        return;
    }
    box.device = content[u"device"_s].toString();
    box.content = Push::SealedOp {content[u"op"_s].toObject(), content[u"cursor"_s].toString().toLatin1(), int(content[u"inc"_s].toInteger(1))};
}

} // namespace

Response Api::sealedOps(Call &call) const
{
    const auto body = call.json();
    if (!body || !body->value(u"boxes"_s).isArray())
        return problem(400, u"malformed"_s, u"There is no list of boxes."_s);
    const auto list = body->value(u"boxes"_s).toArray();
    if (list.size() > kMaxOps)
        return problem(413, u"batch-too-large"_s, u"A delivery holds at most 100 boxes."_s);
    auto session = m_store.read();
    if (!session)
        return failure(session.error());
    const auto device = (*session)->device(body->value(u"device_id"_s).toString());
    if (!device)
        return failure(device.error());

    // The device's signature stands in for a token: one that is cut off or lost its tokens still delivers.
    QCryptographicHash sum(QCryptographicHash::Sha256);
    QList<Box> boxes(list.size());
    for (qsizetype i = 0; i < list.size(); ++i)
        sum.addData(list.at(i).toString().toLatin1());
    const auto said = *device ? crypto::verify(body->value(u"proof"_s).toString().toLatin1(), keyOf(**device)) : Result<QJsonObject>(Error {});
    if (!said || (*said)[u"typ"_s] != u"sealed"_s || (*said)[u"device_id"_s] != (*device)->id
        || (*said)[u"sha256"_s].toString() != QString::fromLatin1(sum.result().toHex()))
        return problem(403, u"forbidden"_s, u"The proof is not of this device and delivery."_s);
    const auto user = (*session)->user((*device)->login);
    if (!user)
        return failure(user.error());
    if (!*user)
        return problem(403, u"forbidden"_s, u"There is no such user any more."_s);

    QHash<QString, QList<qsizetype>> byDevice;
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto &box = boxes[i];
        openBox(*call.keys, list.at(i).toString().toLatin1(), box);
        if (box.content)
            byDevice[box.device].append(i);
    }
    // A new vault of the same person delivers what the lost one had sealed.
    QList<Device> own;
    if (!byDevice.isEmpty()) {
        auto devices = (*session)->devicesOf((*user)->login);
        if (!devices)
            return failure(devices.error());
        own = std::move(*devices);
    }
    session->reset();
    for (auto it = byDevice.cbegin(); it != byDevice.cend(); ++it) {
        const auto maker = std::find_if(own.cbegin(), own.cend(), [&](const Device &one) { return one.id == it.key(); });
        QList<Push::SealedOp> ops;
        for (const auto i : *it)
            ops.append(*boxes.at(i).content);
        if (maker == own.cend()) {
            for (const auto i : *it)
                boxes[i].result = refusedBox(u"forbidden"_s, u"The box is of a device of somebody else."_s);
            continue;
        }
        Push push(m_store, call.keys->cursors(), Actor {**user, *maker, {}}, call.keys->epoch(), m_clock.nowMs());
        const auto results = push.runSealed(ops);
        if (!results)
            return failure(results.error());
        for (qsizetype k = 0; k < it->size(); ++k)
            boxes[it->at(k)].result = results->at(k);
    }
    QJsonArray results;
    for (auto &box : boxes) {
        box.result.insert(u"box"_s, box.hash);
        results.append(box.result);
    }
    return jsonResponse(200,
                        QJsonDocument(QJsonObject {{u"results"_s, results}, {u"server_time"_s, toWireInstant(m_clock.nowMs())}}).toJson(QJsonDocument::Compact),
                        QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema));
}

} // namespace zhike::central
