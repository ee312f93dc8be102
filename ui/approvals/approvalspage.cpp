// SPDX-License-Identifier: GPL-3.0-or-later
#include "approvals/approvalspage.h"

#include "charts/donut.h"
#include "models/labels.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowlist.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

ApprovalsPage::ApprovalsPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12));
    column->setSpacing(0);
    m_header = new PageHeader(tr("Approvals"));
    m_message = new MessageBar;
    connect(m_message, &MessageBar::actionTriggered, this, &ApprovalsPage::refresh);
    column->addWidget(m_header);
    column->addWidget(m_message);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(12));
    row->addWidget(buildLists());
    row->addWidget(buildDetail(), 1);
    column->addLayout(row, 1);
    connect(&desk, &services::Desk::syncStatusChanged, this, [this] { showButtons(); });
}

QWidget *ApprovalsPage::buildLists()
{
    auto *panel = new Panel;
    panel->setFixedWidth(theme().px(380));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    m_which = new Segmented({tr("To decide"), tr("Mine"), tr("Decided")});
    m_which->setSmall(true);
    m_which->setAccessibleName(tr("Which requests"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme().px(12), theme().px(4), theme().px(12), theme().px(4));
    head->addWidget(m_which);
    head->addStretch(1);
    panel->body()->addLayout(head);
    panel->body()->addWidget(makeLine(Qt::Horizontal));
    auto *inner = new QWidget;
    inner->setProperty("plain", true);
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(theme().px(8), theme().px(4), theme().px(8), theme().px(4));
    m_rows = new RowList;
    m_rows->setSelecting(true);
    rows->addWidget(m_rows);
    m_none = new EmptyState(u"check"_s, tr("Nothing here"), tr("Requests arrive with the next sync."));
    rows->addWidget(m_none);
    auto *note
        = makeLabel(tr("Four eyes: what you made yourself is never yours to decide and does not appear under “To decide”."), TextStyle::Small, Color::T2);
    note->setWordWrap(true);
    note->setContentsMargins(theme().px(8), theme().px(8), theme().px(8), 0);
    rows->addWidget(note);
    rows->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    panel->body()->addWidget(scroll, 1);

    m_month = new QWidget;
    auto *month = new QVBoxLayout(m_month);
    month->setContentsMargins(theme().px(12), theme().px(8), theme().px(12), theme().px(8));
    month->addWidget(makeLabel(tr("My decisions · this month"), TextStyle::BodyBold));
    m_donut = new Donut;
    m_donut->setAccessibleName(tr("Decided this month"));
    m_donut->setFixedHeight(theme().px(104));
    month->addWidget(m_donut);
    month->addWidget(m_median = makeLabel({}, TextStyle::Small, Color::T2));
    panel->body()->addWidget(makeLine(Qt::Horizontal));
    panel->body()->addWidget(m_month);
    connect(m_which, &Segmented::currentChanged, this, [this] {
        m_current.clear();
        showList();
    });
    connect(m_rows, &RowList::currentChanged, this, [this](const QString &key) {
        if (key.isEmpty() || key == m_current)
            return;
        m_current = key;
        m_text->clear();
        showDetail();
    });
    return panel;
}

QWidget *ApprovalsPage::buildDetail()
{
    auto *panel = new Panel;
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(10));
    head->setSpacing(theme().px(2));
    auto *line = new QHBoxLayout;
    line->addWidget(m_kind = makeLabel({}, TextStyle::Small, Color::T2), 1);
    line->addWidget(m_deadline = makeLabel({}, TextStyle::Small, Color::T2));
    head->addLayout(line);
    head->addWidget(m_title = makeLabel({}, TextStyle::Section));
    m_title->setWordWrap(true);
    head->addWidget(m_by = makeLabel({}, TextStyle::Small, Color::T2));
    m_by->setWordWrap(true);
    column->addLayout(head);

    auto *inner = new QWidget;
    inner->setProperty("plain", true);
    auto *parts = new QVBoxLayout(inner);
    parts->setContentsMargins(0, 0, 0, theme().px(8));
    parts->setSpacing(theme().px(12));
    m_fields = new QWidget;
    m_fields->setLayout(new QVBoxLayout);
    m_fields->layout()->setContentsMargins(0, 0, 0, 0);
    parts->addWidget(m_fields);
    const auto inset = [this](QWidget *widget) {
        auto *box = new QWidget;
        auto *lay = new QVBoxLayout(box);
        lay->setContentsMargins(theme().px(16), 0, theme().px(16), 0);
        lay->addWidget(widget);
        return box;
    };
    parts->addWidget(inset(m_outcome = makeLabel({}, TextStyle::Body)));
    m_outcome->setWordWrap(true);
    m_comment = new QWidget;
    auto *comment = new QVBoxLayout(m_comment);
    comment->setContentsMargins(0, 0, 0, 0);
    comment->setSpacing(theme().px(4));
    auto *label = makeLabel(tr("Comment (needed to send back: say what is missing)"), TextStyle::BodyBold);
    comment->addWidget(label);
    m_text = new QPlainTextEdit;
    m_text->setFixedHeight(theme().px(72));
    m_text->setTabChangesFocus(true);
    m_text->installEventFilter(this); // the two keys of the page are the editor's too
    m_text->setAccessibleName(label->text());
    label->setBuddy(m_text);
    comment->addWidget(m_text);
    comment->addWidget(m_textError = makeLabel({}, TextStyle::Small, Color::Crit));
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_text->setProperty("invalid", false);
        repolish(m_text);
        m_textError->clear();
    });
    parts->addWidget(inset(m_comment));
    m_steps = new QWidget;
    m_steps->setLayout(new QVBoxLayout);
    m_steps->layout()->setContentsMargins(0, 0, 0, 0);
    parts->addWidget(inset(m_steps));
    m_historyBox = new QWidget;
    auto *history = new QVBoxLayout(m_historyBox);
    history->setContentsMargins(0, 0, 0, 0);
    history->addWidget(makeLabel(tr("Earlier requests of this customer"), TextStyle::BodyBold));
    m_history = new RowList;
    m_history->setFocusPolicy(Qt::NoFocus);
    m_history->setAccessibleName(tr("Earlier requests of this customer"));
    history->addWidget(m_history);
    parts->addWidget(inset(m_historyBox));
    parts->addStretch(1);
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(inner);
    column->addWidget(m_scroll, 1);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(buildButtons());
    m_stack = new QStackedWidget;
    m_stack->addWidget(body);
    m_stack->addWidget(
        new EmptyState(u"approve"_s, tr("No request is chosen"), tr("Choose one at the left: its fields, its reason and its history are shown here.")));
    panel->body()->addWidget(m_stack, 1);
    return panel;
}

