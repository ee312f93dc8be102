// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "analytics/churn.h"
#include "calendar/workdays.h"
#include "central/seed/money.h"
#include "central/seed/people.h"

#include <array>

//! Contacts, tasks, requests, surveys, opportunities and alerts: what the managers did and have to do.
namespace zhike::central::seed {

//! What the rules need to know of a customer's contacts.
struct WorkFacts {
    QList<QDate> interactions; //!< newest first
    QString nextStep; //!< of the last interaction
    int complaintsOpen = 0;
    int complaintsOverdue = 0;
    int lastCsat = 0;
    int lastNps = -1;
    QList<QDate> openTasks;
};

//! The next two weeks of one manager, so that appointments do not overlap.
class Agenda {
public:
    explicit Agenda(const Plan &plan);
    //! A free half-hour slot within the working days from today on; false when the day drawn is full.
    bool take(Random &random, QDate &day, int &minute);
    bool takeAt(QDate day, int minute);
    [[nodiscard]] const QList<QDate> &days() const { return m_days; }
    //! The day itself when it is a working day, else the last one before.
    [[nodiscard]] QDate workdayBefore(QDate day) const;

private:
    static constexpr std::array<int, 6> kSlots {9 * 60 + 30, 10 * 60, 11 * 60, 13 * 60 + 30, 15 * 60, 16 * 60 + 30};
    calendar::WorkCalendar m_workdays;
    QList<QDate> m_days; //!< the next ten working days
    QList<std::pair<QDate, int>> m_taken;
};

void writeInteractions(const Plan &plan, const Customer &customer, const CustomerMoney &money, WorkFacts &facts, SeedWriter &writer);
void writeRequests(const Plan &plan, const Customer &customer, WorkFacts &facts, SeedWriter &writer);
void writeTasks(const Plan &plan, const Customer &customer, const Profile &profile, const CustomerMoney &money, int bookSize, Agenda &agenda, WorkFacts &facts,
                SeedWriter &writer);
//! The manager's own tasks: the morning meeting, the weekly review.
void writeManagerTasks(const Plan &plan, const Manager &manager, SeedWriter &writer);
void writeOpportunities(const Plan &plan, const Customer &customer, SeedWriter &writer);

//! What the churn rules see of the customer on the demo day.
analytics::CustomerHistory historyOf(const Plan &plan, const Customer &customer, const CustomerMoney &money, const WorkFacts &facts);
void writeAlerts(const Plan &plan, const Customer &customer, const Profile &profile, const CustomerMoney &money, WorkFacts &facts, SeedWriter &writer);

//! What the team sees of a book without seeing its customers: sums by month.
class BookFigures {
public:
    void add(const CustomerMoney &money, const WorkFacts &facts);
    //! One `kpi` record per metric and month of the last twelve, in the team's scope.
    void write(const Plan &plan, const QString &book, SeedWriter &writer) const;

private:
    struct Month {
        qint64 aum = 0;
        qint64 netFlow = 0;
        int customers = 0;
        int contacts = 0;
    };
    QMap<QDate, Month> m_months; //!< by first day
    int m_promoters = 0;
    int m_detractors = 0;
    int m_answers = 0;
};

} // namespace zhike::central::seed
