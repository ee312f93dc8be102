// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "agenda/blocks.h"

#include <QWidget>

namespace zhike::ui {

//! Days beside each other over the hours, timed tasks as blocks. Moving is by drag, by M and the arrows, or by the menu; nothing is moved
//! here: moveRequested() says what a person wants, and the page gives the new rows back.
class TimeGrid : public QWidget {
    Q_OBJECT
public:
    explicit TimeGrid(QWidget *parent = nullptr);

    void setDays(const QList<services::CalendarDay> &days);
    void setTasks(const QList<services::TaskRow> &tasks);
    void setNow(const QDateTime &now); //!< the now-line and what "today" is
    void setCompact(bool compact); //!< one narrow day, as on Today

    [[nodiscard]] const services::TaskRow *selected() const;
    void select(const TaskId &task, const QDateTime &start = {});
    [[nodiscard]] QRectF blockRect(int task) const; //!< of the first day it shows; empty: not shown
    [[nodiscard]] QPoint pointAt(const QDateTime &at) const;
    [[nodiscard]] QDateTime timeAt(const QPoint &at) const; //!< rounded down to 30 minutes; invalid outside
    [[nodiscard]] QRectF dayRect(int day) const;
    [[nodiscard]] int hourColumnWidth() const;
    [[nodiscard]] int yOf(QTime time) const;
    [[nodiscard]] QString moveSentence() const; //!< what the move under way would do
    [[nodiscard]] bool isMoving() const { return m_moving; }
    void beginMove(); //!< M: the arrows now move the selected block
    void showDropTarget(const services::TaskRow &task, const QDateTime &start); //!< of something dragged in from outside
    void clearDropTarget();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void moveRequested(const zhike::services::TaskRow &task, const QDateTime &start, const QDateTime &end);
    void toggleRequested(const zhike::services::TaskRow &task); //!< Space: done or open again
    void skipRequested(const zhike::services::TaskRow &task); //!< Delete
    void openRequested(const zhike::services::TaskRow &task); //!< Enter
    void newRequested(const QDateTime &start); //!< N or a double click on free time
    void menuRequested(const zhike::services::TaskRow &task, const QPoint &global);
    void selectionChanged();
    void movingChanged(const QString &sentence); //!< empty: over

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Shown {
        int task;
        int day;
        QRectF box;
    };
    void relayout();
    void paintBackground(QPainter &painter) const;
    void paintBlock(QPainter &painter, const services::TaskRow &task, const QRectF &box, bool selected) const;
    void paintMove(QPainter &painter) const;
    void paintNow(QPainter &painter) const;
    [[nodiscard]] int shownAt(const QPointF &at) const;
    void step(int days, int blocks);
    void shiftMove(int days, int minutes);
    void endMove(bool commit);
    [[nodiscard]] QRectF slotRect(const QDateTime &start, const QDateTime &end) const;
    void setCurrent(int shown);

    const Theme &m_theme;
    QList<services::CalendarDay> m_days;
    QList<services::TaskRow> m_tasks;
    QList<Shown> m_shown; //!< by day and time
    QDateTime m_now;
    int m_fromHour = 8;
    int m_toHour = 19;
    bool m_compact = false;
    int m_current = -1; //!< in m_shown
    bool m_moving = false;
    bool m_dragging = false;
    QPoint m_pressed;
    int m_grabMinutes = 0; //!< from the block's start to where it was taken
    services::TaskRow m_moved;
    QDateTime m_moveStart;
    QDateTime m_moveEnd;
};

} // namespace zhike::ui
