// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/feed.h"

#include "domain/clock.h"
#include "wire/recordtypes.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <algorithm>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// `{…}` and raw members become one object; values that are texts of their own are not parsed again.
QByteArray withMembers(const QJsonObject &object, const QByteArray &rawMembers)
{
    auto text = compact(object);
    text.chop(1);
    if (text.size() > 1)
        text += ',';
    return text + rawMembers + '}';
}

QDate cutOff(const wire::TypeRule &rule, QDate today)
{
    return addMonthsClamped(today, -rule.windowMonths);
}

} // namespace

Result<int> spreadSeconds(ReadSession &store)
{
    const auto policy = store.policy();
    if (!policy)
        return policy.error();
    const auto devices = store.deviceCount();
    if (!devices)
        return devices.error();
    const int span = policy->value(u"spread_s"_s, u"14400"_s).toInt();
    return *devices > policy->value(u"spread_from_devices"_s, u"1000"_s).toInt() && span > 0 ? int(QRandomGenerator::global()->bounded(span)) : 0;
}

struct Feed::Delta {
    Cursor next;
    QJsonArray added, removed, changed, reset;
    QByteArray rows; //!< comma-separated records
    int scanned = 0;
    bool more = false;
    bool moved = false; //!< the cursor differs from the one that came
    bool behind = false; //!< this node has not come as far as the device
};

bool Feed::isInsideWindow(const StoredRecord &row) const
{
    if (row.businessDate.isEmpty())
        return true;
    const auto *rule = wire::ruleOf(row.type);
    return !rule || rule->windowMonths == 0 || row.businessDate >= cutOff(*rule, m_today).toString(Qt::ISODate);
}

Done Feed::start(Delta &delta, const Grant &grant, const QString &reason)
{
    const auto head = m_store.head(grant.scope);
    if (!head)
        return head.error();
    const auto at = head->value_or(ScopeHead {});
    const SnapshotToken token {m_epoch, grant.scope, at.csn, at.mark, 0, {}, 0, grantFingerprint(grant)};
    QJsonObject entry {{u"scope"_s, grant.scope},
                       {u"grant"_s, grantJson(grant)},
                       {u"snapshot"_s, QString::fromLatin1(token.seal(m_sealer, m_actor.device.id))},
                       {u"not_before_s"_s, 0}};
    if (!reason.isEmpty() && reason != "changed"_L1) {
        const auto wait = spreadSeconds(m_store);
        if (!wait)
            return wait.error();
        entry.insert(u"not_before_s"_s, *wait);
    }
    if (reason.isEmpty())
        delta.added.append(entry);
    else if (reason == "changed"_L1)
        delta.changed.append(entry);
    else {
        entry.insert(u"reason"_s, reason);
        delta.reset.append(entry);
    }
    delta.next.places.insert(grant.scope, {{at.csn, QString::fromLatin1(kAll)}, at.mark, grantFingerprint(grant)});
    delta.moved = true;
    return done();
}

Done Feed::follow(Delta &delta, const Grant &grant, Cursor::Place place, const PageLimits &limits)
{
    const auto found = m_store.head(grant.scope);
    if (!found)
        return found.error();
    const auto head = found->value_or(ScopeHead {});
    auto &position = place.position;
    // A scope that was empty then counts as well: the device may have a record of its own making in it, whose tombstone is gone.
    if (position.csn < head.floor || (position.csn == head.floor && position.id != QLatin1StringView(kAll)))
        return start(delta, grant, u"floor"_s);
    if (position.csn > 0 && position.csn <= head.csn) {
        const auto mark = m_store.mark(grant.scope, position.csn);
        if (!mark)
            return mark.error();
        if (mark->value_or(-1) != place.mark)
            return start(delta, grant, u"diverged"_s);
    }
    const auto fingerprint = grantFingerprint(grant);
    if (fingerprint != place.grant)
        return start(delta, grant, u"changed"_s);

    // Nothing new, or a replica that lags: the same position again.
    if (position.csn > head.csn || (position.csn == head.csn && position.id == QLatin1StringView(kAll))) {
        delta.behind |= position.csn > head.csn;
        delta.next.places.insert(grant.scope, place);
        return done();
    }
    bool atHead = false;
    while (!atHead && delta.scanned < limits.rows && delta.rows.size() < limits.bytes) {
        const int want = qMin(limits.rows - delta.scanned, 100);
        const auto rows = m_store.feed(grant.scope, position, want);
        if (!rows)
            return rows.error();
        bool full = false;
        for (const auto &row : *rows) {
            if (m_actor.access.mayRead(row)) {
                const auto text = m_actor.access.render(row);
                // A page holds at least one row, whatever its size.
                full = delta.scanned > 0 && delta.rows.size() + text.size() > limits.bytes;
                if (full)
                    break;
                if (!delta.rows.isEmpty())
                    delta.rows += ',';
                delta.rows += text;
            }
            ++delta.scanned;
            position = {row.csn, row.id};
            delta.moved = true;
        }
        atHead = !full && rows->size() < want;
        if (full)
            break;
    }
    if (atHead) {
        position = {head.csn, QString::fromLatin1(kAll)};
        place.mark = head.mark;
        delta.moved = true;
    } else {
        delta.more = true;
        const auto mark = m_store.mark(grant.scope, position.csn);
        if (!mark)
            return mark.error();
        place.mark = mark->value_or(0);
    }
    delta.next.places.insert(grant.scope, place);
    return done();
}

