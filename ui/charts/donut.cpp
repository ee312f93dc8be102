// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/donut.h"

#include "charts/chartcanvas.h"

#include <QLocale>
#include <QPainter>
#include <QPieSeries>
#include <cmath>

namespace zhike::ui {
namespace {

constexpr double kHole = 0.6;
constexpr double kPi = 3.14159265358979323846;

} // namespace

Donut::Donut(QWidget *parent) : ChartWidget(parent)
{
    m_canvas = new ChartCanvas(this, {}, [this](QPainter &painter) { paintAbove(painter); });
    m_canvas->lower();
    rebuild();
}

void Donut::setData(const QList<DonutSlice> &slices, const QString &total, const QString &unit, std::function<QString(qint64)> text)
{
    m_slices = slices;
    m_total = total;
    m_unit = unit;
    m_text = std::move(text);
    rebuild();
}

qint64 Donut::sum() const
{
    qint64 sum = 0;
    for (const auto &slice : m_slices)
        sum += slice.value;
    return sum;
}

void Donut::rebuild()
{
    auto *chart = new QChart;
    auto *series = new QPieSeries;
    series->setHoleSize(kHole);
    series->setPieSize(1.0);
    for (const auto &slice : std::as_const(m_slices)) {
        auto *part = series->append(slice.name, double(slice.value));
        part->setBrush(theme().color(slice.color));
        part->setPen(QPen(theme().color(Color::Surface), 1.5));
    }
    chart->addSeries(series);
    m_canvas->replaceChart(chart);
    m_canvas->setBackgroundBrush(theme().color(Color::Surface));
    place();
    updateGeometry();
    update();
}

QRectF Donut::ring() const
{
    const double side = std::max(0.0, std::min<double>(std::min(height() - 4, theme().px(150)), width() * 0.42));
    return QRectF(2, (height() - side) / 2.0, side, side);
}

void Donut::place()
{
    m_canvas->setGeometry(rect());
    if (ring().width() > 10)
        m_canvas->chart()->setPlotArea(ring());
}

void Donut::resizeEvent(QResizeEvent *event)
{
    ChartWidget::resizeEvent(event);
    place();
}

QRectF Donut::markRect(int mark) const
{
    const double line = std::min<double>(theme().px(22), height() / std::max(1.0, double(markCount())));
    const double left = ring().right() + theme().px(14);
    const double top = height() / 2.0 - line * markCount() / 2.0;
    return QRectF(left, top + mark * line, std::max(20.0, width() - left - 2), line);
}

int Donut::markAt(const QPointF &at) const
{
    const QRectF box = ring();
    const QPointF delta = at - box.center();
    const double distance = std::hypot(delta.x(), delta.y());
    if (distance > box.width() / 2 || distance < box.width() / 2 * kHole)
        return ChartWidget::markAt(at);
    const auto total = double(sum());
    double angle = std::atan2(delta.x(), -delta.y());
    if (angle < 0)
        angle += 2 * kPi;
    double passed = 0;
    for (int i = 0; i < markCount(); ++i) {
        passed += double(m_slices.at(i).value) / total * 2 * kPi;
        if (angle <= passed)
            return i;
    }
    return -1;
}

void Donut::paintAbove(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = ring();
    painter.setPen(theme().color(Color::T1));
    painter.setFont(theme().font(TextStyle::Figure));
    const double line = theme().lineHeight(TextStyle::Figure);
    const double small = theme().lineHeight(TextStyle::Micro);
    painter.drawText(QRectF(box.left(), box.center().y() - (line + small) / 2, box.width(), line), Qt::AlignCenter, m_total);
    painter.setFont(theme().font(TextStyle::Micro));
    painter.setPen(theme().color(Color::T2));
    painter.drawText(QRectF(box.left(), box.center().y() + (line - small) / 2, box.width(), small), Qt::AlignCenter, m_unit);
    const int swatch = theme().px(9);
    for (int i = 0; i < markCount(); ++i) {
        const QRectF row = markRect(i);
        painter.fillRect(QRectF(row.left(), row.center().y() - swatch / 2.0, swatch, swatch), theme().color(m_slices.at(i).color));
        painter.setFont(theme().font(TextStyle::SmallBold));
        painter.setPen(theme().color(Color::T1));
        const auto value = m_text ? m_text(m_slices.at(i).value) : QLocale().toString(m_slices.at(i).value);
        const int wide = painter.fontMetrics().horizontalAdvance(value);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, value);
        painter.setFont(theme().font(TextStyle::Small));
        painter.setPen(theme().color(Color::T2));
        const QRectF name = row.adjusted(swatch + theme().px(6), 0, -(wide + theme().px(6)), 0);
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(m_slices.at(i).name, Qt::ElideRight, int(name.width())));
    }
    paintCursor(painter);
}

QString Donut::readout(int mark) const
{
    const auto &slice = m_slices.at(mark);
    const auto total = sum();
    const auto text = m_text ? m_text(slice.value) : QLocale().toString(slice.value);
    const double share = total > 0 ? double(slice.value) * 100.0 / double(total) : 0.0;
    return slice.name + QLatin1Char('\n') + text + QStringLiteral(" · ") + QLocale().toString(share, 'f', 1) + QLatin1Char('%');
}

ChartTable Donut::table() const
{
    ChartTable table;
    table.header = {accessibleName(), m_unit};
    for (const auto &slice : m_slices)
        table.rows.append({slice.name, m_text ? m_text(slice.value) : QLocale().toString(slice.value)});
    return table;
}

QSize Donut::sizeHint() const
{
    return {theme().px(280), theme().px(130)};
}

QSize Donut::minimumSizeHint() const
{
    return {theme().px(200), theme().px(66)};
}

} // namespace zhike::ui
