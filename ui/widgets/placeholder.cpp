// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/placeholder.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kFeltMs = 300;
constexpr int kLongMs = 3000;

} // namespace

Placeholder::Placeholder(QWidget *page) : QWidget(page), m_felt(new QTimer(this)), m_long(new QTimer(this)), m_say(new QWidget(this))
{
    setAccessibleName(tr("Being read"));
    m_felt->setSingleShot(true);
    m_felt->setInterval(kFeltMs);
    m_long->setSingleShot(true);
    m_long->setInterval(kLongMs - kFeltMs);
    auto *row = new QHBoxLayout(m_say);
    row->addWidget(makeLabel(tr("Still reading the local store…"), TextStyle::Small, Color::T2));
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setProperty("scale", u"small"_s);
    row->addWidget(cancel);
    m_say->hide();
    hide();
    page->installEventFilter(this);
    connect(m_felt, &QTimer::timeout, this, [this] {
        setGeometry(parentWidget()->rect());
        raise();
        show();
        m_long->start();
    });
    connect(m_long, &QTimer::timeout, this, [this] {
        m_say->adjustSize();
        m_say->move(Theme::of(this).px(16), height() - m_say->height() - Theme::of(this).px(8));
        m_say->show();
    });
    connect(cancel, &QPushButton::clicked, this, [this] {
        end();
        Q_EMIT cancelled();
    });
}

void Placeholder::begin()
{
    if (!isVisible())
        m_felt->start();
}

void Placeholder::end()
{
    m_felt->stop();
    m_long->stop();
    m_say->hide();
    hide();
}

bool Placeholder::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void Placeholder::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Color::Bg));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Color::SevOff));
    const int left = theme.px(16);
    const double wide = width() - 2.0 * left;
    int top = theme.px(20);
    for (const double share : {0.28, 0.42, 0.36}) {
        painter.drawRect(QRectF(left, top, wide * share, theme.px(8)));
        top += theme.px(18);
    }
    painter.setBrush(theme.color(Color::Sunken));
    painter.setPen(theme.color(Color::Border));
    painter.drawRoundedRect(QRectF(left, top + theme.px(6), wide, height() * 0.3), theme.px(4), theme.px(4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Color::SevOff));
    top += theme.px(22) + int(height() * 0.3);
    for (const double share : {0.6, 0.82, 0.7, 0.76}) {
        painter.drawRect(QRectF(left, top, wide * share, theme.px(8)));
        top += theme.px(18);
    }
}

} // namespace zhike::ui
