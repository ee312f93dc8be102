// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages.h"

#include "alerts/alertspage.h"
#include "approvals/approvalspage.h"
#include "audit/auditpage.h"
#include "customers/customerpage.h"
#include "customers/customerspage.h"
#include "planner/calendarpage.h"
#include "portfolio/portfoliopage.h"
#include "settings/settingspage.h"
#include "shell/mainwindow.h"
#include "synccentre/syncpage.h"
#include "today/todaypage.h"

namespace zhike::desktop {

namespace {

template<class P>
ui::PageFactory make(services::Desk &desk, ui::Theme &theme)
{
    return [&desk, &theme](QWidget *parent) -> ui::Page * { return new P(desk, theme, parent); };
}

} // namespace

void addPages(ui::MainWindow &window, services::Desk &desk, ui::Theme &theme, const PageHooks &hooks)
{
    using ui::Screen;
    window.addPage(Screen::Today, make<ui::TodayPage>(desk, theme));
    window.addPage(Screen::Customers, make<ui::CustomersPage>(desk, theme));
    window.addPage(Screen::Customer, make<ui::CustomerPage>(desk, theme));
    window.addPage(Screen::Calendar, make<ui::CalendarPage>(desk, theme));
    window.addPage(Screen::Alerts, make<ui::AlertsPage>(desk, theme));
    window.addPage(Screen::Portfolio, make<ui::PortfolioPage>(desk, theme));
    window.addPage(Screen::Approvals, make<ui::ApprovalsPage>(desk, theme));
    window.addPage(Screen::Settings, [&desk, &theme, hooks](QWidget *parent) -> ui::Page * {
        auto *page = new ui::SettingsPage(desk, theme, hooks.flows, parent);
        // After the page's own event: the window that holds it goes.
        QObject::connect(page, &ui::SettingsPage::lockRequested, page, hooks.lock, Qt::QueuedConnection);
        QObject::connect(page, &ui::SettingsPage::rebuildRequested, page, hooks.rebuild, Qt::QueuedConnection);
        return page;
    });
    window.addPage(Screen::Sync, make<ui::SyncPage>(desk, theme));
    window.addPage(Screen::Audit, make<ui::AuditPage>(desk, theme));
}

} // namespace zhike::desktop
