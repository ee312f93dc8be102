// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/enums.h"
#include "theme/theme.h"

#include <QWidget>

namespace zhike::ui {

enum class BadgeKind { Neutral, Private, Wealth, Corporate, Critical, Warning, Ok, Info, Soft, Outline };

//! Colour of a tier; companies have one colour whatever their size.
[[nodiscard]] BadgeKind tierBadge(Tier tier, CustomerKind kind);
[[nodiscard]] BadgeKind severityBadge(QStringView severity); //!< info, watch, act, critical

//! For delegates: size of a badge and its painting, vertically centred at the left of `rect`. `icon` may be empty.
[[nodiscard]] QSize badgeSize(const Theme &theme, const QString &text, const QString &icon = {});
void paintBadge(QPainter &painter, const Theme &theme, const QRect &rect, const QString &text, BadgeKind kind, const QString &icon = {});
[[nodiscard]] Color badgeText(BadgeKind kind);
[[nodiscard]] Color badgeTint(BadgeKind kind);

//! A fact in a word: 18 px, tinted, never to be clicked.
class Badge : public QWidget {
    Q_OBJECT
public:
    explicit Badge(const QString &text = {}, BadgeKind kind = BadgeKind::Neutral, const QString &icon = {}, QWidget *parent = nullptr);
    void setBadge(const QString &text, BadgeKind kind, const QString &icon = {});
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    BadgeKind m_kind;
    QString m_icon;
};

} // namespace zhike::ui
