// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "agenda/blocks.h"

#include <QWidget>

namespace zhike::ui {

//! Six weeks of days with lunar text, terms, holidays and what is on; more than fits folds into "+n". Arrows walk the days, Enter opens one,
//! M moves the day's selected task by days.
class MonthGrid final : public QWidget {
    Q_OBJECT
public:
    explicit MonthGrid(QWidget *parent = nullptr);
    void setRange(const services::CalendarRange &range, QDate month, QDate today);
    void setLunarShown(bool shown);
    [[nodiscard]] QDate currentDay() const { return m_day; }
    void setCurrentDay(QDate day);
    [[nodiscard]] QRectF dayRect(QDate day) const;
    [[nodiscard]] QRectF moreRect(QDate day) const; //!< "+n"; empty when all fits
    [[nodiscard]] QRectF taskRect(const TaskId &task) const; //!< empty: folded away
    [[nodiscard]] int hiddenOn(QDate day) const;
    [[nodiscard]] const services::TaskRow *selected() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dayActivated(QDate day); //!< double click, Enter or "+n"
    void newRequested(const QDateTime &start); //!< time 00:00: all-day
    void openRequested(const zhike::services::TaskRow &task);
    void openCustomerRequested(const zhike::CustomerId &customer);
    void toggleRequested(const zhike::services::TaskRow &task);
    void skipRequested(const zhike::services::TaskRow &task);
    void moveRequested(const zhike::services::TaskRow &task, QDate day);
    void menuRequested(const zhike::services::TaskRow &task, const QPoint &global);
    void movingChanged(const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Line {
        bool isTask = false;
        int index = 0;
    };
    void paintDay(QPainter &painter, int day) const;
    [[nodiscard]] QList<Line> linesOf(QDate day) const;
    [[nodiscard]] int roomFor() const; //!< lines a cell has
    [[nodiscard]] QDate dayAt(const QPointF &at) const;
    [[nodiscard]] int lineAt(const QPointF &at) const;
    [[nodiscard]] QRectF lineRect(QDate day, int line) const;
    [[nodiscard]] int headHeight() const;
    void say();
    void endMove(bool commit);
    [[nodiscard]] QString moveSentence() const;

    const Theme &m_theme;
    services::CalendarRange m_range;
    QDate m_month;
    QDate m_today;
    QDate m_day;
    int m_line = -1; //!< selected line of m_day, −1: the day itself
    bool m_lunar = true;
    bool m_moving = false;
    bool m_dragging = false;
    QPoint m_pressed;
    services::TaskRow m_moved;
    QDate m_target;
};

} // namespace zhike::ui
