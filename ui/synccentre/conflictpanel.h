// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "widgets/panel.h"

class QButtonGroup;
class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace zhike::ui {

class RowList;
class Segmented;

//! The inbox: base, mine, theirs and the result per field. Nothing is chosen for a person, and saving waits until every field is; several conflicts can be
//! ticked and settled alike. Beside it what was merged by itself, with its reason and a way back.
//! Keys: ↑ ↓ field, 1 mine, 2 theirs, B base, Ctrl+Enter save.
class ConflictPanel final : public Panel {
    Q_OBJECT
public:
    explicit ConflictPanel(QWidget *parent = nullptr);
    void setConflicts(const QList<services::ConflictRow> &conflicts, QDate today);
    void setMerged(const QList<services::MergedRow> &merged, QDate today);
    void choose(int field, const QString &choice); //!< "mine", "theirs" or "base"
    [[nodiscard]] int open() const; //!< fields of the shown conflict without a choice
    [[nodiscard]] QString opId() const;
    void tick(const QString &opId, bool ticked); //!< for settling several alike
    [[nodiscard]] QStringList ticked() const;

Q_SIGNALS:
    void resolveRequested(const QString &opId, const QJsonObject &choices);
    void resolveAllRequested(const QStringList &opIds, const QString &take);
    void discardRequested(const QString &opId);
    void undoMergeRequested(qint64 merge);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildButtons();
    QWidget *buildBulk();
    void rebuild();
    void rebuildInbox();
    void rebuildFields();
    void showChoices();
    void showMerged();
    void showView();
    void save();

    QList<services::ConflictRow> m_conflicts;
    QList<services::MergedRow> m_merged;
    QDate m_today;
    int m_index = 0;
    QHash<QString, QString> m_choices; //!< field → choice, of the conflict shown
    QSet<QString> m_ticked;
    QString m_shownOp;
    Segmented *m_view;
    QWidget *m_inbox;
    QLabel *m_title;
    QLabel *m_explain;
    QScrollArea *m_scroll;
    QList<QButtonGroup *> m_groups;
    QList<QLabel *> m_results;
    QList<QLabel *> m_whys;
    QWidget *m_filled;
    QWidget *m_none;
    QWidget *m_bulk;
    QLabel *m_bulkText;
    QPushButton *m_save;
    QLabel *m_left;
    QPushButton *m_allMine;
    QPushButton *m_allTheirs;
    QWidget *m_mergedBox;
    QWidget *m_mergedRows;
    QLabel *m_mergedHead;
};

} // namespace zhike::ui
