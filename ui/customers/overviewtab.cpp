// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/overviewtab.h"

#include "charts/categorychart.h"
#include "charts/chartpanel.h"
#include "charts/donut.h"
#include "customers/creditlines.h"
#include "customers/parts.h"
#include "customers/relationgraph.h"
#include "customers/timelineview.h"
#include "models/labels.h"
#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowstable.h"
#include "widgets/smallcharts.h"

#include <QGridLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

OverviewTab::OverviewTab(QWidget *parent) : QScrollArea(parent)
{
    const Theme &theme = Theme::of(this);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    content->setProperty("plain", true);
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_grid->setSpacing(theme.px(12));
    makeFigures();
    makeLeft();
    makeMiddle();
    makeRight();
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

namespace {

QVBoxLayout *columnOf(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::of(widget).px(12));
    return column;
}

} // namespace

void OverviewTab::makeFigures()
{
    const Theme &theme = Theme::of(this);
    m_figurePanel = new ui::Panel;
    m_figurePanel->body()->setContentsMargins(0, 0, 0, 0);
    m_figurePanel->setFixedHeight(theme.px(76));
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    for (int i = 0; i < 7; ++i) {
        if (i > 0) {
            QFrame *line = makeLine(Qt::Vertical);
            line->setFixedHeight(theme.px(52));
            row->addWidget(line, 0, Qt::AlignVCenter);
        }
        auto *figure = new KeyFigure(QString());
        m_figures << figure;
        row->addWidget(figure, 1);
    }
    m_spark = new Sparkline;
    m_figures[0]->setAside(m_spark);
    m_ladder = new RiskLadder;
    m_figures[6]->setAside(m_ladder);
    m_figurePanel->body()->addLayout(row);
}

void OverviewTab::makeLeft()
{
    const Theme &theme = Theme::of(this);
    m_left = new QWidget;
    QVBoxLayout *column = columnOf(m_left);
    m_aumChart = new CategoryChart(CategoryKind::StackedArea);
    m_aumPanel = new ChartPanel(tr("AUM"), m_aumChart);
    m_span = new Segmented({tr("3M"), tr("12M"), tr("24M")});
    m_span->setSmall(true);
    m_span->setCurrent(1);
    m_aumPanel->addTool(m_span);
    m_aumPanel->setFixedHeight(theme.px(224));
    connect(m_span, &Segmented::currentChanged, this, &OverviewTab::fillMonths);
    m_flowChart = new CategoryChart(CategoryKind::StackedBars);
    m_flowPanel = new ChartPanel(tr("In and out"), m_flowChart);
    m_flowPanel->setFixedHeight(theme.px(210));
    const auto open = [this](int mark) {
        const int shown = int(m_flowChart->data().categories.size());
        const auto at = m_file.months.size() - shown + mark;
        if (mark >= 0 && at >= 0 && at < m_file.months.size())
            Q_EMIT monthActivated(m_file.months.at(at).month);
    };
    connect(m_flowChart, &ChartWidget::markActivated, this, open);
    m_holdingsPanel = new ui::Panel(tr("Holdings"));
    m_holdingsPanel->body()->setContentsMargins(0, 0, 0, 0);
    m_holdings = new RowsTable(
        tr("Holdings"),
        {{tr("Product"), 0, false}, {tr("Balance (%1)").arg(format::columnUnit()), 96, true}, {tr("Grade"), 54, false}, {tr("Matures"), 118, false}});
    QPushButton *all = m_holdingsPanel->addLink(tr("All accounts"));
    connect(all, &QPushButton::clicked, this, &OverviewTab::accountsRequested);
    m_holdingsPanel->body()->addWidget(m_holdings);
    column->addWidget(m_aumPanel);
    column->addWidget(m_flowPanel);
    column->addWidget(m_holdingsPanel);
    column->addStretch(1);
}

void OverviewTab::makeMiddle()
{
    const Theme &theme = Theme::of(this);
    m_middle = new QWidget;
    QVBoxLayout *column = columnOf(m_middle);
    m_creditPanel = new ui::Panel(tr("Credit lines"));
    m_credit = new CreditLines;
    m_creditPanel->body()->addWidget(m_credit);
    m_donut = new Donut;
    m_donutPanel = new ChartPanel(tr("Allocation"), m_donut);
    m_donutPanel->setFixedHeight(theme.px(190));
    auto *timeline = new ui::Panel(tr("Timeline"));
    m_timelineFilter = new Segmented({tr("All"), tr("Contact"), tr("Money"), tr("Service")});
    m_timelineFilter->setSmall(true);
    timeline->addTool(m_timelineFilter);
    timeline->body()->setContentsMargins(0, theme.px(4), 0, theme.px(4));
    m_timeline = new TimelineView;
    timeline->body()->addWidget(m_timeline, 1);
    timeline->setMinimumHeight(theme.px(300));
    connect(m_timelineFilter, &Segmented::currentChanged, this, &OverviewTab::fillTimeline);
    column->addWidget(m_creditPanel);
    column->addWidget(m_donutPanel);
    column->addWidget(timeline, 1);
}

