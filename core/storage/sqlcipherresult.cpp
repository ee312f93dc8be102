// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlcipherresult.h"

#include "sqlite/connection.h"
#include "storage/sqlcipherdriver.h"

#include <QSqlError>
#include <QSqlField>
#include <QSqlRecord>
#include <QVariant>
#include <sqlite3.h>

Q_DECLARE_OPAQUE_POINTER(sqlite3_stmt *)
Q_DECLARE_METATYPE(sqlite3_stmt *)

namespace zhike::storage {

SqlCipherResult::SqlCipherResult(const SqlCipherDriver *driver) : QSqlResult(driver), m_driver(driver)
{
    setForwardOnly(true);
}

SqlCipherResult::~SqlCipherResult()
{
    finalize();
}

void SqlCipherResult::finalize()
{
    sqlite3_finalize(std::exchange(m_stmt, nullptr));
    m_ended = true;
    m_rowReady = false;
}

bool SqlCipherResult::fail(const char *doing)
{
    const auto error
        = m_driver->database() ? sqlite::engineError(m_driver->database(), doing) : Error {ErrorCode::Internal, QStringLiteral("not open"), {}, {}};
    setLastError(QSqlError(QString(), error.detail, QSqlError::StatementError, QString::number(int(error.code))));
    return false;
}

QVariant SqlCipherResult::handle() const
{
    return QVariant::fromValue(m_stmt);
}

bool SqlCipherResult::reset(const QString &query)
{
    return prepare(query) && exec();
}

bool SqlCipherResult::prepare(const QString &query)
{
    finalize();
    setActive(false);
    setSelect(false);
    if (!m_driver->database())
        return fail("prepare");
    const auto utf8 = query.toUtf8();
    const char *tail = nullptr;
    if (sqlite3_prepare_v3(m_driver->database(), utf8.constData(), int(utf8.size()), SQLITE_PREPARE_PERSISTENT, &m_stmt, &tail) != SQLITE_OK)
        return fail("prepare");
    if (!m_stmt || !QByteArray(tail).trimmed().isEmpty()) {
        finalize();
        setLastError(QSqlError(QString(), QStringLiteral("exactly one statement is expected"), QSqlError::StatementError));
        return false;
    }
    return true;
}

bool SqlCipherResult::exec()
{
    if (!m_stmt)
        return fail("exec");
    sqlite3_reset(m_stmt);
    sqlite3_clear_bindings(m_stmt);
    setAt(QSql::BeforeFirstRow);
    m_rowReady = false;
    m_ended = false;

    const auto &values = boundValues();
    const int expected = sqlite3_bind_parameter_count(m_stmt);
    if (values.size() < expected) {
        setLastError(QSqlError(QString(), QStringLiteral("%1 values bound, %2 expected: %3").arg(values.size()).arg(expected).arg(lastQuery()),
                               QSqlError::StatementError));
        return false;
    }
    for (int i = 0; i < expected; ++i) {
        const QVariant &value = values.at(i);
        int code = SQLITE_OK;
        if (value.isNull()) {
            code = sqlite3_bind_null(m_stmt, i + 1);
        } else {
            switch (value.typeId()) {
            case QMetaType::Int:
            case QMetaType::UInt:
            case QMetaType::LongLong:
            case QMetaType::ULongLong:
            case QMetaType::Bool: code = sqlite3_bind_int64(m_stmt, i + 1, value.toLongLong()); break;
            case QMetaType::Double:
            case QMetaType::Float: code = sqlite3_bind_double(m_stmt, i + 1, value.toDouble()); break;
            case QMetaType::QByteArray: {
                const auto bytes = value.toByteArray();
                code = sqlite3_bind_blob64(m_stmt, i + 1, bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT);
                break;
            }
            default: {
                const auto text = value.toString();
                code = sqlite3_bind_text16(m_stmt, i + 1, text.utf16(), int(text.size() * 2), SQLITE_TRANSIENT);
            }
            }
        }
        if (code != SQLITE_OK)
            return fail("bind");
    }
    const int columns = sqlite3_column_count(m_stmt);
    setSelect(columns > 0);
    if (!step())
        return false;
    m_rowReady = !m_ended;
    setActive(true);
    return true;
}

bool SqlCipherResult::step()
{
    const int code = sqlite3_step(m_stmt);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE) {
        m_ended = true;
        sqlite3_reset(m_stmt); // gives the read lock back as soon as the last row was seen
        return true;
    }
    fail("step");
    m_ended = true;
    sqlite3_reset(m_stmt);
    return false;
}

bool SqlCipherResult::fetchNext()
{
    if (m_rowReady) {
        m_rowReady = false;
        setAt(0);
        return true;
    }
    if (m_ended || at() == QSql::AfterLastRow)
        return false;
    if (!step() || m_ended) {
        setAt(QSql::AfterLastRow);
        return false;
    }
    setAt(at() + 1);
    return true;
}

bool SqlCipherResult::fetchFirst()
{
    return at() == QSql::BeforeFirstRow && fetchNext();
}

bool SqlCipherResult::fetch(int index)
{
    while (at() < index)
        if (!fetchNext())
            return false;
    return at() == index;
}

bool SqlCipherResult::fetchLast()
{
    return false; // forward-only: the last row is known when there is no next one
}

QVariant SqlCipherResult::data(int field)
{
    if (!m_stmt || m_ended || field < 0 || field >= sqlite3_column_count(m_stmt))
        return {};
    switch (sqlite3_column_type(m_stmt, field)) {
    case SQLITE_INTEGER: return qint64(sqlite3_column_int64(m_stmt, field));
    case SQLITE_FLOAT: return sqlite3_column_double(m_stmt, field);
    case SQLITE_BLOB: return QByteArray(static_cast<const char *>(sqlite3_column_blob(m_stmt, field)), sqlite3_column_bytes(m_stmt, field));
    case SQLITE_TEXT: {
        const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_stmt, field));
        return QString::fromUtf8(utf8, sqlite3_column_bytes(m_stmt, field));
    }
    default: return {};
    }
}

bool SqlCipherResult::isNull(int field)
{
    return !m_stmt || m_ended || sqlite3_column_type(m_stmt, field) == SQLITE_NULL;
}

int SqlCipherResult::numRowsAffected()
{
    return m_driver->database() ? sqlite3_changes(m_driver->database()) : -1;
}

QVariant SqlCipherResult::lastInsertId() const
{
    return m_driver->database() ? QVariant(qint64(sqlite3_last_insert_rowid(m_driver->database()))) : QVariant();
}

QSqlRecord SqlCipherResult::record() const
{
    QSqlRecord record;
    for (int i = 0; m_stmt && i < sqlite3_column_count(m_stmt); ++i)
        record.append(QSqlField(QString::fromUtf8(sqlite3_column_name(m_stmt, i))));
    return record;
}

void SqlCipherResult::detachFromResultSet()
{
    if (m_stmt)
        sqlite3_reset(m_stmt);
    m_ended = true;
    m_rowReady = false;
}

} // namespace zhike::storage
