// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/badge.h"

#include <QFontMetrics>
#include <QPainter>

namespace zhike::ui {
namespace {

struct Colors {
    Color text;
    Color tint;
};

Colors colors(BadgeKind kind)
{
    switch (kind) {
    case BadgeKind::Neutral: return {Color::Neu, Color::NeuTint};
    case BadgeKind::Private: return {Color::Gold, Color::GoldTint};
    case BadgeKind::Wealth: return {Color::Wealth, Color::WealthTint};
    case BadgeKind::Corporate: return {Color::Corp, Color::CorpTint};
    case BadgeKind::Critical: return {Color::Crit, Color::CritTint};
    case BadgeKind::Warning: return {Color::Warn, Color::WarnTint};
    case BadgeKind::Ok: return {Color::Ok, Color::OkTint};
    case BadgeKind::Info: return {Color::Info, Color::InfoTint};
    case BadgeKind::Soft: return {Color::Accent, Color::Soft};
    case BadgeKind::Outline: return {Color::T2, Color::Surface};
    }
    return {Color::Neu, Color::NeuTint};
}

} // namespace

Color badgeText(BadgeKind kind)
{
    return colors(kind).text;
}

Color badgeTint(BadgeKind kind)
{
    return colors(kind).tint;
}

BadgeKind tierBadge(Tier tier, CustomerKind kind)
{
    if (kind == CustomerKind::Company)
        return BadgeKind::Corporate;
    switch (tier) {
    case Tier::Mass: return BadgeKind::Neutral;
    case Tier::Wealth: return BadgeKind::Wealth;
    case Tier::Private: return BadgeKind::Private;
    }
    return BadgeKind::Neutral;
}

BadgeKind severityBadge(QStringView severity)
{
    if (severity == u"critical")
        return BadgeKind::Critical;
    if (severity == u"act")
        return BadgeKind::Warning;
    return severity == u"watch" ? BadgeKind::Info : BadgeKind::Neutral;
}

QSize badgeSize(const Theme &theme, const QString &text, const QString &icon)
{
    const QFontMetrics metrics(theme.font(TextStyle::Micro));
    const int iconWidth = icon.isEmpty() ? 0 : theme.px(12) + theme.px(text.isEmpty() ? 0 : 4);
    return {metrics.horizontalAdvance(text) + iconWidth + 2 * theme.px(6), theme.px(18)};
}

void paintBadge(QPainter &painter, const Theme &theme, const QRect &rect, const QString &text, BadgeKind kind, const QString &icon)
{
    const QSize size = badgeSize(theme, text, icon).boundedTo(QSize(rect.width(), rect.height()));
    const QRect box(QPoint(rect.x(), rect.y() + (rect.height() - size.height()) / 2), size);
    const Colors c = colors(kind);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.color(c.tint));
    if (kind == BadgeKind::Outline) {
        painter.setPen(theme.color(Color::Border2));
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3));
    } else {
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(box, theme.px(3), theme.px(3));
    }
    QRect inner = box.adjusted(theme.px(6), 0, -theme.px(6), 0);
    if (!icon.isEmpty()) {
        const int side = theme.px(12);
        painter.drawPixmap(inner.x(), inner.y() + (inner.height() - side) / 2,
                           theme.pixmap(icon, theme.color(c.text), side, painter.device()->devicePixelRatioF()));
        inner.setLeft(inner.left() + side + theme.px(4));
    }
    painter.setPen(theme.color(c.text));
    painter.setFont(theme.font(TextStyle::Micro));
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, inner.width() + 1));
    painter.restore();
}

Badge::Badge(const QString &text, BadgeKind kind, const QString &icon, QWidget *parent) : QWidget(parent), m_text(text), m_kind(kind), m_icon(icon)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void Badge::setBadge(const QString &text, BadgeKind kind, const QString &icon)
{
    m_text = text;
    m_kind = kind;
    m_icon = icon;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return badgeSize(Theme::of(this), m_text, m_icon);
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBadge(painter, Theme::of(this), rect(), m_text, m_kind, m_icon);
}

} // namespace zhike::ui
