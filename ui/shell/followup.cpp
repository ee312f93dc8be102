// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/followup.h"

#include "models/labels.h"
#include "shell/customerfield.h"
#include "theme/theme.h"
#include "widgets/answer.h"
#include "widgets/controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTimeEdit>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

FollowUp::FollowUp(services::Desk &desk, QWidget *host) : EntryLayer(desk, u"follow-up"_s, tr("New follow-up"), host)
{
    const Theme &theme = Theme::of(this);
    m_customer = new CustomerField(desk);
    addField(u"customer"_s, tr("Customer"), m_customer);
    m_title = new QLineEdit;
    m_title->setMaxLength(200);
    addField(u"title"_s, tr("What to do"), m_title);
    m_kind = new QComboBox;
    for (const QString &kind : {u"follow_up"_s, u"call"_s, u"visit"_s, u"meeting"_s, u"review"_s, u"service"_s, u"retention"_s, u"other"_s})
        m_kind->addItem(theme.icon(Labels::taskIcon(kind)), Labels::taskKind(kind), kind);
    addField(u"kind"_s, tr("Kind"), m_kind);

    auto *when = new QWidget;
    auto *row = new QHBoxLayout(when);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    m_day = new QDateEdit;
    m_day->setCalendarPopup(true);
    m_day->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_day->setAccessibleName(tr("Day"));
    m_timed = new QCheckBox(tr("At a time"));
    m_from = new QTimeEdit;
    m_from->setDisplayFormat(u"HH:mm"_s);
    m_from->setAccessibleName(tr("From"));
    m_to = new QTimeEdit;
    m_to->setDisplayFormat(u"HH:mm"_s);
    m_to->setAccessibleName(tr("To"));
    for (QTimeEdit *edit : {m_from, m_to}) {
        edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
        edit->setEnabled(false);
        connect(m_timed, &QCheckBox::toggled, edit, &QWidget::setEnabled);
    }
    row->addWidget(m_day);
    row->addWidget(m_timed);
    row->addWidget(m_from);
    row->addWidget(makeLabel(u"–"_s, TextStyle::Body, Color::T2));
    row->addWidget(m_to);
    row->addStretch(1);
    addField(u"due"_s, tr("When"), when);
    m_priority = new Segmented({Labels::priority(Priority::Low), Labels::priority(Priority::Normal), Labels::priority(Priority::High)});
    addField(u"priority"_s, tr("Priority"), m_priority);
    m_note = new QPlainTextEdit;
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(theme.px(72));
    addField(u"note"_s, tr("Note"), m_note);
    clear();
    connect(m_title, &QLineEdit::textChanged, this, &FollowUp::touched);
    connect(m_note, &QPlainTextEdit::textChanged, this, &FollowUp::touched);
}

QJsonObject FollowUp::draft() const
{
    if (m_title->text().trimmed().isEmpty() && m_note->toPlainText().trimmed().isEmpty())
        return {};
    return {{u"customer"_s, m_customer->customer().text()},  {u"title"_s, m_title->text()},          {u"kind"_s, m_kind->currentData().toString()},
            {u"day"_s, m_day->date().toString(Qt::ISODate)}, {u"timed"_s, m_timed->isChecked()},     {u"from"_s, m_from->time().toString(Qt::ISODate)},
            {u"to"_s, m_to->time().toString(Qt::ISODate)},   {u"priority"_s, m_priority->current()}, {u"note"_s, m_note->toPlainText()}};
}

void FollowUp::setDraft(const QJsonObject &draft)
{
    m_customer->setCustomer(CustomerId(draft[u"customer"_s].toString()));
    m_title->setText(draft[u"title"_s].toString());
    m_kind->setCurrentIndex(qMax(0, m_kind->findData(draft[u"kind"_s].toString())));
    if (const auto day = QDate::fromString(draft[u"day"_s].toString(), Qt::ISODate); day.isValid())
        m_day->setDate(day);
    m_timed->setChecked(draft[u"timed"_s].toBool());
    for (const auto &[edit, key] : {std::pair(m_from, u"from"_s), std::pair(m_to, u"to"_s)})
        if (const auto time = QTime::fromString(draft[key].toString(), Qt::ISODate); time.isValid())
            edit->setTime(time);
    m_priority->setCurrent(draft[u"priority"_s].toInt(1));
    m_note->setPlainText(draft[u"note"_s].toString());
}

void FollowUp::setTitle(const QString &text)
{
    m_title->setText(text);
}

QString FollowUp::title() const
{
    return m_title->text();
}

void FollowUp::clear()
{
    m_customer->setCustomer({});
    m_title->clear();
    m_kind->setCurrentIndex(0);
    m_day->setDate(desk().clock().today().addDays(1));
    m_timed->setChecked(false);
    m_from->setTime(QTime(10, 0));
    m_to->setTime(QTime(10, 30));
    m_priority->setCurrent(1);
    m_note->clear();
    clearErrors();
}

void FollowUp::open(const CustomerId &customer)
{
    if (!customer.isEmpty() && customer != m_customer->customer()) {
        if (!m_customer->customer().isEmpty())
            clear();
        m_customer->setCustomer(customer);
    }
    openLayer();
    if (m_customer->customer().isEmpty())
        m_customer->setFocus(Qt::ShortcutFocusReason);
    else
        m_title->setFocus(Qt::ShortcutFocusReason);
}

void FollowUp::save()
{
    clearErrors();
    bool ok = true;
    const auto require = [&](bool condition, const QString &field, const QString &text) {
        if (!condition) {
            showError(field, text);
            ok = false;
        }
    };
    // Without a customer it is an internal task; a name that was typed but not chosen is a mistake.
    require(!m_customer->customer().isEmpty() || m_customer->edit()->text().trimmed().isEmpty(), u"customer"_s, tr("Choose a customer from the list."));
    require(!m_title->text().trimmed().isEmpty(), u"title"_s, tr("Write what to do."));
    require(m_day->date() >= desk().clock().today(), u"due"_s, tr("The day lies in the past."));
    require(!m_timed->isChecked() || m_from->time() < m_to->time(), u"due"_s, tr("The end is not after the start."));
    if (!ok)
        return;
    services::NewTask task;
    task.customer = m_customer->customer();
    task.title = m_title->text().trimmed();
    task.kind = m_kind->currentData().toString();
    task.priority = Priority(m_priority->current());
    task.note = m_note->toPlainText().trimmed();
    task.allDay = !m_timed->isChecked();
    if (task.allDay) {
        task.due = m_day->date();
    } else {
        const QTimeZone &zone = desk().clock().zone();
        task.start = QDateTime(m_day->date(), m_from->time(), zone);
        task.end = QDateTime(m_day->date(), m_to->time(), zone);
    }
    setSaving(true);
    whenAnswered(desk().write([task](services::Commands &c) { return c.addTask(task); }), desk(), this, [this](const Result<TaskId> &result) {
        setSaving(false);
        if (!result) {
            showFailure(result.error());
            return;
        }
        clear();
        keepDraft();
        closeLayer();
        Q_EMIT saved(tr("Follow-up saved on this computer, waiting for upload"));
    });
}

} // namespace zhike::ui