QWidget *ApprovalsPage::buildButtons()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme().px(16), theme().px(10), theme().px(16), theme().px(10));
    row->setSpacing(theme().px(8));
    m_approve = new QPushButton(theme().icon(u"check"_s, Color::On), tr("Approve"));
    setButtonKind(m_approve, "primary");
    m_approve->setToolTip(tr("Approve (Ctrl+Enter)"));
    m_reject = new QPushButton(theme().icon(u"undo"_s), tr("Send back"));
    m_reject->setToolTip(tr("Send back with the comment (Ctrl+Backspace)"));
    m_withdraw = new QPushButton(tr("Take the request back"));
    row->addWidget(m_approve);
    row->addWidget(m_reject);
    row->addWidget(m_withdraw);
    row->addWidget(m_why = makeLabel({}, TextStyle::Small, Color::T2), 1);
    m_why->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_approve, &QPushButton::clicked, this, &ApprovalsPage::approve);
    connect(m_reject, &QPushButton::clicked, this, &ApprovalsPage::sendBack);
    connect(m_withdraw, &QPushButton::clicked, this, &ApprovalsPage::withdraw);
    return bar;
}

QString ApprovalsPage::hint() const
{
    return tr("J / K up and down · Ctrl Enter approve · Ctrl Backspace send back");
}

CustomerId ApprovalsPage::currentCustomer() const
{
    const auto *row = shown();
    return row ? row->customer : CustomerId();
}

void ApprovalsPage::refresh()
{
    ask([](services::Queries &q) { return q.approvals(); },
        [this](Result<services::Approvals> board) {
            if (!board) {
                m_message->showMessage(MessageKind::Critical, Labels::error(board.error()), tr("Try again"));
                return;
            }
            m_board = *board;
            if (!isReady() && !m_board.decides)
                m_which->setCurrent(Own);
            fill();
            setReady();
        });
}

const QList<services::ApprovalRow> &ApprovalsPage::list() const
{
    return m_which->current() == Own ? m_board.own : m_which->current() == Decided ? m_board.decided : m_board.queue;
}

const services::ApprovalRow *ApprovalsPage::shown() const
{
    for (const auto &row : list())
        if (row.id == m_current)
            return &row;
    return nullptr;
}

