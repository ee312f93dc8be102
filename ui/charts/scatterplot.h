// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "charts/chartwidget.h"

#include <functional>

namespace zhike::ui {

class ChartCanvas;

struct ScatterPoint {
    QString key;
    QString name; //!< drawn beside it when marked and there is room
    double x = 0;
    double y = 0; //!< above 0
    bool marked = false;
};

//! A part of the plane, to be clicked; in axis values.
struct ScatterRegion {
    QString name;
    double left = 0, right = 0, bottom = 0, top = 0; //!< top 0: to the upper end
    bool strong = false; //!< fill; strong regions carry their name
};

//! Points over a linear and a logarithmic axis, on Qt Charts, with regions behind them. A mark is a point.
class ScatterPlot final : public ChartWidget {
    Q_OBJECT
public:
    explicit ScatterPlot(QWidget *parent = nullptr);
    void setAxes(const QString &xTitle, const QList<double> &xTicks, const QString &yTitle, std::function<QString(double)> yText);
    void setRegions(const QList<ScatterRegion> &regions);
    void setPoints(const QList<ScatterPoint> &points);
    void setSelected(const QString &key); //!< drawn with a ring
    void setActiveRegion(int region); //!< −1: none

    [[nodiscard]] int markCount() const override { return int(m_points.size()); }
    [[nodiscard]] QRectF markRect(int mark) const override;
    [[nodiscard]] QRectF regionRect(int region) const; //!< in this widget
    [[nodiscard]] QString readout(int mark) const override;
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void regionActivated(int region);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void styleChanged() override { rebuild(); }
    int markAt(const QPointF &at) const override;

private:
    void rebuild();
    void place();
    void paintBelow(QPainter &painter) const;
    void paintAbove(QPainter &painter) const;
    void paintNames(QPainter &painter) const;
    [[nodiscard]] QPointF position(double x, double y) const;

    QString m_xTitle;
    QString m_yTitle;
    QList<double> m_xTicks {0, 100};
    std::function<QString(double)> m_yText;
    QList<ScatterRegion> m_regions;
    QList<ScatterPoint> m_points;
    QString m_selected;
    int m_region = -1;
    double m_low = 1; //!< powers of ten that hold every point
    double m_high = 10;
    QRectF m_plot;
    ChartCanvas *m_canvas;
};

} // namespace zhike::ui
