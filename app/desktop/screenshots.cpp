// SPDX-License-Identifier: GPL-3.0-or-later
#include "screenshots.h"

#include "workstation.h"

#include "planner/calendarpage.h"
#include "shell/palette.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QThread>
#include <cstdio>

namespace zhike::desktop {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWaitMs = 20'000;
constexpr int kSettleMs = 200; // answers to a page's second questions

void settle(int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QThread::msleep(5);
    }
}

template<class F>
bool waitFor(F condition)
{
    QDeadlineTimer deadline(kWaitMs);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        settle(20);
    }
    return true;
}

bool save(QWidget *widget, const QString &file)
{
    return widget->grab().save(file, "PNG");
}

// The customer asked for by number, else the wealthiest of the kind.
CustomerId findCustomer(services::Desk &desk, const Shot &shot)
{
    CustomerId found;
    bool answered = false;
    desk.read([shot](services::Queries &queries) -> Result<CustomerId> {
            if (!shot.number.isEmpty())
                return queries.customerByNumber(shot.number);
            services::CustomerQuery query;
            query.kind = shot.screen == "customer-company"_L1 ? CustomerKind::Company : CustomerKind::Person;
            auto page = queries.customers(query, 0, 1);
            if (!page)
                return page.error();
            if (page->rows.isEmpty())
                return Error {ErrorCode::NotFound, u"no customer of this kind"_s, u"customer"_s, {}};
            return page->rows.constFirst().id;
        })
        .then(&desk, [&](Result<CustomerId> id) {
            if (id)
                found = *id;
            answered = true;
        });
    waitFor([&] { return answered; });
    return found;
}

bool take(Workstation &workstation, const Options &options, const Shot &shot)
{
    if (shot.screen == "unlock"_L1) {
        workstation.showLockScreen();
        workstation.lockScreen()->resize(options.size);
        settle(kSettleMs);
        const bool ok = save(workstation.lockScreen(), shot.file);
        workstation.lockScreen()->hide();
        return ok;
    }
    auto *window = workstation.window();
    window->show();
    auto screen = ui::Screen::Today;
    if (shot.screen == "customers"_L1)
        screen = ui::Screen::Customers;
    else if (shot.screen.startsWith("customer-"_L1))
        screen = ui::Screen::Customer;
    else if (shot.screen.startsWith("calendar-"_L1))
        screen = ui::Screen::Calendar;
    else if (shot.screen == "churn"_L1)
        screen = ui::Screen::Alerts;
    else if (shot.screen == "portfolio"_L1)
        screen = ui::Screen::Portfolio;
    else if (shot.screen == "approvals"_L1)
        screen = ui::Screen::Approvals;
    else if (shot.screen == "settings"_L1)
        screen = ui::Screen::Settings;
    else if (shot.screen == "sync"_L1)
        screen = ui::Screen::Sync;
    else if (shot.screen == "audit"_L1)
        screen = ui::Screen::Audit;

    if (screen == ui::Screen::Customer) {
        const auto id = findCustomer(*workstation.desk(), shot);
        if (id.isEmpty())
            return false;
        window->openCustomer(id);
    } else {
        window->open(screen);
    }
    auto *page = qobject_cast<ui::Page *>(window->page(screen));
    if (!page || !waitFor([page] { return page->isReady(); }))
        return false;
    if (auto *calendar = qobject_cast<ui::CalendarPage *>(page))
        calendar->setView(shot.screen == "calendar-month"_L1 ? ui::CalendarPage::View::Month : ui::CalendarPage::View::Week);
    settle(kSettleMs);
    if (shot.screen == "palette"_L1) {
        window->searchPalette()->open(u"c"_s);
        settle(kSettleMs);
    }
    const bool ok = save(window, shot.file);
    if (shot.screen == "palette"_L1)
        window->searchPalette()->hide();
    return ok;
}

} // namespace

int takeShots(Workstation &workstation, const Options &options)
{
    int code = 0;
    for (const auto &shot : options.shots)
        if (!take(workstation, options, shot)) {
            std::fprintf(stderr, "zhike: no picture of %s\n", shot.screen.toUtf8().constData());
            code = 1;
        }
    return code;
}

} // namespace zhike::desktop