void ApprovalsPage::fill()
{
    QStringList facts {tr("%n to decide", nullptr, int(m_board.queue.size()))};
    if (!m_board.queue.isEmpty() && m_board.queue.constFirst().expiresAt.isValid())
        facts.append(tr("nearest deadline %1").arg(format::dayTime(m_board.queue.constFirst().expiresAt, todayDate())));
    m_header->setNote(facts.join(u" · "_s));
    const auto open = std::count_if(m_board.own.begin(), m_board.own.end(), [](const auto &row) { return row.state == u"pending"; });
    m_which->setLabels({tr("To decide %1").arg(m_board.queue.size()), tr("Mine %1").arg(open), tr("Decided")});
    m_month->setVisible(m_board.decides && m_board.approved + m_board.rejected > 0);
    m_donut->setData({{tr("Approved"), m_board.approved, Color::C3}, {tr("Sent back"), m_board.rejected, Color::C2}},
                     format::number(m_board.approved + m_board.rejected), {}, [](qint64 n) { return format::number(n); });
    m_median->setText(m_board.medianMinutes < 0 ? QString() : tr("Half of them within %1").arg(Labels::duration(m_board.medianMinutes * 60)));
    showList();
}

void ApprovalsPage::showList()
{
    QList<ListRow> rows;
    for (const auto &one : list()) {
        ListRow row;
        row.key = one.id;
        row.lead = ListRow::Lead::Icon;
        row.icon = one.customerKind == CustomerKind::Company ? u"building"_s : u"user"_s;
        QStringList fields;
        for (const auto &field : one.fields)
            fields.append(Labels::fieldName(field.name));
        row.title = one.customerName.isEmpty() ? Labels::recordType(one.targetType) : one.customerName;
        row.text = fields.join(tr(", "));
        const bool pending = one.state == u"pending";
        row.second = (one.late ? tr("From the former manager") : Labels::recordType(one.targetType)) + u" · "_s + one.makerName;
        if (pending) {
            row.end = one.secondsLeft > 0 ? tr("%1 left").arg(Labels::duration(one.secondsLeft)) : tr("Lapsed");
            row.endTone = one.secondsLeft < 4 * 3600 ? Color::Warn : Color::T2;
            row.endBold = one.secondsLeft < 4 * 3600;
            row.iconTone = row.endTone;
        } else {
            row.badge = Labels::requestState(one.state);
            row.badgeKind = one.state == u"approved" ? BadgeKind::Ok : one.state == u"rejected" ? BadgeKind::Warning : BadgeKind::Neutral;
            row.end = format::dayTime(one.decidedAt, todayDate());
        }
        row.spoken = QStringList {row.title, row.text, row.second, row.badge, row.end}.join(u", "_s);
        rows.append(row);
    }
    m_rows->setRows(rows);
    m_rows->setVisible(!rows.isEmpty());
    m_none->setVisible(rows.isEmpty());
    m_rows->setAccessibleName(m_which->current() == Own ? tr("Mine") : m_which->current() == Decided ? tr("Decided") : tr("To decide"));
    if (!shown())
        m_current = rows.isEmpty() ? QString() : rows.constFirst().key;
    for (int i = 0; i < rows.size(); ++i)
        if (rows.at(i).key == m_current)
            m_rows->setCurrentRow(i);
    showDetail();
}

void ApprovalsPage::showDetail()
{
    const auto *row = shown();
    m_stack->setCurrentIndex(row ? 0 : 1);
    if (!row)
        return;
    QStringList fields;
    for (const auto &field : row->fields)
        fields.append(Labels::fieldName(field.name));
    m_kind->setText((row->late ? tr("Late change of the former manager") : tr("Change of a guarded field")) + u" · "_s + Labels::requestState(row->state));
    m_deadline->setText(
        row->state == u"pending" && row->expiresAt.isValid()
            ? tr("Deadline %1, %2 left").arg(format::dayTime(row->expiresAt, todayDate()), Labels::duration(std::max<qint64>(0, row->secondsLeft)))
            : QString());
    m_title->setText(row->customerName + u" · "_s + fields.join(tr(", ")));
    m_by->setText(tr("Made by %1, %2").arg(row->makerName, format::dayTime(row->madeAt, todayDate())) + u" · "_s
                  + (row->reason.isEmpty() ? tr("no reason given") : tr("reason: %1").arg(row->reason)));
    showFields(*row);
    QString outcome;
    if (row->state != u"pending" && !row->decidedByName.isEmpty())
        outcome = tr("%1: %2, %3").arg(Labels::requestState(row->state), row->decidedByName, format::dayTime(row->decidedAt, todayDate()));
    if (!row->decisionReason.isEmpty())
        outcome += (outcome.isEmpty() ? QString() : u"\n"_s) + tr("Comment: %1").arg(row->decisionReason);
    m_outcome->setText(outcome);
    m_outcome->parentWidget()->setVisible(!outcome.isEmpty());
    m_comment->parentWidget()->setVisible(row->mine);
    showSteps(*row);
    showHistory(*row);
    showButtons();
}

