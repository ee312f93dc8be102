// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customerheader.h"

#include "customers/avatar.h"
#include "customers/parts.h"
#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

//! "aum=…;threshold=…;rules=…" as one line each.
QString why(const services::CustomerFile &file, const QString &key)
{
    for (const services::Badge &badge : file.badges) {
        if (badge.key == key && !badge.why.isEmpty())
            return QString(badge.why).replace(u';', u'\n').replace(u"="_s, u": "_s);
    }
    return {};
}

} // namespace

CustomerHeader::CustomerHeader(QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(6));
    row->setSpacing(theme.px(14));
    m_avatar = new Avatar(48);
    row->addWidget(m_avatar);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(theme.px(2));
    auto *first = new QHBoxLayout;
    first->setSpacing(theme.px(6));
    m_name = new ElidedLabel(QString());
    setTextStyle(m_name, TextStyle::Display);
    m_name->setTextInteractionFlags(Qt::NoTextInteraction);
    first->addWidget(m_name);
    m_badges = new QHBoxLayout;
    m_badges->setSpacing(theme.px(6));
    first->addLayout(m_badges);
    first->addStretch(1);
    m_line = new QHBoxLayout;
    m_line->setSpacing(theme.px(4));
    lines->addLayout(first);
    lines->addLayout(m_line);
    row->addLayout(lines, 1);
    m_call = new QPushButton(theme.icon(u"phone"_s, Color::T1), tr("Log a call"));
    auto *follow = new QPushButton(theme.icon(u"calendar"_s, Color::T1), tr("Follow-up"));
    auto *log = new QPushButton(theme.icon(u"note"_s, Color::On), tr("Log"));
    setButtonKind(log, "primary");
    follow->setToolTip(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F).toString(QKeySequence::NativeText));
    log->setToolTip(QKeySequence(Qt::CTRL | Qt::Key_L).toString(QKeySequence::NativeText));
    m_buttons = new QWidget;
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(theme.px(8));
    for (QPushButton *button : {m_call, follow, log})
        buttons->addWidget(button);
    row->addWidget(m_buttons, 0, Qt::AlignTop);
    connect(m_call, &QPushButton::clicked, this, [this] { Q_EMIT logRequested(u"call"_s); });
    connect(log, &QPushButton::clicked, this, [this] { Q_EMIT logRequested({}); });
    connect(follow, &QPushButton::clicked, this, &CustomerHeader::followUpRequested);
}

void CustomerHeader::setFile(const services::CustomerFile &file, QDate today, const Disclosure &disclosure)
{
    m_avatar->setCustomer(file.head.name, file.head.kind, file.head.tier);
    m_name->setText(file.head.name);
    addBadges(file, today);
    addLine(file, today, disclosure);
    fitBadges();
    m_call->setEnabled(!file.head.doNotContact);
    m_call->setToolTip(file.head.doNotContact ? tr("The customer asked not to be contacted") : QString());
    m_call->setAccessibleDescription(m_call->toolTip());
}

