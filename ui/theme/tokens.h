// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>

namespace zhike::ui {

//! Colours by meaning (design §2). A "…Tint" is the quiet fill behind a text of the same meaning, an "…Edge" its border.
enum class Color {
    Bg,
    Nav,
    Surface,
    Sunken,
    Hover,
    Sel,
    Border,
    Border2,
    Ctl,
    T1,
    T2,
    T3,
    Accent,
    AccentHover,
    Soft,
    On,
    Focus,
    Crit,
    CritTint,
    CritEdge,
    Warn,
    WarnTint,
    WarnEdge,
    Ok,
    OkTint,
    OkEdge,
    Info,
    InfoTint,
    InfoEdge,
    Neu,
    NeuTint,
    Gold,
    GoldTint,
    Wealth,
    WealthTint,
    Corp,
    CorpTint,
    Sev,
    SevOff,
    RedMoney,
    GreenMoney,
    Grid,
    Axis,
    Scrim,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C8, //!< chart categories, fixed order; C8 is "other"
    H0,
    H1,
    H2,
    H3,
    H4,
    H5, //!< sequential scale
    Count_
};

[[nodiscard]] QColor token(Color color, bool dark);
[[nodiscard]] const char *tokenName(Color color);

//! WCAG contrast ratio of two opaque colours, 1…21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace zhike::ui
