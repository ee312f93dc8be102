// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "agenda/blocks.h"

#include <QListWidget>
#include <QWidget>

namespace zhike::ui {

//! Head of the week: weekday, date, lunar text, marks, and the all-day entries. Its columns are those of the time grid below.
class WeekHead final : public QWidget {
    Q_OBJECT
public:
    explicit WeekHead(QWidget *parent = nullptr);
    void setRange(const services::CalendarRange &range, QDate today);
    void setGutter(int width); //!< of the hours' column
    void setLunarShown(bool shown);
    [[nodiscard]] QRectF chipRect(int day, int line) const;

Q_SIGNALS:
    void taskActivated(const zhike::services::TaskRow &task);
    void customerActivated(const zhike::CustomerId &customer);
    void newRequested(const QDateTime &day);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Chip {
        int day = 0;
        int line = 0;
        const services::TaskRow *task = nullptr;
        const services::DateRow *date = nullptr;
    };
    [[nodiscard]] const Chip *chipAt(const QPointF &at) const;
    [[nodiscard]] double dayWidth() const;
    void layoutChips();

    const Theme &m_theme;
    services::CalendarRange m_range;
    QDate m_today;
    int m_gutter = 50;
    bool m_lunar = true;
    QList<Chip> m_chips;
    int m_lines = 1;
    QList<int> m_more; //!< entries of a day that have no room
};

//! A month to jump in; the shown days are tinted.
class MiniMonth final : public QWidget {
    Q_OBJECT
public:
    explicit MiniMonth(QWidget *parent = nullptr);
    void setShown(QDate from, QDate to, QDate today, const QSet<QDate> &off);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    [[nodiscard]] QDate month() const { return m_month; }

Q_SIGNALS:
    void dayActivated(QDate day);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRectF cell(int index) const;
    [[nodiscard]] QDate first() const;

    const Theme &m_theme;
    QDate m_month;
    QDate m_from, m_to, m_today;
    QSet<QDate> m_off;
};

//! What waits for a time: dragged onto the grid, or S picks one.
class BacklogList final : public QListWidget {
    Q_OBJECT
public:
    static constexpr auto kMime = "application/x-zhike-task";
    explicit BacklogList(QWidget *parent = nullptr);
    void setTasks(const QList<services::TaskRow> &tasks, QDate today);
    [[nodiscard]] const services::TaskRow *task(const QString &id) const;

Q_SIGNALS:
    void scheduleRequested(const zhike::services::TaskRow &task);
    void openRequested(const zhike::services::TaskRow &task);
    void toggleRequested(const zhike::services::TaskRow &task);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] QMimeData *mimeData(const QList<QListWidgetItem *> &items) const override;
    [[nodiscard]] QStringList mimeTypes() const override;

private:
    QList<services::TaskRow> m_tasks;
};

} // namespace zhike::ui
