// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customerpage.h"

#include "customers/consentpanel.h"
#include "customers/customerheader.h"
#include "customers/filetabs.h"
#include "customers/overviewtab.h"
#include "customers/timelineview.h"
#include "models/labels.h"
#include "services/offers.h"
#include "services/presentation.h"
#include "widgets/controls.h"
#include "widgets/discretion.h"
#include "widgets/panel.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

CustomerPage::CustomerPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QWidget;
    top->setProperty("layer", u"surface"_s);
    top->setAttribute(Qt::WA_StyledBackground);
    auto *head = new QVBoxLayout(top);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(0);
    m_header = new CustomerHeader;
    head->addWidget(m_header);
    m_tabs = new QTabBar;
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the customer file"));
    for (int i = 0; i <= Alerts; ++i)
        m_tabs->addTab(QString());
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    m_tabs->setUsesScrollButtons(false);
    tabRow->addWidget(m_tabs, 1);
    head->addLayout(tabRow);
    head->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(top);
    m_message = new MessageBar;
    column->addWidget(m_message);
    m_pending = new MessageBar;
    column->addWidget(m_pending);

    m_stack = new QStackedWidget;
    m_overview = new OverviewTab;
    m_profile = new ProfileTab;
    m_accounts = new AccountsTab;
    m_transactions = new TransactionsTab;
    auto *interactions = new QWidget;
    auto *box = new QVBoxLayout(interactions);
    box->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    auto *panel = new Panel;
    panel->body()->setContentsMargins(0, theme.px(4), 0, theme.px(4));
    m_interactions = new TimelineView;
    panel->body()->addWidget(m_interactions);
    box->addWidget(panel);
    m_tasks = new TasksTab;
    m_alerts = new AlertsTab;
    for (QWidget *tab : {static_cast<QWidget *>(m_overview), static_cast<QWidget *>(m_profile), static_cast<QWidget *>(m_accounts),
                         static_cast<QWidget *>(m_transactions), interactions, static_cast<QWidget *>(m_tasks), static_cast<QWidget *>(m_alerts)})
        m_stack->addWidget(tab);
    column->addWidget(m_stack, 1);

    connect(m_header, &CustomerHeader::revealFailed, this, &CustomerPage::showFailure);
    connect(m_profile, &ProfileTab::revealFailed, this, &CustomerPage::showFailure);
    connect(m_accounts, &AccountsTab::revealFailed, this, &CustomerPage::showFailure);
    connect(m_profile->consents(), &ConsentPanel::consentChanged, this, [this](const services::ConsentNote &note) {
        order([id = m_shown, note](services::Commands &c) { return c.recordConsent(id, note); },
              [this, given = note.given](const Done &result) {
                  report(result, given ? tr("Consent recorded, in force from now on") : tr("Consent withdrawn, in force from now on"));
              });
    });
    connect(&Discretion::instance(), &Discretion::changed, this, [this] {
        if (!m_shown.isEmpty())
            fill(services::CustomerFile(m_file));
    });
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_header, &CustomerHeader::logRequested, this, [this](const QString &channel) { Q_EMIT logInteraction(m_customer, channel); });
    connect(m_header, &CustomerHeader::followUpRequested, this, [this] { Q_EMIT addFollowUp(m_customer); });
    connect(m_header, &CustomerHeader::customerActivated, this, &Page::openCustomer);
    connect(m_overview, &OverviewTab::customerActivated, this, &Page::openCustomer);
    connect(m_overview, &OverviewTab::monthActivated, this, &CustomerPage::openMonth);
    connect(m_overview, &OverviewTab::accountsRequested, this, [this] { openTab(Accounts); });
    connect(m_transactions, &TransactionsTab::monthChosen, this, &CustomerPage::openMonth);
    connect(m_tasks, &TasksTab::completeRequested, this, [this](const TaskId &task) {
        order([task](services::Commands &c) { return c.completeTask(task, u"done"_s); },
              [this](const Done &result) { report(result, tr("Follow-up done, saved on this computer")); });
    });
    connect(m_alerts, &AlertsTab::acknowledgeRequested, this, [this](const AlertId &alert) {
        order([alert](services::Commands &c) { return c.acknowledgeAlert(alert); },
              [this](const Done &result) { report(result, tr("Alert acknowledged, saved on this computer")); });
    });
    connect(m_message, &MessageBar::actionTriggered, this, [this] {
        m_message->hide();
        refresh();
    });
}

