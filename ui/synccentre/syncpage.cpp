// SPDX-License-Identifier: GPL-3.0-or-later
#include "synccentre/syncpage.h"

#include "models/labels.h"
#include "synccentre/conflictpanel.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowlist.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLocale>
#include <QMessageBox>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kMostRounds = 48;
constexpr int kUndoMs = 10'000;
constexpr qint64 kLeaseWarningS = 3 * 24 * 3600;

} // namespace

RoundStrip::RoundStrip(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(Theme::of(this).px(18));
}

void RoundStrip::setRounds(const QList<std::pair<QDateTime, QString>> &rounds)
{
    m_rounds = rounds.mid(std::max<qsizetype>(0, rounds.size() - kMostRounds));
    int ok = 0;
    for (const auto &round : std::as_const(m_rounds))
        ok += round.second == u"ok" || round.second == u"retried" ? 1 : 0;
    setAccessibleName(tr("%1 of the last %2 rounds succeeded").arg(ok).arg(m_rounds.size()));
    update();
}

QSize RoundStrip::sizeHint() const
{
    return {Theme::of(this).px(300), Theme::of(this).px(18)};
}

QRectF RoundStrip::tick(int index) const
{
    const double wide = width() / double(kMostRounds);
    return QRectF(index * wide, 0, std::max(2.0, wide - 2), height());
}

void RoundStrip::paintEvent(QPaintEvent *)
{
    const auto &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < m_rounds.size(); ++i) {
        const auto &result = m_rounds.at(i).second;
        painter.setBrush(theme.color(result == u"ok" ? Color::C3 : result == u"retried" ? Color::C2 : result == u"offline" ? Color::SevOff : Color::Crit));
        // Not told by colour alone: what failed is shorter.
        const bool good = result == u"ok" || result == u"retried";
        painter.drawRoundedRect(good ? tick(i) : tick(i).adjusted(0, height() * 0.4, 0, 0), 1.5, 1.5);
    }
}

bool RoundStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (int i = 0; i < m_rounds.size(); ++i)
            if (tick(i).contains(help->pos()))
                QToolTip::showText(help->globalPos(), format::time(m_rounds.at(i).first.toLocalTime()) + u"  "_s + Labels::syncRound(m_rounds.at(i).second),
                                   this);
        return true;
    }
    return QWidget::event(event);
}

SyncPage::SyncPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    build();
    connect(&desk, &services::Desk::syncStatusChanged, this, [this](const services::SyncStatus &status) {
        const bool finished = m_centre.status.syncing && !status.syncing;
        m_centre.status = status;
        if (isReady())
            showState();
        if (finished && isVisible())
            refresh();
    });
}

void SyncPage::refresh()
{
    ask([](services::Queries &q) { return q.syncCentre(); },
        [this](Result<services::SyncCentre> centre) {
            if (!centre) {
                m_message->showMessage(MessageKind::Critical, Labels::error(centre.error()), tr("Try again"));
                return;
            }
            m_centre = *centre;
            m_centre.status = this->desk().withLive(m_centre.status);
            fill();
            setReady();
        });
}

void SyncPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(12));
    column->setSpacing(0);
    m_header = new PageHeader(tr("Sync centre"));
    m_message = new MessageBar;
    connect(m_message, &MessageBar::actionTriggered, this, &SyncPage::refresh);
    m_undo = new MessageBar;
    m_undoTimer = new QTimer(this);
    m_undoTimer->setSingleShot(true);
    m_undoTimer->setInterval(kUndoMs);
    connect(m_undoTimer, &QTimer::timeout, this, [this] {
        m_undo->hide();
        m_undoable.clear();
        this->desk().requestSync(); // what was held back goes now
    });
    connect(m_undo, &MessageBar::actionTriggered, this, [this] {
        m_undoTimer->stop();
        m_undo->hide();
        for (const auto &opId : std::exchange(m_undoable, {}))
            run([opId](services::Commands &commands) { return commands.reopen(opId); }, tr("The decision is taken back."));
    });
    column->addWidget(m_header);
    column->addWidget(m_message);
    column->addWidget(m_undo);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    auto *inner = new QWidget;
    inner->setProperty("plain", true);
    auto *left = new QVBoxLayout(inner);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(theme().px(12));
    left->addWidget(buildState());
    m_outboxPanel = new Panel(tr("Waiting to be sent"));
    m_correct = m_outboxPanel->addLink(tr("Correct…"));
    m_correct->setEnabled(false);
    connect(m_correct, &QPushButton::clicked, this, [this] {
        if (const int at = m_outbox->currentRow(); at >= 0)
            correct(m_outbox->rows().at(at).key);
    });
    m_takeBack = m_outboxPanel->addLink(tr("Take back…"));
    m_takeBack->setEnabled(false);
    m_outbox = new RowList;
    m_outbox->setAccessibleName(tr("Waiting to be sent"));
    m_outboxPanel->body()->addWidget(m_outbox);
    left->addWidget(m_outboxPanel);
    m_freshPanel = new Panel(tr("How fresh the data is"));
    m_fresh = new RowList;
    m_fresh->setAccessibleName(tr("How fresh the data is"));
    m_freshPanel->body()->addWidget(m_fresh);
    left->addWidget(m_freshPanel);
    left->addWidget(buildOffline());
    left->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    scroll->setFixedWidth(theme().px(408));
    row->addWidget(scroll);
    m_conflicts = new ConflictPanel;
    row->addWidget(m_conflicts, 1);
    column->addLayout(row, 1);

    connect(m_outbox, &RowList::currentChanged, this, [this](const QString &key) {
        const auto *found = operation(key);
        m_takeBack->setEnabled(found && found->state != u"inflight");
        m_correct->setEnabled(found && found->state == u"parked" && !found->problemField.isEmpty());
    });
    connect(m_takeBack, &QPushButton::clicked, this, [this] {
        const int at = m_outbox->currentRow();
        if (at >= 0)
            confirmDiscard(m_outbox->rows().at(at).key);
    });
    connect(m_conflicts, &ConflictPanel::discardRequested, this, &SyncPage::confirmDiscard);
    connect(m_conflicts, &ConflictPanel::resolveRequested, this, [this](const QString &opId, const QJsonObject &choices) {
        order([opId, choices](services::Commands &c) { return c.resolve(opId, choices, kUndoMs); },
              [this, opId](Done result) { result ? resolved({opId}) : m_message->showMessage(MessageKind::Critical, Labels::error(result.error())); });
    });
    connect(m_conflicts, &ConflictPanel::resolveAllRequested, this, [this](const QStringList &opIds, const QString &take) {
        order([opIds, take](services::Commands &c) { return c.resolveAll(opIds, take, kUndoMs); },
              [this, opIds](Done result) { result ? resolved(opIds) : m_message->showMessage(MessageKind::Critical, Labels::error(result.error())); });
    });
    connect(m_conflicts, &ConflictPanel::undoMergeRequested, this, [this](qint64 merge) {
        run([merge](services::Commands &c) { return c.undoMerge(merge); }, tr("The field is put back; the change is sent with the next sync."));
    });
}

QWidget *SyncPage::buildState()
{
    auto *panel = new Panel;
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    row->addWidget(m_icon = new IconLabel(u"cloudok"_s, Color::Ok, 30));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title = makeLabel({}, TextStyle::Section));
    words->addWidget(m_line = makeLabel({}, TextStyle::Small, Color::T2));
    m_line->setWordWrap(true);
    row->addLayout(words, 1);
    m_now = new QPushButton(theme().icon(u"sync"_s, Color::On), tr("Sync now"));
    m_now->setToolTip(tr("Sync now (F5)"));
    setButtonKind(m_now, "primary");
    connect(m_now, &QPushButton::clicked, &desk(), &services::Desk::requestSync);
    row->addWidget(m_now, 0, Qt::AlignTop);
    panel->body()->addLayout(row);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the sync"));
    panel->body()->addWidget(m_progress);
    panel->body()->addSpacing(theme().px(4));
    panel->body()->addWidget(m_strip = new RoundStrip);
    panel->body()->addWidget(makeLabel(tr("Recent rounds, newest at the right; short ones did not get through"), TextStyle::Micro, Color::T3));
    return panel;
}

