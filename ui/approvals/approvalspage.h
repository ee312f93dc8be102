// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "widgets/page.h"

class QGridLayout;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace zhike::ui {

class Donut;
class IconLabel;
class MessageBar;
class Panel;
class RowList;
class Segmented;

//! Requests for a second person: what is to be decided with its deadline, one's own, and what was decided. Decisions are made online or not at all;
//! nobody is ever offered his own.
class ApprovalsPage final : public Page {
    Q_OBJECT
public:
    ApprovalsPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    void refresh() override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] CustomerId currentCustomer() const override;
    //! The request shown; nullptr when there is none.
    [[nodiscard]] const services::ApprovalRow *shown() const;

public Q_SLOTS:
    void approve();
    void sendBack(); //!< the comment is its reason; without one the field is marked and nothing is sent
    void withdraw();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum List { Queue, Own, Decided };
    QWidget *buildLists();
    QWidget *buildDetail();
    QWidget *buildButtons();
    void fill();
    void showList();
    void showDetail();
    void showFields(const services::ApprovalRow &row);
    void showSteps(const services::ApprovalRow &row);
    void showHistory(const services::ApprovalRow &row);
    void showButtons();
    void step(int by);
    template<class Command>
    void decide(Command command, const QString &said);
    [[nodiscard]] const QList<services::ApprovalRow> &list() const;

    services::Approvals m_board;
    QString m_current; //!< id of the request shown
    bool m_deciding = false;
    PageHeader *m_header;
    MessageBar *m_message;
    Segmented *m_which;
    RowList *m_rows;
    QWidget *m_none;
    QWidget *m_month;
    Donut *m_donut;
    QLabel *m_median;
    QStackedWidget *m_stack;
    QLabel *m_kind;
    QLabel *m_deadline;
    QLabel *m_title;
    QLabel *m_by;
    QScrollArea *m_scroll;
    QWidget *m_fields;
    QWidget *m_steps;
    QLabel *m_outcome;
    QWidget *m_comment;
    QPlainTextEdit *m_text;
    QLabel *m_textError;
    QWidget *m_historyBox;
    RowList *m_history;
    QPushButton *m_approve;
    QPushButton *m_reject;
    QPushButton *m_withdraw;
    QLabel *m_why;
};

} // namespace zhike::ui