void ApprovalsPage::showFields(const services::ApprovalRow &row)
{
    clearLayout(m_fields->layout());
    auto *holder = new QWidget;
    auto *grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    const auto cell = [&](int line, int column, QLabel *label, const char *layer = nullptr) {
        label->setContentsMargins(theme().px(16), theme().px(7), theme().px(8), theme().px(7));
        label->setWordWrap(true);
        auto *box = new QWidget;
        box->setAttribute(Qt::WA_StyledBackground);
        if (layer)
            box->setProperty("layer", QString::fromLatin1(layer));
        auto *lay = new QVBoxLayout(box);
        lay->setContentsMargins(0, 0, 0, 0);
        lay->addWidget(label);
        grid->addWidget(box, line, column);
    };
    const QString heads[] = {tr("Field"), tr("In force"), tr("Wanted"), tr("Source and check")};
    for (int i = 0; i < 4; ++i)
        cell(0, i, makeLabel(heads[i], TextStyle::Small, Color::T2), "sunken");
    int line = 1;
    for (const auto &field : row.fields) {
        const auto name = Labels::fieldName(field.name);
        cell(line, 0, makeLabel(name, TextStyle::BodyBold));
        auto *from = makeLabel(Labels::fieldValue(field.name, field.from), TextStyle::Body, Color::T2);
        from->setProperty("struck", true);
        from->setAccessibleName(tr("%1, in force: %2").arg(name, from->text()));
        cell(line, 1, from);
        auto *to = makeLabel(Labels::fieldValue(field.name, field.to), TextStyle::BodyBold);
        to->setAccessibleName(tr("%1, wanted: %2").arg(name, to->text()));
        cell(line, 2, to, "wanted");
        QStringList checks;
        if (field.changeBp)
            checks.append(format::percent(*field.changeBp, format::Sign::Always));
        if (row.state == u"pending")
            checks.append(field.moved ? tr("changed meanwhile: an approval comes to nothing") : tr("unchanged since the request"));
        checks.append(row.makerName);
        const bool loud = field.moved || (field.changeBp && std::abs(*field.changeBp) > 5000);
        cell(line, 3, makeLabel(checks.join(u" · "_s), TextStyle::Small, loud ? Color::Warn : Color::T2));
        ++line;
    }
    for (int i = 0; i < 4; ++i)
        grid->setColumnStretch(i, i == 0 ? 2 : 3);
    m_fields->layout()->addWidget(holder);
    m_fields->layout()->addWidget(makeLine(Qt::Horizontal));
}

void ApprovalsPage::showSteps(const services::ApprovalRow &row)
{
    clearLayout(m_steps->layout());
    m_steps->layout()->addWidget(makeLabel(tr("Its way"), TextStyle::BodyBold));
    const bool pending = row.state == u"pending";
    const bool through = row.state == u"approved";
    struct Step {
        QString icon;
        QString name;
        QString text;
        Color tone;
    };
    const Step steps[]
        = {{u"user"_s, tr("Made"), row.makerName + u" · "_s + format::dayTime(row.madeAt, todayDate()), Color::Ok},
           {u"shield"_s, tr("Checked by rule"), tr("at the centre"), Color::Ok},
           {u"approve"_s, tr("Second person"), pending ? (row.mine ? tr("you · now") : tr("waiting")) : row.decidedByName, pending ? Color::Accent : Color::Ok},
           {u"cloudok"_s, tr("Takes effect"),
            through       ? format::dayTime(row.decidedAt, todayDate())
                : pending ? u"—"_s
                          : Labels::requestState(row.state),
            through ? Color::Ok : Color::T3},
           {u"audit"_s, tr("On record"), pending ? u"—"_s : tr("both persons"), pending ? Color::T3 : Color::Ok}};
    auto *line = new QWidget;
    auto *lay = new QHBoxLayout(line);
    lay->setContentsMargins(0, 0, 0, 0);
    for (const auto &step : steps) {
        auto *pair = new QHBoxLayout;
        pair->setSpacing(theme().px(8));
        pair->addWidget(new IconLabel(step.icon, step.tone, 22));
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(
            makeLabel(step.name, step.tone == Color::Accent ? TextStyle::BodyBold : TextStyle::Body, step.tone == Color::Accent ? Color::Accent : Color::T1));
        words->addWidget(makeLabel(step.text, TextStyle::Micro, Color::T2));
        pair->addLayout(words, 1);
        lay->addLayout(pair, 1);
    }
    m_steps->layout()->addWidget(line);
}

