// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panel.h"

#include "theme/theme.h"
#include "widgets/elidedlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace zhike::ui {

QFrame *makeLine(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("line", true);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

void clearLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (QLayout *inner = item->layout()) {
            clearLayout(inner);
        }
        delete item;
    }
}

Panel::Panel(const QString &title, QWidget *parent) : QFrame(parent)
{
    const Theme &theme = Theme::of(this);
    setProperty("card", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);

    m_head = new QWidget;
    m_head->setFixedHeight(theme.px(34));
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(theme.px(12), 0, theme.px(8), 0);
    head->setSpacing(theme.px(8));
    m_title = makeLabel(title, TextStyle::BodyBold);
    m_note = new ElidedLabel(QString());
    setTextStyle(m_note, TextStyle::Small, Color::T3);
    m_tools = new QHBoxLayout;
    m_tools->setSpacing(theme.px(4));
    head->addWidget(m_title);
    head->addWidget(m_note, 1);
    head->addLayout(m_tools);
    m_rule = makeLine(Qt::Horizontal);
    m_body = new QVBoxLayout;
    m_body->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    m_body->setSpacing(theme.px(4));
    column->addWidget(m_head);
    column->addWidget(m_rule);
    column->addLayout(m_body, 1);
    setTitle(title);
}

void Panel::setTitle(const QString &title)
{
    m_title->setText(title);
    m_head->setVisible(!title.isEmpty());
    m_rule->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Panel::setNote(const QString &note)
{
    m_note->setText(note);
}

void Panel::setNoteStale(bool stale)
{
    setTone(m_note, stale ? Color::Warn : Color::T3);
}

void Panel::addTool(QWidget *widget)
{
    m_tools->addWidget(widget);
}

QPushButton *Panel::addLink(const QString &text)
{
    auto *link = new QPushButton(text);
    setButtonKind(link, "link");
    m_tools->addWidget(link);
    return link;
}

} // namespace zhike::ui
