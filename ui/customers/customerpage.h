// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/page.h"

class QStackedWidget;
class QTabBar;

namespace zhike::ui {

class AccountsTab;
class AlertsTab;
class CustomerHeader;
class MessageBar;
class OverviewTab;
class ProfileTab;
class TasksTab;
class TimelineView;
class TransactionsTab;

//! The 360 view of a person or a company.
class CustomerPage : public Page {
    Q_OBJECT
public:
    enum Tab { Overview, Profile, Accounts, Transactions, Interactions, Tasks, Alerts };
    CustomerPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);

    void refresh() override;
    void setCustomer(const CustomerId &customer);
    void showCustomer(const CustomerId &customer) override { setCustomer(customer); }
    [[nodiscard]] CustomerId currentCustomer() const override { return m_customer; }
    [[nodiscard]] QString hint() const override;
    void openTab(Tab tab);
    void openMonth(QDate month); //!< the transactions tab with exactly this month's bookings
    [[nodiscard]] TransactionsTab *transactionsTab() const { return m_transactions; }
    [[nodiscard]] OverviewTab *overviewTab() const { return m_overview; }

private:
    void fill(const services::CustomerFile &file);
    void showFailure(const Error &error);
    void askMonth();
    void report(const Done &result, const QString &done);

    CustomerId m_customer;
    CustomerId m_shown; //!< whose data is on screen
    services::CustomerFile m_file; //!< what came last, to hide and show without asking
    CustomerHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    MessageBar *m_message;
    MessageBar *m_pending; //!< values that wait for a second person
    OverviewTab *m_overview;
    ProfileTab *m_profile;
    AccountsTab *m_accounts;
    TransactionsTab *m_transactions;
    TimelineView *m_interactions;
    TasksTab *m_tasks;
    AlertsTab *m_alerts;
};

} // namespace zhike::ui
