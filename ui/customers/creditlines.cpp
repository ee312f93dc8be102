// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/creditlines.h"

#include "theme/theme.h"
#include "widgets/format.h"

#include <QPainter>

namespace zhike::ui {

int usedShareBp(const services::CreditLineRow &line)
{
    // In hundredths first, so that large limits do not overflow.
    return line.limit.minor() <= 0 ? 0 : int(line.used.minor() / 100 * 10'000 / std::max<qint64>(1, line.limit.minor() / 100));
}

CreditLines::CreditLines(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CreditLines::setLines(const QList<services::CreditLineRow> &lines, QDate today)
{
    m_lines = lines;
    m_today = today;
    QStringList sentences;
    for (const services::CreditLineRow &line : lines)
        sentences << tr("%1: %2 of %3 used, until %4").arg(line.kind, format::amount(line.used), format::amount(line.limit), format::fullDay(line.expiresOn));
    setAccessibleName(sentences.join(u'\n'));
    setToolTip(sentences.join(u'\n'));
    updateGeometry();
    update();
}

QSize CreditLines::sizeHint() const
{
    return {Theme::of(this).px(280), Theme::of(this).px(38) * int(m_lines.size()) + Theme::of(this).px(20)};
}

void CreditLines::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    const int rowHeight = theme.px(38);
    for (int i = 0; i < m_lines.size(); ++i) {
        const services::CreditLineRow &line = m_lines[i];
        const int bp = usedShareBp(line);
        const bool soon = line.expiresOn.isValid() && m_today.daysTo(line.expiresOn) <= 30;
        const QRect head(0, i * rowHeight, width(), theme.px(20));
        painter.setFont(theme.font(TextStyle::SmallBold));
        painter.setPen(theme.color(Color::T1));
        const int third = width() * 26 / 100;
        painter.drawText(QRect(head.left(), head.top(), third, head.height()), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line.kind, Qt::ElideRight, third));
        painter.drawText(head, Qt::AlignVCenter | Qt::AlignRight, format::percent(bp, format::Sign::Minus, 0));
        painter.setFont(theme.font(soon ? TextStyle::SmallBold : TextStyle::Small));
        painter.setPen(theme.color(soon ? Color::Warn : Color::T2));
        painter.drawText(head.adjusted(0, 0, -theme.px(42), 0), Qt::AlignVCenter | Qt::AlignRight, format::fullDay(line.expiresOn));
        painter.setFont(theme.font(TextStyle::Small));
        painter.setPen(theme.color(Color::T2));
        const QRect used = head.adjusted(third + theme.px(6), 0, -theme.px(114), 0);
        painter.drawText(
            used, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(tr("used %1 / %2").arg(format::column(line.used), format::column(line.limit)), Qt::ElideRight, used.width()));
        const QRectF track(0, head.bottom() + theme.px(3), width(), theme.px(8));
        painter.fillRect(track, theme.color(Color::SevOff));
        painter.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(bp / 10'000.0, 0.0, 1.0), track.height())),
                         theme.color(bp > 8000 ? Color::Sev : Color::C1));
        painter.setPen(QPen(theme.color(Color::Crit), 1, Qt::DotLine));
        const double mark = track.left() + track.width() * 0.8;
        painter.drawLine(QPointF(mark, track.top() - theme.px(2)), QPointF(mark, track.bottom() + theme.px(2)));
    }
    painter.setFont(theme.font(TextStyle::Micro));
    painter.setPen(theme.color(Color::T2));
    painter.drawText(QRect(0, height() - theme.px(18), width(), theme.px(18)), Qt::AlignVCenter,
                     tr("Dotted: reminder at 80 % · in %1").arg(format::columnUnit()));
}

} // namespace zhike::ui