void OverviewTab::makeRight()
{
    const Theme &theme = Theme::of(this);
    m_right = new QWidget;
    QVBoxLayout *column = columnOf(m_right);
    m_churnPanel = new ui::Panel(tr("Churn risk"));
    m_churn = new QVBoxLayout;
    m_churn->setSpacing(theme.px(4));
    m_churnPanel->body()->addLayout(m_churn);
    m_relationsPanel = new ui::Panel(tr("Household and relations"));
    m_relations = new RelationGraph;
    m_relationsPanel->body()->addWidget(m_relations);
    connect(m_relations, &RelationGraph::customerActivated, this, &OverviewTab::customerActivated);
    m_datesPanel = new ui::Panel(tr("Coming up"));
    column->addWidget(m_churnPanel);
    column->addWidget(m_relationsPanel);
    column->addWidget(m_datesPanel);
    column->addStretch(1);
}

void OverviewTab::setFile(const services::CustomerFile &file, QDate today)
{
    const bool other = m_file.head.id != file.head.id;
    m_file = file;
    m_today = today;
    fillFigures();
    fillMonths();
    fillAllocation();
    fillHoldings();
    fillTimeline();
    fillRight();
    if (other)
        ensureVisible(0, 0);
}

void OverviewTab::fillFigures()
{
    const Theme &theme = Theme::of(this);
    const bool company = m_file.head.kind == CustomerKind::Company;
    const Currency base = m_file.aum.currency();
    const auto set = [this](int i, const QString &label, const QString &figure, const QString &note, Color tone = Color::T2) {
        m_figures[i]->setLabel(label);
        m_figures[i]->setFigure(figure);
        m_figures[i]->setNote(note, tone);
    };
    const int change = m_file.head.change30Bp;
    const QString arrow = change > 0 ? u"▲ "_s : change < 0 ? u"▼ "_s : QString();
    set(0, tr("AUM"), format::amount(m_file.aum), tr("%1%2 · 30 d").arg(arrow, format::percent(change, format::Sign::Always)), theme.direction(change));
    m_figures[0]->setToolTip(format::exact(m_file.aum));
    m_spark->setValues(m_file.head.aumMonths, tr("AUM of the last months"));
    const Money net(m_file.inflow30.minor() - m_file.outflow30.minor(), base);
    set(1, tr("Net inflow, 30 days"), format::amount(net, format::Sign::Always),
        tr("in %1 · out %2 %3").arg(format::column(m_file.inflow30), format::column(m_file.outflow30), format::columnUnit()));
    set(2, tr("Deposits"), format::amount(m_file.deposits), tr("investments %1").arg(format::amount(m_file.investments)));
    set(3, company ? tr("Loans") : tr("Liabilities"), format::amount(m_file.liabilities), tr("net assets %1").arg(format::amount(m_file.netAssets)));
    if (company && !m_file.creditLines.isEmpty()) {
        qint64 limit = 0;
        qint64 used = 0;
        for (const services::CreditLineRow &line : std::as_const(m_file.creditLines)) {
            limit += line.limit.minor();
            used += line.used.minor();
        }
        const Currency currency = m_file.creditLines.constFirst().limit.currency();
        set(4, tr("Credit lines"), format::amount(Money(limit, currency)), tr("used %1").arg(format::amount(Money(used, currency))));
    } else {
        set(4, tr("Products"), tr("%n kinds", nullptr, m_file.productKinds), tr("%n accounts", nullptr, int(m_file.accounts.size())));
    }
    if (company && m_file.registeredCapital)
        set(5, tr("Registered capital"), format::amount(*m_file.registeredCapital), m_file.staff ? tr("%n employees", nullptr, *m_file.staff) : QString());
    else
        set(5, tr("CSAT · NPS"),
            tr("%1 · %2").arg(m_file.csat > 0 ? QString::number(m_file.csat) : u"–"_s, m_file.nps >= 0 ? QString::number(m_file.nps) : u"–"_s),
            m_file.csat > 0 ? tr("last survey") : tr("no survey yet"));
    set(6, tr("Churn risk"), tr("%n points", nullptr, m_file.head.churnPoints), Labels::churnLevel(m_file.head.churn));
    m_ladder->setLevel(m_file.head.churn, Labels::churnLevel(m_file.head.churn));
}

