// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "today/calldelegate.h"
#include "widgets/page.h"

class QListView;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace zhike::ui {

class EmptyState;
class KeyFigure;
class MessageBar;
class Panel;
class RowList;
class Segmented;
class ShareBar;
class Sparkline;
class TimeGrid;

//! The day at a glance: whom to contact first and why, the agenda, what runs out, and whether the data is in step.
class TodayPage final : public Page {
    Q_OBJECT
public:
    TodayPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    void refresh() override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildFigures();
    QWidget *buildAgenda();
    QWidget *buildCalls();
    QWidget *buildSide();
    void arrange(); //!< three columns, or two with a switch
    void fill(const services::Today &today);
    void showHeader();
    void showFigures();
    void showAgenda();
    void showCalls();
    void showSide();
    bool isBookHere(); //!< else m_notHere says why not
    void act(CallDelegate::Action action, const QModelIndex &index);
    void putOff(const services::CallRow &call, QDate day);
    void complete(const QModelIndex &index);
    void toggle(const services::TaskRow &task);
    void report(const Error &error);
    void explainRanking();

    services::Today m_today;
    QList<services::TaskRow> m_doneHere; //!< ticked off on this page, due on another day: they stay visible too
    bool m_narrow = false;
    PageHeader *m_header;
    Segmented *m_switch;
    MessageBar *m_message;
    KeyFigure *m_toContact;
    KeyFigure *m_maturing;
    KeyFigure *m_alertFigure;
    KeyFigure *m_inflow;
    KeyFigure *m_contacts;
    Sparkline *m_inflowLine;
    QWidget *m_contactsBox;
    ShareBar *m_progress;
    QLabel *m_progressText;
    Panel *m_agendaPanel;
    RowList *m_allDay;
    TimeGrid *m_grid;
    Panel *m_callsPanel;
    CallModel *m_calls;
    CallDelegate *m_delegate;
    QListView *m_list;
    QStackedWidget *m_callStack;
    EmptyState *m_notHere; //!< in its place while there are no customers
    QWidget *m_more;
    QLabel *m_moreText;
    QPushButton *m_moreButton;
    QLabel *m_excluded;
    QWidget *m_side;
    Panel *m_clockPanel;
    RowList *m_clocks;
    Panel *m_alertPanel;
    RowList *m_alerts;
    Panel *m_datePanel;
    RowList *m_dates;
    RowList *m_sync;
};

} // namespace zhike::ui
