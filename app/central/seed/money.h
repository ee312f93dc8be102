// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "analytics/history.h"
#include "central/seed/plan.h"
#include "central/seed/seedwriter.h"

#include <QStringList>

//! Accounts, bookings and roll-ups of one customer, made so that everything adds up before anything is written.
namespace zhike::central::seed {

struct Account {
    QString id;
    QString number;
    AccountKind kind = AccountKind::Demand;
    int product = -1;
    Currency ccy {u"CNY"};
    qint64 balance = 0; //!< in ccy; positive for debts too
    qint64 base = 0; //!< in CNY
    QDate opened;
    QDate maturity;
    QDate closed; //!< valid: run off and paid out on that day, balance 0
    qint64 formerBalance = 0; //!< what a closed one held, CNY
    int rateBp = 0;
    qint64 limit = 0;
    QStringList holders;
};

struct Booking {
    QDate day;
    int minute = 0; //!< of the day
    qint64 amount = 0;
    const char16_t *kind = u"transfer";
    const char16_t *channel = u"mobile";
    QString counterparty;
    QString bank;
    const char16_t *memo = u"";
    bool fixed = false; //!< part of a story: neither scaled nor dropped
    qint64 balanceAfter = 0;
};

struct CustomerMoney {
    std::vector<Account> accounts; //!< the first one carries the bookings
    std::vector<Booking> bookings; //!< ascending
    QList<analytics::MonthFigures> months; //!< up to 24, the last is the running one
    qint64 aum = 0;
};

//! First day of the 13 months for which bookings are kept.
QDate bookingsFrom(QDate day);

//! Accounts that sum to the customer's assets to the fen.
std::vector<Account> makeAccounts(const Plan &plan, const Customer &customer);
//! \param count exactly so many bookings; −1: as many as come naturally
std::vector<Booking> makeBookings(const Plan &plan, const Customer &customer, const std::vector<Account> &accounts, int count);
//! \param holders ids of the joint holders of the first account, empty for a sole account
CustomerMoney makeMoney(const Plan &plan, const Customer &customer, const QStringList &holders, int bookings);
void writeMoney(const Plan &plan, const Customer &customer, const CustomerMoney &money, SeedWriter &writer);

} // namespace zhike::central::seed