void ApprovalsPage::showHistory(const services::ApprovalRow &row)
{
    QList<ListRow> rows;
    for (const auto &one : std::as_const(m_board.decided)) {
        if (one.customer != row.customer || one.id == row.id)
            continue;
        ListRow line;
        QStringList changes;
        for (const auto &field : one.fields)
            changes.append(
                u"%1 %2 → %3"_s.arg(Labels::fieldName(field.name), Labels::fieldValue(field.name, field.from), Labels::fieldValue(field.name, field.to)));
        line.title = format::day(one.decidedAt.date(), todayDate());
        line.text = changes.join(tr(", "));
        line.badge = Labels::requestState(one.state);
        line.badgeKind = one.state == u"approved" ? BadgeKind::Ok : BadgeKind::Neutral;
        line.end = one.decidedByName;
        rows.append(line);
    }
    m_history->setRows(rows);
    m_historyBox->parentWidget()->setVisible(!rows.isEmpty());
}

void ApprovalsPage::showButtons()
{
    const auto *row = shown();
    if (!row)
        return;
    const bool online = desk().syncStatus().online || desk().syncStatus().syncing;
    const bool withdrawable = row->own && row->state == u"pending";
    m_approve->setVisible(row->mine);
    m_reject->setVisible(row->mine);
    m_withdraw->setVisible(withdrawable);
    for (auto *button : {m_approve, m_reject, m_withdraw})
        button->setEnabled(online && !m_deciding);
    m_text->setEnabled(online && !m_deciding);
    QString why;
    if (m_deciding)
        why = tr("Asking the centre…");
    else if ((row->mine || withdrawable) && !online)
        why = tr("Possible again with a connection: decisions are made online only");
    else if (withdrawable)
        why = tr("A second person decides what you made");
    else if (!row->mine && row->state == u"pending")
        why = tr("Your role does not decide this request");
    m_why->setText(why);
    setTone(m_why, !online && (row->mine || withdrawable) ? Color::Warn : Color::T2);
}

template<class Command>
void ApprovalsPage::decide(Command command, const QString &said)
{
    m_deciding = true;
    showButtons();
    whenAnswered(desk().online(std::move(command)), desk(), this, [this, said](Done result) {
        m_deciding = false;
        if (!result) {
            m_message->showMessage(MessageKind::Critical, Labels::error(result.error()));
            showButtons();
            return;
        }
        m_message->hide();
        m_text->clear();
        Q_EMIT notice(said);
        refresh();
    });
}

void ApprovalsPage::approve()
{
    if (const auto *row = shown(); row && row->mine && m_approve->isEnabled())
        decide([id = row->id, note = m_text->toPlainText().trimmed()](services::OnlineCommands &c) { return c.approve(id, note); },
               tr("Approved. It is in force at the centre and on its way to every device."));
}

void ApprovalsPage::sendBack()
{
    const auto *row = shown();
    if (!row || !row->mine || !m_reject->isEnabled())
        return;
    const auto reason = m_text->toPlainText().trimmed();
    if (reason.isEmpty()) {
        m_text->setProperty("invalid", true);
        repolish(m_text);
        m_textError->setText(tr("Say what is missing: the maker reads it."));
        m_text->setFocus();
        return;
    }
    decide([id = row->id, reason](services::OnlineCommands &c) { return c.reject(id, reason); }, tr("Sent back to the maker with your comment."));
}

void ApprovalsPage::withdraw()
{
    if (const auto *row = shown(); row && row->own && m_withdraw->isEnabled())
        decide([id = row->id](services::OnlineCommands &c) { return c.withdraw(id); }, tr("Taken back. Nothing was changed at the centre."));
}

void ApprovalsPage::step(int by)
{
    const int next = std::clamp(m_rows->currentRow() + by, 0, std::max(0, int(m_rows->rows().size()) - 1));
    if (!m_rows->rows().isEmpty())
        m_rows->setCurrentRow(next);
}

bool ApprovalsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::ControlModifier && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Backspace)) {
            keyPressEvent(key);
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

void ApprovalsPage::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers() == Qt::ControlModifier;
    if (control && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        approve();
    else if (control && event->key() == Qt::Key_Backspace)
        sendBack();
    else if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_J)
        step(1);
    else if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_K)
        step(-1);
    else
        Page::keyPressEvent(event);
}

} // namespace zhike::ui
