// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/filterbutton.h"

#include "theme/theme.h"
#include "widgets/format.h"

#include <QPainter>

namespace zhike::ui {

FilterButton::FilterButton(const QString &text, bool urgent, QWidget *parent) : QAbstractButton(parent), m_urgent(urgent)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FilterButton::setCount(int count)
{
    m_count = count;
    setAccessibleName(tr("%1, %2").arg(text(), format::number(count)));
    update();
}

QSize FilterButton::sizeHint() const
{
    return {Theme::of(this).px(156), Theme::of(this).px(27)};
}

void FilterButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(isChecked() ? Color::Soft : Color::Hover));
        painter.drawRoundedRect(rect(), theme.px(3), theme.px(3));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Color::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.px(3), theme.px(3));
    }
    QRect inner = rect().adjusted(theme.px(8), 0, -theme.px(8), 0);
    if (m_count >= 0) {
        const bool red = m_urgent && m_count > 0;
        painter.setFont(theme.font(red || isChecked() ? TextStyle::SmallBold : TextStyle::Small));
        painter.setPen(theme.color(red ? Color::Crit : isChecked() ? Color::Accent : Color::T3));
        const QString count = format::number(m_count);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, count);
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(count) - theme.px(6));
    }
    painter.setFont(theme.font(isChecked() ? TextStyle::SmallBold : TextStyle::Small));
    painter.setPen(theme.color(isChecked() ? Color::Accent : Color::T1));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, inner.width()));
}

} // namespace zhike::ui
