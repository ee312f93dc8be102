// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/pgconnection.h"

#include "central/store/transact.h"

#include <QtEndian>
#include <libpq-fe.h>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

// A stuck neighbour must not hold a worker for ever, nor a dead client the locks it took.
constexpr const char *kSettings = "SELECT set_config('statement_timeout', '10s', false), set_config('lock_timeout', '3s', false), "
                                  "set_config('idle_in_transaction_session_timeout', '15s', false), set_config('jit', 'off', false), "
                                  "set_config('client_min_messages', 'warning', false)";

bool isState(const QByteArray &state, std::initializer_list<const char *> of)
{
    return std::any_of(of.begin(), of.end(), [&](const char *one) { return state.startsWith(one); });
}

Error errorOf(const PGresult *result)
{
    const QByteArray state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const auto detail = u"PostgreSQL "_s + QString::fromLatin1(state) + u": "_s + QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    // Serialization and deadlock, and a row that somebody made first.
    if (isState(state, {"40001", "40P01", "23505"}))
        return lostRace(detail);
    // A server that ends, or a connection that was ended.
    if (isState(state, {"57P0", "08"}))
        return lostConnection(detail);
    if (isState(state, {"55P03", "57014", "53300", "25P03"}))
        return {ErrorCode::Busy, detail};
    if (isState(state, {"53100", "25006"}))
        return {ErrorCode::Full, detail};
    return {ErrorCode::Io, detail};
}

} // namespace

void PgValues::add(const QString &text)
{
    if (text.isNull()) {
        m_values.push_back({{}, true, false});
        return;
    }
    addUtf8((text.contains(QChar(u'\0')) ? QString(text).replace(QChar(u'\0'), QChar::ReplacementCharacter) : text).toUtf8());
}

void PgValues::addUtf8(const QByteArray &text)
{
    m_values.push_back({text, false, false});
}

void PgValues::add(const QByteArray &bytes)
{
    m_values.push_back({bytes, bytes.isNull(), true});
}

void PgValues::add(qint64 number)
{
    addUtf8(QByteArray::number(number));
}

void PgValues::add(quint64 number)
{
    addUtf8(QByteArray::number(number));
}

void PgValues::add(bool yes)
{
    addUtf8(yes ? "t" : "f");
}

void PgValues::add(const QStringList &texts)
{
    QString list;
    for (auto text : texts) {
        text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        list += (list.isEmpty() ? u"\""_s : u",\""_s) + text + u'"';
    }
    add(QString(u'{' + list + u'}'));
}

PgResult::PgResult(pg_result *result) : m_result(result) { }

void PgResult::Clear::operator()(pg_result *result) const
{
    PQclear(result);
}

int PgResult::rows() const
{
    return PQntuples(m_result.get());
}

bool PgResult::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column) != 0;
}

QString PgResult::text(int row, int column) const
{
    if (isNull(row, column))
        return {};
    const auto size = PQgetlength(m_result.get(), row, column);
    return size == 0 ? u""_s : QString::fromUtf8(PQgetvalue(m_result.get(), row, column), size);
}

QByteArray PgResult::bytes(int row, int column) const
{
    if (isNull(row, column))
        return {};
    return {PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column)};
}

qint64 PgResult::integer(int row, int column) const
{
    if (isNull(row, column))
        return 0;
    const auto *value = PQgetvalue(m_result.get(), row, column);
    switch (PQgetlength(m_result.get(), row, column)) {
    case 8: return qFromBigEndian<qint64>(value);
    case 4: return qFromBigEndian<qint32>(value);
    case 2: return qFromBigEndian<qint16>(value);
    default: return *value;
    }
}

qint64 PgResult::affected() const
{
    return QByteArray(PQcmdTuples(m_result.get())).toLongLong();
}

QByteArray PgResult::command() const
{
    return PQcmdStatus(m_result.get());
}

bool hasPassword(const QString &conninfo)
{
    auto *options = PQconninfoParse(conninfo.toUtf8().constData(), nullptr);
    bool found = false;
    for (auto *option = options; option && option->keyword; ++option)
        found |= qstrcmp(option->keyword, "password") == 0 && option->val;
    PQconninfoFree(options);
    return found;
}

Result<std::unique_ptr<PgConnection>> PgConnection::open(const QString &conninfo)
{
    // What the operator says comes after our defaults and wins.
    const auto target = conninfo.toUtf8();
    const char *const names[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                 "keepalives_count", "tcp_user_timeout", "application_name",
                                 "dbname",           "client_encoding",  nullptr};
    const char *const values[] = {"3", "30", "10", "3", "20000", "zhike-central", target.constData(), "UTF8", nullptr};
    std::unique_ptr<PgConnection> connection(new PgConnection(PQconnectdbParams(names, values, 1)));
    auto *raw = connection->m_connection;
    // What the server says unasked, such as that it ends, is learnt from the results.
    PQsetNoticeProcessor(
        raw, [](void *, const char *) {}, nullptr);
    if (PQstatus(raw) != CONNECTION_OK) {
        const auto why = QString::fromUtf8(PQerrorMessage(raw)).trimmed();
        qWarning("no connection to the store: %s", qPrintable(why));
        return Error {ErrorCode::Offline, u"PostgreSQL cannot be reached: "_s + why, u"store"_s};
    }
    if (auto ok = connection->script(kSettings); !ok)
        return ok.error();
    if (PQenterPipelineMode(raw) != 1)
        return connection->lost();
    return connection;
}

