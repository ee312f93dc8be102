// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QByteArray>
#include <QDate>
#include <QHash>
#include <QList>
#include <vector>

//! The eight Berka tables as rows, types checked and references resolved.
namespace zhike::central::berka {

struct District {
    int id = 0;
    QString name;
    QString region;
    QList<QByteArray> figures; //!< A4 … A16 as in the file, "?" where missing
};
struct Client {
    int id = 0;
    QDate birth;
    bool female = false;
    QByteArray birthNumber;
    int district = 0;
};
struct Account {
    int id = 0;
    int district = 0;
    QByteArray frequency;
    QDate opened;
    int owner = 0; //!< client
    int disponent = 0; //!< client, 0: none
};
struct Disposition {
    int id = 0;
    int client = 0;
    int account = 0;
    bool owner = false;
};
struct Loan {
    int id = 0;
    int account = 0;
    QDate granted;
    qint64 amount = 0; //!< all amounts in hellers
    int months = 0;
    qint64 payment = 0;
    char status = 'A';
};
struct Card {
    int id = 0;
    int disposition = 0;
    QByteArray type;
    QDate issued;
};
struct Order {
    int id = 0;
    int account = 0;
    QByteArray bankTo;
    QByteArray accountTo;
    qint64 amount = 0;
    QByteArray symbol;
};
struct Booking {
    int id = 0;
    int account = 0;
    QDate day;
    QByteArray type; //!< PRIJEM, VYDAJ, VYBER
    QByteArray operation;
    qint64 amount = 0; //!< as in the file, positive
    qint64 balance = 0;
    QByteArray symbol; //!< trimmed
    QByteArray bank;
    QByteArray partner;
    [[nodiscard]] qint64 signedAmount() const { return type == "PRIJEM" ? amount : -amount; }
};

struct Tables {
    std::vector<District> districts; //!< by id, from 1 without gaps
    std::vector<Client> clients;
    std::vector<Account> accounts;
    std::vector<Disposition> dispositions;
    std::vector<Loan> loans;
    std::vector<Card> cards;
    std::vector<Order> orders;
    std::vector<Booking> bookings; //!< in file order, which is by day
    QHash<int, qsizetype> accountAt; //!< positions by id
    QHash<int, qsizetype> clientAt;
    QHash<int, qsizetype> dispositionAt;
};

//! Reads `<name>.asc.gz`, or `<name>.asc`, for account, client, disp, district, loan, card, order, and trans-prefix or trans.
Result<Tables> readTables(const QString &dir);

} // namespace zhike::central::berka
