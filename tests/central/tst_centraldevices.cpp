// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank.h"

#include "crypto/auditchain.h"
#include "crypto/devicekey.h"
#include "crypto/encoding.h"
#include "crypto/sealedbox.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;
using namespace zhike::central::test;

namespace {

constexpr auto kDay1 = "2026-09-21T09:00:00+08:00", kDay5 = "2026-09-25T09:00:00+08:00", kDay9 = "2026-09-29T09:00:00+08:00";

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString code(const Response &response)
{
    return parse(response.body)[u"code"_s].toString();
}

QString text(const Result<QByteArray> &signature)
{
    return QString::fromLatin1(*signature);
}
//! A vault as the bank sees it: a key and a chain.
struct Vault {
    Bank &bank;
    QString id;
    crypto::DeviceKey key = *crypto::DeviceKey::generate();
    Desk desk;
    int incarnation = 1;
    qint64 seq = 0;
    QByteArray head;

    Vault(Bank &b, const QString &login, const QString &vaultId) : bank(b), id(vaultId), desk(b.desk(login, vaultId, {{u"jwk"_s, key.publicJwk()}}))
    {
        head = crypto::auditStart(id, 1);
    }
    [[nodiscard]] QString device() const { return desk.device(); }
    void signIn(const QString &login) { desk = bank.desk(login, id, {{u"jwk"_s, key.publicJwk()}}); }
    [[nodiscard]] QByteArray share(const QJsonObject &from) const
    {
        const auto plain = key.open(from[u"share"_s].toString().toLatin1());
        return plain ? QByteArray(reinterpret_cast<const char *>(plain->bytes().data()), qsizetype(plain->size())) : QByteArray();
    }
    Response self(const QByteArray &query = {}) { return desk.call("GET", "/sync/v1/devices/self" + query); }

    QJsonObject event(const QString &what)
    {
        ++seq;
        QJsonObject data {{u"v"_s, 1},
                          {u"dev"_s, device()},
                          {u"inc"_s, incarnation},
                          {u"seq"_s, seq},
                          {u"t_trust"_s, u"2026-09-21T01:00:00.000Z"_s},
                          {u"ev"_s, what},
                          {u"outcome"_s, u"ok"_s},
                          {u"prev"_s, QString::fromLatin1(head.toHex())}};
        head = crypto::auditNext(head, crypto::canonicalJson(data));
        return data;
    }
    static QJsonObject op(const QJsonObject &data)
    {
        return createOp(u"audit_event"_s, u"event %1 %2 %3"_s.arg(data[u"dev"_s].toString()).arg(data[u"seq"_s].toInteger()).arg(data[u"ev"_s].toString()), {},
                        data);
    }
    QString checkpoint(qint64 at, const QByteArray &h) const
    {
        return text(key.sign({{u"typ"_s, u"checkpoint"_s},
                              {u"dev"_s, device()},
                              {u"inc"_s, incarnation},
                              {u"seq"_s, at},
                              {u"h"_s, QString::fromLatin1(h.toHex())},
                              {u"vault_gen"_s, 1},
                              {u"outbox_n"_s, 1}}));
    }
    Response pull(const QJsonObject &more) const
    {
        auto body = more;
        body.insert(u"cursor"_s, QJsonValue::Null);
        return Desk(desk).call("POST", "/sync/v1/pull", compact(body));
    }
    Response deliver(const QJsonArray &boxes, const crypto::DeviceKey *other = nullptr)
    {
        QByteArray all;
        for (const auto &box : boxes)
            all += box.toString().toLatin1();
        const auto proof = (other ? *other : key)
                               .sign({{u"typ"_s, u"sealed"_s}, {u"device_id"_s, device()}, {u"sha256"_s, QString::fromLatin1(crypto::sha256(all).toHex())}});
        Request request;
        request.method = "POST";
        request.target = "/sync/v1/sealed";
        request.body = compact({{u"device_id"_s, device()}, {u"boxes"_s, boxes}, {u"proof"_s, text(proof)}});
        return bank.api().handle(request); // without a token
    }
    QString box(const QJsonObject &op, const QString &cursor = {}) const
    {
        const auto publicKey = *crypto::fromBase64Url(desk.registration()[u"escrow"_s][u"x25519"_s].toString().toLatin1());
        return QString::fromLatin1(crypto::sealBox(publicKey,
                                                   compact({{u"v"_s, 1},
                                                            {u"device"_s, device()},
                                                            {u"inc"_s, incarnation},
                                                            {u"cursor"_s, cursor.isEmpty() ? QJsonValue() : QJsonValue(cursor)},
                                                            {u"op"_s, op}}))
                                       .toBase64());
    }
    static QStringList statuses(const Response &response)
    {
        QStringList list;
        for (const auto &result : parse(response.body)[u"results"_s].toArray())
            list.append(result[u"status"_s].toString() + (result[u"replayed"_s].toBool() ? u"+"_s : QString()));
        return list;
    }
};

} // namespace

