// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/theme.h"

#include <QList>
#include <QStringList>
#include <QWidget>

class QLabel;

namespace zhike::ui {

//! The numbers behind a chart, as text: what "as table" shows, what is copied, and what a screen reader can walk.
struct ChartTable {
    QStringList header;
    QList<QStringList> rows;
};

//! Base of the charts: marks are numbered; hovering one reads it out, a click or Enter activates it, ← → Home End walk them.
class ChartWidget : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChartWidget)
public:
    explicit ChartWidget(QWidget *parent = nullptr);
    ~ChartWidget() override;

    [[nodiscard]] virtual int markCount() const = 0;
    [[nodiscard]] virtual QRectF markRect(int mark) const = 0; //!< in this widget, where a click hits the mark
    [[nodiscard]] virtual QString readout(int mark) const = 0;
    [[nodiscard]] virtual ChartTable table() const = 0;
    [[nodiscard]] int cursorMark() const { return m_cursor; } //!< −1: none

Q_SIGNALS:
    void markActivated(int mark);

protected:
    [[nodiscard]] virtual int markAt(const QPointF &at) const; //!< −1: none
    virtual void styleChanged() { update(); } //!< theme, mode or zoom changed
    void setCursorMark(int mark);
    void hideReadout();
    void paintCursor(QPainter &painter) const;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    void showReadout(int mark);

    Theme &m_theme;
    QLabel *m_readout;
    int m_cursor = -1;
};

//! Ticks of an axis from low to high: 3 to 6 round steps that include both ends.
struct Ticks {
    double low = 0;
    double high = 1;
    double step = 1;
};
[[nodiscard]] Ticks roundTicks(double low, double high);

} // namespace zhike::ui
