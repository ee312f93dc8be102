// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "widgets/panel.h"

class QButtonGroup;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace zhike::ui {

class Segmented;

//! One conflict at a time: base, mine and theirs per field. Nothing is chosen for a person, and saving waits until every field is.
//! Keys: ↑ ↓ field, 1 mine, 2 theirs, B base, Ctrl+Enter save.
class ConflictPanel final : public Panel {
    Q_OBJECT
public:
    explicit ConflictPanel(QWidget *parent = nullptr);
    void setConflicts(const QList<services::ConflictRow> &conflicts, QDate today);
    void choose(int field, const QString &choice); //!< "mine", "theirs" or "base"
    [[nodiscard]] int open() const; //!< fields of the shown conflict without a choice
    [[nodiscard]] QString opId() const;

Q_SIGNALS:
    void resolveRequested(const QString &opId, const QJsonObject &choices);
    void discardRequested(const QString &opId);
    void customerRequested(const zhike::CustomerId &customer);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void showChoices();
    void save();

    QList<services::ConflictRow> m_conflicts;
    QDate m_today;
    int m_index = 0;
    QHash<QString, QString> m_choices; //!< field → choice, of the conflict shown
    QString m_shownOp;
    QLabel *m_title;
    QLabel *m_explain;
    QPushButton *m_previous;
    QPushButton *m_next;
    QScrollArea *m_scroll;
    QList<QButtonGroup *> m_groups;
    QList<QLabel *> m_results;
    QWidget *m_filled;
    QWidget *m_none;
    QPushButton *m_save;
    QLabel *m_left;
    QPushButton *m_allMine;
    QPushButton *m_allTheirs;
};

} // namespace zhike::ui
