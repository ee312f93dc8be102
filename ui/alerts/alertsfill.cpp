// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the board into the widgets of AlertsPage.
#include "alerts/alertspage.h"

#include "alerts/alertmodel.h"
#include "charts/barlist.h"
#include "charts/chartpanel.h"
#include "charts/donut.h"
#include "charts/scatterplot.h"
#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowlist.h"

#include <QPushButton>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kHighPoints = 60; // the rules' limits of "critical" and "act"
constexpr int kMediumPoints = 35;
constexpr qint64 kHighValueMajor = 1'000'000;
enum Region { MediumRisk, HighRiskOther, HighValueHighRisk };

} // namespace

bool AlertsPage::inRegion(const services::ChurnPoint &point, int region) const
{
    const Money limit(kHighValueMajor, m_board.base);
    qint64 scale = 1;
    for (int i = 0; i < m_board.base.minorDigits(); ++i)
        scale *= 10;
    const bool high = point.points >= kHighPoints;
    const bool valuable = point.aum >= limit.minor() * scale;
    switch (region) {
    case MediumRisk: return point.points >= kMediumPoints && !high;
    case HighRiskOther: return high && !valuable;
    case HighValueHighRisk: return high && valuable;
    default: return true;
    }
}

bool AlertsPage::kindFits(const services::AlertRow &row) const
{
    const int kind = m_kinds->current();
    return kind == 2 || (kind == 1) == (row.customerKind == CustomerKind::Company);
}

void AlertsPage::fill()
{
    m_header->setNote(tr("%n customer(s)", nullptr, int(m_board.points.size())) + u" · "_s
                      + (m_board.ruleVersion.isEmpty() ? tr("Rules") : tr("Rules %1").arg(m_board.ruleVersion))
                      + (m_board.modelPresent ? QString() : u" · "_s + tr("no model installed, the rules stand alone")));
    showStrip();
    showCharts();
    showList();
}

void AlertsPage::showStrip()
{
    const auto people = [](int n) { return tr("%n customer(s)", nullptr, n); };
    const auto aum = [](const Money &money) { return tr("AUM %1").arg(format::amount(money)); };
    m_figures[0]->setFigure(people(m_board.highValueHighRisk), {}, m_board.highValueHighRisk > 0 ? Color::Crit : Color::T1);
    m_figures[0]->setNote(aum(m_board.highValueHighRiskAum));
    m_figures[1]->setFigure(people(m_board.highRiskOther));
    m_figures[1]->setNote(aum(m_board.highRiskOtherAum));
    m_figures[2]->setFigure(people(m_board.mediumRisk));
    m_figures[2]->setNote(aum(m_board.mediumRiskAum));
    const int known = m_board.retained90 + m_board.lost90;
    m_figures[3]->setFigure(people(m_board.retained90));
    m_figures[3]->setNote(known > 0 ? tr("of %1 decided").arg(known) : QString());
    const int all = known + m_board.falseAlarm90 + m_board.noAction90;
    m_figures[4]->setFigure(people(m_board.falseAlarm90));
    m_figures[4]->setNote(all > 0 ? tr("precision %1").arg(Labels::percent(qint64(all - m_board.falseAlarm90) * 10000 / all / 100 * 100)) : QString());
}

void AlertsPage::showCharts()
{
    qint64 digits = 1;
    for (int i = 0; i < m_board.base.minorDigits(); ++i)
        digits *= 10;
    const auto base = m_board.base;
    m_plot->setAxes(tr("Points of the rules"), {0, double(kMediumPoints), double(kHighPoints), 100}, tr("AUM %1").arg(format::columnUnit()),
                    [base, digits](double major) { return format::columnWhole(qint64(major * double(digits)), base); });
    m_plot->setRegions({{tr("Medium risk"), kMediumPoints, kHighPoints, 0, 0, false},
                        {tr("High risk"), kHighPoints, 100, 0, double(kHighValueMajor), false},
                        {tr("High value × high risk"), kHighPoints, 100, double(kHighValueMajor), 0, true}});
    QList<ScatterPoint> points;
    points.reserve(m_board.points.size());
    for (const auto &point : std::as_const(m_board.points))
        points.append({point.id.text(), point.name, double(point.points), double(point.aum) / double(digits), point.points >= kMediumPoints});
    m_plot->setPoints(points);
    m_plot->setActiveRegion(m_region);
    m_plotPanel->setEmpty(points.isEmpty() ? tr("No customer in this book yet") : QString());

    QList<BarRow> reasons;
    int chosen = -1;
    for (const auto &[signal, n] : std::as_const(m_board.bySignal)) {
        if (signal == m_signal)
            chosen = int(reasons.size());
        reasons.append({signal, Labels::churnSignal(signal), n, QString::number(n), Color::C1, {}});
    }
    m_reasons->setRows(reasons, tr("Reason"), tr("Customers"));
    m_reasons->setSelected(chosen);
    m_reasonPanel->setEmpty(reasons.isEmpty() ? tr("No rule fired") : QString());

    QList<DonutSlice> slices;
    const std::tuple<const char16_t *, int, Color> kinds[] = {{u"retained", m_board.retained90, Color::C3},
                                                              {u"lost", m_board.lost90, Color::C4},
                                                              {u"false_alarm", m_board.falseAlarm90, Color::C2},
                                                              {u"no_action", m_board.noAction90, Color::C8}};
    int sum = 0;
    for (const auto &[wire, n, color] : kinds) {
        sum += n;
        if (n > 0)
            slices.append({Labels::disposition(QStringView(wire)), n, color});
    }
    m_outcomes->setData(slices, QString::number(sum), tr("customers"), [](qint64 n) { return format::number(n); });
    m_outcomePanel->setVisible(sum > 0);
}

