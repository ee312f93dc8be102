// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QJsonValue>
#include <QStringList>
#include <optional>
#include <vector>

namespace zhike::wire {

enum class FieldKind { Text, Id, Date, Month, Instant, Money, Enum, Bool, Integer, Number, Object, Array, Set };

struct FieldRule {
    QString name;
    FieldKind kind = FieldKind::Text;
    QStringList values; //!< of an Enum
    bool required = false; //!< on create
    bool guarded = false; //!< never merged silently (§5.4)
    bool approval = false; //!< guarded, and a change needs a second person (§5.5)
    bool serverOnly = false; //!< a client may read it, not write it
};

//! What a client may do with records of a type.
struct ClientRights {
    bool create = false;
    bool patch = false;
    bool remove = false;
    bool command = false;
};

enum class MergeClass { ServerOnly, Field, AppendOnly, CommandOnly };

//! One row of the table of record types (sync-protocol §2.2): shared by client and server, data and not code.
struct TypeRule {
    QString name;
    int rank = 1; //!< order of a bootstrap (§4.5)
    ClientRights rights;
    MergeClass merge = MergeClass::ServerOnly;
    QHash<QString, FieldRule> fields;
    QList<QStringList> groups; //!< fields that merge as one unit
    QString stateField; //!< empty: no state machine
    QStringList initialStates;
    QHash<QString, QStringList> transitions; //!< state → states that may follow
    QStringList commands;
    QString windowField; //!< the business date that ages a record out; empty: never
    int windowMonths = 0;
    QString windowOpenState; //!< records in this state never age out

    [[nodiscard]] const FieldRule *field(const QString &name) const;
    //! The fields that merge with this one, itself included.
    [[nodiscard]] QStringList groupOf(const QString &field) const;
    [[nodiscard]] bool isGuarded(const QString &field) const;
    [[nodiscard]] bool mayFollow(const QString &from, const QString &to) const;
};

//! nullptr for a type this program does not know: stored and passed on verbatim, never written by a client.
const TypeRule *ruleOf(const QString &type);
const std::vector<TypeRule> &allRules();
int rankOf(const QString &type);
inline constexpr int kRanks = 4; //!< ranks are 0 … kRanks-1

//! Empty when the value suits the field (null suits every field that is not required); otherwise a code such as "bad-date".
QString fieldProblem(const FieldRule &rule, const QJsonValue &value);
//! Names of secrets that are stored nowhere and refused everywhere (security.md §5.2, class C3).
bool isForbiddenName(const QString &field);
//! The business date of a record for its window, YYYY-MM-DD; empty when it never ages out.
QString windowDate(const TypeRule &rule, const QJsonObject &data);

} // namespace zhike::wire
