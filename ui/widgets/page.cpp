// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/page.h"

#include "widgets/elidedlabel.h"
#include "widgets/placeholder.h"

#include <QHBoxLayout>
#include <QTimer>

namespace zhike::ui {

Page::Page(services::Desk &desk, Theme &theme, QWidget *parent) : QWidget(parent), m_desk(desk), m_theme(theme)
{
    connect(&m_desk, &services::Desk::changed, this, [this] {
        if (isVisible())
            refresh();
        else
            m_stale = true;
    });
}

Page::~Page() = default;

void Page::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_stale, false)) {
        if (!m_ready && !m_placeholder) {
            m_placeholder = new Placeholder(this);
            connect(m_placeholder, &Placeholder::cancelled, this, [this] {
                m_stale = true;
                Q_EMIT leaveRequested();
            });
        }
        if (!m_ready)
            m_placeholder->begin();
        refresh();
    }
}

void Page::setReady()
{
    if (m_placeholder)
        m_placeholder->end();
    if (std::exchange(m_ready, true))
        return;
    // After the paint events that the new contents caused.
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(0, this, [this] { Q_EMIT ready(); }); });
}

PageHeader::PageHeader(const QString &title, QWidget *parent) : QWidget(parent)
{
    Theme &theme = Theme::of(this);
    setFixedHeight(theme.px(52));
    connect(&theme, &Theme::changed, this, [this, &theme] { setFixedHeight(theme.px(52)); });
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme.px(8));
    m_title = makeLabel(title, TextStyle::Page);
    m_note = new ElidedLabel(QString());
    setTextStyle(m_note, TextStyle::Body, Color::T2);
    m_layout->addWidget(m_title);
    m_layout->addSpacing(theme.px(4));
    m_layout->addWidget(m_note, 1);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setNote(const QString &note)
{
    m_note->setText(note);
}

void PageHeader::addAction(QWidget *widget)
{
    m_layout->addWidget(widget);
}

} // namespace zhike::ui
