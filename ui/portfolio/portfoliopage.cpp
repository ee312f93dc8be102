// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/portfoliopage.h"

#include "charts/barlist.h"
#include "charts/categorychart.h"
#include "charts/chartpanel.h"
#include "charts/donut.h"
#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/smallcharts.h"

#include <QComboBox>
#include <QGridLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr Color kRamp[] = {Color::C1, Color::C2, Color::C3, Color::C4, Color::C5, Color::C8};
constexpr int kDonutSlices = 6;

Color sliceColor(QStringView by, const QString &key, int index)
{
    if (by == u"tier")
        return key == u"mass" ? Color::C8 : key == u"wealth" ? Color::C5 : key == u"private" ? Color::C2 : Color::C4;
    return kRamp[std::min(index, kDonutSlices - 1)];
}

} // namespace

PortfolioPage::PortfolioPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    build();
}

void PortfolioPage::refresh()
{
    ask([by = m_by](services::Queries &q) { return q.portfolio(by); },
        [this](Result<services::Portfolio> answer) {
            if (!answer) {
                m_message->showMessage(MessageKind::Critical, Labels::error(answer.error()), tr("Try again"));
                return;
            }
            m_message->hide();
            m_data = *answer;
            fill();
            setReady();
        });
}

void PortfolioPage::setDimension(const QString &by)
{
    m_by = by;
    m_dimension->setCurrentIndex(m_dimension->findData(by));
    refresh();
}

void PortfolioPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(12));
    column->setSpacing(0);
    m_header = new PageHeader(tr("Portfolio"));
    m_dimension = new QComboBox;
    for (const auto *by : {u"tier", u"lifecycle", u"activity", u"kind", u"book", u"risk"})
        m_dimension->addItem(tr("By %1", "dimension").arg(Labels::dimension(QStringView(by))), QString::fromUtf16(by));
    m_dimension->setAccessibleName(tr("Divide by"));
    m_header->addAction(m_dimension);
    connect(m_dimension, &QComboBox::activated, this, [this](int index) { setDimension(m_dimension->itemData(index).toString()); });
    m_message = new MessageBar;
    connect(m_message, &MessageBar::actionTriggered, this, &PortfolioPage::refresh);
    column->addWidget(m_header);
    column->addWidget(m_message);
    auto *strip = new Panel;
    auto *figures = new QHBoxLayout;
    figures->setSpacing(theme().px(16));
    const QString names[] = {tr("AUM"), tr("Net inflow this month"), tr("Maturing in 7 days"), tr("High value × high risk"), tr("Customers")};
    for (int i = 0; i < 5; ++i) {
        if (i > 0)
            figures->addWidget(makeLine(Qt::Vertical));
        figures->addWidget(m_figures[i] = new KeyFigure(names[i]), 1);
    }
    m_growth = new Sparkline;
    m_growth->setFixedSize(theme().px(52), theme().px(20));
    m_figures[0]->setAside(m_growth);
    strip->body()->addLayout(figures);
    column->addWidget(strip);
    column->addSpacing(theme().px(12));

    auto *grid = new QGridLayout;
    grid->setSpacing(theme().px(12));
    m_aumPanel = new ChartPanel(tr("AUM by tier"), m_aum = new CategoryChart(CategoryKind::StackedArea));
    m_flowPanel = new ChartPanel(tr("Net inflow"), m_flow = new CategoryChart(CategoryKind::SignedBars));
    m_concentrationPanel = new ChartPanel(tr("Concentration"), m_concentration = new CategoryChart(CategoryKind::BarsAndLine));
    m_sliceAumPanel = new ChartPanel(tr("AUM and customers"), m_sliceAum = new BarList);
    m_sharePanel = new ChartPanel(tr("Share of customers"), m_share = new Donut);
    m_ladderPanel = new ChartPanel(tr("Maturity ladder"), m_ladder = new CategoryChart(CategoryKind::StackedBars));
    grid->addWidget(m_aumPanel, 0, 0);
    grid->addWidget(m_flowPanel, 0, 1);
    grid->addWidget(m_concentrationPanel, 0, 2);
    grid->addWidget(m_sliceAumPanel, 1, 0);
    grid->addWidget(m_sharePanel, 1, 1);
    grid->addWidget(m_ladderPanel, 1, 2);
    for (int i = 0; i < 3; ++i)
        grid->setColumnStretch(i, 1);
    grid->setRowStretch(0, 1);
    grid->setRowStretch(1, 1);
    column->addLayout(grid, 1);

    connect(m_concentration, &ChartWidget::markActivated, this, [this](int mark) {
        if (mark < m_data.largest.size())
            Q_EMIT openCustomer(m_data.largest.at(mark).first.id);
    });
    const auto openSlice = [this](int mark) {
        if (mark < m_data.slices.size())
            openMembers(m_data.slices.at(mark), Labels::sliceKey(m_by, m_data.slices.at(mark).key));
    };
    connect(m_sliceAum, &ChartWidget::markActivated, this, openSlice);
    connect(m_share, &ChartWidget::markActivated, this, openSlice);
    connect(m_ladder, &ChartWidget::markActivated, this, [this](int mark) {
        if (mark < m_data.maturities.size())
            openMembers(m_data.maturities.at(mark).second, tr("Matures: %1").arg(Labels::maturityPeriod(m_data.maturities.at(mark).first)));
    });
}

void PortfolioPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_growth->setVisible(width() >= theme().px(1180));
}

void PortfolioPage::openMembers(const services::PortfolioSlice &slice, const QString &title)
{
    if (slice.members.isEmpty())
        return;
    services::CustomerQuery query;
    query.only = slice.members;
    Q_EMIT openCustomers(query, title);
}

void PortfolioPage::fill()
{
    const auto today = todayDate();
    m_header->setNote(tr("%n customer(s)", nullptr, m_data.customers) + u" · "_s
                      + tr("as of %1").arg(m_data.asOf.isValid() ? format::dayTime(m_data.asOf.toTimeZone(desk().clock().zone()), today) : u"—"_s)
                      + (m_data.ruleVersion.isEmpty() ? QString() : u" · "_s + tr("rules %1").arg(m_data.ruleVersion)));
    m_figures[0]->setFigure(format::amount(m_data.aum));
    m_figures[1]->setFigure(format::amount(m_data.netInflowMonth, format::Sign::Always), {}, theme().direction(m_data.netInflowMonth.minor()));
    m_figures[1]->setNote(m_data.netInflowMonth.minor() < 0       ? u"▼"_s
                              : m_data.netInflowMonth.minor() > 0 ? u"▲"_s
                                                                  : QString(),
                          theme().direction(m_data.netInflowMonth.minor()));
    m_figures[2]->setFigure(format::amount(m_data.maturing7));
    m_figures[2]->setNote(tr("%n product(s)", nullptr, m_data.maturing7Count), Color::Warn);
    m_figures[3]->setFigure(format::number(m_data.highValueHighRisk), {}, m_data.highValueHighRisk > 0 ? Color::Crit : Color::T1);
    m_figures[4]->setFigure(format::number(m_data.customers));
    showMonths();
    showConcentration();
    showSlices();
    showMaturities();
}

void PortfolioPage::showMonths()
{
    ChartData area, flow;
    area.categoryTitle = flow.categoryTitle = tr("Month");
    area.unit = flow.unit = format::columnUnit();
    area.scale = flow.scale = double(format::columnScale(m_data.base));
    const auto base = m_data.base;
    area.text = [base](qint64 value) { return format::amount({value, base}); };
    flow.text = [base](qint64 value) { return format::amount({value, base}, format::Sign::Always); };
    ChartSeries series[4] = {{Labels::tier(Tier::Mass), Color::C8, {}},
                             {Labels::tier(Tier::Wealth), Color::C5, {}},
                             {Labels::tier(Tier::Private), Color::C2, {}},
                             {Labels::tierOf(CustomerKind::Company, Tier::Mass), Color::C4, {}}};
    ChartSeries net {tr("Net inflow"), Color::C1, {}};
    QList<qint64> totals;
    for (const auto &month : std::as_const(m_data.months)) {
        area.categories.append(format::monthShort(month.month));
        const Money *parts[] = {&month.mass, &month.wealth, &month.privateTier, &month.company};
        qint64 total = 0;
        for (int i = 0; i < 4; ++i) {
            series[i].values.append(parts[i]->minor());
            total += parts[i]->minor();
        }
        totals.append(total);
        net.values.append(month.inflow.minor() - std::abs(month.outflow.minor()));
    }
    flow.categories = area.categories;
    for (auto &one : series)
        area.series.append(one);
    flow.series = {net};
    m_aum->setData(area);
    m_flow->setData(flow);
    qint64 sum = 0;
    for (const auto value : std::as_const(net.values))
        sum += value;
    m_aumPanel->setNote(format::columnUnit());
    m_flowPanel->setNote(tr("%1 · %2 in 12 months").arg(format::columnUnit(), format::amount({sum, base}, format::Sign::Always)));
    m_growth->setValues(totals, tr("AUM of the last 12 months"));
    const auto empty = m_data.months.isEmpty() ? tr("No month has ended yet") : QString();
    m_aumPanel->setEmpty(empty);
    m_flowPanel->setEmpty(empty);
}