QWidget *SyncPage::buildOffline()
{
    auto *panel = new Panel(tr("Without a connection"));
    const struct {
        const char16_t *icon;
        Color tone;
        QString title;
        QString text;
    } lines[] = {{u"check", Color::Ok, tr("Works"), tr("reading every customer, logging, planning, moving")},
                 {u"pause", Color::T2, tr("Waits"), tr("changes to files, outcomes of alerts")},
                 {u"stop", Color::Warn, tr("Not possible"), tr("deciding requests, first sign-in on a new computer, fresh balances")}};
    QList<ListRow> rows;
    for (const auto &line : lines) {
        ListRow row;
        row.lead = ListRow::Lead::Icon;
        row.icon = QString::fromUtf16(line.icon);
        row.iconTone = line.tone;
        row.title = line.title;
        row.text = line.text;
        rows.append(row);
    }
    auto *list = new RowList;
    list->setRows(rows);
    list->setFocusPolicy(Qt::NoFocus);
    list->setAccessibleName(tr("Without a connection"));
    panel->body()->addWidget(list);
    return panel;
}

void SyncPage::fill()
{
    showState();
    m_strip->setRounds(m_centre.history);
    showOutbox();
    showFreshness();
    m_conflicts->setConflicts(m_centre.conflicts, todayDate());
    m_conflicts->setMerged(m_centre.merged, todayDate());
}

void SyncPage::showState()
{
    const auto &s = m_centre.status;
    const auto today = todayDate();
    const auto zone = desk().clock().zone();
    QStringList facts;
    if (!s.deviceName.isEmpty())
        facts.append(tr("Device %1").arg(s.deviceName));
    if (s.leaseUntil.isValid()) {
        const qint64 hours = std::max<qint64>(0, desk().clock().now().secsTo(s.leaseUntil) / 3600);
        facts.append(tr("works offline for %1 d %2 h").arg(hours / 24).arg(hours % 24));
    }
    if (!s.server.isEmpty())
        facts.append(s.server);
    m_header->setNote(facts.join(u" · "_s));
    m_now->setEnabled(!s.syncing);
    m_progress->setVisible(s.syncing);
    const auto last = s.lastSuccess.isValid() ? format::dayTime(s.lastSuccess.toTimeZone(zone), today) : QString();
    if (s.syncing) {
        m_icon->setIcon(u"sync"_s, Color::Accent);
        m_title->setText(Labels::syncPhase(s.phase));
        m_line->setText(s.progressTotal > 0 ? tr("%1 of %2").arg(s.progressDone).arg(s.progressTotal) : tr("You can go on working."));
        m_progress->setRange(0, std::max(0, s.progressTotal));
        m_progress->setValue(s.progressDone);
    } else if (!s.lastError.isEmpty() && s.online) {
        m_icon->setIcon(u"warn"_s, Color::Crit);
        m_title->setText(tr("The last round failed"));
        m_line->setText(tr("Your changes are kept here. Code %1").arg(s.lastError));
    } else if (!s.online) {
        m_icon->setIcon(u"offline"_s, Color::Warn);
        m_title->setText(last.isEmpty() ? tr("Not synced yet") : tr("Offline, last synced %1").arg(last));
        m_line->setText(tr("Everything you do is kept here and sent when the centre answers."));
    } else {
        m_icon->setIcon(u"cloudok"_s, Color::Ok);
        m_title->setText(last.isEmpty() ? tr("Not synced yet") : tr("Synced %1").arg(last));
        m_line->setText(s.dataAsOf.isValid() ? tr("Core data as of %1").arg(format::dayTime(s.dataAsOf.toTimeZone(zone), today)) : QString());
    }
    if (!s.syncing && (!s.online || !s.lastError.isEmpty()) && s.nextAttempt.isValid())
        m_line->setText(m_line->text() + u' ' + tr("Next try %1.").arg(format::time(s.nextAttempt.toTimeZone(zone))));
    showWarnings();
}

