// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/liveonline.h"

#include "storage/changereader.h"
#include "storage/figures.h"
#include "storage/outbox.h"
#include "storage/syncstore.h"

#include <QJsonDocument>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

//! The cache as a round sees it whose only operation is one that was never queued.
class SingleOperation final : public storage::SyncStore {
public:
    SingleOperation(storage::Database &database, QDate today, const QJsonObject &operation)
        : SyncStore(database, today)
        , m_opId(operation[u"op_id"_s].toString())
        , m_body(QJsonDocument(operation).toJson(QJsonDocument::Compact))
    {
    }

    Result<sync::OutgoingBatch> nextBatch(int, qsizetype, qint64) override
    {
        sync::OutgoingBatch batch;
        if (!m_answer.isEmpty())
            return batch;
        sent = true;
        batch.opIds = {m_opId};
        batch.ops = {m_body};
        return batch;
    }
    Result<sync::PushOutcome> applyPushAnswer(const sync::PushAnswer &answer, const QStringList &, qint64) override
    {
        sync::PushOutcome outcome;
        for (const auto &result : answer.results)
            if (result.opId == m_opId) {
                m_answer = result.answer;
                outcome.answered = 1;
            }
        return outcome;
    }
    Done noteSendFailure(const QStringList &, bool) override { return done(); }

    [[nodiscard]] QJsonObject answer() const { return QJsonDocument::fromJson(m_answer).object(); }
    bool sent = false;

private:
    QString m_opId;
    QByteArray m_body;
    QByteArray m_answer;
};

Error denied(const QString &field, const QString &detail)
{
    return {ErrorCode::Denied, detail, field, {}};
}

// What the server made of a decision.
Done verdict(const QJsonObject &answer)
{
    const auto status = answer[u"status"_s].toString();
    if (status == "applied"_L1 || status == "noop"_L1)
        return done();
    if (status == "retry"_L1)
        return Error {ErrorCode::Busy, u"the server asks to try again"_s, u"request"_s, {}};
    if (status == "conflict"_L1)
        return Error {ErrorCode::Conflict, u"the request was decided meanwhile"_s, u"request"_s, {}};
    const auto problem = answer[u"problem"_s].toObject();
    const auto kind = problem[u"type"_s].toString().section(u'/', -1);
    if (kind == "same-person"_L1)
        return denied(u"maker"_s, u"maker and checker must be two people"_s);
    if (kind == "forbidden"_L1)
        return denied(u"role"_s, u"the role does not decide requests"_s);
    if (kind == "not-found"_L1)
        return Error {ErrorCode::NotFound, u"no such request"_s, u"request"_s, {}};
    return Error {ErrorCode::Invalid, u"the decision was refused: %1"_s.arg(kind), problem[u"fields"_s].toArray().first().toObject()[u"name"_s].toString(), {}};
}

} // namespace

LiveOnline::LiveOnline(std::unique_ptr<storage::Database> database, Clock clock, std::shared_ptr<sync::Transport> transport, Witness witness)
    : m_database(std::move(database))
    , m_clock(std::move(clock))
    , m_transport(std::move(transport))
    , m_recorder(*m_database, m_clock, std::move(witness))
{
}

LiveOnline::~LiveOnline() = default;

Done LiveOnline::approve(const QString &request, const QString &note)
{
    return decide(request, u"approve"_s, note);
}

Done LiveOnline::reject(const QString &request, const QString &reason)
{
    if (reason.trimmed().isEmpty())
        return Error {ErrorCode::Invalid, u"a reason is missing"_s, u"reason"_s, {}};
    return decide(request, u"reject"_s, reason.trimmed());
}

Done LiveOnline::withdraw(const QString &request)
{
    return decide(request, u"withdraw"_s, {});
}

Done LiveOnline::decide(const QString &id, const QString &command, const QString &note)
{
    auto framed = m_database->transaction([&]() -> Result<QJsonObject> {
        auto reference = storage::Reference::load(*m_database);
        if (!reference)
            return reference.error();
        const storage::ReadContext context {*m_database, *reference, m_clock};
        auto found = storage::ChangeReader(context).request(id);
        if (!found)
            return found.error();
        // What is certain here need not be asked; the server judges by the same rules.
        if (found->row.state != "pending"_L1)
            return Error {ErrorCode::Conflict, u"the request is decided"_s, u"request"_s, id};
        if (command == "withdraw"_L1 && !found->row.own)
            return denied(u"withdraw"_s, u"only the maker withdraws"_s);
        if (command != "withdraw"_L1 && found->row.own)
            return denied(u"maker"_s, u"maker and checker must be two people"_s);
        security::AuditEvent event {u"cust.decide"_s};
        event.objectType = u"change_request"_s;
        event.objectId = id;
        event.grant = found->scope;
        event.outcome = command;
        for (const auto &field : std::as_const(found->row.fields))
            event.fields.append(found->row.targetType + u'.' + field.name);
        if (auto ok = m_recorder.append(event); !ok)
            return ok.error();
        storage::Operation operation;
        operation.action = u"command"_s;
        operation.type = u"change_request"_s;
        operation.id = id;
        operation.customerId = found->customerId;
        operation.baseVersion = found->version;
        operation.command = command;
        if (!note.isEmpty())
            operation.args = {{u"reason"_s, note}};
        storage::Records records(*m_database, m_clock.today());
        return storage::Outbox(*m_database, records).frame(operation, m_clock.nowMs());
    });
    if (!framed)
        return framed.error();
    SingleOperation store(*m_database, m_clock.today(), *framed);
    sync::Engine engine(store, m_clock, m_token);
    for (auto request = engine.start(); request;)
        request = engine.onResponse(m_transport->exchange(*request));
    const auto answer = store.answer();
    if (answer.isEmpty()) {
        auto error = engine.result().error.value_or(Error {ErrorCode::Protocol, u"no verdict on the decision"_s, {}, {}});
        if (error.code == ErrorCode::Offline || error.code == ErrorCode::Protocol) {
            error.field = u"decision"_s;
            error.value = store.sent && engine.result().reachedServer ? u"sent"_s : QString();
        }
        return error;
    }
    // What the pull after it brought is shown, whatever the verdict.
    if (auto ok = storage::Figures(*m_database, m_clock.today()).refresh(); !ok)
        return ok;
    return verdict(answer);
}

} // namespace zhike::services
