// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customerpreview.h"

#include "customers/avatar.h"
#include "customers/parts.h"
#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/smallcharts.h"

#include <QGridLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

CustomerPreview::CustomerPreview(QWidget *parent) : QFrame(parent)
{
    const Theme &theme = Theme::of(this);
    setProperty("card", true);
    setFixedWidth(theme.px(286));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12));
    m_content = new QWidget;
    outer->addWidget(m_content);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));

    auto *head = new QHBoxLayout;
    head->setSpacing(theme.px(12));
    m_avatar = new Avatar(38);
    head->addWidget(m_avatar);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    auto *first = new QHBoxLayout;
    first->setSpacing(theme.px(6));
    m_name = new ElidedLabel(QString());
    setTextStyle(m_name, TextStyle::Section);
    m_tier = new Badge;
    first->addWidget(m_name);
    first->addWidget(m_tier);
    first->addStretch(1);
    m_line = new ElidedLabel(QString());
    setTextStyle(m_line, TextStyle::Small, Color::T2);
    lines->addLayout(first);
    lines->addWidget(m_line);
    head->addLayout(lines, 1);
    column->addLayout(head);

    auto *figures = new QHBoxLayout;
    const auto figure = [&](const QString &label) {
        auto *box = new QVBoxLayout;
        box->setSpacing(0);
        box->addWidget(makeLabel(label, TextStyle::Micro, Color::T2));
        QLabel *value = makeLabel({}, TextStyle::Section);
        box->addWidget(value);
        figures->addLayout(box, 1);
        return value;
    };
    m_aum = figure(tr("AUM"));
    m_net = figure(tr("Net inflow, 30 days"));
    column->addLayout(figures);
    m_months = new Sparkline;
    m_months->setFilled(true);
    m_months->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_months->setFixedHeight(theme.px(64));
    column->addWidget(m_months);
    column->addWidget(makeLine(Qt::Horizontal));

    m_churn = new QWidget;
    auto *churn = new QVBoxLayout(m_churn);
    churn->setContentsMargins(0, 0, 0, 0);
    churn->setSpacing(theme.px(2));
    auto *why = new QHBoxLayout;
    why->addWidget(makeLabel(tr("Why the alert"), TextStyle::BodyBold));
    why->addStretch(1);
    m_ladder = new RiskLadder;
    m_points = makeLabel({}, TextStyle::SmallBold);
    why->addWidget(m_ladder);
    why->addWidget(m_points);
    churn->addLayout(why);
    m_reasons = new QVBoxLayout;
    m_reasons->setSpacing(theme.px(2));
    churn->addLayout(m_reasons);
    churn->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(m_churn);

    m_facts = new QGridLayout;
    m_facts->setHorizontalSpacing(theme.px(12));
    m_facts->setVerticalSpacing(theme.px(2));
    column->addLayout(m_facts);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(makeLabel(tr("Latest"), TextStyle::BodyBold));
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(theme.px(2));
    column->addLayout(m_recent);
    column->addStretch(1);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(6));
    auto *open = new QPushButton(tr("Open 360"));
    setButtonKind(open, "primary");
    open->setToolTip(tr("Open 360  Enter"));
    connect(open, &QPushButton::clicked, this, &CustomerPreview::openRequested);
    buttons->addWidget(open);
    const auto tool = [&](const QString &icon, const QString &name, auto run) {
        auto *button = new IconButton(icon, name);
        button->setFramed(true);
        connect(button, &QToolButton::clicked, this, run);
        buttons->addWidget(button);
        return button;
    };
    m_call = tool(u"phone"_s, tr("Log a call"), [this] { Q_EMIT logRequested(u"call"_s); });
    tool(u"note"_s, tr("Log interaction"), [this] { Q_EMIT logRequested({}); });
    tool(u"calendar"_s, tr("New follow-up"), [this] { Q_EMIT followUpRequested(); });
    buttons->addStretch(1);
    column->addLayout(buttons);
    clear();
}