Result<QJsonObject> Feed::digests(QJsonObject &undigested)
{
    QJsonObject all;
    for (const auto &grant : m_actor.access.grants()) {
        const auto rows = m_store.digests(grant.scope);
        if (!rows)
            return rows.error();
        QJsonObject types;
        QJsonArray left;
        for (const auto &row : *rows) {
            const auto *rule = wire::ruleOf(row.type);
            const bool aged = rule && rule->windowMonths > 0 && !row.oldest.isEmpty() && row.oldest < cutOff(*rule, m_today).toString(Qt::ISODate);
            if (!m_actor.access.mayRead(grant.scope, row.type))
                continue;
            if (aged || !grant.customers.isEmpty()) { // a sum over all would say something of the other customers
                left.append(row.type);
                continue;
            }
            types.insert(row.type, QJsonObject {{u"n"_s, row.n}, {u"sum"_s, QString::number(row.sum, 16).rightJustified(16, u'0')}});
        }
        if (!types.isEmpty())
            all.insert(grant.scope, types);
        if (!left.isEmpty())
            undigested.insert(grant.scope, left);
    }
    return all;
}

Result<Page> Feed::pull(const QByteArray &cursorText, const PageLimits &limits, const QJsonObject &tail)
{
    Cursor cursor;
    if (!cursorText.isEmpty()) {
        const auto opened = Cursor::open(m_sealer, cursorText, m_actor.device.id);
        if (!opened)
            return Page(Refusal {400, u"cursor-invalid"_s, u"This cursor was not issued to this device."_s});
        cursor = *opened;
        if (cursor.epoch != m_epoch)
            return Page(Refusal {410, u"epoch-changed"_s, u"The server was restored; start again from a snapshot."_s});
    }
    Delta delta;
    delta.next.epoch = m_epoch;
    const auto &grants = m_actor.access.grants();
    for (const auto &scope : cursor.places.keys())
        if (!grants.contains(scope)) {
            delta.removed.append(QJsonObject {{u"scope"_s, scope}, {u"reason"_s, m_actor.access.endOf(scope)}});
            delta.moved = true;
        }
    for (const auto &grant : grants) {
        const auto place = cursor.places.constFind(grant.scope);
        auto ok = place == cursor.places.cend() ? start(delta, grant, {}) : follow(delta, grant, *place, limits);
        if (!ok)
            return ok.error();
    }

    QJsonObject head = tail;
    head.insert(u"request_cursor"_s, u"sha256:"_s + QString::fromLatin1(QCryptographicHash::hash(cursorText, QCryptographicHash::Sha256).toHex()));
    head.insert(u"epoch"_s, m_epoch);
    head.insert(u"scopes"_s, QJsonObject {{u"added"_s, delta.added}, {u"removed"_s, delta.removed}, {u"changed"_s, delta.changed}, {u"reset"_s, delta.reset}});
    // An unchanged place keeps its text, so that a quiet round writes nothing on the device.
    head.insert(u"next_cursor"_s, QString::fromLatin1(delta.moved || cursorText.isEmpty() ? delta.next.seal(m_sealer, m_actor.device.id) : cursorText));
    head.insert(u"more"_s, delta.more);
    if (!delta.more && !delta.behind) {
        QJsonObject undigested;
        const auto sums = digests(undigested);
        if (!sums)
            return sums.error();
        head.insert(u"digest"_s, *sums);
        head.insert(u"undigested"_s, undigested); // a type named in neither has no rows
    }
    return Page(withMembers(head, "\"changes\":[" + delta.rows + ']'));
}