void OverviewTab::fillMonths()
{
    static constexpr int spans[] = {3, 12, 24};
    const int count = std::min(spans[std::max(0, m_span->current())], int(m_file.months.size()));
    const QList<services::MonthRow> months = m_file.months.mid(m_file.months.size() - count);
    const QList<services::MonthRow> year = m_file.months.mid(std::max<qsizetype>(0, m_file.months.size() - 12));
    const Currency base = m_file.aum.currency();
    const auto text = [base](qint64 minor) { return format::amount(Money(minor, base)); };
    ChartData aum;
    aum.unit = format::columnUnit();
    aum.categoryTitle = tr("Month");
    aum.scale = double(format::columnScale(base));
    aum.text = text;
    aum.clickable = false;
    ChartSeries deposits {tr("Deposits"), Color::C1, {}};
    ChartSeries investments {tr("Investments"), Color::C3, {}};
    for (const services::MonthRow &month : months) {
        aum.categories << format::monthShort(month.month);
        deposits.values << month.deposits.minor();
        investments.values << month.investments.minor();
    }
    aum.series = {deposits, investments};
    m_aumPanel->setTitle(tr("AUM · last %n months", nullptr, count));
    m_aumPanel->setNote(aum.unit);
    m_aumChart->setData(aum);
    m_aumPanel->setEmpty(months.size() < 2 ? tr("No month ends yet") : QString());

    ChartData flow;
    flow.unit = format::columnUnit();
    flow.categoryTitle = tr("Month");
    flow.scale = aum.scale;
    flow.text = text;
    ChartSeries in {tr("In"), Color::C1, {}};
    ChartSeries out {tr("Out"), Color::C2, {}};
    for (const services::MonthRow &month : year) {
        flow.categories << format::monthShort(month.month);
        in.values << month.inflow.minor();
        out.values << -std::abs(month.outflow.minor());
    }
    flow.series = {in, out};
    m_flowPanel->setTitle(m_file.head.kind == CustomerKind::Company ? tr("Settlement flows") : tr("In and out"));
    m_flowPanel->setNote(tr("%1 · click a month for its transactions").arg(flow.unit));
    m_flowChart->setData(flow);
    m_flowPanel->setEmpty(year.isEmpty() ? tr("No transactions yet") : QString());
}

void OverviewTab::fillAllocation()
{
    // Fixed colours of product classes (design §2).
    struct Class {
        QString name;
        Color color;
        qint64 sum = 0;
    };
    Class classes[] = {{tr("Deposits"), Color::C1},  {tr("Wealth products"), Color::C3}, {tr("Funds"), Color::C2},
                       {tr("Insurance"), Color::C4}, {tr("Securities"), Color::C5},      {tr("Other"), Color::C8}};
    for (const services::AccountRow &account : std::as_const(m_file.accounts)) {
        if (isLiability(account.kind))
            continue;
        int at = 5;
        if (isDeposit(account.kind))
            at = 0;
        else if (account.kind == AccountKind::Wealth)
            at = 1;
        else if (account.kind == AccountKind::Fund)
            at = 2;
        else if (account.kind == AccountKind::Insurance)
            at = 3;
        else if (account.kind == AccountKind::Securities || account.kind == AccountKind::Bond)
            at = 4;
        classes[at].sum += account.balanceBase.minor();
    }
    QList<DonutSlice> slices;
    qint64 total = 0;
    for (const Class &c : classes) {
        if (c.sum > 0) {
            slices.append({c.name, c.sum, c.color});
            total += c.sum;
        }
    }
    const Currency base = m_file.aum.currency();
    m_donut->setData(slices, format::columnWhole(total, base), format::columnUnit(), [base](qint64 minor) { return format::column(minor, base); });
    m_donutPanel->setNote(base.code());
    m_donutPanel->setEmpty(slices.isEmpty() ? tr("No holdings") : QString());
}

void OverviewTab::fillHoldings()
{
    QList<services::AccountRow> accounts = m_file.accounts;
    accounts.removeIf([](const services::AccountRow &account) { return account.status == u"closed"; });
    std::stable_sort(accounts.begin(), accounts.end(), [](const auto &a, const auto &b) { return a.balanceBase.minor() > b.balanceBase.minor(); });
    QList<QList<Cell>> rows;
    for (const services::AccountRow &account : std::as_const(accounts)) {
        const bool soon = account.maturityOn.isValid() && account.maturityOn >= m_today && m_today.daysTo(account.maturityOn) <= 30;
        const QString name = account.productName.isEmpty() ? Labels::accountKind(account.kind) : account.productName;
        QString matures = account.maturityOn.isValid() ? format::day(account.maturityOn, m_today) : u"—"_s;
        if (soon)
            matures = tr("%1 · %2").arg(matures, format::daysLeft(int(m_today.daysTo(account.maturityOn))));
        rows.append({{name, Color::T1, false, tr("%1 · %2").arg(Labels::accountKind(account.kind), account.maskedNumber)},
                     {format::column(account.balanceBase), isLiability(account.kind) ? Color::Warn : Color::T1, false, format::exact(account.balance)},
                     {account.riskGrade.isEmpty() ? u"—"_s : account.riskGrade, Color::T2},
                     {matures, soon ? Color::Warn : Color::T2, soon, format::fullDay(account.maturityOn)}});
    }
    m_holdings->setRows(rows);
    m_holdings->fitHeight(8);
    m_holdingsPanel->setNote(tr("%n accounts", nullptr, int(accounts.size())));
}

