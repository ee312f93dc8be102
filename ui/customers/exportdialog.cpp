// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/exportdialog.h"

#include "models/labels.h"
#include "theme/theme.h"
#include "widgets/answer.h"
#include "widgets/panel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

using services::CustomerExport;
using services::ExportControl;
using services::ExportDraft;
using services::Exported;

namespace {

QString suggestedPath(const QDateTime &now)
{
    QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    if (!folder.exists())
        folder = QDir::home();
    return folder.absoluteFilePath(ExportDialog::tr("customers-%1.csv").arg(now.toString(u"yyyyMMdd-HHmmss"_s)));
}

} // namespace

ExportDialog::ExportDialog(services::Desk &desk, const services::CustomerQuery &query, int rows, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_query(query)
    , m_rows(rows)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const auto &theme = Theme::of(this);
    setWindowTitle(tr("Export the list"));
    setMinimumWidth(theme.px(560));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(10));
    auto *count = makeLabel(tr("%n customers of the list as it is filtered and sorted now", nullptr, rows), TextStyle::Body);
    count->setObjectName(u"export-count"_s);
    column->addWidget(count);

    auto *fields = new QGridLayout;
    fields->setHorizontalSpacing(theme.px(12));
    fields->setVerticalSpacing(theme.px(4));
    fields->setColumnStretch(1, 1);
    const auto add = [&](const QString &kind, const QString &what) {
        auto *words = makeLabel(what, TextStyle::Small);
        words->setWordWrap(true);
        const int row = fields->rowCount();
        fields->addWidget(makeLabel(kind, TextStyle::Small, Color::T2), row, 0, Qt::AlignTop);
        fields->addWidget(words, row, 1);
    };
    add(tr("C1, in full"), tr("customer number, kind, tier, lifecycle, activity, branch, dates"));
    add(tr("C2, masked"), tr("name, phone, identity or credit code, address"));
    add(tr("Left out"), tr("amounts, risk, scores, notes"));
    column->addLayout(fields);
    column->addWidget(makeLine(Qt::Horizontal));

    auto *form = new QFormLayout;
    form->setSpacing(theme.px(8));
    m_reason = new QLineEdit;
    m_reason->setObjectName(u"export-reason"_s);
    m_reason->setMaxLength(200);
    m_reason->setPlaceholderText(tr("Goes on record; no customer's name"));
    form->addRow(tr("&Reason"), m_reason);
    m_encoding = new QComboBox;
    m_encoding->addItem(tr("UTF-8, for most programs"), int(exchange::TextEncoding::Utf8));
    m_encoding->addItem(tr("GB18030, for older spreadsheets"), int(exchange::TextEncoding::Gb18030));
    form->addRow(tr("&Encoding"), m_encoding);
    m_path = new QLineEdit(suggestedPath(desk.clock().now()));
    m_path->setObjectName(u"export-path"_s);
    m_choose = new QPushButton(tr("Choose…"));
    m_choose->setAccessibleName(tr("Choose the target file"));
    auto *target = new QHBoxLayout;
    target->setSpacing(theme.px(6));
    target->addWidget(m_path, 1);
    target->addWidget(m_choose);
    form->addRow(tr("&Target file"), target);
    static_cast<QLabel *>(form->labelForField(target))->setBuddy(m_path);
    column->addLayout(form);
    auto *mark = makeLabel(tr("The last line names you, this device, the time and the record. The file is not encrypted."), TextStyle::Small, Color::T2);
    mark->setWordWrap(true);
    column->addWidget(mark);

    auto *trouble = new QHBoxLayout;
    m_error = makeLabel({}, TextStyle::Small, Color::Crit);
    m_error->setObjectName(u"export-error"_s);
    m_error->setWordWrap(true);
    m_error->hide();
    trouble->addWidget(m_error, 1);
    m_sync = new QPushButton(tr("Sync now"));
    m_sync->setObjectName(u"export-sync"_s);
    m_sync->hide();
    trouble->addWidget(m_sync, 0, Qt::AlignTop);
    column->addLayout(trouble);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    column->addWidget(m_progress);
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(u"export-start"_s);
    setButtonKind(m_export, "primary");
    m_export->setDefault(true);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_cancel->setObjectName(u"export-cancel"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setIcon({});
    column->addWidget(buttons);

    connect(m_choose, &QPushButton::clicked, this, &ExportDialog::chooseTarget);
    connect(m_sync, &QPushButton::clicked, &desk, &services::Desk::requestSync);
    connect(&desk, &services::Desk::syncStatusChanged, this, &ExportDialog::showRefusal);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    m_reason->setFocus();
    showRefusal();
}