void PortfolioPage::showConcentration()
{
    ChartData data;
    data.categoryTitle = tr("Customer");
    data.scale = 100;
    data.percentAxis = true;
    data.limit = m_data.concentrationLimitBp / 100.0;
    data.text = [](qint64 bp) { return Labels::percent(bp); };
    ChartSeries own {tr("Share of AUM"), Color::C1, {}}, sum {tr("Together"), Color::C2, {}};
    int before = 0;
    int rank = 0;
    for (const auto &[row, cumulative] : std::as_const(m_data.largest)) {
        data.categories.append(QString::number(++rank));
        own.values.append(cumulative - before);
        sum.values.append(cumulative);
        before = cumulative;
    }
    data.series = {own, sum};
    m_concentration->setData(data);
    const bool over = before > m_data.concentrationLimitBp;
    m_concentrationPanel->setNote(tr("The %1 largest hold %2, limit %3").arg(rank).arg(Labels::percent(before), Labels::percent(m_data.concentrationLimitBp)));
    m_concentrationPanel->setNoteStale(over);
    m_concentrationPanel->setEmpty(rank == 0 ? tr("No customer in this book yet") : QString());
}

void PortfolioPage::showSlices()
{
    QList<BarRow> bars;
    QList<DonutSlice> slices;
    int index = 0;
    for (const auto &slice : std::as_const(m_data.slices)) {
        const auto name = Labels::sliceKey(m_by, slice.key);
        const auto color = sliceColor(m_by, slice.key, index);
        const auto people = tr("%n customer(s)", nullptr, slice.customers);
        bars.append({slice.key, name, slice.aum.minor(), format::amount(slice.aum) + u" · "_s + format::number(slice.customers), color,
                     name + u'\n' + format::exact(slice.aum) + u'\n' + people});
        if (index < kDonutSlices)
            slices.append({name, slice.customers, color});
        ++index;
    }
    m_sliceAum->setRows(bars, Labels::dimension(m_by), tr("AUM · customers"));
    m_sliceAumPanel->setNote(Labels::dimension(m_by));
    m_share->setData(slices, format::number(m_data.customers), tr("customers"), [](qint64 n) { return format::number(n); });
    m_sharePanel->setNote(Labels::dimension(m_by));
    const auto empty = bars.isEmpty() ? tr("No customer in this book yet") : QString();
    m_sliceAumPanel->setEmpty(empty);
    m_sharePanel->setEmpty(empty);
}

void PortfolioPage::showMaturities()
{
    ChartData data;
    data.categoryTitle = tr("Period");
    data.scale = double(format::columnScale(m_data.base));
    const auto base = m_data.base;
    data.text = [base](qint64 value) { return format::amount({value, base}); };
    ChartSeries sum {tr("Matures"), Color::C1, {}};
    bool any = false;
    for (const auto &[key, slice] : std::as_const(m_data.maturities)) {
        data.categories.append(Labels::maturityPeriod(key));
        sum.values.append(slice.aum.minor());
        any = any || slice.customers > 0;
    }
    data.series = {sum};
    m_ladder->setData(data);
    m_ladderPanel->setNote(format::columnUnit());
    m_ladderPanel->setEmpty(any ? QString() : tr("Nothing matures within the next quarter"));
}

} // namespace zhike::ui
