// SPDX-License-Identifier: GPL-3.0-or-later
#include "replica.h"

#include <QCryptographicHash>

namespace zhike::central::test {

using namespace Qt::Literals::StringLiterals;

namespace {

qint64 csnOf(const QJsonObject &record)
{
    return record.value(u"csn"_s).toString().toLongLong();
}

} // namespace

void Replica::pull(bool lost, bool doubled)
{
    const auto page = m_desk.pull(m_cursor, m_pageSize);
    if (page.value(u"http"_s).toInt() != 200)
        qFatal("pull refused");
    if (lost)
        return;
    apply(page);
    if (doubled)
        apply(page);
}

void Replica::apply(const QJsonObject &page)
{
    const auto mine = u"sha256:"_s + QString::fromLatin1(QCryptographicHash::hash(m_cursor.toLatin1(), QCryptographicHash::Sha256).toHex());
    if (page.value(u"request_cursor"_s) != mine)
        return; // an answer to an older question
    const auto scopes = page.value(u"scopes"_s).toObject();
    for (const auto &entry : scopes.value(u"removed"_s).toArray())
        dropScope(entry.toObject().value(u"scope"_s).toString());
    startJobs(scopes.value(u"added"_s).toArray());
    startJobs(scopes.value(u"reset"_s).toArray());
    startJobs(scopes.value(u"changed"_s).toArray());
    // The outcome must not depend on the order of application: rows first, control rows last, or the other way round.
    QList<QJsonObject> controls;
    for (const auto &value : page.value(u"changes"_s).toArray()) {
        const auto record = value.toObject();
        ++m_received;
        if (record.value(u"type"_s) == u"_member"_s)
            controls.append(record);
        else
            applyRow(record);
    }
    for (const auto &record : std::as_const(controls))
        applyMember(record);
    m_cursor = page.value(u"next_cursor"_s).toString();
    m_consistent = !page.value(u"more"_s).toBool() && m_jobs.isEmpty();
    m_digest = page.value(u"digest"_s).toObject();
}

void Replica::applyRow(const QJsonObject &record)
{
    const auto id = record.value(u"id"_s).toString(), scope = record.value(u"scope"_s).toString();
    const auto customer = record.value(u"customer_id"_s).toString();
    if (csnOf(record) < m_members.value({scope, customer}, 0))
        return;
    const auto it = m_rows.find(id);
    if (it != m_rows.end()) {
        const auto known = it->record.value(u"version"_s).toInteger(), comes = record.value(u"version"_s).toInteger();
        if (comes == known)
            it->generation = generation(scope);
        if (comes <= known)
            return;
    }
    m_rows.insert(id, {record, generation(scope)});
}

void Replica::applyMember(const QJsonObject &record)
{
    const auto scope = record.value(u"scope"_s).toString(), customer = record.value(u"customer_id"_s).toString();
    auto &n = m_members[{scope, customer}];
    n = qMax(n, csnOf(record));
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        const auto &row = it->record;
        const bool stale = row.value(u"scope"_s) == scope && row.value(u"customer_id"_s) == customer && csnOf(row) < n;
        it = stale ? m_rows.erase(it) : std::next(it);
    }
}

void Replica::startJobs(const QJsonArray &entries)
{
    for (const auto &value : entries) {
        const auto entry = value.toObject();
        const auto scope = entry.value(u"scope"_s).toString();
        m_jobs.insert(scope, {entry.value(u"snapshot"_s).toString(), ++m_generations[scope]});
    }
}

void Replica::dropScope(const QString &scope)
{
    m_jobs.remove(scope);
    for (auto it = m_rows.begin(); it != m_rows.end();)
        it = it->record.value(u"scope"_s) == scope ? m_rows.erase(it) : std::next(it);
    for (auto it = m_members.begin(); it != m_members.end();)
        it = it.key().first == scope ? m_members.erase(it) : std::next(it);
}

bool Replica::bootstrapStep(bool lost)
{
    if (m_jobs.isEmpty())
        return false;
    const auto scope = m_jobs.firstKey();
    auto &job = m_jobs[scope];
    const auto page = m_desk.snapshot(scope, job.token, m_pageSize);
    if (page.value(u"http"_s).toInt() == 403) { // the grant went away; the next pull says so
        m_jobs.remove(scope);
        return true;
    }
    if (page.value(u"http"_s).toInt() != 200)
        qFatal("snapshot refused");
    if (lost)
        return true;
    for (const auto &value : page.value(u"rows"_s).toArray()) {
        ++m_received;
        applyRow(value.toObject());
    }
    m_consistent = false;
    if (page.value(u"next"_s).isString()) {
        job.token = page.value(u"next"_s).toString();
        return true;
    }
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        const bool swept = it->record.value(u"scope"_s) == scope && it->generation < job.generation;
        it = swept ? m_rows.erase(it) : std::next(it);
    }
    m_jobs.remove(scope);
    return true;
}

void Replica::settle()
{
    for (int i = 0; i < 10000; ++i) {
        pull();
        while (bootstrapStep()) { }
        if (m_consistent)
            return;
    }
    qFatal("the replica never settles");
}

QMap<QString, QJsonObject> Replica::rows(const QString &scope) const
{
    QMap<QString, QJsonObject> found;
    for (const auto &row : m_rows)
        if (row.record.value(u"scope"_s) == scope && !row.record.value(u"deleted"_s).toBool())
            found.insert(row.record.value(u"id"_s).toString(), row.record);
    return found;
}

} // namespace zhike::central::test
