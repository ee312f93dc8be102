// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/categorychart.h"

#include "charts/chartcanvas.h"

#include <QAreaSeries>
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>
#include <QStackedBarSeries>
#include <QValueAxis>
#include <cmath>

namespace zhike::ui {

CategoryChart::CategoryChart(CategoryKind kind, QWidget *parent) : ChartWidget(parent), m_kind(kind)
{
    m_canvas = new ChartCanvas(
        this, [this](QPainter &painter) { paintGrid(painter); }, [this](QPainter &painter) { paintAbove(painter); });
    m_canvas->lower();
    rebuild();
}

void CategoryChart::setData(const ChartData &data)
{
    m_data = data;
    rebuild();
}

double CategoryChart::axisValue(int series, int category) const
{
    return double(m_data.series.at(series).values.value(category)) / m_data.scale;
}

bool CategoryChart::hasLegend() const
{
    return m_data.series.size() > 1 && m_kind != CategoryKind::BarsAndLine;
}

void CategoryChart::rebuild()
{
    double low = 0, high = 0;
    const int series = int(m_data.series.size());
    for (int i = 0; i < markCount(); ++i) {
        // What comes in stacks upwards and what goes out downwards: neither hides the other.
        double up = 0, down = 0;
        for (int s = 0; s < series; ++s) {
            const double value = axisValue(s, i);
            double &side = value < 0 ? down : up;
            side = m_kind == CategoryKind::StackedArea || m_kind == CategoryKind::StackedBars ? side + value : value;
            low = std::min(low, down);
            high = std::max(high, up);
        }
    }
    m_ticks = roundTicks(low, std::max(high, m_data.limit));

    auto *chart = new QChart;
    if (series > 0 && markCount() > 0) {
        if (m_kind == CategoryKind::StackedArea)
            addArea(*chart);
        else
            addBars(*chart);
        if (m_kind == CategoryKind::BarsAndLine && series > 1)
            addLine(*chart, 1);
        auto *value = new QValueAxis;
        value->setRange(m_ticks.low, m_ticks.high);
        value->setLabelsVisible(false);
        value->setLineVisible(false);
        value->setGridLineVisible(false); // drawn with the labels, so that both agree to the pixel
        chart->addAxis(value, Qt::AlignLeft);
        QAbstractAxis *category = nullptr;
        if (m_kind == CategoryKind::StackedArea) {
            auto *axis = new QValueAxis;
            axis->setRange(0, std::max(1, markCount() - 1));
            category = axis;
        } else {
            auto *axis = new QBarCategoryAxis;
            QStringList names;
            for (int i = 0; i < markCount(); ++i)
                names.append(QString::number(i)); // the axis drops equal names
            axis->append(names);
            category = axis;
        }
        category->setLabelsVisible(false);
        category->setGridLineVisible(false);
        category->setLineVisible(false);
        chart->addAxis(category, Qt::AlignBottom);
        const auto all = chart->series();
        for (auto *one : all) {
            one->attachAxis(value);
            one->attachAxis(category);
        }
    }
    m_canvas->replaceChart(chart);
    m_canvas->setBackgroundBrush(theme().color(Color::Surface));
    placePlot();
    updateGeometry();
    update();
}

void CategoryChart::addArea(QChart &chart)
{
    QList<double> base(markCount(), 0.0);
    for (int s = 0; s < m_data.series.size(); ++s) {
        auto *lower = new QLineSeries(&chart);
        auto *upper = new QLineSeries(&chart);
        for (int i = 0; i < markCount(); ++i) {
            lower->append(i, base.at(i));
            base[i] += axisValue(s, i);
            upper->append(i, base.at(i));
        }
        auto *area = new QAreaSeries(upper, lower);
        area->setBrush(theme().color(m_data.series.at(s).color));
        area->setPen(QPen(theme().color(Color::Surface), 1));
        chart.addSeries(area);
    }
}

void CategoryChart::addBars(QChart &chart)
{
    auto *bars = new QStackedBarSeries;
    bars->setBarWidth(0.62);
    const auto add = [&](Color color, auto value) {
        auto *set = new QBarSet(QString());
        set->setBrush(theme().color(color));
        set->setPen(QPen(theme().color(Color::Surface), 1));
        for (int i = 0; i < markCount(); ++i)
            set->append(value(i));
        bars->append(set);
    };
    if (m_kind == CategoryKind::SignedBars) {
        add(theme().up(), [this](int i) { return std::max(0.0, axisValue(0, i)); });
        add(theme().down(), [this](int i) { return std::min(0.0, axisValue(0, i)); });
    } else {
        const int count = m_kind == CategoryKind::BarsAndLine ? 1 : int(m_data.series.size());
        for (int s = 0; s < count; ++s)
            add(m_data.series.at(s).color, [this, s](int i) { return axisValue(s, i); });
    }
    chart.addSeries(bars);
}

void CategoryChart::addLine(QChart &chart, int series)
{
    auto *line = new QLineSeries;
    for (int i = 0; i < markCount(); ++i)
        line->append(i, axisValue(series, i));
    line->setPen(QPen(theme().color(m_data.series.at(series).color), 2));
    chart.addSeries(line);
}

void CategoryChart::placePlot()
{
    m_canvas->setGeometry(rect());
    const QFontMetrics metrics(theme().font(TextStyle::Micro));
    int widest = 0;
    for (double v = m_ticks.low; v <= m_ticks.high + m_ticks.step / 2; v += m_ticks.step)
        widest = std::max(widest, metrics.horizontalAdvance(axisText(v)));
    const int line = theme().lineHeight(TextStyle::Micro);
    m_plot = QRectF(rect()).adjusted(widest + theme().px(8), line, -theme().px(8), -(line + theme().px(4) + (hasLegend() ? line + theme().px(4) : 0)));
    if (m_plot.width() > 10 && m_plot.height() > 10)
        m_canvas->chart()->setPlotArea(m_plot);
}

void CategoryChart::resizeEvent(QResizeEvent *event)
{
    ChartWidget::resizeEvent(event);
    placePlot();
}

double CategoryChart::y(double value) const
{
    return m_plot.bottom() - m_plot.height() * (value - m_ticks.low) / (m_ticks.high - m_ticks.low);
}

double CategoryChart::x(double category) const
{
    const int count = std::max(1, markCount());
    if (m_kind == CategoryKind::StackedArea)
        return m_plot.left() + m_plot.width() * category / std::max(1, count - 1);
    return m_plot.left() + m_plot.width() * (category + 0.5) / count;
}

QString CategoryChart::axisText(double value) const
{
    auto text = QLocale().toString(std::abs(value), 'f', m_ticks.step < 1 ? 1 : 0);
    if (m_data.percentAxis)
        text += u'%';
    return value < -m_ticks.step / 100 ? QChar(0x2212) + text : text;
}

void CategoryChart::paintGrid(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(theme().color(Color::Grid));
    if (markCount() > 0)
        for (double v = m_ticks.low; v <= m_ticks.high + m_ticks.step / 2; v += m_ticks.step)
            painter.drawLine(QPointF(m_plot.left(), std::round(y(v))), QPointF(m_plot.right(), std::round(y(v))));
}

void CategoryChart::paintAbove(QPainter &painter) const
{
    const QFont font = theme().font(TextStyle::Micro);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const QColor axis = theme().color(Color::Axis);
    painter.setPen(axis);
    const int line = theme().lineHeight(TextStyle::Micro);
    for (double v = m_ticks.low; v <= m_ticks.high + m_ticks.step / 2; v += m_ticks.step)
        painter.drawText(QRectF(0, y(v) - line / 2.0, m_plot.left() - theme().px(6), line), Qt::AlignRight | Qt::AlignVCenter, axisText(v));
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (markCount() > 0)
        painter.drawLine(QPointF(m_plot.left(), std::round(y(0))), QPointF(m_plot.right(), std::round(y(0))));
    painter.setRenderHint(QPainter::Antialiasing);
    // Every label that fits, counted from the newest so that the last one is always there.
    int widest = 1;
    for (const auto &name : m_data.categories)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    const double slot = markCount() > 1 ? x(1) - x(0) : m_plot.width();
    const int every = std::max(1, int(std::ceil((widest + theme().px(6)) / std::max(1.0, slot))));
    for (int i = markCount() - 1; i >= 0; i -= every) {
        QRectF box(x(i) - widest, m_plot.bottom() + theme().px(3), 2.0 * widest, line);
        if (box.center().x() + widest / 2.0 > width())
            box.moveRight(width() + widest / 2.0);
        painter.drawText(box, Qt::AlignHCenter | Qt::AlignVCenter, m_data.categories.at(i));
    }
    if (m_data.limit > 0) {
        painter.setPen(QPen(theme().color(Color::Warn), 1, Qt::DashLine));
        painter.drawLine(QPointF(m_plot.left(), y(m_data.limit)), QPointF(m_plot.right(), y(m_data.limit)));
    }
    if (m_kind == CategoryKind::SignedBars && markCount() > 0 && !m_data.series.isEmpty()) {
        const auto &values = m_data.series.first().values;
        const int lowest = int(std::min_element(values.begin(), values.end()) - values.begin());
        for (const int i : {markCount() - 1, lowest}) {
            const double v = axisValue(0, i);
            const bool positive = v >= 0;
            auto text = axisText(v);
            if (positive)
                text.prepend(u'+');
            painter.setPen(theme().color(Color::T2));
            const double top = positive ? y(v) - line : y(v);
            const int w = metrics.horizontalAdvance(text) + 4;
            painter.drawText(QRectF(std::min(x(i) - w / 2.0, double(width() - w)), top, w, line), Qt::AlignCenter, text);
        }
    }
    if (m_kind == CategoryKind::BarsAndLine && m_data.series.size() > 1) {
        const QColor color = theme().color(m_data.series.at(1).color);
        for (int i = 0; i < markCount(); ++i) {
            painter.setPen(QPen(color, 1.5));
            painter.setBrush(theme().color(Color::Surface));
            painter.drawEllipse(QPointF(x(i), y(axisValue(1, i))), 2.5, 2.5);
        }
    }
    if (hasLegend())
        paintLegend(painter);
    paintCursor(painter);
}

void CategoryChart::paintLegend(QPainter &painter) const
{
    const int line = theme().lineHeight(TextStyle::Micro);
    const QFontMetrics metrics(theme().font(TextStyle::Micro));
    double left = m_plot.left();
    const double top = height() - line;
    const int box = theme().px(9);
    for (const auto &series : m_data.series) {
        const int w = metrics.horizontalAdvance(series.name);
        if (left + box + w > width())
            break;
        painter.fillRect(QRectF(left, top + (line - box) / 2.0, box, box), theme().color(series.color));
        painter.setPen(theme().color(Color::T2));
        painter.drawText(QRectF(left + box + theme().px(4), top, w + 2, line), Qt::AlignLeft | Qt::AlignVCenter, series.name);
        left += box + theme().px(4) + w + theme().px(14);
    }
}

QRectF CategoryChart::markRect(int mark) const
{
    const double slot = markCount() > 1 ? x(1) - x(0) : m_plot.width();
    const double half = m_kind == CategoryKind::StackedArea ? theme().px(3) : slot * 0.42;
    return QRectF(x(mark) - half, m_plot.top(), half * 2, m_plot.height());
}

int CategoryChart::markAt(const QPointF &at) const
{
    if (markCount() == 0 || !m_plot.adjusted(-6, -6, 6, 20).contains(at))
        return -1;
    const double slot = markCount() > 1 ? x(1) - x(0) : m_plot.width();
    return std::clamp(int(std::lround((at.x() - x(0)) / slot)), 0, markCount() - 1);
}

QString CategoryChart::readout(int mark) const
{
    QStringList lines {m_data.categories.value(mark)};
    for (const auto &series : m_data.series) {
        const auto value = m_data.text ? m_data.text(series.values.value(mark)) : QLocale().toString(series.values.value(mark));
        lines.append(series.name.isEmpty() ? value : series.name + QLatin1Char(' ') + value);
    }
    return lines.join(QLatin1Char('\n'));
}

ChartTable CategoryChart::table() const
{
    ChartTable table;
    table.header.append(m_data.categoryTitle);
    for (const auto &series : m_data.series)
        table.header.append(series.name);
    for (int i = 0; i < markCount(); ++i) {
        QStringList row {m_data.categories.at(i)};
        for (const auto &series : m_data.series)
            row.append(m_data.text ? m_data.text(series.values.value(i)) : QLocale().toString(series.values.value(i)));
        table.rows.append(row);
    }
    return table;
}

QSize CategoryChart::sizeHint() const
{
    return {theme().px(320), theme().px(200)};
}

QSize CategoryChart::minimumSizeHint() const
{
    return {theme().px(160), theme().px(90)};
}

} // namespace zhike::ui
