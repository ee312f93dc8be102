// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/quicklog.h"

#include "models/labels.h"
#include "services/textcheck.h"
#include "shell/customerfield.h"
#include "widgets/answer.h"
#include "widgets/controls.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

const QStringList &channels()
{
    static const QStringList list {u"call"_s, u"visit"_s, u"branch"_s, u"wechat"_s, u"sms"_s, u"email"_s, u"video"_s};
    return list;
}

const QStringList &outcomes()
{
    static const QStringList list {u"reached"_s, u"not_reached"_s, u"interested"_s, u"declined"_s, u"promised"_s, u"done"_s};
    return list;
}

template<class Name>
QStringList names(const QStringList &wire, Name name)
{
    QStringList list;
    for (const QString &w : wire)
        list << name(w);
    return list;
}

} // namespace

QuickLog::QuickLog(services::Desk &desk, QWidget *host) : EntryLayer(desk, u"quick-log"_s, tr("Log interaction"), host)
{
    const Theme &theme = Theme::of(this);
    m_customer = new CustomerField(desk);
    addField(u"customer"_s, tr("Customer"), m_customer);
    m_channel = new Segmented(names(channels(), [](const QString &w) { return Labels::channel(w); }));
    addField(u"channel"_s, tr("Channel"), m_channel);
    m_incoming = new QCheckBox(tr("The customer came to us"));
    m_incoming->setObjectName(u"incoming"_s);
    addField(u"do_not_contact"_s, tr("Direction"), m_incoming);
    m_outcome = new Segmented(names(outcomes(), [](const QString &w) { return Labels::outcome(w); }));
    addField(u"outcome"_s, tr("Result"), m_outcome);
    m_summary = new QPlainTextEdit;
    m_summary->setPlaceholderText(tr("What was said, in a sentence or two"));
    m_summary->setTabChangesFocus(true);
    m_summary->setFixedHeight(theme.px(96));
    addField(u"summary"_s, tr("Content"), m_summary);
    m_secret = makeLabel(tr("This looks like a card number, a PIN or a password. Such things are never written down; take them out."), TextStyle::Small,
                         Color::Warn);
    m_secret->setWordWrap(true);
    m_secret->hide();
    addWide(m_secret);
    connect(m_summary, &QPlainTextEdit::textChanged, this, [this] { m_secret->setVisible(!services::secretsIn(m_summary->toPlainText()).isEmpty()); });
    m_minutes = new QSpinBox;
    m_minutes->setRange(0, 600);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setButtonSymbols(QAbstractSpinBox::NoButtons);
    addField(u"duration_min"_s, tr("Duration"), m_minutes);
    m_next = new QLineEdit;
    m_next->setPlaceholderText(tr("Becomes a follow-up when it has a date"));
    addField(u"next_step"_s, tr("Next step"), m_next);
    auto *when = new QWidget;
    auto *row = new QHBoxLayout(when);
    row->setContentsMargins(0, 0, 0, 0);
    m_follow = new QCheckBox(tr("Follow up on"));
    m_nextOn = new QDateEdit;
    m_nextOn->setCalendarPopup(true);
    m_nextOn->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_nextOn->setAccessibleName(tr("Follow-up date"));
    m_nextOn->setEnabled(false);
    row->addWidget(m_follow);
    row->addWidget(m_nextOn);
    row->addStretch(1);
    connect(m_follow, &QCheckBox::toggled, m_nextOn, &QWidget::setEnabled);
    addField(u"next_on"_s, tr("When"), when);
    clear();
    connect(m_summary, &QPlainTextEdit::textChanged, this, &QuickLog::touched);
    connect(m_next, &QLineEdit::textChanged, this, &QuickLog::touched);
}

QJsonObject QuickLog::draft() const
{
    if (m_summary->toPlainText().trimmed().isEmpty() && m_next->text().trimmed().isEmpty())
        return {};
    return {{u"customer"_s, m_customer->customer().text()},
            {u"channel"_s, m_channel->current()},
            {u"incoming"_s, m_incoming->isChecked()},
            {u"outcome"_s, m_outcome->current()},
            {u"minutes"_s, m_minutes->value()},
            {u"summary"_s, m_summary->toPlainText()},
            {u"next"_s, m_next->text()},
            {u"follow"_s, m_follow->isChecked()},
            {u"next_on"_s, m_nextOn->date().toString(Qt::ISODate)}};
}

