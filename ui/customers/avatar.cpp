// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/avatar.h"

#include "widgets/badge.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

Avatar::Avatar(int size, QWidget *parent) : QWidget(parent), m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Avatar::setCustomer(const QString &name, CustomerKind kind, Tier tier)
{
    m_name = name;
    m_kind = kind;
    m_tier = tier;
    update();
}

QSize Avatar::sizeHint() const
{
    const int side = Theme::of(this).px(m_size);
    return {side, side};
}

void Avatar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const BadgeKind kind = tierBadge(m_tier, m_kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(badgeTint(kind)));
    painter.drawRoundedRect(rect(), theme.px(4), theme.px(4));
    if (m_kind == CustomerKind::Company) {
        const int side = width() / 2;
        painter.drawPixmap((width() - side) / 2, (height() - side) / 2, theme.pixmap(u"building"_s, theme.color(badgeText(kind)), side, devicePixelRatioF()));
        return;
    }
    QFont font = theme.font(TextStyle::Display);
    font.setPixelSize(width() * 9 / 20);
    painter.setFont(font);
    painter.setPen(theme.color(badgeText(kind)));
    painter.drawText(rect(), Qt::AlignCenter, m_name.left(1));
}

} // namespace zhike::ui
