// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/filetabs.h"

#include "customers/consentpanel.h"
#include "customers/parts.h"
#include "models/labels.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowstable.h"

#include <QComboBox>
#include <QGridLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

Panel *tablePanel(QWidget *host, QWidget *table)
{
    const Theme &theme = Theme::of(host);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    auto *panel = new Panel;
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    panel->body()->addWidget(table, 1);
    column->addWidget(panel);
    return panel;
}

void addIf(QGridLayout *grid, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        addFact(grid, name, value);
}

QString money(const std::optional<Money> &amount)
{
    return amount ? format::amount(*amount) : QString();
}

} // namespace

ProfileTab::ProfileTab(QWidget *parent) : QScrollArea(parent)
{
    const Theme &theme = Theme::of(this);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    content->setProperty("plain", true);
    m_columns = new QGridLayout(content);
    m_columns->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_columns->setSpacing(theme.px(12));
    m_identity = addPanel(tr("Identity"), 0, 0);
    m_work = addPanel(tr("Work and income"), 0, 1);
    m_contact = addPanel(tr("Contact"), 1, 0);
    m_service = addPanel(tr("Service"), 1, 1);
    m_consents = new ConsentPanel;
    m_columns->addWidget(m_consents, 2, 0, 1, 2);
    m_columns->setRowStretch(3, 1);
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

QGridLayout *ProfileTab::addPanel(const QString &title, int row, int column)
{
    const Theme &theme = Theme::of(this);
    auto *panel = new ui::Panel(title);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(16));
    grid->setVerticalSpacing(theme.px(4));
    grid->setColumnMinimumWidth(0, theme.px(110));
    panel->body()->addLayout(grid);
    panel->body()->addStretch(1);
    m_columns->addWidget(panel, row, column);
    return grid;
}

void ProfileTab::addMasked(QGridLayout *grid, const QString &name, const QString &masked, const QString &field, const Disclosure &disclosure)
{
    if (masked.isEmpty())
        return;
    const int row = grid->rowCount();
    grid->addWidget(makeLabel(name, TextStyle::Small, Color::T3), row, 0, Qt::AlignVCenter);
    auto *value = new RevealField(masked, field, disclosure);
    connect(value, &RevealField::failed, this, &ProfileTab::revealFailed);
    grid->addWidget(value, row, 1);
    grid->setColumnStretch(1, 1);
}

