// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "theme/plainlabels.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QLabel>
#include <QStyle>
#include <QStyleFactory>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

// Outside the namespace, as the macro declares a global function.
static void loadIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace zhike::ui {
namespace {

Theme *theTheme = nullptr; // set by the constructor, see the class comment

struct TypeRow {
    const char *name;
    double size;
    int line;
    bool bold;
};

constexpr TypeRow types[] = {
    {"display", 19, 28, true},  {"page", 18, 26, true},   {"figure", 17, 24, true},    {"section", 15, 22, true}, {"body", 13, 20, false},
    {"bodyBold", 13, 20, true}, {"small", 12, 18, false}, {"smallBold", 12, 18, true}, {"micro", 11, 16, false},  {"microBold", 11, 16, true},
};

const TypeRow &type(TextStyle style)
{
    return types[size_t(style)];
}

//! Columns of figures line up only when 0–9 are equally wide, and Qt 6.4 cannot ask a font for its tabular digits.
bool digitsAreTabular(const QString &family)
{
    QFont font(family);
    font.setPixelSize(13);
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (std::abs(metrics.horizontalAdvance(QChar(digit)) - width) > 0.01)
            return false;
    }
    return true;
}

QStringList chooseFamilies()
{
    const QStringList available = QFontDatabase::families();
    QString cjk;
    for (const QString &family : {u"Noto Sans CJK SC"_s, u"Source Han Sans SC"_s, u"Microsoft YaHei"_s, u"PingFang SC"_s}) {
        if (available.contains(family)) {
            cjk = family;
            break;
        }
    }
    const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    QStringList families;
    if (!system.isEmpty() && digitsAreTabular(system) && (cjk.isEmpty() || QLocale().language() != QLocale::Chinese))
        families << system;
    if (!cjk.isEmpty())
        families << cjk;
    return families.isEmpty() ? QStringList {system} : families;
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent), m_families(chooseFamilies())
{
    Q_ASSERT(!theTheme);
    theTheme = this;
    loadIcons();
}

Theme::~Theme()
{
    theTheme = nullptr;
}

Theme &Theme::of(const QWidget *)
{
    Q_ASSERT(theTheme);
    return *theTheme;
}

void Theme::applyTo(QApplication &app)
{
    if (!m_app)
        app.installEventFilter(new PlainLabels(this));
    m_app = &app;
    app.setStyle(QStyleFactory::create(u"Fusion"_s));
    apply();
}

void Theme::apply()
{
    if (m_app) {
        m_app->setPalette(palette());
        m_app->setFont(font(TextStyle::Body));
        m_app->setStyleSheet(styleSheet());
    }
    Q_EMIT changed();
}

void Theme::setMode(Mode mode)
{
    if (mode != m_mode) {
        m_mode = mode;
        apply();
    }
}

void Theme::setDirections(Directions directions)
{
    if (directions != m_directions) {
        m_directions = directions;
        apply();
    }
}

void Theme::setZoom(int percent)
{
    percent = std::clamp(percent, 90, 200);
    if (percent != m_zoom) {
        m_zoom = percent;
        apply();
    }
}

Color Theme::up() const
{
    switch (m_directions) {
    case Directions::RedUp: return Color::RedMoney;
    case Directions::GreenUp: return Color::GreenMoney;
    case Directions::BlueUp: return Color::Info;
    }
    return Color::RedMoney;
}

Color Theme::down() const
{
    switch (m_directions) {
    case Directions::RedUp: return Color::GreenMoney;
    case Directions::GreenUp: return Color::RedMoney;
    case Directions::BlueUp: return Color::C6;
    }
    return Color::GreenMoney;
}

QFont Theme::font(TextStyle style) const
{
    QFont font;
    font.setFamilies(m_families);
    font.setPixelSize(px(type(style).size));
    font.setWeight(type(style).bold ? QFont::Bold : QFont::Normal);
    return font;
}

int Theme::lineHeight(TextStyle style) const
{
    return px(type(style).line);
}

int Theme::px(double n) const
{
    return int(std::lround(n * m_zoom / 100.0));
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, Color c) { p.setColor(role, color(c)); };
    set(QPalette::Window, Color::Bg);
    set(QPalette::WindowText, Color::T1);
    set(QPalette::Base, Color::Surface);
    set(QPalette::AlternateBase, Color::Sunken);
    set(QPalette::Text, Color::T1);
    set(QPalette::PlaceholderText, Color::T3);
    set(QPalette::Button, Color::Surface);
    set(QPalette::ButtonText, Color::T1);
    set(QPalette::BrightText, Color::On);
    set(QPalette::Highlight, Color::Sel);
    set(QPalette::HighlightedText, Color::T1);
    set(QPalette::Link, Color::Accent);
    set(QPalette::LinkVisited, Color::Accent);
    set(QPalette::ToolTipBase, Color::Surface);
    set(QPalette::ToolTipText, Color::T1);
    set(QPalette::Light, Color::Surface);
    set(QPalette::Midlight, Color::Hover);
    set(QPalette::Mid, Color::Border2);
    set(QPalette::Dark, Color::Ctl);
    set(QPalette::Shadow, Color::Ctl);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, color(Color::T3));
    return p;
}

void repolish(QWidget *widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->updateGeometry();
    widget->update();
}

void setTextStyle(QWidget *label, TextStyle style, Color tone)
{
    label->setProperty("typo", QLatin1StringView(type(style).name));
    setTone(label, tone);
}

void setTone(QWidget *label, Color tone)
{
    label->setProperty("tone", QLatin1StringView(tokenName(tone)));
    repolish(label);
}

void setButtonKind(QWidget *button, const char *kind)
{
    button->setProperty("kind", QLatin1StringView(kind));
    repolish(button);
}

QLabel *makeLabel(const QString &text, TextStyle style, Color tone, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setTextStyle(label, style, tone);
    return label;
}

} // namespace zhike::ui