void SyncPage::showWarnings()
{
    const auto &s = m_centre.status;
    const auto left = s.leaseUntil.isValid() ? desk().clock().now().secsTo(s.leaseUntil) : kLeaseWarningS;
    if (s.restored && s.rebuilt)
        m_message->showMessage(
            MessageKind::Critical,
            tr("This store did not pass its check and is built anew. What could be read was taken over, the rest is fetched again; nothing you "
               "typed is lost."),
            {}, false);
    else if (s.restored)
        m_message->showMessage(MessageKind::Warning, tr("This store was put back from a copy. The device signs in anew; nothing you typed is lost."), {},
                               false);
    else if (s.failures > 2 && s.pending > 0)
        m_message->showMessage(MessageKind::Critical, tr("%n tries in a row did not get through; your changes are safe on this computer.", nullptr, s.failures),
                               {}, false);
    else if (left < kLeaseWarningS)
        m_message->showMessage(
            MessageKind::Warning,
            left > 0 ? tr("The offline licence ends in %1. Connect before then, or the store locks; nothing is deleted.").arg(Labels::duration(left))
                     : tr("The offline licence has ended. Connect to go on."),
            {}, false);
    else if (!s.consistent)
        m_message->showMessage(MessageKind::Info, tr("Catching up: lists and figures are complete again when this sync is through."), {}, false);
    else
        m_message->hide();
}

const services::OutboxRow *SyncPage::operation(const QString &opId) const
{
    const auto found = std::find_if(m_centre.outbox.begin(), m_centre.outbox.end(), [&](const auto &one) { return one.opId == opId; });
    return found == m_centre.outbox.end() ? nullptr : &*found;
}

void SyncPage::resolved(const QStringList &opIds)
{
    m_undoable = opIds;
    m_undo->showMessage(MessageKind::Ok, tr("%n conflict(s) settled. Sent in 10 seconds.", nullptr, int(opIds.size())), tr("Undo"), false);
    m_undoTimer->start();
}

void SyncPage::correct(const QString &opId)
{
    const auto *row = operation(opId);
    if (!row || row->problemField.isEmpty())
        return;
    const auto name = Labels::fieldName(row->problemField);
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Correct and send again"));
    dialog->setLabelText(tr("%1. %2:").arg(Labels::problem(row->problem), name));
    dialog->setOkButtonText(tr("Correct and send again"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, opId, field = row->problemField](const QString &text) {
        run([opId, field, text](services::Commands &c) { return c.resubmit(opId, {{field, text}}); }, tr("Corrected; it is sent with the next sync."));
    });
    dialog->open();
}