ExportDialog::~ExportDialog()
{
    m_stop->store(true);
}

void ExportDialog::showRefusal()
{
    if (m_working)
        return;
    const auto may = CustomerExport::mayLeave(m_rows, m_desk.syncStatus(), m_desk.clock());
    m_export->setEnabled(may.ok());
    m_error->setText(may ? QString() : Labels::error(may.error()));
    m_error->setVisible(!may);
    m_sync->setVisible(!may && may.error().code == ErrorCode::Offline);
    m_sync->setEnabled(!m_desk.syncStatus().syncing);
}

void ExportDialog::chooseTarget()
{
    const QFileInfo now(m_path->text());
    auto *dialog = new QFileDialog(this, tr("Target file"), now.path(), u"CSV (*.csv)"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced, so nothing is asked about it
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(now.fileName());
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

void ExportDialog::start()
{
    if (m_working)
        return;
    setWorking(true);
    m_stop->store(false);
    const services::ExportRequest request {m_query, m_reason->text(), QDir::fromNativeSeparators(m_path->text().trimmed()),
                                           exchange::TextEncoding(m_encoding->currentData().toInt())};
    const QPointer<ExportDialog> guard(this);
    const ExportControl control {[stop = m_stop] { return stop->load(); },
                                 [guard, context = &m_desk](int done, int total) {
                                     QMetaObject::invokeMethod(
                                         context,
                                         [guard, done, total] {
                                             if (guard)
                                                 guard->showProgress(done, total);
                                         },
                                         Qt::QueuedConnection);
                                 }};
    auto collected
        = m_desk.read([clock = m_desk.clock(), request, control](services::Queries &q) { return CustomerExport::collect(q, clock, request, control); });
    whenAnswered(std::move(collected), m_desk, this, [this, control, request](Result<ExportDraft> draft) {
        if (!draft) {
            m_desk.record([request, error = draft.error()](services::Commands &c) {
                CustomerExport::noteRefused(c, request, error);
                return zhike::done();
            });
            end(draft.error());
            return;
        }
        auto written = m_desk.record([draft = std::move(*draft), control](services::Commands &c) { return CustomerExport::write(c, draft, control); });
        whenAnswered(std::move(written), m_desk, this, [this](Result<Exported> result) { end(result); });
    });
}

void ExportDialog::end(const Result<Exported> &result)
{
    setWorking(false);
    if (result) {
        Q_EMIT exported(result->path, result->note.rows);
        accept();
    } else if (result.error().code == ErrorCode::Cancelled) {
        QDialog::reject();
    } else {
        fail(result.error());
    }
}

void ExportDialog::fail(const Error &error)
{
    m_error->setText(Labels::error(error));
    m_error->show();
    m_sync->setVisible(error.code == ErrorCode::Offline);
    for (const auto &[field, name] : {std::pair(m_reason, u"reason"_s), std::pair(m_path, u"path"_s)}) {
        field->setProperty("invalid", error.field == name);
        repolish(field);
        if (error.field == name)
            field->setFocus();
    }
}

void ExportDialog::setWorking(bool working)
{
    m_working = working;
    for (QWidget *field : {static_cast<QWidget *>(m_reason), static_cast<QWidget *>(m_encoding), static_cast<QWidget *>(m_path),
                           static_cast<QWidget *>(m_choose), static_cast<QWidget *>(m_export)})
        field->setEnabled(!working);
    m_cancel->setEnabled(true);
    if (working) {
        m_error->hide();
        m_sync->hide();
        m_progress->setRange(0, m_rows);
        m_progress->setValue(0);
    }
    m_progress->setVisible(working);
}

void ExportDialog::showProgress(int done, int total)
{
    m_progress->setMaximum(total);
    m_progress->setValue(done);
}

void ExportDialog::reject()
{
    if (!m_working) {
        QDialog::reject();
        return;
    }
    m_stop->store(true);
    m_cancel->setEnabled(false);
}

} // namespace zhike::ui