//! Wang manages book:A (customer 1), Li book:B, Hou is of compliance, Pei is a private banker.
class TestCentralDevices : public QObject {
    Q_OBJECT
    std::unique_ptr<Bank> m_bank;
    QString m_customer;

    qint64 alarms(const QByteArray &event)
    {
        qint64 found = 0;
        auto session = m_bank->store().read();
        (void)(*session)->eachAudit([&](const AuditRow &row) {
            found += row.body.contains("\"ev\":\"" + event + '"');
            return true;
        });
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_bank = std::make_unique<Bank>();
        m_bank->setNow(QString::fromLatin1(kDay1));
        for (const auto &[login, role, scope] : {std::tuple(u"wang"_s, u"rm"_s, u"book:A"_s), std::tuple(u"li"_s, u"rm"_s, u"book:B"_s),
                                                 std::tuple(u"pei"_s, u"pb"_s, u"book:P"_s), std::tuple(u"hou"_s, u"compliance"_s, u"team:C"_s)}) {
            m_bank->addUser(login, role, u"secret"_s);
            m_bank->grant(login, scope, role);
        }
        m_customer = m_bank->addCustomer(u"1"_s, u"book:A"_s, {{u"remarks"_s, u"old"_s}, {u"risk_tolerance"_s, u"C2"_s}});
    }

    void aShareBelongsToItsGeneration()
    {
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s);
        const auto first = vault.desk.registration();
        QCOMPARE(first[u"status"_s].toString(), u"active"_s);
        QCOMPARE(first[u"lease_generation"_s].toInt(), 1);
        QCOMPARE(vault.share(first).size(), 32);
        QCOMPARE(first[u"escrow"_s][u"x25519"_s].toString().size(), 43);
        QCOMPARE(first[u"wipe_keys"_s].toArray().size(), 1);
        QCOMPARE(parse(vault.self().body)[u"share"_s], first[u"share"_s]);
        QCOMPARE(parse(vault.self("?renew=1").body)[u"share"_s], first[u"share"_s]); // more than half is left
        vault.signIn(u"wang"_s);
        QCOMPARE(vault.desk.registration()[u"share"_s], first[u"share"_s]);

        m_bank->setNow(QString::fromLatin1(kDay9));
        vault.signIn(u"wang"_s);
        QCOMPARE(parse(vault.self().body)[u"share"_s], first[u"share"_s]);
        const auto second = parse(vault.self("?renew=1&have=1").body);
        QCOMPARE(second[u"lease_generation"_s].toInt(), 2);
        QVERIFY(vault.share(second) != vault.share(first) && vault.share(second).size() == 32);
        QVERIFY(second[u"lease_until"_s].toString() > first[u"lease_until"_s].toString());
        // Until the device says that it has it, the one before can still be had, and no third one is begun.
        QCOMPARE(second[u"previous"_s][u"share"_s], first[u"share"_s]);
        QCOMPARE(parse(vault.self("?renew=1&have=1").body)[u"lease_generation"_s].toInt(), 2);
        const auto pulled = parse(vault.pull({{u"lease_generation"_s, 2}}).body);
        QCOMPARE(pulled[u"lease_generation"_s].toInt(), 2);
        QVERIFY(!parse(vault.self().body).contains(u"previous"_s));

