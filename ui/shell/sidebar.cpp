// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sidebar.h"

#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"

#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

NavButton::NavButton(const QString &icon, const QString &text, bool small, QWidget *parent) : QAbstractButton(parent), m_icon(icon), m_small(small)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(!small);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void NavButton::setCount(int count, bool urgent)
{
    m_count = count;
    m_urgent = urgent;
    setAccessibleName(count > 0 ? tr("%1, %2").arg(text(), format::number(count)) : text());
    update();
}

void NavButton::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setToolTip(collapsed ? text() : QString());
    update();
}

QSize NavButton::sizeHint() const
{
    const Theme &theme = Theme::of(this);
    return {theme.px(m_collapsed ? 36 : 164), theme.px(m_small ? 26 : 30)};
}

void NavButton::enterEvent(QEnterEvent *)
{
    update();
}

void NavButton::leaveEvent(QEvent *)
{
    update();
}

void NavButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isChecked()) {
        painter.setPen(theme.color(Color::Border));
        painter.setBrush(theme.color(Color::Surface));
        painter.drawRoundedRect(box, theme.px(4), theme.px(4));
        painter.fillRect(QRectF(0, theme.px(6), theme.px(3), height() - theme.px(12)), theme.color(Color::Accent));
    } else if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Color::Hover));
        painter.drawRoundedRect(box, theme.px(4), theme.px(4));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Color::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4));
    }
    const int side = theme.px(m_small ? 14 : 16);
    const int left = m_collapsed ? (width() - side) / 2 : theme.px(8);
    const QColor iconColor = theme.color(isChecked() ? Color::Accent : Color::T2);
    painter.drawPixmap(left, (height() - side) / 2, theme.pixmap(m_icon, iconColor, side, devicePixelRatioF()));
    if (m_collapsed)
        return;
    int right = width() - theme.px(8);
    if (m_count > 0) {
        const QString count = format::number(m_count);
        painter.setFont(theme.font(m_urgent ? TextStyle::MicroBold : TextStyle::Micro));
        const int w = std::max(theme.px(20), painter.fontMetrics().horizontalAdvance(count) + theme.px(10));
        const QRectF pill(right - w, (height() - theme.px(18)) / 2.0, w, theme.px(18));
        if (m_urgent || isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(m_urgent ? Color::CritTint : Color::NeuTint));
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        }
        painter.setPen(theme.color(m_urgent ? Color::Crit : Color::T2));
        painter.drawText(pill, Qt::AlignCenter, count);
        right -= w + theme.px(4);
    }
    painter.setFont(theme.font(m_small ? TextStyle::Small : isChecked() ? TextStyle::BodyBold : TextStyle::Body));
    painter.setPen(theme.color(m_small && !isChecked() ? Color::T2 : Color::T1));
    const int from = left + side + theme.px(8);
    painter.drawText(QRect(from, 0, right - from, height()), Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, right - from));
}

SideBar::SideBar(QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(8), theme.px(12), theme.px(8), theme.px(8));
    column->setSpacing(theme.px(2));
    m_work = addSection(column, tr("Work"));
    m_team = addSection(column, tr("Team"));
    m_data = addSection(column, tr("Data"));
    m_recentSection = addSection(column, tr("Recent customers"));
    column->addStretch(1);

    m_user = new QWidget;
    auto *user = new QHBoxLayout(m_user);
    user->setContentsMargins(theme.px(4), theme.px(8), theme.px(4), 0);
    user->setSpacing(theme.px(10));
    auto *initial = makeLabel({}, TextStyle::BodyBold, Color::Accent);
    initial->setObjectName(u"initial"_s);
    initial->setAlignment(Qt::AlignCenter);
    initial->setFixedSize(theme.px(28), theme.px(28));
    user->addWidget(initial);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    m_userName = new ElidedLabel(QString());
    setTextStyle(m_userName, TextStyle::SmallBold);
    m_userPlace = new ElidedLabel(QString());
    setTextStyle(m_userPlace, TextStyle::Micro, Color::T2);
    lines->addWidget(m_userName);
    lines->addWidget(m_userPlace);
    user->addLayout(lines, 1);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(m_user);
    m_user->hide();
    setCollapsed(false);
}

SideBar::Section SideBar::addSection(QVBoxLayout *column, const QString &title)
{
    const Theme &theme = Theme::of(this);
    Section section {makeLabel(title, TextStyle::Micro, Color::T2), new QVBoxLayout};
    section.title->setContentsMargins(theme.px(8), theme.px(8), 0, theme.px(2));
    section.title->hide();
    section.entries->setSpacing(theme.px(1));
    column->addWidget(section.title);
    column->addLayout(section.entries);
    return section;
}