void AlertsPage::showList()
{
    const auto *former = current();
    const auto id = former ? former->id : AlertId();
    QList<services::AlertRow> rows;
    for (const auto &row : std::as_const(m_board.rows)) {
        if (row.state == AlertState::Disposed || !kindFits(row))
            continue;
        if (m_region >= 0) {
            const auto point = std::find_if(m_board.points.begin(), m_board.points.end(), [&](const auto &p) { return p.id == row.customer; });
            if (point == m_board.points.end() || !inRegion(*point, m_region))
                continue;
        }
        if (!m_signal.isEmpty() && std::none_of(row.reasons.begin(), row.reasons.end(), [this](const auto &reason) { return reason.signal == m_signal; }))
            continue;
        rows.append(row);
    }
    m_model->setRows(rows, todayDate());
    const bool none = rows.isEmpty();
    m_table->setVisible(!none);
    m_empty->setVisible(none);
    m_listPanel->setNote(tr("%n, most points first", nullptr, int(rows.size())));
    QStringList filters;
    const QString regions[] = {tr("Medium risk"), tr("High risk, other"), tr("High value × high risk")};
    if (m_region >= 0)
        filters.append(regions[m_region]);
    if (!m_signal.isEmpty())
        filters.append(Labels::churnSignal(m_signal));
    m_filter->setText(filters.join(u" · "_s) + u"  ×"_s);
    m_filter->setAccessibleName(tr("Clear the filter %1").arg(filters.join(u", "_s)));
    m_filter->setVisible(!filters.isEmpty());
    if (!none)
        m_table->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(id)), 0));
    showDetail();
}

void AlertsPage::showDetail()
{
    const auto *row = current();
    m_detail->setEnabled(row);
    if (!row) {
        m_name->setText(tr("Nobody is selected"));
        m_facts->clear();
        m_tier->hide();
        m_state->hide();
        m_why->clear();
        m_note->clear();
        m_waterfall->hide();
        m_steps->setRows({});
        m_plot->setSelected({});
        return;
    }
    m_plot->setSelected(row->customer.text());
    m_name->setText(row->customerName);
    m_tier->setBadge(Labels::tierOf(row->customerKind, row->tier), tierBadge(row->tier, row->customerKind));
    m_tier->show();
    m_state->setBadge(Labels::alertState(row->state), row->state == AlertState::New ? BadgeKind::Critical : BadgeKind::Soft);
    m_state->show();
    m_facts->setText(tr("AUM %1 · raised %2").arg(format::amount(row->aum), format::dayTime(row->raisedAt.toTimeZone(desk().clock().zone()), todayDate())));
    QList<Waterfall::Part> parts;
    QList<ListRow> words;
    for (const auto &reason : row->reasons) {
        parts.append({Labels::churnReasonShort(reason), reason.points});
        ListRow line;
        line.lead = ListRow::Lead::Icon;
        line.icon = u"info"_s;
        line.text = Labels::churnReason(reason);
        line.spoken = line.text;
        words.append(line);
    }
    if (!row->nextStep.isEmpty()) {
        ListRow next;
        next.lead = ListRow::Lead::Icon;
        next.icon = u"calendar"_s;
        next.title = row->nextStep;
        next.end = format::relativeDay(row->nextOn, todayDate());
        next.endTone = row->nextOverdue ? Color::Crit : Color::T2;
        words.append(next);
    }
    m_why->setText(row->reasons.isEmpty() ? Labels::alertKind(row->kind) : tr("Why %1 points").arg(row->points));
    m_waterfall->setVisible(!parts.isEmpty());
    m_waterfall->setParts(parts, row->points, tr("Points"), tr("Cut at 100"));
    m_note->setText(m_board.modelPresent ? tr("Points of the rules, not a probability. The model speaks separately.")
                                         : tr("Points of the rules, not a probability. No model is installed; the rules stand alone."));
    m_steps->setRows(words);
    m_seen->setEnabled(row->state == AlertState::New);
}

void AlertsPage::filterRegion(int region)
{
    m_region = region;
    m_plot->setActiveRegion(region);
    m_reasons->setSelected(-1);
    if (region >= 0)
        m_signal.clear();
    showList();
}

void AlertsPage::filterSignal(const QString &signal)
{
    m_signal = signal;
    m_region = -1;
    showCharts();
    showList();
}

void AlertsPage::selectCustomer(const CustomerId &customer)
{
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (m_model->alert(i)->customer == customer) {
            m_table->setCurrentIndex(m_model->index(i, 0));
            return;
        }
    }
    Q_EMIT openCustomer(customer); // a point without an alert in the list: his own page tells more
}

} // namespace zhike::ui
