// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/scatterplot.h"

#include "charts/chartcanvas.h"

#include <QLocale>
#include <QLogValueAxis>
#include <QMouseEvent>
#include <QPainter>
#include <QScatterSeries>
#include <QValueAxis>
#include <cmath>

namespace zhike::ui {

ScatterPlot::ScatterPlot(QWidget *parent) : ChartWidget(parent)
{
    m_canvas = new ChartCanvas(
        this, [this](QPainter &painter) { paintBelow(painter); }, [this](QPainter &painter) { paintAbove(painter); });
    m_canvas->lower();
    rebuild();
}

void ScatterPlot::setAxes(const QString &xTitle, const QList<double> &xTicks, const QString &yTitle, std::function<QString(double)> yText)
{
    m_xTitle = xTitle;
    m_xTicks = xTicks;
    m_yTitle = yTitle;
    m_yText = std::move(yText);
    rebuild();
}

void ScatterPlot::setRegions(const QList<ScatterRegion> &regions)
{
    m_regions = regions;
    update();
}

void ScatterPlot::setPoints(const QList<ScatterPoint> &points)
{
    m_points = points;
    rebuild();
}

void ScatterPlot::setSelected(const QString &key)
{
    m_selected = key;
    m_canvas->viewport()->update();
}

void ScatterPlot::setActiveRegion(int region)
{
    m_region = region;
    m_canvas->viewport()->update();
}

void ScatterPlot::rebuild()
{
    double low = 1e300, high = 1;
    for (const auto &point : std::as_const(m_points)) {
        if (point.y > 0)
            low = std::min(low, point.y);
        high = std::max(high, point.y);
    }
    m_high = std::pow(10.0, std::ceil(std::log10(high) - 1e-9));
    m_low = std::max(std::pow(10.0, std::floor(std::log10(std::min(low, m_high / 10)))), m_high / 1e4);

    auto *chart = new QChart;
    QScatterSeries *kinds[] = {new QScatterSeries, new QScatterSeries};
    for (const auto &point : std::as_const(m_points))
        kinds[point.marked ? 1 : 0]->append(point.x, std::max(point.y, m_low));
    auto *x = new QValueAxis;
    x->setRange(m_xTicks.first(), m_xTicks.last());
    auto *y = new QLogValueAxis;
    y->setBase(10);
    y->setRange(m_low, m_high);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(x), static_cast<QAbstractAxis *>(y)}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setGridLineVisible(false);
    }
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);
    for (auto *series : kinds) {
        const bool marked = series == kinds[1];
        series->setColor(theme().color(marked ? Color::Sev : Color::C8));
        series->setBorderColor(theme().color(Color::Surface));
        series->setMarkerSize(marked ? theme().px(9) : theme().px(6));
        chart->addSeries(series);
        series->attachAxis(x);
        series->attachAxis(y);
    }
    m_canvas->replaceChart(chart);
    m_canvas->setBackgroundBrush(theme().color(Color::Surface));
    place();
    update();
}

void ScatterPlot::place()
{
    m_canvas->setGeometry(rect());
    const QFontMetrics metrics(theme().font(TextStyle::Micro));
    int widest = metrics.horizontalAdvance(m_yTitle) - theme().px(8);
    for (double v = m_low; v <= m_high * 1.01; v *= 10)
        widest = std::max(widest, metrics.horizontalAdvance(m_yText ? m_yText(v) : QString()));
    const int line = theme().lineHeight(TextStyle::Micro);
    m_plot = QRectF(rect()).adjusted(widest + theme().px(8), line + theme().px(4), -theme().px(10), -(2 * line + theme().px(6)));
    if (m_plot.width() > 10 && m_plot.height() > 10)
        m_canvas->chart()->setPlotArea(m_plot);
}

void ScatterPlot::resizeEvent(QResizeEvent *event)
{
    ChartWidget::resizeEvent(event);
    place();
}

QPointF ScatterPlot::position(double x, double y) const
{
    const double left = m_xTicks.first(), right = m_xTicks.last();
    const double share = std::log10(std::clamp(y, m_low, m_high) / m_low) / std::log10(m_high / m_low);
    return {m_plot.left() + m_plot.width() * (std::clamp(x, left, right) - left) / (right - left), m_plot.bottom() - m_plot.height() * share};
}

QRectF ScatterPlot::markRect(int mark) const
{
    const double r = m_points.at(mark).marked ? theme().px(8) : theme().px(5);
    const QPointF at = position(m_points.at(mark).x, m_points.at(mark).y);
    return QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r);
}

QRectF ScatterPlot::regionRect(int region) const
{
    const auto &r = m_regions.at(region);
    return QRectF(position(r.left, r.top > 0 ? r.top : m_high), position(r.right, std::max(r.bottom, m_low))).normalized();
}

int ScatterPlot::markAt(const QPointF &at) const
{
    int best = -1;
    double nearest = theme().px(9);
    for (int i = 0; i < markCount(); ++i) {
        const QPointF delta = position(m_points.at(i).x, m_points.at(i).y) - at;
        const double distance = std::hypot(delta.x(), delta.y()) - (m_points.at(i).marked ? 2.0 : 0.0);
        if (distance < nearest) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}

void ScatterPlot::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && markAt(event->position()) < 0) {
        for (int i = int(m_regions.size()) - 1; i >= 0; --i) {
            if (regionRect(i).contains(event->position())) {
                Q_EMIT regionActivated(i);
                return;
            }
        }
    }
    ChartWidget::mouseReleaseEvent(event);
}

