// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "customers/revealfield.h"
#include "services/views.h"

#include <QScrollArea>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace zhike::ui {

class ConsentPanel;
class EmptyState;
class Panel;
class RowsTable;
class TimelineView;

//! Who the customer is: identity, work or firm, contacts, service.
class ProfileTab : public QScrollArea {
    Q_OBJECT
public:
    explicit ProfileTab(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today, const Disclosure &disclosure);
    [[nodiscard]] ConsentPanel *consents() const { return m_consents; }

Q_SIGNALS:
    void revealFailed(const zhike::Error &error);

private:
    QGridLayout *addPanel(const QString &title, int row, int column);
    void addMasked(QGridLayout *grid, const QString &name, const QString &masked, const QString &field, const Disclosure &disclosure);
    QGridLayout *m_columns;
    QGridLayout *m_identity;
    QGridLayout *m_work;
    QGridLayout *m_contact;
    QGridLayout *m_service;
    ConsentPanel *m_consents;
};

class AccountsTab : public QWidget {
    Q_OBJECT
public:
    explicit AccountsTab(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today, const Disclosure &disclosure);

Q_SIGNALS:
    void revealFailed(const zhike::Error &error);

private:
    void showNumber(); //!< of the account that is chosen, with the way to reveal it

    RowsTable *m_table;
    QHBoxLayout *m_chosen;
    QList<services::AccountRow> m_accounts;
    Disclosure m_disclosure;
};

//! Transactions of one month, or the latest; the rows come from the question for exactly that span.
class TransactionsTab : public QWidget {
    Q_OBJECT
public:
    explicit TransactionsTab(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today);
    void setMonth(QDate month); //!< first of a month; invalid: the latest rows
    [[nodiscard]] QDate month() const;
    void setRows(const QList<services::TransactionRow> &rows);
    [[nodiscard]] int rowCount() const;

Q_SIGNALS:
    void monthChosen(QDate month);

private:
    QComboBox *m_month;
    RowsTable *m_table;
    QLabel *m_sum;
    QDate m_today;
    QList<services::TransactionRow> m_recent;
};

class TasksTab : public QWidget {
    Q_OBJECT
public:
    explicit TasksTab(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today);

Q_SIGNALS:
    void completeRequested(const zhike::TaskId &task);

private:
    RowsTable *m_table;
    EmptyState *m_empty;
    QList<services::TaskRow> m_tasks;
};

class AlertsTab : public QWidget {
    Q_OBJECT
public:
    explicit AlertsTab(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today);

Q_SIGNALS:
    void acknowledgeRequested(const zhike::AlertId &alert);

private:
    RowsTable *m_table;
    EmptyState *m_empty;
    QList<services::AlertRow> m_alerts;
};

} // namespace zhike::ui
