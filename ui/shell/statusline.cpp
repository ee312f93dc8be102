// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/statusline.h"

#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

StatusLine::StatusLine(QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    setFixedHeight(theme.px(26));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(14), 0, theme.px(14), 0);
    row->setSpacing(theme.px(8));
    m_link = addFact(row);
    m_pending = addFact(row);
    m_conflicts = addFact(row);
    m_asOf = addFact(row);
    m_store = addFact(row);
    m_device = addFact(row);
    m_hint = new ElidedLabel(QString());
    setTextStyle(m_hint, TextStyle::Small, Color::T3);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_hint, 1);
    m_noticeTimer = new QTimer(this);
    m_noticeTimer->setSingleShot(true);
    m_noticeTimer->setInterval(10'000);
    connect(m_noticeTimer, &QTimer::timeout, this, [this] {
        m_notice.clear();
        showRight();
    });
}

StatusLine::Fact StatusLine::addFact(QHBoxLayout *row)
{
    const Theme &theme = Theme::of(this);
    Fact fact {new QWidget, new IconLabel(QString(), Color::T2, 14), makeLabel({}, TextStyle::Small, Color::T2)};
    auto *inner = new QHBoxLayout(fact.box);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(theme.px(4));
    inner->addWidget(fact.icon);
    inner->addWidget(fact.text);
    inner->addSpacing(theme.px(4));
    auto *line = makeLine(Qt::Vertical);
    line->setFixedHeight(theme.px(14));
    inner->addWidget(line);
    fact.box->hide();
    row->addWidget(fact.box);
    return fact;
}

void StatusLine::setFact(const Fact &fact, const QString &icon, const QString &text, Color tone, const QString &why)
{
    fact.icon->setIcon(icon, tone);
    fact.text->setText(text);
    setTone(fact.text, tone == Color::Warn || tone == Color::Crit ? tone : Color::T2);
    fact.box->setToolTip(why);
    fact.box->show();
}

void StatusLine::setStatus(const services::SyncStatus &status, QDate today)
{
    const QString last = format::dayTime(status.lastSuccess, today);
    const QString why = status.lastSuccess.isValid() ? tr("Last sync %1").arg(format::fullTime(status.lastSuccess)) : QString();
    if (status.syncing)
        setFact(m_link, u"sync"_s, status.progressTotal > 0 ? tr("Syncing %1 of %2").arg(status.progressDone).arg(status.progressTotal) : tr("Syncing"),
                Color::Info, why);
    else if (status.online)
        setFact(m_link, u"cloudok"_s, tr("Online · synced %1").arg(last), Color::Ok, why);
    else if (status.lastSuccess.isValid())
        setFact(m_link, u"offline"_s, tr("Offline · last synced %1").arg(last), Color::Warn, why);
    else
        setFact(m_link, u"offline"_s, tr("Offline · never synced"), Color::Warn, {});
    if (status.pending > 0)
        setFact(m_pending, u"cloudup"_s, tr("%n changes waiting", nullptr, status.pending), Color::T2, tr("Saved on this computer, to be uploaded"));
    else
        setFact(m_pending, u"check"_s, tr("Nothing waiting"), Color::T2, tr("Every change has reached the server"));
    if (status.conflicts > 0)
        setFact(m_conflicts, u"warn"_s, tr("%n conflicts", nullptr, status.conflicts), Color::Warn, tr("Choose in the sync centre"));
    else if (status.parked > 0)
        setFact(m_conflicts, u"warn"_s, tr("%n to review", nullptr, status.parked), Color::Warn, tr("Choose in the sync centre"));
    else
        m_conflicts.box->hide();
    if (status.dataAsOf.isValid())
        setFact(m_asOf, u"clock"_s, tr("Core data as of %1").arg(format::dayTime(status.dataAsOf, today)), Color::T2, format::fullTime(status.dataAsOf));
    else
        m_asOf.box->hide();
    setFact(m_store, u"lock"_s, tr("Local store encrypted"), Color::T2, tr("Readable only with your passphrase"));
    if (status.deviceBound)
        m_device.box->hide();
    else
        setFact(m_device, u"warn"_s, tr("Device not bound"), Color::Warn,
                tr("The system keyring holds no part of the key: the passphrase alone opens a copy of this store."));
}

void StatusLine::setHint(const QString &hint)
{
    m_hintText = hint;
    showRight();
}

void StatusLine::setDiscreet(bool discreet)
{
    m_discreet = discreet;
    m_notice.clear();
    showRight();
}

void StatusLine::showNotice(const QString &text)
{
    if (m_discreet)
        return;
    m_notice = text;
    m_noticeTimer->start();
    showRight();
    QAccessibleEvent alert(m_hint, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void StatusLine::showRight()
{
    m_hint->setText(m_notice.isEmpty() ? m_hintText : m_notice);
    setTone(m_hint, m_notice.isEmpty() ? Color::T3 : Color::T1);
}

void StatusLine::mouseReleaseEvent(QMouseEvent *event)
{
    for (const Fact &fact : {m_link, m_pending, m_conflicts}) {
        if (fact.box->isVisible() && fact.box->geometry().contains(event->pos()))
            Q_EMIT syncClicked();
    }
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Color::Nav));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(Color::Border));
}

} // namespace zhike::ui
