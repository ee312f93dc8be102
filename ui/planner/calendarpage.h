// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/page.h"

class QStackedWidget;

namespace zhike::ui {

class BacklogList;
class MessageBar;
class MiniMonth;
class MonthGrid;
class Panel;
class RowList;
class Segmented;
class TimeGrid;
class WeekHead;

//! The manager's calendar: week, month and list of the same entries, with lunar text, terms and holidays; what has no time waits at the side.
class CalendarPage final : public Page {
    Q_OBJECT
public:
    enum class View { Week, Month, List };
    CalendarPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    void refresh() override;
    void setView(View view);
    [[nodiscard]] View view() const { return m_view; }
    void goTo(QDate day);
    [[nodiscard]] QDate anchor() const { return m_anchor; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildSide();
    void wire();
    void fill();
    void showList();
    void step(int direction);
    void create(const QDateTime &start);
    void schedule(const services::TaskRow &task);
    void move(const services::TaskRow &task, const QDateTime &start, const QDateTime &end);
    void moveDay(const services::TaskRow &task, QDate day);
    void toggle(const services::TaskRow &task);
    void skip(const services::TaskRow &task);
    void menu(const services::TaskRow &task, const QPoint &global);
    void open(const services::TaskRow &task);
    template<class Command>
    void run(Command command, const QString &said);
    [[nodiscard]] std::pair<QDate, QDate> range() const;

    View m_view = View::Week;
    QDate m_anchor;
    services::CalendarRange m_range;
    PageHeader *m_header;
    Segmented *m_views;
    MessageBar *m_message;
    QStackedWidget *m_stack;
    WeekHead *m_head;
    TimeGrid *m_grid;
    MonthGrid *m_month;
    RowList *m_list;
    QWidget *m_side;
    Panel *m_miniPanel;
    MiniMonth *m_mini;
    Panel *m_backlogPanel;
    BacklogList *m_backlog;
};

} // namespace zhike::ui
