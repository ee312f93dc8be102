// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/tokens.h"

#include <array>
#include <cmath>

namespace zhike::ui {
namespace {

struct Row {
    const char *name;
    QRgb light;
    QRgb dark;
};

constexpr QRgb opaque(unsigned rgb)
{
    return 0xFF000000U | rgb;
}

constexpr std::array<Row, size_t(Color::Count_)> table {{
    {"bg", opaque(0xF3F5F5), opaque(0x12161A)},         {"nav", opaque(0xE9EDEE), opaque(0x171C21)},
    {"surface", opaque(0xFFFFFF), opaque(0x1B2127)},    {"sunken", opaque(0xF1F4F4), opaque(0x161B20)},
    {"hover", opaque(0xEDF1F2), opaque(0x242C33)},      {"sel", opaque(0xDCEBF0), opaque(0x173B48)},
    {"border", opaque(0xDBE0E2), opaque(0x2D363E)},     {"border2", opaque(0xC3CACE), opaque(0x3D4852)},
    {"ctl", opaque(0x7F8A94), opaque(0x71808D)},        {"t1", opaque(0x182027), opaque(0xE7EBEE)},
    {"t2", opaque(0x44505A), opaque(0xB3BDC6)},         {"t3", opaque(0x5C6872), opaque(0x98A4AF)},
    {"accent", opaque(0x0F6078), opaque(0x55B4CE)},     {"accentHover", opaque(0x0B4B5E), opaque(0x7CC8DC)},
    {"soft", opaque(0xE1EFF3), opaque(0x173540)},       {"on", opaque(0xFFFFFF), opaque(0x05222B)},
    {"focus", opaque(0x0B7FA3), opaque(0x7CD2EA)},      {"crit", opaque(0xA3271F), opaque(0xF2938A)},
    {"critTint", opaque(0xFBE9E6), opaque(0x3A1D1B)},   {"critEdge", opaque(0xE7B9B3), opaque(0x6E332E)},
    {"warn", opaque(0x7D4C00), opaque(0xE9B562)},       {"warnTint", opaque(0xFCF0DA), opaque(0x34280F)},
    {"warnEdge", opaque(0xE5C88F), opaque(0x63501F)},   {"ok", opaque(0x1B6843), opaque(0x74C79B)},
    {"okTint", opaque(0xE2F2E9), opaque(0x152E22)},     {"okEdge", opaque(0xA9D2BB), opaque(0x2C5A43)},
    {"info", opaque(0x2A5A9C), opaque(0x8FB8EE)},       {"infoTint", opaque(0xE6EEF9), opaque(0x18293F)},
    {"infoEdge", opaque(0xB5CBEA), opaque(0x2F4D75)},   {"neu", opaque(0x44505A), opaque(0xB3BDC6)},
    {"neuTint", opaque(0xEAEEEF), opaque(0x29323A)},    {"gold", opaque(0x72520F), opaque(0xDDBB72)},
    {"goldTint", opaque(0xF6ECD6), opaque(0x332A15)},   {"wealth", opaque(0x2A5A8C), opaque(0x92BCEA)},
    {"wealthTint", opaque(0xE4EDF7), opaque(0x1A2B40)}, {"corp", opaque(0x634484), opaque(0xC5A6E4)},
    {"corpTint", opaque(0xF0E9F6), opaque(0x2C2338)},   {"sev", opaque(0xA84812), opaque(0xEE9A62)},
    {"sevoff", opaque(0xD8DDE0), opaque(0x3A444D)},     {"redMoney", opaque(0xBC252B), opaque(0xF0827F)},
    {"greenMoney", opaque(0x12704A), opaque(0x5FC595)}, {"grid", opaque(0xE4E8EA), opaque(0x283038)},
    {"axis", opaque(0x5F6B75), opaque(0x909CA7)},       {"scrim", 0x57141C22U, 0x80000000U},
    {"c1", opaque(0x1F4C66), opaque(0x3F83BE)},         {"c2", opaque(0xC5871F), opaque(0xDDC188)},
    {"c3", opaque(0x2B7A68), opaque(0x6DC8B4)},         {"c4", opaque(0xA33983), opaque(0xC8436F)},
    {"c5", opaque(0x5F9ABF), opaque(0xA6C3DE)},         {"c6", opaque(0x983E1F), opaque(0xCC7245)},
    {"c8", opaque(0x848D95), opaque(0x7F8A94)},         {"h0", opaque(0xEFF4F5), opaque(0x1C242A)},
    {"h1", opaque(0xCFE3E9), opaque(0x1B3943)},         {"h2", opaque(0x9CC6D3), opaque(0x1E5363)},
    {"h3", opaque(0x5D9FB3), opaque(0x286F85)},         {"h4", opaque(0x23738C), opaque(0x4FA3BB)},
    {"h5", opaque(0x0B4B5E), opaque(0x97D4E4)},
}};

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor token(Color color, bool dark)
{
    const Row &row = table.at(size_t(color));
    return QColor::fromRgba(dark ? row.dark : row.light);
}

const char *tokenName(Color color)
{
    return table.at(size_t(color)).name;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace zhike::ui