Result<Page> Feed::snapshot(const QString &scope, const QByteArray &tokenText, const PageLimits &limits)
{
    auto token = SnapshotToken::open(m_sealer, tokenText, m_actor.device.id);
    if (!token || token->scope != scope)
        return Page(Refusal {400, u"cursor-invalid"_s, u"This token was not issued for this scope and device."_s});
    if (token->epoch != m_epoch)
        return Page(Refusal {410, u"epoch-changed"_s, u"The server was restored; start again from a snapshot."_s});
    const auto *grant = m_actor.access.grant(scope);
    if (!grant)
        return Page(Refusal {403, u"forbidden"_s, u"No grant on this scope."_s});
    // Rows follow one grant from the first page to the last. It has changed since, which the feed tells, or this node has not heard of the change.
    if (!token->grant.isEmpty() && token->grant != grantFingerprint(*grant))
        return Page(Refusal {403, u"forbidden"_s, u"The grant on this scope has changed."_s});
    // The feed goes on from csn0: a replica that has not come so far would leave out what nobody brings any more.
    const auto head = m_store.head(scope);
    if (!head)
        return head.error();
    if (head->value_or(ScopeHead {}).csn < token->csn0)
        return Page(Refusal {503, u"overloaded"_s, u"This node is behind; ask again."_s});

    QByteArray text;
    int taken = 0;
    bool end = false, full = false;
    while (!end && !full) {
        const int want = qMin(limits.rows, 100);
        const auto rows = m_store.snapshotRows(scope, token->rank, token->id, want);
        if (!rows)
            return rows.error();
        for (const auto &row : *rows) {
            if (m_actor.access.mayRead(row) && isInsideWindow(row)) {
                const auto json = m_actor.access.render(row);
                full = taken > 0 && (taken == limits.rows || text.size() + json.size() > limits.bytes);
                if (full)
                    break;
                if (!text.isEmpty())
                    text += ',';
                text += json;
                ++taken;
            }
            token->rank = wire::rankOf(row.type);
            token->id = row.id;
            ++token->done;
        }
        end = !full && rows->size() < want;
    }
    qint64 estimate = 0;
    const auto sums = m_store.digests(scope);
    if (!sums)
        return sums.error();
    for (const auto &row : *sums)
        estimate += row.n;
    QJsonObject members {{u"at"_s, QJsonObject {{u"csn0"_s, QString::number(token->csn0)}}},
                         {u"progress"_s, QJsonObject {{u"done"_s, token->done}, {u"estimate"_s, qMax(estimate, token->done)}}},
                         {u"next"_s, end ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromLatin1(token->seal(m_sealer, m_actor.device.id)))}};
    return Page(withMembers(members, "\"rows\":[" + text + ']'));
}

Result<QList<ManifestRow>> Feed::manifest(const QString &scope, const QString &type, const QString &after, int limit)
{
    const auto &customers = m_actor.access.grant(scope)->customers;
    if (customers.isEmpty())
        return m_store.manifest(scope, type, after, limit);
    QList<ManifestRow> list;
    for (const auto &customer : customers) {
        const auto rows = m_store.recordsOf(customer, type);
        if (!rows)
            return rows.error();
        for (const auto &row : *rows)
            if (row.scope == scope && row.id > after)
                list.append({row.id, row.version});
    }
    std::sort(list.begin(), list.end(), [](const ManifestRow &a, const ManifestRow &b) { return a.id < b.id; });
    list.resize(qMin(list.size(), qsizetype(limit)));
    return list;
}

Result<Page> Feed::verify(const QString &scope, const QString &type, const QString &after, const QStringList &fetch, int limit)
{
    if (!m_actor.access.mayRead(scope, type))
        return Page(Refusal {403, u"forbidden"_s, u"No grant on this scope and type."_s});
    QByteArray records;
    for (const auto &id : fetch) {
        const auto row = m_store.record(id);
        if (!row)
            return row.error();
        if (!*row || (*row)->scope != scope || (*row)->type != type || !m_actor.access.mayRead(**row))
            continue;
        if (!records.isEmpty())
            records += ',';
        records += m_actor.access.render(**row);
    }
    const auto rows = manifest(scope, type, after.isNull() ? u""_s : after, limit);
    if (!rows)
        return rows.error();
    QJsonArray list;
    for (const auto &row : *rows)
        list.append(QJsonArray {row.id, row.version});
    const QJsonObject head {{u"scope"_s, scope},
                            {u"type"_s, type},
                            {u"rows"_s, list},
                            {u"next"_s, rows->size() < limit ? QJsonValue(QJsonValue::Null) : QJsonValue(rows->last().id)}};
    return Page(withMembers(head, "\"records\":[" + records + ']'));
}

} // namespace zhike::central