void CustomerPreview::clear()
{
    m_content->hide();
}

void CustomerPreview::setFile(const services::CustomerFile &file, QDate today)
{
    const Theme &theme = Theme::of(this);
    const services::CustomerRow &head = file.head;
    m_avatar->setCustomer(head.name, head.kind, head.tier);
    m_name->setText(head.name);
    m_call->setEnabled(!head.doNotContact);
    m_call->setToolTip(head.doNotContact ? tr("The customer asked not to be contacted") : tr("Log a call"));
    m_call->setAccessibleDescription(head.doNotContact ? m_call->toolTip() : QString());
    m_tier->setBadge(Labels::tierOf(head.kind, head.tier), tierBadge(head.tier, head.kind));
    const QString person = head.kind == CustomerKind::Person ? personLine(file) : file.industryCode;
    m_line->setText(person.isEmpty() ? head.number : tr("%1 · %2").arg(person, head.number));
    m_aum->setText(format::amount(file.aum));
    m_aum->setToolTip(format::exact(file.aum));
    const Money net(file.inflow30.minor() - file.outflow30.minor(), file.aum.currency());
    m_net->setText(format::amount(net, format::Sign::Always));
    setTone(m_net, theme.direction(net.minor()));
    m_months->setValues(head.aumMonths, tr("AUM of %n month ends, now %1", nullptr, int(head.aumMonths.size())).arg(format::amount(file.aum)));

    m_churn->setVisible(!file.churnReasons.isEmpty());
    m_ladder->setLevel(head.churn, Labels::churnLevel(head.churn));
    m_points->setText(tr("%n points", nullptr, head.churnPoints));
    clearLayout(m_reasons);
    for (const services::ChurnReasonRow &reason : file.churnReasons.mid(0, 4))
        m_reasons->addWidget(makeReason(reason));

    clearLayout(m_facts);
    for (const services::ContactRow &contact : file.contacts) {
        if (contact.kind == u"mobile" || contact.kind == u"phone") {
            addFact(m_facts, tr("Phone"), contact.masked);
            break;
        }
    }
    if (!head.risk.isEmpty())
        addFact(m_facts, head.kind == CustomerKind::Company ? tr("Rating") : tr("Risk tolerance"),
                head.kind == CustomerKind::Company ? head.risk
                                                   : tr("%1 · until %2").arg(Labels::riskTolerance(head.risk), format::day(file.riskValidUntil, today)));
    addFact(m_facts, tr("Products"), tr("%1 kinds, %2 accounts").arg(file.productKinds).arg(file.accounts.size()));
    addFact(m_facts, tr("Last contact"), format::ago(head.lastContact, today));
    if (!head.nextStep.isEmpty())
        addFact(m_facts, tr("Next step"), tr("%1 %2").arg(format::relativeDay(head.nextOn, today), head.nextStep), head.nextOverdue ? Color::Crit : Color::T1);

    clearLayout(m_recent);
    int shown = 0;
    for (const services::TimelineItem &item : file.timeline) {
        if (item.kind != services::TimelineKind::Interaction || item.planned || ++shown > 4)
            continue;
        auto *line = new QWidget;
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(theme.px(8));
        row->addWidget(new IconLabel(Labels::channelIcon(item.channel), Color::T2, 14));
        QLabel *day = makeLabel(format::day(item.at.date(), today), TextStyle::Small, Color::T2);
        day->setMinimumWidth(theme.px(36));
        row->addWidget(day);
        auto *text = new ElidedLabel(item.title.isEmpty() ? item.detail : item.title);
        setTextStyle(text, TextStyle::Small);
        row->addWidget(text, 1);
        m_recent->addWidget(line);
    }
    if (shown == 0)
        m_recent->addWidget(makeLabel(tr("No interaction yet"), TextStyle::Small, Color::T3));
    m_content->show();
}

} // namespace zhike::ui
