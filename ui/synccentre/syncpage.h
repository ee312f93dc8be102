// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "widgets/page.h"

class QProgressBar;
class QPushButton;
class QTimer;

namespace zhike::ui {

class ConflictPanel;
class IconLabel;
class MessageBar;
class Panel;
class RowList;

//! The recent rounds as a strip of ticks, oldest left.
class RoundStrip final : public QWidget {
    Q_OBJECT
public:
    explicit RoundStrip(QWidget *parent = nullptr);
    void setRounds(const QList<std::pair<QDateTime, QString>> &rounds);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF tick(int index) const;
    QList<std::pair<QDateTime, QString>> m_rounds;
};

//! What is in step with the centre and what is not: last round, waiting changes, freshness, and conflicts to decide.
class SyncPage final : public Page {
    Q_OBJECT
public:
    SyncPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    void refresh() override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    QWidget *buildState();
    QWidget *buildOffline();
    void fill();
    void showState();
    void showOutbox();
    void showFreshness();
    void showWarnings();
    void discard(const QString &opId);
    void confirmDiscard(const QString &opId);
    void correct(const QString &opId); //!< asks for another value of the field that was refused
    void resolved(const QStringList &opIds); //!< offers the way back for ten seconds
    [[nodiscard]] const services::OutboxRow *operation(const QString &opId) const;
    template<class Command>
    void run(Command command, const QString &said);

    services::SyncCentre m_centre;
    PageHeader *m_header;
    MessageBar *m_message;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_line;
    QPushButton *m_now;
    QProgressBar *m_progress;
    RoundStrip *m_strip;
    Panel *m_outboxPanel;
    RowList *m_outbox;
    QPushButton *m_takeBack;
    QPushButton *m_correct;
    MessageBar *m_undo;
    QTimer *m_undoTimer;
    QStringList m_undoable;
    Panel *m_freshPanel;
    RowList *m_fresh;
    ConflictPanel *m_conflicts;
};

} // namespace zhike::ui