void CustomerHeader::addBadges(const services::CustomerFile &file, QDate today)
{
    clearLayout(m_badges);
    const services::CustomerRow &head = file.head;
    const bool company = head.kind == CustomerKind::Company;
    const auto add = [&](const QString &text, BadgeKind kind, const QString &icon, const QString &tip) {
        auto *badge = new Badge(text, kind, icon);
        badge->setToolTip(tip);
        m_badges->addWidget(badge);
    };
    add(Labels::tierOf(head.kind, head.tier), tierBadge(head.tier, head.kind), {}, why(file, u"tier"_s));
    if (head.doNotContact)
        add(tr("Do not contact"), BadgeKind::Critical, u"stop"_s, {});
    if (!head.risk.isEmpty() && !company) {
        const bool expired = file.riskValidUntil.isValid() && file.riskValidUntil < today;
        const bool soon = file.riskValidUntil.isValid() && today.daysTo(file.riskValidUntil) <= 30;
        add(file.riskValidUntil.isValid() ? tr("%1 · until %2").arg(Labels::riskTolerance(head.risk), format::day(file.riskValidUntil, today))
                                          : Labels::riskTolerance(head.risk),
            expired    ? BadgeKind::Critical
                : soon ? BadgeKind::Warning
                       : BadgeKind::Soft,
            u"shield"_s, tr("Assessed on %1").arg(format::fullDay(file.riskAssessedOn)));
    } else if (!file.creditRating.isEmpty()) {
        add(tr("Rating %1").arg(file.creditRating), BadgeKind::Soft, u"shield"_s, {});
    }
    const int years = file.since.isValid() ? int(file.since.daysTo(today) / 365) : 0;
    add(years > 0 ? tr("%1 · %n years", nullptr, years).arg(Labels::lifecycle(head.lifecycle)) : Labels::lifecycle(head.lifecycle), BadgeKind::Neutral, {},
        why(file, u"lifecycle"_s));
    add(Labels::activity(head.activity), BadgeKind::Neutral, {}, why(file, u"activity"_s));
    const auto consent = [&](bool given, const QString &text) {
        add(text, given ? BadgeKind::Ok : BadgeKind::Outline, given ? u"check"_s : u"close"_s, given ? tr("Consent given") : tr("No consent"));
    };
    consent(head.consents.marketing, tr("Marketing"));
    consent(head.consents.profiling, tr("Profiling"));
    if (!company)
        consent(head.consents.thirdParty, tr("Sharing"));
    if (head.pending)
        add(tr("Waiting"), BadgeKind::Info, u"cloudup"_s, tr("Holds changes that are not uploaded yet"));
}

//! In a narrow window the last badges give way whole; none is cut.
void CustomerHeader::fitBadges()
{
    const Theme &theme = Theme::of(this);
    int room = width() - m_avatar->width() - m_buttons->sizeHint().width() - theme.px(16 * 2 + 14 * 2) - m_name->sizeHint().width();
    bool fits = true;
    for (int i = 0; i < m_badges->count(); ++i) {
        QWidget *badge = m_badges->itemAt(i)->widget();
        room -= badge->sizeHint().width() + theme.px(6);
        fits = fits && room >= 0;
        badge->setVisible(fits);
    }
}

void CustomerHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitBadges();
}

void CustomerHeader::addLine(const services::CustomerFile &file, QDate today, const Disclosure &disclosure)
{
    clearLayout(m_line);
    const Theme &theme = Theme::of(this);
    const auto add = [&](const QString &icon, const QString &text, const QString &tip = {}) {
        if (text.isEmpty())
            return;
        if (!icon.isEmpty())
            m_line->addWidget(new IconLabel(icon, Color::T2, 14));
        auto *label = new ElidedLabel(text);
        setTextStyle(label, TextStyle::Small, Color::T2);
        label->setToolTip(tip);
        m_line->addWidget(label);
        m_line->addSpacing(theme.px(10));
    };
    if (file.head.kind == CustomerKind::Person)
        add({}, personLine(file));
    else
        add({}, file.creditCode.isEmpty() ? QString() : tr("Credit code %1").arg(file.creditCode));
    for (const services::ContactRow &contact : file.contacts) {
        if (contact.kind == u"mobile" || contact.kind == u"phone") {
            m_line->addWidget(new IconLabel(u"phone"_s, Color::T2, 14));
            auto *phone = new RevealField(contact.masked, u"contact:"_s + contact.id, disclosure);
            connect(phone, &RevealField::failed, this, &CustomerHeader::revealFailed);
            m_line->addWidget(phone);
            m_line->addSpacing(theme.px(10));
            break;
        }
    }
    add({}, tr("No. %1").arg(file.head.number));
    if (!file.legalRep.isEmpty()) {
        add(u"user"_s, tr("Legal representative"));
        auto *rep = new QPushButton(file.legalRep);
        setButtonKind(rep, "link");
        rep->setEnabled(!file.legalRepId.isEmpty());
        connect(rep, &QPushButton::clicked, this, [this, id = file.legalRepId] { Q_EMIT customerActivated(id); });
        m_line->addWidget(rep);
    }
    add(u"clock"_s, file.dataAsOf.isValid() ? tr("Core data %1").arg(format::dayTime(file.dataAsOf, today)) : QString(), format::fullTime(file.dataAsOf));
    m_line->addStretch(1);
}

} // namespace zhike::ui
