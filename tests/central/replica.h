// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank.h"

namespace zhike::central::test {

//! The smallest client that keeps the apply rules of §4.3 and §4.5: rows in memory, one page at a time. The oracle of the feed tests.
class Replica {
public:
    Replica(Desk desk, int pageSize) : m_desk(std::move(desk)), m_pageSize(pageSize) { }

    //! One pull. \param lost the answer never arrives; \param doubled it is applied twice
    void pull(bool lost = false, bool doubled = false);
    //! One page of one running bootstrap, if there is one.
    bool bootstrapStep(bool lost = false);
    void settle(); //!< until nothing is left to fetch
    [[nodiscard]] bool isConsistent() const { return m_consistent; }
    [[nodiscard]] Desk &desk() { return m_desk; }
    [[nodiscard]] const QString &cursor() const { return m_cursor; }
    //! Rows of a scope, by id, without tombstones.
    [[nodiscard]] QMap<QString, QJsonObject> rows(const QString &scope) const;
    [[nodiscard]] const QJsonObject &digest() const { return m_digest; }
    [[nodiscard]] int rowsReceived() const { return m_received; }

private:
    struct Row {
        QJsonObject record;
        int generation = 0;
    };
    struct Job {
        QString token;
        int generation = 0;
    };
    void apply(const QJsonObject &page);
    void applyRow(const QJsonObject &record);
    void applyMember(const QJsonObject &record);
    void startJobs(const QJsonArray &entries);
    void dropScope(const QString &scope);
    [[nodiscard]] int generation(const QString &scope) const { return m_generations.value(scope); }

    Desk m_desk;
    int m_pageSize;
    QString m_cursor;
    bool m_consistent = false;
    QMap<QString, Row> m_rows; //!< by id, tombstones included
    QMap<std::pair<QString, QString>, qint64> m_members; //!< (scope, customer) → n
    QMap<QString, Job> m_jobs; //!< by scope
    QMap<QString, int> m_generations;
    QJsonObject m_digest;
    int m_received = 0;
};

} // namespace zhike::central::test
