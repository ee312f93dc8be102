// SPDX-License-Identifier: GPL-3.0-or-later
// A client that does nothing but save, to be killed: writer VAULT NOW CUSTOMER-NUMBER PREFIX. Each title is printed once the command that saved it has returned.
#include "services/commands.h"
#include "services/queries.h"
#include "services/session.h"

#include <QCoreApplication>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 5)
        return 2;
    const auto clock = Clock::frozen(arguments[2]);
    auto session
        = clock ? services::Session::unlock(arguments[1], qEnvironmentVariable("ZHIKE_PASSPHRASE"), *clock) : Error {ErrorCode::Invalid, u"time"_s, {}, {}};
    if (!session) {
        std::fprintf(stderr, "%s\n", qPrintable(session.error().detail));
        return 1;
    }
    auto queries = (*session)->queries();
    auto commands = (*session)->commands();
    if (!queries || !commands)
        return 1;
    const auto customer = (*queries)->customerByNumber(arguments[3]);
    if (!customer)
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    for (int i = 0;; ++i) {
        const auto title = u"%1.%2"_s.arg(arguments[4]).arg(i, 4, 10, QChar(u'0'));
        if (i % 3 == 2) {
            services::NewInteraction contact;
            contact.customer = *customer;
            contact.channel = u"call"_s;
            contact.summary = title;
            contact.nextStep = title + u" next"_s;
            contact.nextOn = clock->today().addDays(7);
            if (!(*commands)->addInteraction(contact))
                return 1;
        } else {
            services::NewTask task;
            task.customer = *customer;
            task.title = title;
            task.due = clock->today().addDays(7);
            if (!(*commands)->addTask(task))
                return 1;
        }
        std::puts(qPrintable(title));
        std::fflush(stdout);
    }
}