void ProfileTab::setFile(const services::CustomerFile &file, QDate today, const Disclosure &disclosure)
{
    for (QGridLayout *grid : {m_identity, m_work, m_contact, m_service})
        clearLayout(grid);
    const bool company = file.head.kind == CustomerKind::Company;
    addFact(m_identity, tr("Name"), file.head.name);
    addFact(m_identity, tr("Customer number"), file.head.number);
    addIf(m_identity, tr("Status"), Labels::customerStatus(file.status));
    if (company) {
        addMasked(m_identity, tr("Credit code"), file.creditCode, u"uscc"_s, disclosure);
        addIf(m_identity, tr("Legal representative"), file.legalRep);
        addIf(m_identity, tr("Founded"), format::fullDay(file.foundedOn));
        addIf(m_work, tr("Industry"), file.industryCode);
        addIf(m_work, tr("Registered capital"), money(file.registeredCapital));
        addIf(m_work, tr("Revenue"), money(file.revenue));
        addIf(m_work, tr("Profit"), money(file.profit));
        addIf(m_work, tr("Employees"), file.staff ? format::number(*file.staff) : QString());
        addIf(m_work, tr("Rating"), file.creditRating);
    } else {
        addIf(m_identity, tr("Sex"), sexName(file.sex));
        addIf(m_identity, tr("Age"), file.age > 0 ? tr("%n years old", nullptr, file.age) : QString());
        addMasked(m_identity, tr("ID number"), file.maskedIdNo, u"id_no"_s, disclosure);
        addIf(m_work, tr("Occupation"), file.occupation);
        addIf(m_work, tr("Employer"), file.employer);
        addIf(m_work, tr("Annual income"), money(file.annualIncome));
        addMasked(m_contact, tr("Address"), file.maskedAddress, u"home_address"_s, disclosure);
    }
    addIf(m_identity, tr("Customer since"), format::fullDay(file.since));
    for (const services::ContactRow &contact : file.contacts) {
        const QString kind = contact.kind == u"mobile" ? tr("Mobile")
            : contact.kind == u"phone"                 ? tr("Phone")
            : contact.kind == u"address"               ? tr("Address")
                                                       : Labels::channel(contact.kind);
        const QString name = contact.label.isEmpty() ? kind : tr("%1 (%2)").arg(kind, contact.label);
        addMasked(m_contact, contact.primary ? tr("%1 · preferred").arg(name) : name, contact.masked, u"contact:"_s + contact.id, disclosure);
    }
    addIf(m_contact, tr("Preferred channel"), file.preferredChannel.isEmpty() ? QString() : Labels::channel(file.preferredChannel));
    addIf(m_contact, tr("Preferred time"), file.preferredTime);
    addIf(m_service, tr("Manager"), file.owner);
    addIf(m_service, tr("Branch"), file.branch);
    if (!company && !file.head.risk.isEmpty())
        addFact(m_service, tr("Risk tolerance"),
                tr("%1 · assessed %2 · until %3")
                    .arg(Labels::riskTolerance(file.head.risk), format::day(file.riskAssessedOn, today), format::day(file.riskValidUntil, today)));
    addIf(m_service, tr("KYC"),
          file.kycStatus.isEmpty() ? QString() : tr("%1 · next review %2").arg(Labels::kycStatus(file.kycStatus), format::day(file.kycNextReview, today)));
    addIf(m_service, tr("Remarks"), file.remarks);
}

AccountsTab::AccountsTab(QWidget *parent) : QWidget(parent)
{
    m_table = new RowsTable(tr("Accounts"),
                            {{tr("Product"), 0, false},
                             {tr("Kind"), 130, false},
                             {tr("Number"), 170, false},
                             {tr("Balance"), 150, true},
                             {tr("In base currency"), 150, true},
                             {tr("Grade"), 60, false},
                             {tr("Opened"), 100, false},
                             {tr("Matures"), 100, false}});
    auto *panel = tablePanel(this, m_table);
    const Theme &theme = Theme::of(this);
    m_chosen = new QHBoxLayout;
    m_chosen->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    m_chosen->setSpacing(theme.px(8));
    panel->body()->addLayout(m_chosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AccountsTab::showNumber);
}

void AccountsTab::showNumber()
{
    clearLayout(m_chosen);
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_accounts.size()) {
        m_chosen->addWidget(makeLabel(m_accounts.isEmpty() ? QString() : tr("Choose an account to see its number"), TextStyle::Small, Color::T3), 1);
        return;
    }
    const auto &account = m_accounts.at(row);
    m_chosen->addWidget(makeLabel(tr("Number"), TextStyle::Small, Color::T3));
    auto *number = new RevealField(account.maskedNumber, u"account:"_s + account.id.text(), m_disclosure);
    connect(number, &RevealField::failed, this, &AccountsTab::revealFailed);
    m_chosen->addWidget(number);
    m_chosen->addStretch(1);
}

void AccountsTab::setFile(const services::CustomerFile &file, QDate today, const Disclosure &disclosure)
{
    m_accounts = file.accounts;
    m_disclosure = disclosure;
    QList<QList<Cell>> rows;
    for (const services::AccountRow &account : file.accounts) {
        QString name = account.productName.isEmpty() ? Labels::accountKind(account.kind) : account.productName;
        if (account.joint)
            name = tr("%1 (joint)").arg(name);
        const QString rate = account.rateText.isEmpty() ? QString() : tr("Rate %1 of %2").arg(account.rateText, format::fullDay(account.rateDate));
        rows.append({{name, Color::T1, false, account.holders.join(u", "_s)},
                     {Labels::accountKind(account.kind), Color::T2},
                     {account.maskedNumber, Color::T2},
                     {format::exact(account.balance)},
                     {format::exact(account.balanceBase), Color::T1, false, rate},
                     {account.riskGrade, Color::T2},
                     {format::day(account.openedOn, today), Color::T2, false, format::fullDay(account.openedOn)},
                     {format::day(account.maturityOn, today), Color::T2, false, format::fullDay(account.maturityOn)}});
    }
    m_table->setRows(rows);
    showNumber();
}

