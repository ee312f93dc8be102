// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/smallcharts.h"

#include <QPainter>
#include <QPainterPath>

namespace zhike::ui {

void paintSparkline(QPainter &painter, const Theme &theme, const QRectF &rect, const QList<qint64> &values, bool filled)
{
    if (values.size() < 2)
        return;
    const auto [low, high] = std::minmax_element(values.cbegin(), values.cend());
    const double top = double(*high);
    const double span = std::max({top - double(*low), std::abs(top) * 0.22, 1.0});
    const double middle = (top + double(*low)) / 2;
    const bool falling = values.constFirst() > 0 && double(values.constLast()) < double(values.constFirst()) * 0.9;
    const QColor color = theme.color(falling ? Color::Sev : Color::C1);
    const QRectF box = rect.adjusted(1, 2, -3, -2);
    const auto point = [&](qsizetype i) {
        return QPointF(box.left() + box.width() * double(i) / double(values.size() - 1), box.center().y() - box.height() * (double(values[i]) - middle) / span);
    };
    QPolygonF line;
    for (qsizetype i = 0; i < values.size(); ++i)
        line << point(i);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (filled) {
        QPolygonF area = line;
        area << box.bottomRight() << box.bottomLeft();
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Color::NeuTint));
        painter.drawPolygon(area);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(line.constLast(), 2, 2);
    painter.restore();
}

void paintLadder(QPainter &painter, const Theme &theme, const QRectF &rect, ChurnLevel level)
{
    const int lit = int(level);
    const double bar = theme.px(3.5);
    const double gap = theme.px(1.5);
    const double width = 3 * bar + 2 * gap;
    const double height = theme.px(12);
    const double left = rect.center().x() - width / 2;
    const double bottom = rect.center().y() + height / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 3; ++i) {
        const double h = height * (0.4 + 0.3 * i);
        painter.setBrush(theme.color(i < lit ? Color::Sev : Color::SevOff));
        painter.drawRoundedRect(QRectF(left + i * (bar + gap), bottom - h, bar, h), 1, 1);
    }
    painter.restore();
}

void paintShareBar(QPainter &painter, const Theme &theme, const QRectF &rect, double share, Color fill)
{
    const double radius = rect.height() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Color::SevOff));
    painter.drawRoundedRect(rect, radius, radius);
    const double width = rect.width() * std::clamp(share, 0.0, 1.0);
    if (width > 0) {
        painter.setBrush(theme.color(fill));
        painter.drawRoundedRect(QRectF(rect.topLeft(), QSizeF(std::max(width, rect.height()), rect.height())), radius, radius);
    }
    painter.restore();
}

Sparkline::Sparkline(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Sparkline::setValues(const QList<qint64> &values, const QString &summary)
{
    m_values = values;
    setAccessibleName(summary);
    update();
}

void Sparkline::setFilled(bool filled)
{
    m_filled = filled;
    update();
}

QSize Sparkline::sizeHint() const
{
    return {Theme::of(this).px(46), Theme::of(this).px(20)};
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSparkline(painter, Theme::of(this), rect(), m_values, m_filled);
}

RiskLadder::RiskLadder(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RiskLadder::setLevel(ChurnLevel level, const QString &word)
{
    m_level = level;
    setAccessibleName(word);
    setToolTip(word);
    update();
}

QSize RiskLadder::sizeHint() const
{
    return {Theme::of(this).px(18), Theme::of(this).px(16)};
}

void RiskLadder::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintLadder(painter, Theme::of(this), rect(), m_level);
}

ShareBar::ShareBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setShare(double share, Color fill)
{
    m_share = share;
    m_fill = fill;
    update();
}

QSize ShareBar::sizeHint() const
{
    return {Theme::of(this).px(80), Theme::of(this).px(8)};
}

void ShareBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int h = Theme::of(this).px(6);
    paintShareBar(painter, Theme::of(this), QRectF(0, (height() - h) / 2.0, width(), h), m_share, m_fill);
}

} // namespace zhike::ui
