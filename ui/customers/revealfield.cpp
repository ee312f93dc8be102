// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/revealfield.h"

#include "widgets/answer.h"
#include "widgets/controls.h"
#include "widgets/secretclip.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

namespace {

QString reasonText(const QString &reason)
{
    if (reason == u"contact")
        return RevealField::tr("Contact the customer");
    if (reason == u"verify")
        return RevealField::tr("Check the identity");
    if (reason == u"document")
        return RevealField::tr("Fill in a form");
    if (reason == u"correction")
        return RevealField::tr("Correct the data");
    return RevealField::tr("The customer asked");
}

} // namespace

RevealField::RevealField(const QString &masked, const QString &field, const Disclosure &disclosure, QWidget *parent)
    : QWidget(parent)
    , m_masked(masked)
    , m_field(field)
    , m_disclosure(disclosure)
{
    const auto &theme = Theme::of(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(2));
    m_text = makeLabel(masked, TextStyle::Small, Color::T2);
    m_text->setTextInteractionFlags(Qt::NoTextInteraction);
    row->addWidget(m_text);
    m_clock = makeLabel({}, TextStyle::Micro, Color::Warn);
    m_clock->hide();
    row->addWidget(m_clock);
    if (disclosure.desk && disclosure.reveal && !masked.isEmpty()) {
        m_menu = new QMenu(this);
        m_menu->setAccessibleName(tr("Reason for showing"));
        m_menu->addSection(tr("Why do you need it? The look is recorded."));
        for (const auto &reason : services::revealReasons()) {
            auto *action = m_menu->addAction(reasonText(reason), this, [this, reason] { reveal(reason); });
            action->setData(reason);
            if (reason == "contact"_L1 && !disclosure.contact) {
                action->setEnabled(false);
                action->setText(tr("%1: he asked not to be contacted").arg(reasonText(reason)));
            }
        }
        m_eye = new IconButton(u"eye"_s, tr("Show in full…"));
        m_eye->setSmall(true);
        row->addWidget(m_eye);
        connect(m_eye, &IconButton::clicked, this, [this] {
            if (isRevealed())
                mask();
            else
                m_menu->popup(m_eye->mapToGlobal(QPoint(0, m_eye->height())));
        });
        if (disclosure.copy) {
            m_copy = new IconButton(u"doc"_s, tr("Copy for 30 seconds"));
            m_copy->setSmall(true);
            m_copy->hide();
            row->addWidget(m_copy);
            connect(m_copy, &IconButton::clicked, this, &RevealField::copy);
        }
    }
    row->addStretch(1);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (--m_left <= 0)
            mask();
        else
            m_clock->setText(tr("%n s", nullptr, m_left));
    });
}

QString RevealField::text() const
{
    return m_text->text();
}

void RevealField::reveal(const QString &reason)
{
    const auto id = m_disclosure.customer;
    whenAnswered(m_disclosure.desk->record([id, field = m_field, reason](services::Commands &c) { return c.reveal(id, field, reason); }), *m_disclosure.desk,
                 this, [this](const Result<services::Revealed> &revealed) {
                     if (revealed)
                         showValue(*revealed);
                     else
                         Q_EMIT failed(revealed.error());
                 });
}

void RevealField::showValue(const services::Revealed &revealed)
{
    if (!isVisible()) // turned away meanwhile
        return;
    m_value = revealed.value;
    m_left = revealed.seconds;
    m_text->setText(m_value);
    m_clock->setText(tr("%n s", nullptr, m_left));
    m_clock->show();
    m_eye->setIconName(u"eyeoff"_s);
    if (m_copy)
        m_copy->show();
    m_tick.start();
    qApp->installEventFilter(this);
}

void RevealField::mask()
{
    m_tick.stop();
    qApp->removeEventFilter(this);
    m_value.clear();
    m_text->setText(m_masked);
    m_clock->hide();
    if (m_eye)
        m_eye->setIconName(u"eye"_s);
    if (m_copy)
        m_copy->hide();
}

void RevealField::copy()
{
    if (!isRevealed())
        return;
    const auto id = m_disclosure.customer;
    whenAnswered(m_disclosure.desk->record([id, field = m_field](services::Commands &c) { return c.noteCopy(id, field); }), *m_disclosure.desk, this,
                 [this, value = m_value](const Done &noted) {
                     if (noted)
                         SecretClip::instance().copy(value);
                     else
                         Q_EMIT failed(noted.error());
                 });
}

bool RevealField::eventFilter(QObject *watched, QEvent *event)
{
    if (isRevealed() && (event->type() == QEvent::ApplicationDeactivate || (event->type() == QEvent::WindowDeactivate && watched == window())))
        mask();
    return QWidget::eventFilter(watched, event);
}

void RevealField::hideEvent(QHideEvent *event)
{
    if (isRevealed())
        mask();
    QWidget::hideEvent(event);
}

} // namespace zhike::ui