TransactionsTab::TransactionsTab(QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(8));
    auto *tools = new QHBoxLayout;
    tools->addWidget(makeLabel(tr("Month"), TextStyle::Small, Color::T2));
    m_month = new QComboBox;
    m_month->setAccessibleName(tr("Month"));
    m_month->setMinimumWidth(theme.px(150));
    tools->addWidget(m_month);
    tools->addStretch(1);
    m_sum = makeLabel({}, TextStyle::Small, Color::T2);
    tools->addWidget(m_sum);
    column->addLayout(tools);
    auto *panel = new Panel;
    panel->body()->setContentsMargins(0, 0, 0, 0);
    m_table = new RowsTable(tr("Transactions"),
                            {{tr("Booked"), 90, false},
                             {tr("Kind"), 120, false},
                             {tr("Amount"), 150, true},
                             {tr("Counterparty"), 190, false},
                             {tr("Account"), 170, false},
                             {tr("Channel"), 90, false},
                             {tr("Balance after"), 150, true},
                             {tr("Memo"), 0, false}});
    panel->body()->addWidget(m_table);
    column->addWidget(panel, 1);
    connect(m_month, &QComboBox::activated, this, [this] {
        if (month().isValid())
            Q_EMIT monthChosen(month());
        else
            setRows(m_recent);
    });
}

void TransactionsTab::setFile(const services::CustomerFile &file, QDate today)
{
    const QDate chosen = month();
    m_today = today;
    m_recent = file.recentTransactions;
    m_month->clear();
    m_month->addItem(tr("Latest"), QDate());
    for (auto it = file.months.crbegin(); it != file.months.crend(); ++it)
        m_month->addItem(tr("%1 (%n bookings)", nullptr, it->transactions).arg(it->month.toString(u"yyyy-MM"_s)), it->month);
    setMonth(chosen);
    if (!month().isValid())
        setRows(m_recent);
}

void TransactionsTab::setMonth(QDate month)
{
    m_month->setCurrentIndex(std::max(0, m_month->findData(month)));
}

QDate TransactionsTab::month() const
{
    return m_month->currentData().toDate();
}

int TransactionsTab::rowCount() const
{
    return m_table->rowCount();
}

void TransactionsTab::setRows(const QList<services::TransactionRow> &rows)
{
    const Theme &theme = Theme::of(this);
    QList<QList<Cell>> cells;
    QMap<QString, std::pair<qint64, qint64>> sums; // per currency: in, out
    for (const services::TransactionRow &row : rows) {
        auto &sum = sums[row.amount.currency().code()];
        (row.amount.minor() >= 0 ? sum.first : sum.second) += row.amount.minor();
        const QString arrow = row.amount.minor() > 0 ? u"▲ "_s : row.amount.minor() < 0 ? u"▼ "_s : QString();
        cells.append({{format::day(row.bookedOn, m_today), Color::T2, false, format::fullTime(row.at)},
                      {Labels::transactionKind(row.kind)},
                      {arrow + format::exact(row.amount, format::Sign::Always), theme.direction(row.amount.minor())},
                      {row.counterparty, Color::T1},
                      {row.accountMasked, Color::T2},
                      {Labels::channel(row.channel), Color::T2},
                      {row.balanceAfter ? format::exact(*row.balanceAfter) : u"—"_s, Color::T2},
                      {row.memo, Color::T2, false, row.memo}});
    }
    m_table->setRows(cells);
    QStringList parts {tr("%n transactions", nullptr, int(rows.size()))};
    for (auto it = sums.cbegin(); it != sums.cend(); ++it) {
        const Currency currency(it.key());
        parts << tr("in %1 · out %2").arg(format::amount(Money(it->first, currency)), format::amount(Money(it->second, currency).negated()));
    }
    m_sum->setText(parts.join(u" · "_s));
}