void OverviewTab::fillTimeline()
{
    using services::TimelineKind;
    static const QSet<TimelineKind> filters[] = {
        {}, {TimelineKind::Interaction, TimelineKind::Task}, {TimelineKind::Transaction}, {TimelineKind::Request, TimelineKind::Alert, TimelineKind::Survey}};
    m_timeline->setItems(m_file.timeline, filters[std::max(0, m_timelineFilter->current())], m_today);
}

void OverviewTab::fillRight()
{
    const Theme &theme = Theme::of(this);
    const bool company = m_file.head.kind == CustomerKind::Company;
    m_creditPanel->setVisible(!m_file.creditLines.isEmpty());
    m_credit->setLines(m_file.creditLines, m_today);

    m_churnPanel->setNote(tr("%1 · %n points · rules %2", nullptr, m_file.head.churnPoints).arg(Labels::churnLevel(m_file.head.churn), m_file.ruleVersion));
    clearLayout(m_churn);
    for (const services::ChurnReasonRow &reason : std::as_const(m_file.churnReasons))
        m_churn->addWidget(makeReason(reason));
    if (m_file.churnReasons.isEmpty() && m_file.head.churnPoints == 0) {
        QLabel *none = makeLabel(tr("No rule speaks for a risk today."), TextStyle::Small, Color::T2);
        none->setWordWrap(true);
        m_churn->addWidget(none);
    }

    m_relationsPanel->setVisible(!m_file.relations.isEmpty());
    m_relationsPanel->setTitle(company ? tr("Shareholders and relations") : tr("Household and relations"));
    m_relationsPanel->setNote(m_file.householdAum.isZero() || company ? QString() : tr("household AUM %1").arg(format::amount(m_file.householdAum)));
    m_relations->setRelations(m_file.shortName.isEmpty() ? m_file.head.name : m_file.shortName, m_file.head.kind, m_file.relations);

    clearLayout(m_datesPanel->body());
    m_datesPanel->setVisible(!m_file.dates.isEmpty());
    for (const services::DateRow &date : m_file.dates.mid(0, 6)) {
        auto *line = new QWidget;
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(theme.px(8));
        row->addWidget(new IconLabel(Labels::dateIcon(date.kind), date.daysLeft <= 7 ? Color::Warn : Color::T2, 14));
        QLabel *day = makeLabel(format::day(date.on, m_today), TextStyle::Small, Color::T2);
        day->setMinimumWidth(theme.px(40));
        day->setToolTip(format::fullDay(date.on));
        row->addWidget(day);
        QString text = date.label.isEmpty() ? Labels::dateKind(date.kind) : tr("%1 %2").arg(date.label, Labels::dateKind(date.kind));
        if (date.amount)
            text = tr("%1 %2").arg(text, format::amount(*date.amount));
        if (!date.lunar.isEmpty())
            text = tr("%1 (%2)").arg(text, date.lunar);
        auto *label = new ElidedLabel(text);
        setTextStyle(label, TextStyle::Small);
        row->addWidget(label, 1);
        row->addWidget(makeLabel(format::daysLeft(date.daysLeft), TextStyle::Small, date.daysLeft < 0 ? Color::Crit : Color::T2));
        m_datesPanel->body()->addWidget(line);
    }
}

void OverviewTab::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const Theme &theme = Theme::of(this);
    const bool wide = viewport()->width() >= theme.px(1180);
    for (QWidget *widget : {static_cast<QWidget *>(m_figurePanel), m_left, m_middle, m_right})
        m_grid->removeWidget(widget);
    m_grid->addWidget(m_figurePanel, 0, 0, 1, wide ? 3 : 2);
    m_grid->addWidget(m_left, 1, 0, wide ? 1 : 2, 1);
    m_grid->addWidget(m_middle, wide ? 1 : 2, 1);
    m_grid->addWidget(m_right, 1, wide ? 2 : 1);
    m_grid->setColumnStretch(0, wide ? 37 : 54);
    m_grid->setColumnStretch(1, wide ? 31 : 46);
    m_grid->setColumnStretch(2, wide ? 30 : 0);
    m_grid->setRowStretch(1, wide ? 1 : 0);
    m_grid->setRowStretch(2, wide ? 0 : 1);
    for (int i = 0; i < m_figures.size(); ++i)
        m_figures[i]->setVisible(wide || (i != 3 && i != 5)); // secondary figures give way
}

} // namespace zhike::ui
