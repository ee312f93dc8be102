// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "office.h"

#include "central/sync/cursor.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <optional>

namespace zhike::sim {

class Device;

//! What a person may see, as the bank said it; kept apart from the endpoint's own tables.
struct Right {
    QString role;
    QStringList types; //!< empty: all
    QStringList mask;
    qint64 untilMs = 0; //!< 0: open
};

//! An operation a person was told is kept.
struct OpNote {
    QJsonObject body;
    QString status; //!< first final answer that reached the device
    QJsonObject answer;
    bool excused = false; //!< its effect went with a lost timeline, or its device's store was put back
};

//! A second opinion on everything: what each side acknowledged, every version of every record, and the invariants of sync-protocol §12. Never asks the code under test.
class Oracle {
public:
    explicit Oracle(Office &office) : m_office(office) { }

    [[nodiscard]] bool failed() const { return !m_failure.isEmpty(); }
    [[nodiscard]] const QString &failure() const { return m_failure; }
    void fail(const QString &invariant, const QString &what);

    QMap<QString, QMap<QString, Right>> rights; //!< login → scope → right
    QMap<QString, QSet<QString>> masksEver; //!< login → fields withheld at any time

    //! Reads what the bank committed since the last look (I15).
    void look();
    //! The bank went back in time: everything known is read anew, what it lost is excused (I22).
    void lookAgain(const QList<Device *> &devices);
    //! What a page that reaches the head must lead to: id → version of all live rows in the user's reach.
    [[nodiscard]] QMap<QString, qint64> reach(const QString &login, qint64 nowMs) const;
    [[nodiscard]] const QHash<QString, central::StoredRecord> &rows() const { return m_rows; }
    [[nodiscard]] QMap<qint64, QJsonObject> versionsOf(const QString &id) const { return m_history.value(id); } //!< content by version
    [[nodiscard]] bool mayRead(const QString &login, const QString &scope, const QString &type, qint64 nowMs) const;

    //! Every answer of the bank, before the network gets it: rights on the wire (I19), results (I4, I11–I13), content by version (I15).
    void onAnswer(const Device &device, const sync::HttpRequest &request, const sync::HttpResponse &response, qint64 nowMs);
    //! One effect per accepted operation, none lost (I2, I4).
    void checkEffects(const QList<Device *> &devices);
    //! No device stands before what its cursor says: each row of the bank up to there is here, and nothing the bank has not (I8, I10). Right after a page was taken.
    void checkApplied(Device &device, qint64 nowMs);
    [[nodiscard]] bool isInReach(const QString &login, const QString &customer, qint64 nowMs) const;
    [[nodiscard]] bool hasAnswered(const QString &opId) const { return m_answers.contains(opId); }
    void checkSealed(Device &device); //!< in peace
    void nextTimeline() { ++m_time; } //!< what comes now is not the history of the cursors that are out
    //! What stands on a device at any time: pending work (I3), what is shown (I16), no resurrection (I5), content by version.
    void checkDevice(Device &device);
    //! After peace: the device holds exactly what the bank holds for it (I1, I7, I23, I24, I26).
    void checkConverged(Device &device, qint64 nowMs);

    QMap<QString, qint64> coverage; //!< rows of the protocol's tables reached

private:
    using Versions = QMap<qint64, QJsonObject>;
    void noteContent(const QString &id, qint64 version, const QJsonObject &data, const QStringList &masked, const char *where);
    void noteRecord(const QJsonObject &record, const Device &device, qint64 nowMs, const char *where);
    void checkCursor(const Device &device, const QByteArray &asked, const QJsonObject &answer);
    void countMerge(const QJsonObject &op, const QJsonObject &result);
    void judge(const QJsonObject &op, const QJsonObject &result, const QJsonObject &record);
    [[nodiscard]] QJsonObject shown(const central::StoredRecord &row, const QString &login) const;

    Office &m_office;
    QString m_failure;
    QHash<QString, central::StoredRecord> m_rows; //!< the bank as it stands, tombstones and control rows included
    QMap<QString, qint64> m_heads;
    QHash<QString, Versions> m_history;
    qint64 m_auditSeen = 0;
    QHash<QString, int> m_effects; //!< op id → accepted effects in the audit
    QHash<QString, QJsonObject> m_answers; //!< op id → first final answer of the bank
    QHash<QString, QString> m_sealedAnswers; //!< op id → what became of it when it came sealed
    QHash<QByteArray, int> m_cursorTime; //!< cursor → the history it is of
    int m_time = 0;
};

QJsonObject parse(const QByteArray &json);
QByteArray compact(const QJsonObject &object);

} // namespace zhike::sim