void SyncPage::showOutbox()
{
    QList<ListRow> rows;
    const auto zone = desk().clock().zone();
    QDateTime oldest;
    for (const auto &one : std::as_const(m_centre.outbox)) {
        ListRow row;
        row.key = one.opId;
        row.lead = ListRow::Lead::Icon;
        row.icon = Labels::recordIcon(one.type);
        QStringList fields;
        for (const auto &field : one.fields)
            fields.append(Labels::fieldName(field));
        const auto what = !one.summary.isEmpty() ? one.summary : fields.join(tr(", "));
        row.title = one.customerName.isEmpty() ? what : one.customerName + u" · "_s + what;
        row.second = one.problem.isEmpty() ? Labels::action(one.action) + u" · "_s + Labels::recordType(one.type) : Labels::problem(one.problem);
        const bool held = one.problem == u"suspect" || one.problem == u"blocked";
        row.badge = Labels::outboxState(held ? one.problem : one.state);
        row.badgeKind = one.state == u"parked" ? BadgeKind::Warning : one.state == u"inflight" ? BadgeKind::Info : BadgeKind::Soft;
        row.iconTone = one.state == u"parked" ? Color::Warn : Color::T2;
        row.end = format::dayTime(one.capturedAt.toTimeZone(zone), todayDate());
        row.endTone = Color::T3;
        row.spoken = u"%1, %2, %3, %4"_s.arg(row.title, row.second, row.badge, row.end);
        rows.append(row);
        if (!oldest.isValid() || one.capturedAt < oldest)
            oldest = one.capturedAt;
    }
    for (const auto &one : std::as_const(m_centre.awaiting)) {
        ListRow row;
        row.lead = ListRow::Lead::Icon;
        row.icon = u"approve"_s;
        row.iconTone = Color::Warn;
        QStringList fields;
        for (const auto &field : one.fields)
            fields.append(Labels::fieldName(field.name));
        row.title = one.customerName + u" · "_s + fields.join(tr(", "));
        row.second = tr("At the centre; in force after a second person's decision");
        row.badge = Labels::outboxState(u"approval");
        row.badgeKind = BadgeKind::Warning;
        row.end = format::dayTime(one.madeAt.toTimeZone(zone), todayDate());
        row.endTone = Color::T3;
        row.spoken = u"%1, %2, %3, %4"_s.arg(row.title, row.second, row.badge, row.end);
        rows.append(row);
        if (!oldest.isValid() || one.madeAt < oldest)
            oldest = one.madeAt;
    }
    m_outboxPanel->setNote(rows.isEmpty() ? QString()
                                          : tr("%n change(s)", nullptr, int(rows.size())) + u" · "_s
                                   + tr("oldest %1").arg(format::dayTime(oldest.toTimeZone(zone), todayDate())));
    if (rows.isEmpty()) {
        ListRow none;
        none.lead = ListRow::Lead::Icon;
        none.icon = u"check"_s;
        none.iconTone = Color::Ok;
        none.text = tr("Everything is at the centre");
        rows.append(none);
    }
    ListRow safe;
    safe.lead = ListRow::Lead::Icon;
    safe.icon = u"lock"_s;
    safe.iconTone = Color::Ok;
    safe.text = tr("What waits is in the encrypted store; a power cut loses nothing");
    rows.append(safe);
    m_outbox->setRows(rows);
    m_takeBack->setEnabled(false);
    m_correct->setEnabled(false);
}

void SyncPage::showFreshness()
{
    QList<ListRow> rows;
    const auto now = desk().clock().now();
    for (const auto &one : std::as_const(m_centre.freshness)) {
        ListRow row;
        row.title = Labels::freshnessDomain(one.domain);
        row.text = tr("%n row(s)", nullptr, one.rows);
        row.end = one.asOf.isValid() ? format::dayTime(one.asOf.toTimeZone(now.timeZone()), now.date()) : u"—"_s;
        const auto days = one.asOf.isValid() ? one.asOf.daysTo(now) : 99;
        row.badge = days > 1 ? (one.asOf.isValid() ? tr("%n day(s) old", nullptr, int(days)) : tr("Never fetched")) : tr("Fresh");
        row.badgeKind = days > 1 ? BadgeKind::Warning : BadgeKind::Ok;
        rows.append(row);
    }
    m_freshPanel->setNote(tr("Local store %1").arg(QLocale().formattedDataSize(m_centre.storeBytes, 1, QLocale::DataSizeSIFormat)));
    m_fresh->setTitleWidth(150);
    m_fresh->setRows(rows);
}

template<class Command>
void SyncPage::run(Command command, const QString &said)
{
    order(std::move(command), [this, said](Done result) {
        if (!result)
            m_message->showMessage(MessageKind::Critical, Labels::error(result.error()));
        else
            Q_EMIT notice(said);
    });
}

void SyncPage::confirmDiscard(const QString &opId)
{
    const auto row = std::find_if(m_centre.outbox.begin(), m_centre.outbox.end(), [&](const auto &one) { return one.opId == opId; });
    if (row == m_centre.outbox.end())
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Take the change back"),
                                tr("The change to %1 is dropped and the record returns to what the centre knows. This cannot be undone.")
                                    .arg(row->customerName.isEmpty() ? Labels::recordType(row->type) : row->customerName),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto *drop = box->addButton(tr("Take it back"), QMessageBox::DestructiveRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, drop, opId](QAbstractButton *button) {
        if (button == drop)
            discard(opId);
    });
    box->open();
}

void SyncPage::discard(const QString &opId)
{
    run([opId](services::Commands &c) { return c.discard(opId); }, tr("The change is taken back."));
}

void SyncPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F5)
        desk().requestSync();
    else
        Page::keyPressEvent(event);
}

} // namespace zhike::ui
