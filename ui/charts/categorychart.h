// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "charts/chartwidget.h"

#include <functional>

class QChart;

namespace zhike::ui {

class ChartCanvas;

struct ChartSeries {
    QString name;
    Color color = Color::C1;
    QList<qint64> values; //!< one per category
};

struct ChartData {
    QString unit; //!< of the axis, shown in the panel's head
    QString categoryTitle; //!< head of the first column of the table
    QStringList categories;
    QList<ChartSeries> series;
    double scale = 1; //!< value units per axis unit: 1,000,000 for 万 of fen, 100 for percent of basis points
    std::function<QString(qint64)> text; //!< a value in words, with its unit
    bool percentAxis = false;
    double limit = -1; //!< dashed line at this axis value
    bool clickable = true;
};

enum class CategoryKind {
    StackedArea,
    SignedBars, //!< one series; the sign decides colour
    StackedBars,
    BarsAndLine, //!< first series as bars, second as a line
};

//! Values by category on Qt Charts: zero-based, few ticks, a grid of hairlines, labels in our type. A mark is a category.
class CategoryChart final : public ChartWidget {
    Q_OBJECT
public:
    explicit CategoryChart(CategoryKind kind, QWidget *parent = nullptr);
    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }
    [[nodiscard]] std::pair<double, double> axisRange() const { return {m_ticks.low, m_ticks.high}; } //!< in axis units

    [[nodiscard]] int markCount() const override { return int(m_data.categories.size()); }
    [[nodiscard]] QRectF markRect(int mark) const override;
    [[nodiscard]] QString readout(int mark) const override;
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void styleChanged() override { rebuild(); }
    int markAt(const QPointF &at) const override;

private:
    void rebuild();
    void addArea(QChart &chart);
    void addBars(QChart &chart);
    void addLine(QChart &chart, int series);
    void placePlot();
    void paintGrid(QPainter &painter) const;
    void paintAbove(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    [[nodiscard]] double y(double value) const; //!< axis value → widget
    [[nodiscard]] double x(double category) const;
    [[nodiscard]] double axisValue(int series, int category) const;
    [[nodiscard]] bool hasLegend() const;
    [[nodiscard]] QString axisText(double value) const;

    CategoryKind m_kind;
    ChartData m_data;
    Ticks m_ticks;
    QRectF m_plot;
    ChartCanvas *m_canvas;
};

} // namespace zhike::ui
