// SPDX-License-Identifier: GPL-3.0-or-later
#include "unlock/factbar.h"

#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/panel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace zhike::ui {

FactBar::FactBar(QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    setFixedHeight(theme.px(62));
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(theme.px(24), 0, theme.px(24), 0);
    m_row->setSpacing(theme.px(24));
}

void FactBar::clearFacts()
{
    clearLayout(m_row);
}

void FactBar::addFact(const QString &icon, Color tone, const QString &title, const QString &text)
{
    const Theme &theme = Theme::of(this);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, theme.px(12), 0, theme.px(10));
    row->setSpacing(theme.px(10));
    row->addWidget(new IconLabel(icon, tone, 16), 0, Qt::AlignTop);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(makeLabel(title, TextStyle::SmallBold));
    auto *note = new ElidedLabel(text);
    setTextStyle(note, TextStyle::Small, Color::T2);
    lines->addWidget(note);
    row->addLayout(lines, 1);
    m_row->addWidget(box, 1);
}

void FactBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Color::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(Color::Border));
}

QVBoxLayout *makeSignInColumn(QWidget *page, FactBar *facts)
{
    const Theme &theme = Theme::of(page);
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addStretch(2);
    auto *middle = new QHBoxLayout;
    auto *box = new QWidget;
    box->setFixedWidth(theme.px(470));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, theme.px(16), 0, theme.px(16));
    column->setSpacing(theme.px(12));
    middle->addStretch(1);
    middle->addWidget(box);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    outer->addWidget(facts);
    return column;
}

} // namespace zhike::ui
