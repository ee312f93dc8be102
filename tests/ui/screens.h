// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/fixturedesk.h"

#include "theme/theme.h"
#include "widgets/page.h"

#include <QCoreApplication>

#include "alerts/alertspage.h"
#include "approvals/approvalspage.h"
#include "audit/auditpage.h"
#include "planner/calendarpage.h"
#include "portfolio/portfoliopage.h"
#include "settings/settingspage.h"
#include "synccentre/syncpage.h"
#include "today/todaypage.h"
#include "translations/install.h"

//! The work screens by name, for their tests and for looking at them.
namespace zhike::tests {

inline QStringList screenNames()
{
    return {QStringLiteral("today"), QStringLiteral("week"),      QStringLiteral("month"),    QStringLiteral("alerts"), QStringLiteral("portfolio"),
            QStringLiteral("sync"),  QStringLiteral("approvals"), QStringLiteral("settings"), QStringLiteral("audit")};
}

inline ui::Page *makeScreen(const QString &name, services::Desk &desk, ui::Theme &theme)
{
    if (name == QLatin1StringView("today"))
        return new ui::TodayPage(desk, theme);
    if (name == QLatin1StringView("week") || name == QLatin1StringView("month")) {
        auto *page = new ui::CalendarPage(desk, theme);
        if (name == QLatin1StringView("month"))
            page->setView(ui::CalendarPage::View::Month);
        return page;
    }
    if (name == QLatin1StringView("alerts"))
        return new ui::AlertsPage(desk, theme);
    if (name == QLatin1StringView("portfolio"))
        return new ui::PortfolioPage(desk, theme);
    if (name == QLatin1StringView("sync"))
        return new ui::SyncPage(desk, theme);
    if (name == QLatin1StringView("approvals"))
        return new ui::ApprovalsPage(desk, theme);
    if (name == QLatin1StringView("settings"))
        return new ui::SettingsPage(desk, theme, {});
    if (name == QLatin1StringView("audit"))
        return new ui::AuditPage(desk, theme);
    return nullptr;
}

inline void useLanguage(QCoreApplication &app, const QString &language)
{
    installTranslations(app, language);
}

} // namespace zhike::tests
