// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include <QScrollArea>

class QGridLayout;
class QHBoxLayout;
class QVBoxLayout;

namespace zhike::ui {

class CategoryChart;
class ChartPanel;
class CreditLines;
class Donut;
class KeyFigure;
class Panel;
class RelationGraph;
class RiskLadder;
class RowsTable;
class Segmented;
class Sparkline;
class TimelineView;

//! First tab of a customer: figures, course of the AUM, flows, allocation, holdings, timeline, churn, relations, dates; credit for companies.
class OverviewTab : public QScrollArea {
    Q_OBJECT
public:
    explicit OverviewTab(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today);

Q_SIGNALS:
    void monthActivated(QDate month); //!< show exactly the transactions of this month
    void customerActivated(const zhike::CustomerId &customer);
    void accountsRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeFigures();
    void makeLeft();
    void makeMiddle();
    void makeRight();
    void fillFigures();
    void fillMonths();
    void fillAllocation();
    void fillHoldings();
    void fillTimeline();
    void fillRight();

    services::CustomerFile m_file;
    QDate m_today;
    QGridLayout *m_grid;
    ui::Panel *m_figurePanel; // QFrame has a Panel of its own
    QList<KeyFigure *> m_figures;
    Sparkline *m_spark;
    RiskLadder *m_ladder;
    QWidget *m_left;
    QWidget *m_middle;
    QWidget *m_right;
    CategoryChart *m_aumChart;
    ChartPanel *m_aumPanel;
    Segmented *m_span;
    CategoryChart *m_flowChart;
    ChartPanel *m_flowPanel;
    Donut *m_donut;
    ChartPanel *m_donutPanel;
    RowsTable *m_holdings;
    ui::Panel *m_holdingsPanel;
    TimelineView *m_timeline;
    Segmented *m_timelineFilter;
    ui::Panel *m_churnPanel;
    QVBoxLayout *m_churn;
    ui::Panel *m_creditPanel;
    CreditLines *m_credit;
    ui::Panel *m_relationsPanel;
    RelationGraph *m_relations;
    ui::Panel *m_datesPanel;
};

} // namespace zhike::ui
