// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

// @name is a colour token, #12# a size in px at the current zoom.
constexpr auto rules = R"(
QToolTip { background: @surface; color: @t1; border: 1px solid @ctl; padding: #4# #8#; font-size: #12#; }
QLabel { background: transparent; }
QLabel[struck="true"] { text-decoration: line-through; }
QFrame[card="true"] { background: @surface; border: 1px solid @border; border-radius: #6#; }
QFrame[line="true"] { background: @border; border: none; }
QWidget[layer="nav"] { background: @nav; }
QWidget[layer="surface"] { background: @surface; }
QWidget[layer="sunken"] { background: @sunken; }
QWidget[layer="wanted"] { background: @warnTint; }
QWidget[layer="chosen"] { background: @soft; }
QFrame[floating="true"] { background: @surface; border: 1px solid @ctl; border-radius: #8#; }

QPushButton { background: @surface; color: @t1; border: 1px solid @border2; border-radius: #4#; padding: 0 #11#; min-height: #26#; font-size: #13#; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @sel; }
QPushButton:focus { border: 2px solid @focus; padding: 0 #10#; min-height: #24#; }
QPushButton:disabled { background: @sunken; color: @t3; border-color: @border; }
QPushButton[scale="small"] { min-height: #22#; padding: 0 #8#; font-size: #12#; }
QPushButton[scale="small"]:focus { min-height: #20#; padding: 0 #7#; }
QPushButton[scale="large"] { min-height: #34#; font-size: #14#; font-weight: 700; }
QPushButton[scale="large"]:focus { min-height: #32#; }
QPushButton[kind="primary"] { background: @accent; color: @on; border-color: @accent; font-weight: 700; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: @accentHover; border-color: @accentHover; }
QPushButton[kind="primary"]:focus { border-color: @focus; }
QPushButton[kind="primary"]:disabled { background: @sunken; color: @t3; border-color: @border; }
QPushButton[kind="danger"] { color: @crit; border-color: @critEdge; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed { background: @critTint; }
QPushButton[kind="danger"]:focus { border-color: @focus; }
QPushButton[kind="flat"] { background: transparent; border-color: transparent; padding: 0 #7#; }
QPushButton[kind="flat"]:hover { background: @hover; }
QPushButton[kind="flat"]:focus { border: 2px solid @focus; padding: 0 #6#; }
QPushButton[kind="link"] { background: transparent; border-color: transparent; color: @accent; padding: 0 #5#; min-height: #22#; font-size: #12#; }
QPushButton[kind="link"]:hover { color: @accentHover; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid @focus; padding: 0 #4#; min-height: #20#; }
QPushButton[kind="chip"] { background: @soft; border-color: transparent; color: @accent; min-height: #22#; padding: 0 #8#; font-size: #12#; }
QPushButton[kind="chip"]:hover { background: @sel; }
QPushButton[kind="chip"]:focus { border: 2px solid @focus; padding: 0 #7#; min-height: #20#; }

QPushButton[segment="true"] { border-radius: 0; border-left-width: 0; padding: 0 #8#; font-size: #12#; color: @t2; }
QPushButton[segment="true"][edge="first"] { border-left-width: 1px; border-top-left-radius: #4#; border-bottom-left-radius: #4#; }
QPushButton[segment="true"][edge="last"] { border-top-right-radius: #4#; border-bottom-right-radius: #4#; }
QPushButton[segment="true"][edge="only"] { border-left-width: 1px; border-radius: #4#; }
QPushButton[segment="true"]:checked { background: @soft; color: @accent; font-weight: 700; }
QPushButton[segment="true"]:focus { border: 2px solid @focus; padding: 0 #7#; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: #4#; min-width: #26#; min-height: #26#; padding: 0; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @sel; }
QToolButton:focus { border: 2px solid @focus; min-width: #24#; min-height: #24#; }
QToolButton[framed="true"] { background: @surface; border-color: @border2; }
QToolButton[framed="true"]:hover { background: @hover; }
QToolButton[framed="true"]:focus { border-color: @focus; }
QToolButton[scale="small"] { min-width: #22#; min-height: #22#; }
QToolButton[scale="small"]:focus { min-width: #20#; min-height: #20#; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox { background: @surface; color: @t1; border: 1px solid @ctl; border-radius: #4#; padding: 0 #7#;
  min-height: #26#; selection-background-color: @sel; selection-color: @t1; }
QLineEdit:hover, QComboBox:hover, QDateEdit:hover, QTimeEdit:hover, QDateTimeEdit:hover { border-color: @t2; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus, QSpinBox:focus { border: 2px solid @focus; padding: 0 #6#; min-height: #24#; }
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QTimeEdit:disabled { background: @sunken; color: @t3; border-color: @border2; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"], QDateEdit[invalid="true"] { border-color: @crit; }
QLineEdit[scale="large"] { min-height: #34#; font-size: #15#; }
QLineEdit[scale="large"]:focus { min-height: #32#; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: none; background: transparent; padding: 0; font-size: #18#; }
QLineEdit QToolButton { border: none; background: transparent; min-width: 0; min-height: 0; padding: 0; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; background: transparent; width: #20#; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(:/zhike/arrows/@arrow.svg); width: #10#; height: #10#; }
QComboBox QAbstractItemView { background: @surface; color: @t1; border: 1px solid @ctl; selection-background-color: @sel; selection-color: @t1; outline: 0; }
QPlainTextEdit, QTextEdit { background: @surface; color: @t1; border: 1px solid @ctl; border-radius: #4#; padding: #4#; selection-background-color: @sel; selection-color: @t1; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @focus; padding: #3#; }

QTabBar::tab { background: transparent; color: @t1; border: none; border-bottom: 2px solid transparent; padding: #6# #4# #7# #4#; margin: 0 #9#; font-size: #13#; }
QTabBar::tab:hover { color: @accent; }
QTabBar::tab:selected { border-bottom-color: @accent; font-weight: 700; }
QTabBar::tab:focus { color: @focus; }

QRadioButton { spacing: #8#; }
QRadioButton::indicator { width: #12#; height: #12#; border: 1px solid @ctl; border-radius: #7#; background: @surface; }
QRadioButton::indicator:checked { width: #6#; height: #6#; border: #4# solid @accent; background: @on; }
QRadioButton::indicator:focus { border-color: @focus; }
QRadioButton:focus { color: @focus; }
QCheckBox { spacing: #8#; }
QCheckBox:focus { color: @focus; }
QProgressBar { background: @sevoff; border: none; border-radius: #3#; min-height: #6#; max-height: #6#; }
QProgressBar::chunk { background: @accent; border-radius: #3#; }

QAbstractItemView { background: @surface; color: @t1; border: none; outline: 0; selection-background-color: @sel; selection-color: @t1; }
QHeaderView { background: @sunken; border: none; }
QHeaderView::section { background: @sunken; color: @t2; border: none; border-bottom: 1px solid @border2; padding: 0 #8#; min-height: #27#; font-size: #12#; font-weight: 400; }
QHeaderView::section:hover { background: @hover; }
QHeaderView::down-arrow, QHeaderView::up-arrow { image: none; width: 0; height: 0; }
QTableCornerButton::section { background: @sunken; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[plain="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: #10#; margin: 0; }
QScrollBar:horizontal { background: transparent; height: #10#; margin: 0; }
QScrollBar::handle { background: @border2; border-radius: #4#; margin: #1#; min-height: #24#; min-width: #24#; }
QScrollBar::handle:hover { background: @ctl; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: @nav; color: @t1; font-size: #12#; }
QMenuBar::item { padding: #3# #8#; background: transparent; }
QMenuBar::item:selected { background: @sel; }
QMenu { background: @surface; color: @t1; border: 1px solid @ctl; padding: #4#; }
QMenu::item { padding: #5# #24# #5# #12#; border-radius: #4#; }
QMenu::icon { padding-left: #6#; }
QMenu::item:selected { background: @sel; }
QMenu::item:disabled { color: @t3; }
QMenu::separator { height: 1px; background: @border; margin: #4# 0; }
QDialog { background: @surface; }
QCalendarWidget QAbstractItemView { selection-background-color: @accent; selection-color: @on; }
)";

struct TypeRule {
    const char *name;
    double size;
    bool bold;
};
constexpr TypeRule typeRules[] = {
    {"display", 19, true},  {"page", 18, true},   {"figure", 17, true},    {"section", 15, true}, {"body", 13, false},
    {"bodyBold", 13, true}, {"small", 12, false}, {"smallBold", 12, true}, {"micro", 11, false},  {"microBold", 11, true},
};

} // namespace

QString Theme::styleSheet() const
{
    QString sheet = QString::fromLatin1(rules);
    static const QRegularExpression place(u"@([A-Za-z0-9]+)|#(\\d+)#"_s);
    QString out;
    out.reserve(sheet.size() + 4096);
    QHash<QString, QString> colors;
    for (int i = 0; i < int(Color::Count_); ++i) {
        const auto role = Color(i);
        colors.insert(QString::fromLatin1(tokenName(role)), color(role).name());
    }
    colors.insert(u"arrow"_s, isDark() ? u"dark"_s : u"light"_s);
    qsizetype from = 0;
    for (auto it = place.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(sheet).mid(from, match.capturedStart() - from);
        if (match.capturedLength(2))
            out += QString::number(px(match.captured(2).toInt())) + u"px"_s;
        else
            out += colors.value(match.captured(1));
        from = match.capturedEnd();
    }
    out += QStringView(sheet).mid(from);
    for (const TypeRule &rule : typeRules) {
        out += u"*[typo=\"%1\"] { font-size: %2px; font-weight: %3; }\n"_s.arg(QLatin1StringView(rule.name)).arg(px(rule.size)).arg(rule.bold ? 700 : 400);
    }
    colors.remove(u"arrow"_s);
    for (auto it = colors.cbegin(); it != colors.cend(); ++it)
        out += u"QLabel[tone=\"%1\"] { color: %2; }\n"_s.arg(it.key(), it.value());
    return out;
}

} // namespace zhike::ui
