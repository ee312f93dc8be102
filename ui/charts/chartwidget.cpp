// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartwidget.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <cmath>

namespace zhike::ui {

ChartWidget::ChartWidget(QWidget *parent) : QWidget(parent), m_theme(Theme::of(this)), m_readout(new QLabel(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    m_readout->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->hide();
    connect(&m_theme, &Theme::changed, this, [this] { styleChanged(); });
}

ChartWidget::~ChartWidget() = default;

int ChartWidget::markAt(const QPointF &at) const
{
    for (int i = markCount() - 1; i >= 0; --i)
        if (markRect(i).contains(at))
            return i;
    return -1;
}

void ChartWidget::setCursorMark(int mark)
{
    m_cursor = mark;
    if (mark >= 0) {
        showReadout(mark);
        setAccessibleDescription(readout(mark));
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    } else {
        hideReadout();
    }
    update();
}

void ChartWidget::showReadout(int mark)
{
    const auto text = readout(mark);
    if (text.isEmpty()) {
        hideReadout();
        return;
    }
    m_readout->setStyleSheet(
        QStringLiteral("QLabel { background: %1; color: %2; border: 1px solid %3; border-radius: %4px; padding: %5px %6px; font-size: %7px; }")
            .arg(m_theme.color(Color::Surface).name(), m_theme.color(Color::T1).name(), m_theme.color(Color::Ctl).name())
            .arg(m_theme.px(4))
            .arg(m_theme.px(4))
            .arg(m_theme.px(8))
            .arg(m_theme.px(12)));
    m_readout->setText(text);
    m_readout->adjustSize();
    const QRectF box = markRect(mark);
    const int gap = m_theme.px(8);
    int x = int(box.right()) + gap;
    if (x + m_readout->width() > width())
        x = int(box.left()) - gap - m_readout->width();
    const int y = int(box.center().y()) - m_readout->height() / 2;
    m_readout->move(std::clamp(x, 0, std::max(0, width() - m_readout->width())), std::clamp(y, 0, std::max(0, height() - m_readout->height())));
    m_readout->raise();
    m_readout->show();
}

void ChartWidget::hideReadout()
{
    m_readout->hide();
}

void ChartWidget::paintCursor(QPainter &painter) const
{
    if (!hasFocus())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(Color::Focus), 2));
    const bool known = m_cursor >= 0 && m_cursor < markCount();
    painter.drawRoundedRect(known ? markRect(m_cursor).adjusted(-2, -2, 2, 2) : QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    painter.restore();
}

void ChartWidget::mouseMoveEvent(QMouseEvent *event)
{
    const int mark = markAt(event->position());
    setCursor(mark >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (mark >= 0)
        showReadout(mark);
    else
        hideReadout();
}

void ChartWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int mark = markAt(event->position());
    if (mark >= 0) {
        m_cursor = mark;
        update();
        Q_EMIT markActivated(mark);
    }
}

void ChartWidget::leaveEvent(QEvent *)
{
    hideReadout();
}

void ChartWidget::keyPressEvent(QKeyEvent *event)
{
    const int count = markCount();
    int next = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up: next = m_cursor < 0 ? count - 1 : std::max(0, m_cursor - 1); break;
    case Qt::Key_Right:
    case Qt::Key_Down: next = std::min(count - 1, m_cursor + 1); break;
    case Qt::Key_Home: next = 0; break;
    case Qt::Key_End: next = count - 1; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_cursor >= 0 && m_cursor < count)
            Q_EMIT markActivated(m_cursor);
        return;
    default: QWidget::keyPressEvent(event); return;
    }
    if (count > 0)
        setCursorMark(next);
}

void ChartWidget::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void ChartWidget::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    hideReadout();
    update();
}

Ticks roundTicks(double low, double high)
{
    if (!(high > low))
        high = low + 1;
    const double raw = (high - low) / 4;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        step = factor * power;
        if (step >= raw * 0.999)
            break;
    }
    return {std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, step};
}

} // namespace zhike::ui