void ScatterPlot::paintBelow(QPainter &painter) const
{
    for (int i = 0; i < m_regions.size(); ++i) {
        QColor fill = theme().color(m_regions.at(i).strong ? Color::CritTint : Color::Sunken);
        if (i == m_region)
            fill = theme().color(Color::Sel);
        painter.fillRect(regionRect(i), fill);
    }
    painter.setPen(QPen(theme().color(Color::Border2), 1, Qt::DashLine));
    for (int i = 0; i < m_regions.size(); ++i) {
        const QRectF box = regionRect(i);
        painter.drawLine(box.topLeft(), box.bottomLeft());
        painter.drawLine(box.bottomLeft(), box.bottomRight());
    }
    painter.setPen(theme().color(Color::Border2));
    painter.drawRect(m_plot);
}

void ScatterPlot::paintAbove(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme().font(TextStyle::Micro));
    painter.setPen(theme().color(Color::Axis));
    const int line = theme().lineHeight(TextStyle::Micro);
    for (double v = m_low; v <= m_high * 1.01; v *= 10)
        painter.drawText(QRectF(0, position(0, v).y() - line / 2.0, m_plot.left() - theme().px(6), line), Qt::AlignRight | Qt::AlignVCenter,
                         m_yText ? m_yText(v) : QString());
    painter.drawText(QRectF(0, 0, width(), line), Qt::AlignLeft | Qt::AlignVCenter, m_yTitle);
    for (const double v : m_xTicks)
        painter.drawText(QRectF(position(v, m_low).x() - theme().px(30), m_plot.bottom() + theme().px(3), theme().px(60), line), Qt::AlignCenter,
                         QLocale().toString(v, 'f', 0));
    painter.drawText(QRectF(m_plot.left(), m_plot.bottom() + theme().px(3) + line, m_plot.width(), line), Qt::AlignCenter, m_xTitle);
    painter.setFont(theme().font(TextStyle::MicroBold));
    painter.setPen(theme().color(Color::Sev));
    for (int i = 0; i < m_regions.size(); ++i)
        if (m_regions.at(i).strong)
            painter.drawText(regionRect(i).adjusted(4, 2, -4, -3), Qt::AlignRight | Qt::AlignBottom, m_regions.at(i).name);
    paintNames(painter);
    for (int i = 0; i < markCount(); ++i) {
        if (m_points.at(i).key != m_selected || m_selected.isEmpty())
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().color(Color::Accent), 2));
        painter.drawEllipse(position(m_points.at(i).x, m_points.at(i).y), theme().px(8), theme().px(8));
    }
    paintCursor(painter);
}

void ScatterPlot::paintNames(QPainter &painter) const
{
    // Above, below, right or left of its point, whichever touches no name or marked point already there; otherwise hovering tells it.
    const QFont font = theme().font(TextStyle::Micro);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(theme().color(Color::T1));
    QList<QRectF> taken;
    for (int i = 0; i < markCount(); ++i)
        if (m_points.at(i).marked)
            taken.append(markRect(i).adjusted(3, 3, -3, -3));
    const int line = theme().lineHeight(TextStyle::Micro);
    const int own = theme().px(6);
    for (int i = 0; i < markCount(); ++i) {
        if (!m_points.at(i).marked)
            continue;
        const auto text = metrics.elidedText(m_points.at(i).name, Qt::ElideRight, theme().px(96));
        const double w = metrics.horizontalAdvance(text) + 2;
        const QPointF at = position(m_points.at(i).x, m_points.at(i).y);
        const QRectF places[] = {{at.x() - w / 2, at.y() - own - line, w, double(line)},
                                 {at.x() - w / 2, at.y() + own, w, double(line)},
                                 {at.x() + own + 2, at.y() - line / 2.0, w, double(line)},
                                 {at.x() - own - 2 - w, at.y() - line / 2.0, w, double(line)}};
        for (const auto &place : places) {
            const bool free = m_plot.contains(place) && std::none_of(taken.begin(), taken.end(), [&](const QRectF &other) { return other.intersects(place); });
            if (!free)
                continue;
            painter.drawText(place, Qt::AlignCenter, text);
            taken.append(place);
            break;
        }
    }
}

QString ScatterPlot::readout(int mark) const
{
    const auto &point = m_points.at(mark);
    return point.name + QLatin1Char('\n') + m_yTitle + QLatin1Char(' ') + (m_yText ? m_yText(point.y) : QString()) + QLatin1Char('\n') + m_xTitle
        + QLatin1Char(' ') + QLocale().toString(point.x, 'f', 0);
}

ChartTable ScatterPlot::table() const
{
    ChartTable table;
    table.header = {QString(), m_yTitle, m_xTitle};
    for (const auto &point : m_points)
        table.rows.append({point.name, m_yText ? m_yText(point.y) : QString(), QLocale().toString(point.x, 'f', 0)});
    return table;
}

QSize ScatterPlot::sizeHint() const
{
    return {theme().px(420), theme().px(340)};
}

QSize ScatterPlot::minimumSizeHint() const
{
    return {theme().px(240), theme().px(160)};
}

} // namespace zhike::ui
