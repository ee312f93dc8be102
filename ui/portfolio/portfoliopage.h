// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "widgets/page.h"

class QComboBox;

namespace zhike::ui {

class BarList;
class CategoryChart;
class ChartPanel;
class Donut;
class KeyFigure;
class MessageBar;
class Sparkline;

//! The book as a whole: growth, flows, concentration, segments and maturities. A click on a mark opens exactly the customers behind it.
class PortfolioPage final : public Page {
    Q_OBJECT
public:
    PortfolioPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    void refresh() override;
    void setDimension(const QString &by);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void fill();
    void showMonths();
    void showConcentration();
    void showSlices();
    void showMaturities();
    void openMembers(const services::PortfolioSlice &slice, const QString &title);

    services::Portfolio m_data;
    QString m_by = QStringLiteral("tier");
    PageHeader *m_header;
    QComboBox *m_dimension;
    MessageBar *m_message;
    KeyFigure *m_figures[5] {};
    Sparkline *m_growth;
    CategoryChart *m_aum;
    ChartPanel *m_aumPanel;
    CategoryChart *m_flow;
    ChartPanel *m_flowPanel;
    CategoryChart *m_concentration;
    ChartPanel *m_concentrationPanel;
    BarList *m_sliceAum;
    ChartPanel *m_sliceAumPanel;
    Donut *m_share;
    ChartPanel *m_sharePanel;
    CategoryChart *m_ladder;
    ChartPanel *m_ladderPanel;
};

} // namespace zhike::ui
