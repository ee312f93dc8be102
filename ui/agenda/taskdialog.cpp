// SPDX-License-Identifier: GPL-3.0-or-later
#include "agenda/taskdialog.h"

#include "models/labels.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStringListModel>
#include <QTimeEdit>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kHits = 8;

}

TaskDialog::TaskDialog(services::Desk &desk, Mode mode, const QDateTime &start, QWidget *parent) : QDialog(parent), m_desk(desk), m_mode(mode)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const auto &theme = Theme::of(this);
    setWindowTitle(mode == Mode::Create ? tr("New follow-up") : tr("Pick a time"));
    setMinimumWidth(theme.px(420));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
    form->setSpacing(theme.px(8));
    m_title = new QLineEdit;
    m_customer = new QLineEdit;
    m_customer->setPlaceholderText(tr("Name, pinyin or number; empty for internal"));
    m_completer = new QCompleter(new QStringListModel(this), this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_customer->setCompleter(m_completer);
    connect(m_customer, &QLineEdit::textEdited, this, &TaskDialog::searchCustomers);
    m_kind = new QComboBox;
    for (const auto *kind : {u"follow_up", u"call", u"visit", u"meeting", u"review", u"service", u"other"})
        m_kind->addItem(Labels::taskKind(kind), QString::fromUtf16(kind));
    m_date = new QDateEdit(start.isValid() ? start.date() : desk.clock().today());
    m_date->setCalendarPopup(true);
    m_date->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_allDay = new QCheckBox(tr("All day"));
    const bool timed = start.isValid() && start.time() != QTime(0, 0);
    m_allDay->setChecked(mode == Mode::Create && !timed);
    m_start = new QTimeEdit(timed ? start.time() : QTime(10, 0));
    m_start->setDisplayFormat(u"HH:mm"_s);
    m_minutes = new QSpinBox;
    m_minutes->setRange(15, 12 * 60);
    m_minutes->setSingleStep(15);
    m_minutes->setValue(60);
    m_minutes->setSuffix(tr(" min"));
    m_repeat = new QComboBox;
    m_repeat->addItem(tr("Once"), QString());
    m_repeat->addItem(tr("Every week"), u"FREQ=WEEKLY"_s);
    m_repeat->addItem(tr("Every two weeks"), u"FREQ=WEEKLY;INTERVAL=2"_s);
    m_repeat->addItem(tr("Every month"), u"FREQ=MONTHLY"_s);
    m_note = new QPlainTextEdit;
    m_note->setFixedHeight(theme.px(64));
    m_note->setTabChangesFocus(true);
    m_error = makeLabel({}, TextStyle::Small, Color::Crit);
    m_error->setWordWrap(true);
    m_error->hide();
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("&Customer"), m_customer);
    form->addRow(tr("&Kind"), m_kind);
    form->addRow(tr("&Day"), m_date);
    form->addRow(QString(), m_allDay);
    form->addRow(tr("&Start"), m_start);
    form->addRow(tr("D&uration"), m_minutes);
    form->addRow(tr("&Repeat"), m_repeat);
    form->addRow(tr("&Note"), m_note);
    form->addRow(m_error);
    if (mode == Mode::Schedule) {
        for (QWidget *field :
             {static_cast<QWidget *>(m_customer), static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_repeat), static_cast<QWidget *>(m_note)})
            form->setRowVisible(field, false);
        m_title->setEnabled(false);
    }
    const auto enable = [this] {
        m_start->setEnabled(!m_allDay->isChecked());
        m_minutes->setEnabled(!m_allDay->isChecked());
    };
    connect(m_allDay, &QCheckBox::toggled, this, enable);
    enable();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *ok = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    setButtonKind(ok, "primary");
    ok->setDefault(true);
    ok->setToolTip(tr("Save (Ctrl+Enter)"));
    ok->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &TaskDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    (mode == Mode::Create ? static_cast<QWidget *>(m_title) : m_date)->setFocus();
}

void TaskDialog::setTask(const services::TaskRow &task)
{
    m_task = task;
    m_title->setText(task.customerName.isEmpty() ? task.title : task.customerName + u" · "_s + task.title);
}

void TaskDialog::searchCustomers(const QString &text)
{
    if (text.trimmed().isEmpty())
        return;
    m_desk.read([text](services::Queries &q) { return q.search(text, kHits); }).then(this, [this, text](Result<QList<services::SearchHit>> hits) {
        if (!hits || m_customer->text() != text)
            return;
        m_hits = *hits;
        QStringList names;
        for (const auto &hit : std::as_const(m_hits))
            names.append(hit.name + u"  "_s + hit.number);
        static_cast<QStringListModel *>(m_completer->model())->setStringList(names);
        m_completer->complete();
    });
}

void TaskDialog::fail(const Error &error)
{
    m_error->setText(Labels::error(error));
    m_error->show();
    m_title->setProperty("invalid", error.field == u"title");
    repolish(m_title);
    if (error.field == u"title")
        m_title->setFocus();
}

void TaskDialog::save()
{
    const auto zone = m_desk.clock().zone();
    const QDateTime start(m_date->date(), m_start->time(), zone);
    const auto end = start.addSecs(m_minutes->value() * 60);
    const auto after = [this](const auto &result) {
        if (!result) {
            fail(result.error());
            return;
        }
        Q_EMIT saved();
        accept();
    };
    if (m_mode == Mode::Schedule) {
        const auto id = m_task.id;
        if (m_allDay->isChecked())
            m_desk.write([id, day = m_date->date()](services::Commands &c) { return c.moveTask(id, day); }).then(this, [after](Done result) { after(result); });
        else
            m_desk.write([id, start, end](services::Commands &c) { return c.moveTask(id, start, end); }).then(this, [after](Done result) { after(result); });
        return;
    }
    services::NewTask task;
    task.title = m_title->text().trimmed();
    if (task.title.isEmpty()) {
        fail({ErrorCode::Invalid, u"title is empty"_s, u"title"_s});
        return;
    }
    const auto who = m_customer->text().trimmed();
    for (const auto &hit : std::as_const(m_hits))
        if (who == hit.name + u"  "_s + hit.number)
            task.customer = hit.id;
    if (task.customer.isEmpty() && !who.isEmpty()) {
        m_error->setText(tr("No customer is chosen. Pick one from the list or leave the field empty."));
        m_error->show();
        m_customer->setFocus();
        return;
    }
    task.kind = m_kind->currentData().toString();
    task.allDay = m_allDay->isChecked();
    task.due = m_date->date();
    if (!task.allDay) {
        task.start = start;
        task.end = end;
    }
    task.rrule = m_repeat->currentData().toString();
    task.note = m_note->toPlainText();
    m_desk.write([task](services::Commands &c) { return c.addTask(task); }).then(this, [after](Result<TaskId> result) { after(result); });
}

} // namespace zhike::ui