        auto other = *crypto::DeviceKey::generate();
        const auto refused = vault.desk.call("POST", "/sync/v1/devices", compact({{u"install_id"_s, vault.id}, {u"jwk"_s, other.publicJwk()}}));
        QCOMPARE(code(refused), u"device-key-changed"_s);
        QCOMPARE(vault.desk.call("POST", "/sync/v1/devices", compact({{u"install_id"_s, u"x"_s}, {u"jwk"_s, QJsonObject {{u"kty"_s, u"oct"_s}}}})).status, 400);
    }

    void aLeaseIsFourteenDaysAndSevenInPrivateBanking()
    {
        const Vault vault(*m_bank, u"wang"_s, u"vault-1"_s), banker(*m_bank, u"pei"_s, u"vault-2"_s);
        QCOMPARE(vault.desk.registration()[u"lease_until"_s].toString(), u"2026-10-05T01:00:00.000Z"_s);
        QCOMPARE(banker.desk.registration()[u"lease_until"_s].toString(), u"2026-09-28T01:00:00.000Z"_s);
        const auto policy = banker.desk.registration()[u"policy"_s].toObject();
        QCOMPARE(policy[u"lease_days"_s].toInt(), 7);
        for (const auto &key : {u"idle_lock_min"_s, u"reveal_s"_s, u"purge_rekey_h"_s, u"desk_grace_h"_s, u"wipe_after_fails"_s, u"clipboard_s"_s})
            QVERIFY2(policy[key].isDouble(), qPrintable(key));
        QCOMPARE(policy[u"device_binding"_s].toString(), u"keyring"_s);
        m_bank->setNow(QString::fromLatin1(kDay5));
        Vault again(*m_bank, u"pei"_s, u"vault-3"_s);
        QCOMPARE(parse(again.pull({}).body)[u"lease_until"_s].toString(), u"2026-10-02T01:00:00.000Z"_s);
    }

    void aDeviceMayHaveToWait()
    {
        m_bank->setPolicy(u"device_approval"_s, u"required"_s);
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s);
        QCOMPARE(vault.desk.registration()[u"status"_s].toString(), u"pending"_s);
        QVERIFY(!vault.desk.registration().contains(u"share"_s));
        QCOMPARE(code(vault.pull({})), u"device-pending"_s);
        QCOMPARE(parse(vault.self().body)[u"status"_s].toString(), u"pending"_s);
        QCOMPARE(m_bank->operate({u"device"_s, u"approve"_s, vault.device()}), 0);
        QCOMPARE(vault.share(parse(vault.self().body)).size(), 32);
        QCOMPARE(vault.pull({}).status, 200);
    }

    void aRevokedDeviceIsGivenNothing()
    {
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s);
        const auto before = vault.share(vault.desk.registration());
        QCOMPARE(m_bank->operate({u"device"_s, u"revoke"_s, vault.device()}), 0);
        for (const auto &answer : {vault.pull({}), vault.self(), vault.self("?renew=1"),
                                   vault.desk.call("POST", "/sync/v1/devices", compact({{u"install_id"_s, vault.id}, {u"jwk"_s, vault.key.publicJwk()}})),
                                   vault.desk.call("POST", "/sync/v1/push", "{}")}) {
            QCOMPARE(answer.status, 403);
            QCOMPARE(code(answer), u"device-revoked"_s);
            QVERIFY(!answer.body.contains("share") && !answer.body.contains("order"));
        }
        QJsonObject list;
        QCOMPARE(m_bank->operate({u"device"_s, u"list"_s}, &list), 0);
        QCOMPARE(list[u"devices"_s].toArray().first()[u"status"_s].toString(), u"revoked"_s);
        // Taken back: the old share opens the vault once more, and a new one is begun at once.
        QCOMPARE(m_bank->operate({u"device"_s, u"approve"_s, vault.device()}), 0);
        QCOMPARE(vault.share(parse(vault.self().body)), before);
        QCOMPARE(parse(vault.self("?renew=1").body)[u"lease_generation"_s].toInt(), 2);
    }

    void onlyASignedOrderWipes()
    {
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s), other(*m_bank, u"li"_s, u"vault-2"_s);
        const auto pinned = vault.desk.registration()[u"wipe_keys"_s].toArray().first().toObject();
        QCOMPARE(m_bank->operate({u"keys"_s, u"rotate"_s, u"wipe"_s}), 0);
        QCOMPARE(m_bank->operate({u"device"_s, u"wipe"_s, vault.device(), u"--discard-outbox"_s}), 0);
        const auto refusal = vault.pull({});
        QCOMPARE(refusal.status, 403);
        const auto order = parse(refusal.body)[u"order"_s].toString().toLatin1();
        QVERIFY(!crypto::verify(order, pinned)); // by the key in use now
        m_bank->setNow(QString::fromLatin1(kDay1));
        QVERIFY(!m_bank->desk(u"wang"_s, vault.id).registration().contains(u"device_id"_s));
        Request meta;
        meta.method = "GET";
        meta.target = "/sync/v1/meta";
        const auto keys = parse(m_bank->api().handle(meta).body)[u"wipe_keys"_s].toArray();
        QCOMPARE(keys.size(), 2);
        QCOMPARE(keys.last().toObject(), pinned); // the old one is kept
        const auto said = crypto::verify(order, keys.first().toObject());
        QVERIFY(said.ok());
        QCOMPARE((*said)[u"typ"_s].toString(), u"wipe"_s);
        QCOMPARE((*said)[u"device_id"_s].toString(), vault.device());
        QCOMPARE((*said)[u"discard_outbox"_s].toBool(), true);
        QVERIFY(!(*said)[u"nonce"_s].toString().isEmpty() && !(*said)[u"issued_at"_s].toString().isEmpty());
        QCOMPARE(m_bank->operate({u"device"_s, u"approve"_s, vault.device()}), 1); // never comes back

        const auto ack = [&](const crypto::DeviceKey &key, const QString &device, const QString &nonce) {
            Request request;
            request.method = "POST";
            request.target = "/sync/v1/devices/self/wipe-ack";
            request.body
                = compact({{u"device_id"_s, device}, {u"proof"_s, text(key.sign({{u"typ"_s, u"wipe-ack"_s}, {u"device_id"_s, device}, {u"nonce"_s, nonce}}))}});
            return m_bank->api().handle(request).status;
        };
        const auto nonce = (*said)[u"nonce"_s].toString();
        QCOMPARE(ack(other.key, vault.device(), nonce), 403);
        QCOMPARE(ack(vault.key, vault.device(), u"old"_s), 403);
        QCOMPARE(ack(other.key, other.device(), nonce), 403);
        QCOMPARE(ack(vault.key, u"nobody"_s, nonce), 403);
        QCOMPARE(ack(vault.key, vault.device(), nonce), 200);
        QCOMPARE(ack(vault.key, vault.device(), nonce), 200);
        QCOMPARE(alarms("dev.wiped"), 1);
        QJsonObject list;
        QCOMPARE(m_bank->operate({u"device"_s, u"list"_s}, &list), 0);
        for (const auto &device : list[u"devices"_s].toArray())
            QCOMPARE(device[u"status"_s].toString(), device[u"login"_s] == u"wang"_s ? u"wiped"_s : u"active"_s);
    }

    void whatWasSealedArrivesFromADeviceThatIsCutOff()
    {
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s), other(*m_bank, u"li"_s, u"vault-2"_s);
        QCOMPARE(m_bank->operate({u"keys"_s, u"rotate"_s, u"escrow"_s}), 0); // sealed for the key before
        auto task = createOp(u"task"_s, u"sealed"_s, m_customer, {{u"title"_s, u"回访"_s}});
        task.insert(u"n"_s, u"1"_s);
        auto again = createOp(u"task"_s, u"twice"_s, m_customer, {{u"title"_s, u"x"_s}});
        again.insert(u"n"_s, u"2"_s);
        QCOMPARE(vault.desk.pushOne(again)[u"status"_s].toString(), u"applied"_s);
        m_bank->change(m_customer, {{u"remarks"_s, u"theirs"_s}});
        auto edit = patchOp(u"customer"_s, m_customer, 1, {{u"remarks"_s, {u"old"_s, u"mine"_s}}});
        edit.insert(u"n"_s, u"3"_s);
        const auto strange = QString::fromLatin1(crypto::sealBox(crypto::EscrowKey::generate().publicKey, "{}").toBase64());
        QCOMPARE(m_bank->operate({u"device"_s, u"wipe"_s, vault.device()}), 0);

        const QJsonArray boxes {
            vault.box(task), vault.box(again), vault.box(edit), vault.box(task), strange, other.box(task), vault.box(vault.op(vault.event(u"cust.open"_s)))};
        QCOMPARE(vault.deliver(boxes, &other.key).status, 403);
        const auto answer = vault.deliver(boxes);
        QCOMPARE(answer.status, 200);
        QCOMPARE(Vault::statuses(answer),
                 QStringList({u"applied"_s, u"applied+"_s, u"pending_approval"_s, u"applied"_s, u"rejected"_s, u"rejected"_s, u"applied"_s}));
        QVERIFY(!answer.body.contains("theirs")); // nothing of a record is told
        QCOMPARE(parse(answer.body)[u"results"_s].toArray().first()[u"box"_s].toString(),
                 QString::fromLatin1(crypto::sha256(boxes.first().toString().toLatin1()).toHex()));
        QCOMPARE(Vault::statuses(vault.deliver(boxes)),
                 QStringList({u"applied+"_s, u"applied+"_s, u"pending_approval+"_s, u"applied+"_s, u"rejected"_s, u"rejected"_s, u"applied+"_s}));
        int tasks = 0, requests = 0;
        for (const auto &row : m_bank->rows(u"book:A"_s)) {
            tasks += row[u"type"_s] == u"task"_s;
            requests += row[u"type"_s] == u"change_request"_s && row[u"data"_s][u"late"_s].toBool();
        }
        QCOMPARE(tasks, 2);
        QCOMPARE(requests, 1);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(m_customer)[u"data"_s][u"remarks"_s].toString(), u"theirs"_s);
    }

    // SEC-18, offline: a decision that was put aside is none, whoever made it.
    void aSealedApprovalDecidesNothing()
    {
        m_bank->addUser(u"zhao"_s, u"checker"_s, u"secret"_s);
        m_bank->grant(u"zhao"_s, u"book:A"_s, u"checker"_s);
        Vault maker(*m_bank, u"wang"_s, u"vault-1"_s), checker(*m_bank, u"zhao"_s, u"vault-2"_s);
        const auto asked
            = maker.desk.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"risk_tolerance"_s, {u"C2"_s, u"C4"_s}}}))[u"change_request"_s].toString();
        auto yes = commandOp(u"change_request"_s, asked, u"approve"_s);
        yes.insert(u"n"_s, u"1"_s);
        const auto answer = checker.deliver({checker.box(yes)});
        QCOMPARE(Vault::statuses(answer), QStringList({u"rejected"_s}));
        QVERIFY(answer.body.contains("online-only"));
        QCOMPARE(m_bank->rows(u"book:A"_s).value(asked)[u"data"_s][u"state"_s].toString(), u"pending"_s);
    }

    void aNewVaultDeliversWhatTheLostOneSealed()
    {
        Vault lost(*m_bank, u"wang"_s, u"vault-1"_s), fresh(*m_bank, u"wang"_s, u"vault-2"_s);
        const auto known = parse(lost.pull({}).body)[u"next_cursor"_s].toString();
        m_bank->addCustomer(u"2"_s, u"book:B"_s);
        m_bank->move(u"1"_s, u"book:B"_s); // after what the lost one had seen
        auto note = createOp(u"interaction"_s, u"late"_s, m_customer,
                             {{u"channel"_s, u"call"_s}, {u"occurred_at"_s, u"2026-09-20T02:00:00.000Z"_s}, {u"summary"_s, u"x"_s}});
        note.insert(u"n"_s, u"7"_s);
        auto blind = createOp(u"interaction"_s, u"blind"_s, m_customer,
                              {{u"channel"_s, u"call"_s}, {u"occurred_at"_s, u"2026-09-20T02:00:00.000Z"_s}, {u"summary"_s, u"x"_s}});
        blind.insert(u"n"_s, u"8"_s);
        QCOMPARE(Vault::statuses(fresh.deliver({lost.box(note, known), lost.box(blind)})), QStringList({u"applied"_s, u"rejected"_s}));
    }

    // SEC-20, the bank's part: every event arrives in its place, and whatever is wrong with a chain is kept and said.
    void theBankChainsWhatDevicesRecord()
    {
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s);
        QList<QJsonObject> events;
        for (int i = 0; i < 6; ++i)
            events.append(vault.event(u"cust.open"_s));
        QJsonArray ops;
        for (const auto &event : events)
            ops.append(Vault::op(event));
        for (const auto &result : vault.desk.push(ops))
            QCOMPARE(result[u"status"_s].toString(), u"applied"_s);
        const auto h6 = vault.head;
        QCOMPARE(vault.pull({{u"checkpoints"_s, QJsonArray {vault.checkpoint(6, h6)}}}).status, 200);
        QJsonObject verified;
        QCOMPARE(m_bank->operate({u"audit"_s, u"verify"_s}, &verified), 0);
        QCOMPARE(verified[u"device_events"_s].toInt(), 6);
        QCOMPARE(verified[u"checkpoints"_s].toInt(), 1);
        QCOMPARE(verified[u"flagged"_s].toInt(), 0);

        // A checkpoint of another chain, or of another hand.
        const Vault stranger(*m_bank, u"li"_s, u"vault-2"_s);
        QCOMPARE(vault.pull({{u"checkpoints"_s, QJsonArray {vault.checkpoint(6, crypto::sha256("x")), stranger.checkpoint(6, h6), u"nonsense"_s}}}).status,
                 200);
        QCOMPARE(alarms("audit.bad-checkpoint"), 3);

        // One is missing: kept, flagged, said once; the one that was missing may come later.
        const auto seventh = vault.event(u"cust.reveal"_s), eighth = vault.event(u"cust.copy"_s), ninth = vault.event(u"out.print"_s);
        QCOMPARE(vault.desk.pushOne(Vault::op(eighth))[u"status"_s].toString(), u"applied"_s);
        QCOMPARE(vault.desk.pushOne(Vault::op(ninth))[u"status"_s].toString(), u"applied"_s);
        QCOMPARE(alarms("audit.gap"), 1);
        QJsonObject broken;
        QCOMPARE(m_bank->operate({u"audit"_s, u"verify"_s}, &broken), 1);
        QVERIFY(broken[u"error"_s][u"message"_s].toString().contains(vault.device()));
        QVERIFY(broken[u"error"_s][u"message"_s].toString().contains(u"seq 7"_s));
        QCOMPARE(vault.desk.pushOne(Vault::op(seventh))[u"status"_s].toString(), u"applied"_s);
        QCOMPARE(m_bank->operate({u"audit"_s, u"verify"_s}, &verified), 0);
        QCOMPARE(verified[u"device_events"_s].toInt(), 9);

        // The same number twice with different content.
        auto forged = events.at(3);
        forged.insert(u"ev"_s, u"app.start"_s);
        QCOMPARE(vault.desk.pushOne(Vault::op(forged))[u"status"_s].toString(), u"applied"_s);
        QCOMPARE(alarms("audit.fork"), 1);
        QCOMPARE(m_bank->operate({u"audit"_s, u"verify"_s}, &broken), 1);
        QVERIFY(broken[u"error"_s][u"message"_s].toString().contains(u"seq 4"_s));

        // Wang reads his own, compliance everybody's, Li nothing of Wang.
        const auto own = parse(vault.desk.call("GET", "/sync/v1/audit").body)[u"events"_s].toArray();
        QCOMPARE(own.size(), 10);
        QCOMPARE(own.first()[u"event"_s][u"ev"_s].toString(), u"cust.open"_s);
        QCOMPARE(m_bank->desk(u"hou"_s).call("GET", "/sync/v1/audit?device=" + vault.device().toLatin1() + "&from=1.6").status, 200);
        QCOMPARE(
            parse(m_bank->desk(u"hou"_s).call("GET", "/sync/v1/audit?device=" + vault.device().toLatin1() + "&from=1.6").body)[u"events"_s].toArray().size(),
            3);
        QCOMPARE(m_bank->desk(u"li"_s).call("GET", "/sync/v1/audit?device=" + vault.device().toLatin1()).status, 403);
    }

    void theVerifierNamesThePlace_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("place");
        QTest::newRow("edited") << QByteArray("UPDATE device_event SET body = replace(CAST(body AS TEXT), 'cust.open', 'cust.oven') WHERE seq = 3")
                                << u"seq 3"_s;
        QTest::newRow("removed") << QByteArray("DELETE FROM device_event WHERE seq = 3") << u"seq 3"_s;
        QTest::newRow("cut") << QByteArray("DELETE FROM device_event WHERE seq > 4") << u"seq 5"_s;
        QTest::newRow("swapped") << QByteArray("UPDATE device_event SET seq = CASE seq WHEN 2 THEN 3 ELSE 2 END WHERE seq IN (2, 3)") << u"seq 2"_s;
        QTest::newRow("the bank's own row") << QByteArray("UPDATE audit SET body = CAST(replace(CAST(body AS TEXT), 'create', 'delete') AS BLOB) WHERE seq = 4")
                                            << u"seq 4"_s;
        QTest::newRow("checkpoint") << QByteArray("UPDATE checkpoint SET jws = replace(CAST(jws AS TEXT), '.', '.A')") << u"seq 6"_s;
    }

    void theVerifierNamesThePlace()
    {
        if (m_bank->target().startsWith(u"postgresql"_s))
            QSKIP("the damage is written in the words of the embedded store");
        QFETCH(QByteArray, sql);
        QFETCH(QString, place);
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s);
        QJsonArray ops;
        for (int i = 0; i < 6; ++i)
            ops.append(Vault::op(vault.event(u"cust.open"_s)));
        (void)vault.desk.push(ops);
        QCOMPARE(vault.pull({{u"checkpoints"_s, QJsonArray {vault.checkpoint(6, vault.head)}}}).status, 200);
        m_bank->tamper("DROP TRIGGER event_keep; DROP TRIGGER event_stay; DROP TRIGGER audit_keep;");
        m_bank->tamper(sql.constData());
        QJsonObject broken;
        QCOMPARE(m_bank->operate({u"audit"_s, u"verify"_s}, &broken), 1);
        QVERIFY2(broken[u"error"_s][u"message"_s].toString().contains(place), qPrintable(broken[u"error"_s][u"message"_s].toString()));
    }

    void aRestoredCopyIsNoticed()
    {
        Vault vault(*m_bank, u"wang"_s, u"vault-1"_s);
        const QJsonObject anchor {{u"vault_gen"_s, 2}, {u"outbox_n"_s, u"10"_s}, {u"audit_seq"_s, 5}, {u"h"_s, u"aa"_s}};
        const auto with = [&](const QString &key, const QJsonValue &value) {
            auto other = anchor;
            other.insert(key, value);
            return vault.pull({{u"anchor"_s, other}});
        };
        QCOMPARE(vault.pull({{u"anchor"_s, anchor}}).status, 200);
        QCOMPARE(vault.pull({{u"anchor"_s, anchor}}).status, 200);
        for (const auto &answer : {with(u"vault_gen"_s, 1), with(u"outbox_n"_s, u"9"_s), with(u"audit_seq"_s, 4), with(u"h"_s, u"bb"_s)}) {
            QCOMPARE(answer.status, 409);
            QCOMPARE(code(answer), u"device-state-regressed"_s);
        }
        QCOMPARE(alarms("dev.regressed"), 4);
        QCOMPARE(with(u"audit_seq"_s, 6).status, 200);
        const auto again = parse(vault.desk.call("POST", "/sync/v1/devices", compact({{u"install_id"_s, vault.id}, {u"restored"_s, true}})).body);
        QCOMPARE(again[u"incarnation"_s].toInt(), 2);
        QCOMPARE(vault.pull({{u"anchor"_s, QJsonObject {{u"vault_gen"_s, 1}, {u"outbox_n"_s, u"0"_s}, {u"audit_seq"_s, 0}}}}).status, 200);
        // The chain of the new incarnation begins anew.
        vault.incarnation = 2;
        vault.seq = 0;
        vault.head = crypto::auditStart(vault.id, 2);
        auto body = Vault::op(vault.event(u"vault.restore-detected"_s));
        body.insert(u"n"_s, u"1"_s);
        const auto pushed = parse(vault.desk.call("POST", "/sync/v1/push", compact({{u"incarnation"_s, 2}, {u"ops"_s, QJsonArray {body}}})).body);
        QCOMPARE(pushed[u"results"_s].toArray().first()[u"status"_s].toString(), u"applied"_s);
        QCOMPARE(m_bank->operate({u"audit"_s, u"verify"_s}), 0);
    }

    void cursorsOutliveTheirKey()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto old = desk.pull({})[u"next_cursor"_s].toString();
        QCOMPARE(m_bank->operate({u"keys"_s, u"rotate"_s, u"cursor"_s}), 0);
        m_bank->setNow(u"2026-09-21T09:00:30+08:00"_s); // known to every node, not yet in use
        desk = m_bank->desk(u"wang"_s);
        m_bank->addCustomer(u"9"_s, u"book:A"_s);
        const auto between = desk.pull(old);
        QCOMPARE(between[u"http"_s].toInt(), 200);
        m_bank->setNow(u"2026-09-21T09:02:00+08:00"_s);
        desk = m_bank->desk(u"wang"_s);
        m_bank->addCustomer(u"10"_s, u"book:A"_s);
        const auto later = desk.pull(between[u"next_cursor"_s].toString());
        QCOMPARE(later[u"http"_s].toInt(), 200);
        QCOMPARE(desk.pull(old)[u"http"_s].toInt(), 200);
        QCOMPARE(desk.pull(later[u"next_cursor"_s].toString())[u"http"_s].toInt(), 200);
    }
};

QTEST_GUILESS_MAIN(TestCentralDevices)
#include "tst_centraldevices.moc"
