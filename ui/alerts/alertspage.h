// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "widgets/page.h"

class QPushButton;
class QTableView;

namespace zhike::ui {

class AlertModel;
class Badge;
class BarList;
class ChartPanel;
class Donut;
class ElidedLabel;
class EmptyState;
class KeyFigure;
class MessageBar;
class Panel;
class RowList;
class ScatterPlot;
class Segmented;
class Waterfall;

//! Who may leave and why: value against risk, reasons, outcomes, the ranked list and what the rules say about one customer.
class AlertsPage final : public Page {
    Q_OBJECT
public:
    AlertsPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    void refresh() override;
    //! What the list is narrowed to: a region of the plot, a signal, or nothing.
    void filterRegion(int region); //!< −1: none
    void filterSignal(const QString &signal); //!< empty: none

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildStrip();
    QWidget *buildList();
    QWidget *buildDetail();
    void build();
    void fill();
    void showStrip();
    void showCharts();
    void showList();
    void showDetail();
    [[nodiscard]] const services::AlertRow *current() const;
    [[nodiscard]] bool inRegion(const services::ChurnPoint &point, int region) const;
    [[nodiscard]] bool kindFits(const services::AlertRow &row) const;
    void recordOutcome();
    void snooze();
    void acknowledge();
    template<class Command>
    void run(Command command, const QString &said);
    void selectCustomer(const CustomerId &customer);

    services::AlertBoard m_board;
    int m_region = -1;
    QString m_signal;
    PageHeader *m_header;
    Segmented *m_kinds;
    MessageBar *m_message;
    KeyFigure *m_figures[5] {};
    ScatterPlot *m_plot;
    ChartPanel *m_plotPanel;
    BarList *m_reasons;
    ChartPanel *m_reasonPanel;
    Donut *m_outcomes;
    ChartPanel *m_outcomePanel;
    Panel *m_listPanel;
    QPushButton *m_filter;
    AlertModel *m_model;
    QTableView *m_table;
    EmptyState *m_empty;
    QWidget *m_detail;
    ElidedLabel *m_name;
    Badge *m_tier;
    Badge *m_state;
    QLabel *m_facts;
    QLabel *m_why;
    Waterfall *m_waterfall;
    QLabel *m_note;
    RowList *m_steps;
    QPushButton *m_call;
    QPushButton *m_result;
    QPushButton *m_seen;
    QPushButton *m_snooze;
    QPushButton *m_open;
};

} // namespace zhike::ui