PgConnection::~PgConnection()
{
    PQfinish(m_connection);
}

Error PgConnection::lost() const
{
    return lostConnection(u"the connection to PostgreSQL was lost: "_s + QString::fromUtf8(PQerrorMessage(m_connection)).trimmed());
}

Done PgConnection::script(const char *sql)
{
    const bool wasPipeline = PQpipelineStatus(m_connection) != PQ_PIPELINE_OFF;
    if (wasPipeline)
        PQexitPipelineMode(m_connection);
    auto *raw = PQexec(m_connection, sql);
    const PgResult result(raw);
    if (wasPipeline)
        PQenterPipelineMode(m_connection);
    if (!raw || PQstatus(m_connection) != CONNECTION_OK)
        return lost();
    const auto status = PQresultStatus(raw);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? done() : Done(errorOf(raw));
}

void PgConnection::queue(const char *sql, PgValues values)
{
    m_queue.push_back({sql, std::move(values)});
}

// The result of the next command in the pipeline.
Result<PgResult> PgConnection::take()
{
    auto *raw = PQgetResult(m_connection);
    if (!raw)
        return lost();
    PgResult result(raw);
    const auto status = PQresultStatus(raw);
    if (status == PGRES_PIPELINE_SYNC)
        return result;
    auto answer = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? Result<PgResult>(std::move(result))
        : status == PGRES_PIPELINE_ABORTED                                ? Result<PgResult>(Error {ErrorCode::Io, u"an earlier statement failed"_s})
        : PQstatus(m_connection) == CONNECTION_BAD                        ? Result<PgResult>(lost())
                                                                          : Result<PgResult>(errorOf(raw));
    while (auto *rest = PQgetResult(m_connection)) // nothing but the end mark follows
        PQclear(rest);
    return answer;
}

bool PgConnection::send(std::vector<const void *> &newlyPrepared)
{
    const auto queue = std::exchange(m_queue, {});
    bool sent = true;
    for (const auto &entry : queue) {
        auto &name = m_prepared[entry.sql];
        if (name.isEmpty()) {
            name = "s" + QByteArray::number(++m_names);
            sent = sent && PQsendPrepare(m_connection, name.constData(), entry.sql, 0, nullptr) == 1;
            newlyPrepared.push_back(entry.sql);
        }
        const auto &values = entry.values.m_values;
        std::vector<const char *> data;
        std::vector<int> sizes, formats;
        for (const auto &value : values) {
            data.push_back(value.isNull ? nullptr : value.data.constData());
            sizes.push_back(int(value.data.size()));
            formats.push_back(int(value.isBinary));
        }
        sent = sent && PQsendQueryPrepared(m_connection, name.constData(), int(values.size()), data.data(), sizes.data(), formats.data(), 1) == 1;
        newlyPrepared.push_back(nullptr);
    }
    return sent && PQpipelineSync(m_connection) == 1;
}

void PgConnection::flushLater()
{
    std::vector<const void *> prepared;
    if (send(prepared))
        m_owed += prepared.size() + 1;
    // What could not be sent shows when the connection is looked at next.
}

Done PgConnection::settle()
{
    for (; m_owed > 0; --m_owed)
        if (auto result = take(); !result && PQstatus(m_connection) == CONNECTION_BAD)
            return result.error();
    return done();
}

Result<std::vector<PgResult>> PgConnection::flush()
{
    if (auto ok = settle(); !ok) {
        m_queue.clear();
        return ok.error();
    }
    std::vector<const void *> newlyPrepared;
    if (!send(newlyPrepared))
        return lost();
    std::vector<PgResult> results;
    std::optional<Error> failure;
    for (const auto *prepared : newlyPrepared) {
        auto result = take();
        if (!result) {
            if (prepared)
                m_prepared.erase(prepared);
            if (!failure)
                failure = result.error();
            if (PQstatus(m_connection) == CONNECTION_BAD)
                return *failure;
        } else if (!prepared) {
            results.push_back(std::move(*result));
        }
    }
    if (auto sync = take(); !sync && !failure)
        failure = sync.error();
    if (failure)
        return *failure;
    return results;
}

bool PgConnection::isAlive()
{
    return PQconsumeInput(m_connection) == 1 && PQstatus(m_connection) == CONNECTION_OK;
}

bool PgConnection::isInTransaction() const
{
    return PQtransactionStatus(m_connection) != PQTRANS_IDLE;
}

} // namespace zhike::central
