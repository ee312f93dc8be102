// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/layer.h"

#include "theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace zhike::ui {

Layer::Layer(QWidget *host) : QWidget(host), m_panel(new QFrame(this))
{
    m_panel->setProperty("floating", true);
    host->installEventFilter(this);
    hide();
}

void Layer::openLayer()
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    place();
    raise();
    show();
}

void Layer::closeLayer()
{
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
}

void Layer::place()
{
    m_panel->setGeometry(panelGeometry().intersected(rect()));
}

bool Layer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void Layer::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::of(this).color(Color::Scrim));
}

void Layer::resizeEvent(QResizeEvent *)
{
    place();
}

void Layer::mousePressEvent(QMouseEvent *)
{
    onScrimClicked();
}

void Layer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        closeLayer();
    else
        QWidget::keyPressEvent(event);
}

bool Layer::focusNextPrevChild(bool next)
{
    QWidget *const start = QApplication::focusWidget() ? QApplication::focusWidget() : this;
    for (QWidget *w = next ? start->nextInFocusChain() : start->previousInFocusChain(); w != start;
         w = next ? w->nextInFocusChain() : w->previousInFocusChain()) {
        if (isAncestorOf(w) && w->isVisibleTo(this) && w->isEnabled() && (w->focusPolicy() & Qt::TabFocus) && !w->focusProxy()) {
            w->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace zhike::ui