SideBar::Section &SideBar::sectionOf(Screen screen)
{
    switch (screen) {
    case Screen::Portfolio:
    case Screen::Approvals: return m_team;
    case Screen::Sync:
    case Screen::Audit:
    case Screen::Settings: return m_data;
    default: return m_work;
    }
}

void SideBar::setOffered(Screen screen, bool offered)
{
    for (const auto &[which, button] : m_entries)
        if (which == screen)
            button->setVisible(offered);
    showTitles();
}

void SideBar::showTitles()
{
    for (Section *section : {&m_work, &m_team, &m_data}) {
        bool any = false;
        for (const auto &[which, button] : m_entries)
            any |= &sectionOf(which) == section && !button->isHidden();
        section->title->setVisible(!m_collapsed && any);
    }
}

void SideBar::addEntry(Screen screen, const QString &icon, const QString &text)
{
    Section &section = sectionOf(screen);
    auto *button = new NavButton(icon, text, false);
    button->setAutoExclusive(false);
    button->setCollapsed(m_collapsed);
    section.entries->addWidget(button);
    section.title->setVisible(!m_collapsed);
    m_entries.append({screen, button});
    // Shown from top to bottom, whatever the order of adding.
    std::stable_sort(m_entries.begin(), m_entries.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[which, entry] : m_entries) {
        Section &in = sectionOf(which);
        in.entries->removeWidget(entry);
        in.entries->addWidget(entry);
    }
    connect(button, &QAbstractButton::clicked, this, [this, screen, button] {
        button->setChecked(true);
        Q_EMIT chosen(screen);
    });
}

void SideBar::setCurrent(Screen screen)
{
    for (const auto &[which, button] : m_entries)
        button->setChecked(which == screen || (screen == Screen::Customer && which == Screen::Customers));
}

void SideBar::setCount(Screen screen, int count, bool urgent)
{
    if (m_discreet)
        return;
    for (const auto &[which, button] : m_entries) {
        if (which == screen)
            button->setCount(count, urgent);
    }
}

void SideBar::setUser(const QString &name, const QString &place)
{
    m_userName->setText(name);
    m_userPlace->setText(place);
    m_userPlace->setVisible(!place.isEmpty());
    m_user->findChild<QLabel *>(u"initial"_s)->setText(name.left(1));
    m_user->setToolTip(m_collapsed ? name : QString());
    m_user->setVisible(!name.isEmpty());
}

void SideBar::addRecent(const CustomerId &customer, const QString &name, CustomerKind kind)
{
    m_recent.removeIf([&](const Recent &r) { return r.id == customer; });
    m_recent.prepend({customer, name, kind});
    while (m_recent.size() > 5)
        m_recent.removeLast();
    showRecent();
}

void SideBar::showRecent()
{
    clearLayout(m_recentSection.entries);
    m_recentSection.title->setVisible(!m_recent.isEmpty() && !m_collapsed && !m_discreet);
    if (m_collapsed || m_discreet)
        return;
    for (const Recent &recent : std::as_const(m_recent)) {
        auto *button = new NavButton(recent.kind == CustomerKind::Company ? u"building"_s : u"user"_s, recent.name, true);
        connect(button, &QAbstractButton::clicked, this, [this, id = recent.id] { Q_EMIT customerChosen(id); });
        m_recentSection.entries->addWidget(button);
    }
}

void SideBar::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setFixedWidth(Theme::of(this).px(collapsed ? 52 : 180));
    for (const auto &[screen, button] : m_entries)
        button->setCollapsed(collapsed);
    showTitles();
    m_userName->setVisible(!collapsed);
    m_userPlace->setVisible(!collapsed && !m_userPlace->text().isEmpty());
    m_user->setToolTip(collapsed ? m_userName->text() : QString());
    showRecent();
}

void SideBar::setDiscreet(bool discreet)
{
    m_discreet = discreet;
    for (const auto &[screen, button] : m_entries)
        button->setCount(0, false); // asked for again afterwards
    showRecent();
}

QList<Screen> SideBar::screens() const
{
    QList<Screen> list;
    for (const auto &[screen, button] : m_entries)
        if (!button->isHidden())
            list << screen;
    return list;
}

void SideBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Color::Nav));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme.color(Color::Border));
}

} // namespace zhike::ui