void QuickLog::setDraft(const QJsonObject &draft)
{
    m_customer->setCustomer(CustomerId(draft[u"customer"_s].toString()));
    m_channel->setCurrent(draft[u"channel"_s].toInt());
    m_incoming->setChecked(draft[u"incoming"_s].toBool());
    m_outcome->setCurrent(draft[u"outcome"_s].toInt());
    m_minutes->setValue(draft[u"minutes"_s].toInt());
    m_summary->setPlainText(draft[u"summary"_s].toString());
    m_next->setText(draft[u"next"_s].toString());
    m_follow->setChecked(draft[u"follow"_s].toBool());
    if (const auto on = QDate::fromString(draft[u"next_on"_s].toString(), Qt::ISODate); on.isValid())
        m_nextOn->setDate(on);
}

void QuickLog::clear()
{
    m_customer->setCustomer({});
    m_channel->setCurrent(0);
    m_incoming->setChecked(false);
    m_outcome->setCurrent(0);
    m_summary->clear();
    m_minutes->setValue(0);
    m_next->clear();
    m_follow->setChecked(false);
    m_nextOn->setDate(desk().clock().today().addDays(7));
    clearErrors();
}

void QuickLog::open(const CustomerId &customer, const QString &channel)
{
    const bool otherCustomer = !customer.isEmpty() && customer != m_customer->customer();
    if (otherCustomer) {
        // Notes about one customer never end up with another.
        if (!m_customer->customer().isEmpty())
            clear();
        m_customer->setCustomer(customer);
    }
    if (const auto index = int(channels().indexOf(channel)); index >= 0)
        m_channel->setCurrent(index);
    openLayer();
    if (m_customer->customer().isEmpty())
        m_customer->setFocus(Qt::ShortcutFocusReason);
    else
        m_summary->setFocus(Qt::ShortcutFocusReason);
}

void QuickLog::setSummary(const QString &text)
{
    m_summary->setPlainText(text);
}

QString QuickLog::summary() const
{
    return m_summary->toPlainText();
}

void QuickLog::save()
{
    clearErrors();
    bool ok = true;
    const auto require = [&](bool condition, const QString &field, const QString &text) {
        if (!condition) {
            showError(field, text);
            ok = false;
        }
    };
    const QString summary = m_summary->toPlainText().trimmed();
    const QDate today = desk().clock().today();
    require(!m_customer->customer().isEmpty(), u"customer"_s, tr("Choose a customer from the list."));
    require(!summary.isEmpty(), u"summary"_s, tr("Write what was said, or that nobody was reached."));
    require(summary.size() <= 4000, u"summary"_s, tr("At most %1 characters; %2 now.").arg(4000).arg(summary.size()));
    require(!m_follow->isChecked() || m_nextOn->date() >= today, u"next_on"_s, tr("The follow-up lies in the past."));
    require(!m_follow->isChecked() || !m_next->text().trimmed().isEmpty(), u"next_step"_s, tr("Write what to do on that day."));
    if (!ok)
        return;
    services::NewInteraction entry;
    entry.customer = m_customer->customer();
    entry.channel = channels().at(m_channel->current());
    if (m_incoming->isChecked())
        entry.direction = u"in"_s;
    entry.outcome = outcomes().at(m_outcome->current());
    entry.durationMin = m_minutes->value();
    entry.subject = summary.section(u'\n', 0, 0).left(60);
    entry.summary = summary;
    entry.nextStep = m_next->text().trimmed();
    if (m_follow->isChecked())
        entry.nextOn = m_nextOn->date();
    setSaving(true);
    whenAnswered(desk().write([entry](services::Commands &c) { return c.addInteraction(entry); }), desk(), this, [this](const Result<InteractionId> &result) {
        setSaving(false);
        if (!result) {
            showFailure(result.error());
            return;
        }
        clear();
        keepDraft();
        closeLayer();
        Q_EMIT saved(tr("Interaction saved on this computer, waiting for upload"));
    });
}

} // namespace zhike::ui