void CustomerPage::setCustomer(const CustomerId &customer)
{
    if (customer == m_customer)
        return;
    m_customer = customer;
    m_transactions->setMonth({});
    m_tabs->setCurrentIndex(Overview);
    refresh();
}

void CustomerPage::refresh()
{
    if (m_customer.isEmpty())
        return;
    ask([id = m_customer](services::Queries &q) { return q.customer(id); },
        [this](const Result<services::CustomerFile> &file) {
            if (file)
                fill(file.value());
            else
                m_message->showMessage(MessageKind::Critical, Labels::error(file.error()), tr("Try again"));
            setReady();
        });
}

void CustomerPage::fill(const services::CustomerFile &whole)
{
    const QDate today = todayDate();
    m_message->hide();
    QStringList waiting;
    for (const auto &request : whole.pendingChanges)
        for (const auto &field : request.fields)
            waiting.append(tr("%1: %2 → %3 (%4)")
                               .arg(Labels::fieldName(field.name), Labels::fieldValue(field.name, field.from), Labels::fieldValue(field.name, field.to),
                                    request.makerName));
    if (waiting.isEmpty() || Discretion::instance().isOn())
        m_pending->hide();
    else
        m_pending->showMessage(MessageKind::Info, tr("Waiting for a second person: %1. Shown below is what is in force.").arg(waiting.join(tr("; "))), {},
                               false);
    if (m_shown != whole.head.id) // on record once per session; that is up to the command
        (void)desk().record([id = whole.head.id](services::Commands &c) { return c.noteOpened(id); });
    m_shown = whole.head.id;
    m_file = whole;
    const bool discreet = Discretion::instance().isOn();
    const auto file = discreet ? services::forPresentation(whole) : whole;
    const auto role = desk().syncStatus().role;
    const Disclosure disclosure {&desk(), m_shown, !discreet && services::offered(role, services::Right::RevealId),
                                 services::offered(role, services::Right::CopyRevealed), !file.head.doNotContact};
    m_header->setFile(file, today, disclosure);
    m_overview->setFile(file, today);
    m_profile->setFile(file, today, disclosure);
    m_profile->consents()->setCustomer(file.head, services::offered(role, services::Right::RecordConsent));
    m_accounts->setFile(file, today, disclosure);
    m_transactions->setFile(file, today);
    m_interactions->setItems(file.timeline, {services::TimelineKind::Interaction}, today);
    m_tasks->setFile(file, today);
    m_alerts->setFile(file, today);
    const auto counted = [](const QString &name, int count) { return count > 0 ? tr("%1 %2").arg(name).arg(count) : name; };
    m_tabs->setTabText(Overview, tr("Overview"));
    m_tabs->setTabText(Profile, tr("Profile"));
    m_tabs->setTabText(Accounts, counted(tr("Accounts"), int(file.accounts.size())));
    m_tabs->setTabText(Transactions, counted(tr("Transactions"), file.transactionCount));
    m_tabs->setTabText(Interactions, counted(tr("Interactions"), file.interactionCount));
    m_tabs->setTabText(Tasks, counted(tr("Follow-ups"), int(file.openTasks.size())));
    m_tabs->setTabText(Alerts, counted(tr("Alerts"), int(file.alerts.size())));
    if (m_transactions->month().isValid() && !discreet)
        askMonth();
}

void CustomerPage::showFailure(const Error &error)
{
    m_message->showMessage(MessageKind::Critical, Labels::error(error));
}

void CustomerPage::openTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void CustomerPage::openMonth(QDate month)
{
    m_transactions->setMonth(month);
    openTab(Transactions);
    askMonth();
}

void CustomerPage::askMonth()
{
    const QDate from = m_transactions->month();
    const QDate to = from.addMonths(1).addDays(-1);
    ask([id = m_customer, from, to](services::Queries &q) { return q.transactions(id, from, to); },
        [this](const Result<QList<services::TransactionRow>> &rows) {
            if (Discretion::instance().isOn())
                return;
            if (rows)
                m_transactions->setRows(rows.value());
            else
                m_message->showMessage(MessageKind::Critical, Labels::error(rows.error()), tr("Try again"));
        },
        1);
}

void CustomerPage::report(const Done &result, const QString &done)
{
    if (result)
        Q_EMIT notice(done);
    else
        m_message->showMessage(MessageKind::Critical, Labels::error(result.error()));
}

QString CustomerPage::hint() const
{
    return tr("Alt+← back · Ctrl+[ ] previous or next customer");
}

} // namespace zhike::ui
