// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/topbar.h"

#include "theme/theme.h"
#include "widgets/controls.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

QString commandText(const QAction &action)
{
    static const QRegularExpression trailing(u"\\(&.\\)"_s);
    return action.text().remove(trailing).remove(u'&');
}

namespace {

class Mark : public QWidget {
public:
    Mark() { setFixedSize(Theme::of(this).px(20), Theme::of(this).px(20)); }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).drawPixmap(0, 0, Theme::of(this).mark(width(), devicePixelRatioF())); }
};

//! Looks like an input but opens the palette, where typing happens.
class SearchButton : public QAbstractButton {
public:
    SearchButton(const QString &text, const QString &keys) : m_keys(keys)
    {
        setText(text);
        setAccessibleName(text);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::IBeamCursor);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFixedHeight(Theme::of(this).px(28));
        setMaximumWidth(Theme::of(this).px(440));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool focus = hasFocus();
        painter.setPen(QPen(theme.color(focus ? Color::Focus : Color::Ctl), focus ? 2 : 1));
        painter.setBrush(theme.color(Color::Surface));
        const qreal inset = focus ? 1 : 0.5;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), theme.px(4), theme.px(4));
        const int side = theme.px(14);
        painter.drawPixmap(theme.px(8), (height() - side) / 2, theme.pixmap(u"search"_s, theme.color(Color::T2), side, devicePixelRatioF()));
        painter.setFont(theme.font(TextStyle::Micro));
        const int w = painter.fontMetrics().horizontalAdvance(m_keys) + theme.px(12);
        const QRectF cap(width() - w - theme.px(6) + 0.5, theme.px(5) + 0.5, w, height() - 2 * theme.px(5) - 1);
        painter.setPen(theme.color(Color::Border2));
        painter.setBrush(theme.color(Color::Sunken));
        painter.drawRoundedRect(cap, theme.px(3), theme.px(3));
        painter.setPen(theme.color(Color::T2));
        painter.drawText(cap, Qt::AlignCenter, m_keys);
        painter.setFont(theme.font(TextStyle::Body));
        painter.setPen(theme.color(Color::T3));
        const QRect text = rect().adjusted(theme.px(30), 0, -w - theme.px(12), 0);
        painter.drawText(text, Qt::AlignVCenter | Qt::TextSingleLine, painter.fontMetrics().elidedText(this->text(), Qt::ElideRight, text.width()));
    }

private:
    QString m_keys;
};

QString keys(const QAction *action)
{
    return action->shortcut().toString(QKeySequence::NativeText).replace(u'+', u' ');
}

IconButton *actionButton(const QString &icon, QAction *action)
{
    auto *button = new IconButton(icon, commandText(*action), action->shortcut());
    QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
    button->setEnabled(action->isEnabled());
    return button;
}

} // namespace

TopBar::TopBar(const Actions &actions, QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    setFixedHeight(theme.px(44));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    row->setSpacing(theme.px(4));
    m_brand = new QWidget;
    auto *brand = new QHBoxLayout(m_brand);
    brand->setContentsMargins(0, 0, 0, 0);
    brand->setSpacing(theme.px(8));
    brand->addWidget(new Mark);
    m_name = makeLabel(tr("RM Workstation"), TextStyle::BodyBold);
    brand->addWidget(m_name, 1);
    row->addWidget(m_brand);
    row->addWidget(actionButton(u"cl"_s, actions.back));
    row->addSpacing(theme.px(4));
    row->addWidget(actionButton(u"cr"_s, actions.forward));
    row->addSpacing(theme.px(4));
    auto *search = new SearchButton(tr("Search customers, pinyin initials, phone tail or commands"), keys(actions.search));
    connect(search, &QAbstractButton::clicked, actions.search, &QAction::trigger);
    row->addWidget(search, 1);
    row->addStretch(1);
    auto *log = new QPushButton(theme.icon(u"plus"_s, Color::T1), tr("Log interaction  %1").arg(keys(actions.log)));
    log->setAccessibleName(commandText(*actions.log));
    log->setProperty("scale", u"small"_s);
    log->setIconSize(QSize(theme.px(14), theme.px(14)));
    connect(log, &QPushButton::clicked, actions.log, &QAction::trigger);
    row->addWidget(log);
    row->addSpacing(theme.px(4));
    m_bell = new IconButton(u"bell"_s, tr("Notifications"));
    m_bell->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(m_bell);
    row->addWidget(actionButton(u"lock"_s, actions.lock));
    setNarrow(false);
}

void TopBar::setNoticeMenu(QMenu *menu)
{
    m_bell->setMenu(menu);
}

void TopBar::setNotices(bool any)
{
    m_bell->setDot(any);
}

void TopBar::setNarrow(bool narrow)
{
    const Theme &theme = Theme::of(this);
    m_name->setVisible(!narrow);
    m_brand->setFixedWidth(theme.px(narrow ? 40 : 168));
}

void TopBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Color::Nav));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Color::Border));
}

} // namespace zhike::ui