TasksTab::TasksTab(QWidget *parent) : QWidget(parent)
{
    m_table = new RowsTable(
        tr("Open follow-ups"),
        {{tr("Due"), 130, false}, {tr("What to do"), 0, false}, {tr("Kind"), 110, false}, {tr("Priority"), 80, false}, {tr("Note"), 320, false}});
    m_table->setToolTip(tr("Enter marks as done"));
    Panel *panel = tablePanel(this, m_table);
    m_empty = new EmptyState(u"check"_s, tr("Nothing open"), tr("Add a follow-up with Ctrl+Shift+F."));
    panel->body()->addWidget(m_empty, 1);
    connect(m_table, &RowsTable::rowActivated, this, [this](int row) { Q_EMIT completeRequested(m_tasks.at(row).id); });
}

void TasksTab::setFile(const services::CustomerFile &file, QDate today)
{
    m_tasks = file.openTasks;
    QList<QList<Cell>> rows;
    for (const services::TaskRow &task : std::as_const(m_tasks)) {
        const QDate day = task.allDay ? task.due : task.start.date();
        const QString when = task.allDay ? format::relativeDay(day, today) : format::relativeDay(day, today) + u' ' + format::time(task.start);
        rows.append({{when, task.overdue ? Color::Crit : Color::T1, task.overdue, format::fullDay(day)},
                     {task.title, Color::T1, false, task.title, Labels::taskIcon(task.kind)},
                     {Labels::taskKind(task.kind), Color::T2},
                     {Labels::priority(task.priority), task.priority == Priority::High ? Color::Warn : Color::T2},
                     {task.note, Color::T2, false, task.note}});
    }
    m_table->setRows(rows);
    m_table->setVisible(!rows.isEmpty());
    m_empty->setVisible(rows.isEmpty());
}

AlertsTab::AlertsTab(QWidget *parent) : QWidget(parent)
{
    m_table = new RowsTable(
        tr("Alerts"), {{tr("Raised"), 100, false}, {tr("Alert"), 180, false}, {tr("Severity"), 90, false}, {tr("State"), 110, false}, {tr("Why"), 0, false}});
    m_table->setToolTip(tr("Enter acknowledges"));
    Panel *panel = tablePanel(this, m_table);
    m_empty = new EmptyState(u"shield"_s, tr("No alert"), tr("No rule has raised one that is still open."));
    panel->body()->addWidget(m_empty, 1);
    connect(m_table, &RowsTable::rowActivated, this, [this](int row) {
        if (m_alerts.at(row).state == AlertState::New)
            Q_EMIT acknowledgeRequested(m_alerts.at(row).id);
    });
}

void AlertsTab::setFile(const services::CustomerFile &file, QDate today)
{
    m_alerts = file.alerts;
    QList<QList<Cell>> rows;
    for (const services::AlertRow &alert : std::as_const(m_alerts)) {
        QStringList reasons;
        for (const services::ChurnReasonRow &reason : alert.reasons)
            reasons << Labels::churnReason(reason);
        const bool bad = alert.severity == u"critical" || alert.severity == u"act";
        rows.append({{format::day(alert.raisedAt.date(), today), Color::T2, false, format::fullTime(alert.raisedAt)},
                     {Labels::alertKind(alert.kind), Color::T1, true},
                     {Labels::severity(alert.severity), bad ? Color::Crit : Color::Warn},
                     {Labels::alertState(alert.state), Color::T2},
                     {reasons.join(u"; "_s), Color::T1, false, reasons.join(u'\n')}});
    }
    m_table->setRows(rows);
    m_table->setVisible(!rows.isEmpty());
    m_empty->setVisible(rows.isEmpty());
}

} // namespace zhike::ui
