// SPDX-License-Identifier: GPL-3.0-or-later
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
#include "widgets/panel.h"
#include "widgets/rowlist.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

AlertsPage::AlertsPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    build();
}

void AlertsPage::refresh()
{
    ask([](services::Queries &q) { return q.alerts(); },
        [this](Result<services::AlertBoard> board) {
            if (!board) {
                m_message->showMessage(MessageKind::Critical, Labels::error(board.error()), tr("Try again"));
                return;
            }
            m_message->hide();
            m_board = *board;
            fill();
            setReady();
        });
}

void AlertsPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(12));
    column->setSpacing(0);
    m_header = new PageHeader(tr("Churn alerts"));
    m_kinds = new Segmented({tr("Persons"), tr("Companies"), tr("All")});
    m_kinds->setCurrent(2);
    connect(m_kinds, &Segmented::currentChanged, this, &AlertsPage::fill);
    m_header->addAction(m_kinds);
    m_message = new MessageBar;
    connect(m_message, &MessageBar::actionTriggered, this, &AlertsPage::refresh);
    column->addWidget(m_header);
    column->addWidget(m_message);
    column->addWidget(buildStrip());
    column->addSpacing(theme().px(12));

    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    auto *grid = new QGridLayout;
    grid->setSpacing(theme().px(12));
    m_plot = new ScatterPlot;
    m_plotPanel = new ChartPanel(tr("Value × risk"), m_plot);
    m_plotPanel->setNote(tr("A click on a region filters"));
    grid->addWidget(m_plotPanel, 0, 0, 2, 1);
    m_reasons = new BarList;
    m_reasonPanel = new ChartPanel(tr("By reason"), m_reasons);
    m_reasonPanel->setNote(tr("Several per customer"));
    grid->addWidget(m_reasonPanel, 0, 1);
    m_outcomes = new Donut;
    m_outcomePanel = new ChartPanel(tr("Outcomes"), m_outcomes);
    m_outcomePanel->setNote(tr("Last 90 days"));
    grid->addWidget(m_outcomePanel, 1, 1);
    grid->addWidget(buildList(), 2, 0, 1, 2);
    grid->setRowStretch(0, 2);
    grid->setRowStretch(1, 2);
    grid->setRowStretch(2, 3);
    grid->setColumnStretch(0, 13);
    grid->setColumnStretch(1, 10);
    row->addLayout(grid, 1);
    row->addWidget(buildDetail());
    column->addLayout(row, 1);
    connect(m_plot, &ChartWidget::markActivated, this, [this](int mark) {
        if (mark >= 0 && mark < m_board.points.size())
            selectCustomer(m_board.points.at(mark).id);
    });
    connect(m_plot, &ScatterPlot::regionActivated, this, [this](int region) { filterRegion(region == m_region ? -1 : region); });
    connect(m_reasons, &ChartWidget::markActivated, this, [this](int mark) {
        const auto key = m_reasons->rows().at(mark).key;
        filterSignal(key == m_signal ? QString() : key);
    });
}

QWidget *AlertsPage::buildStrip()
{
    auto *panel = new Panel;
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(16));
    const QString names[] = {tr("High value × high risk"), tr("High risk, other"), tr("Medium risk"), tr("Retained in 90 days"), tr("False alarms in 90 days")};
    for (int i = 0; i < 5; ++i) {
        if (i > 0)
            row->addWidget(makeLine(Qt::Vertical));
        row->addWidget(m_figures[i] = new KeyFigure(names[i]), 1);
    }
    panel->body()->addLayout(row);
    return panel;
}

QWidget *AlertsPage::buildList()
{
    m_listPanel = new Panel(tr("Needs action"));
    m_listPanel->body()->setContentsMargins(0, 0, 0, 0);
    m_listPanel->body()->setSpacing(0);
    m_filter = new QPushButton;
    setButtonKind(m_filter, "chip");
    m_filter->hide();
    connect(m_filter, &QPushButton::clicked, this, [this] {
        m_signal.clear();
        filterRegion(-1);
    });
    m_listPanel->addTool(m_filter);
    m_model = new AlertModel(this);
    m_table = new QTableView;
    m_table->setModel(m_model);
    m_table->setItemDelegate(new AlertDelegate(theme(), m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme().px(28));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setFixedHeight(theme().px(28));
    const int widths[] = {150, 80, 84, 84, 200, 110};
    for (int i = 0; i < 6; ++i)
        m_table->setColumnWidth(i, theme().px(widths[i]));
    m_table->horizontalHeader()->setSectionResizeMode(int(AlertModel::Column::Reason), QHeaderView::Stretch);
    m_table->setAccessibleName(tr("Alerts, most urgent first"));
    m_table->installEventFilter(this);
    m_table->setMinimumHeight(theme().px(28 * 2.5));
    m_listPanel->body()->addWidget(m_table, 1);
    m_empty = new EmptyState(u"check"_s, tr("Nobody here needs action"), tr("The rules found no customer at risk, or the filter leaves nobody."));
    m_listPanel->body()->addWidget(m_empty, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AlertsPage::showDetail);
    connect(m_table, &QTableView::doubleClicked, this, [this] {
        if (const auto *row = current())
            Q_EMIT openCustomer(row->customer);
    });
    return m_listPanel;
}

QWidget *AlertsPage::buildDetail()
{
    auto *panel = new Panel;
    m_detail = panel;
    panel->setFixedWidth(theme().px(400));
    auto *body = panel->body();
    body->setSpacing(theme().px(8));
    auto *head = new QHBoxLayout;
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    auto *first = new QHBoxLayout;
    m_name = new ElidedLabel(QString());
    setTextStyle(m_name, TextStyle::Section);
    first->addWidget(m_name);
    first->addWidget(m_tier = new Badge);
    first->addWidget(m_state = new Badge);
    first->addStretch(1);
    names->addLayout(first);
    names->addWidget(m_facts = makeLabel({}, TextStyle::Small, Color::T2));
    head->addLayout(names, 1);
    m_open = new QPushButton(tr("Open 360"));
    m_open->setToolTip(tr("Open 360 (Enter)"));
    head->addWidget(m_open, 0, Qt::AlignTop);
    body->addLayout(head);
    body->addWidget(makeLine(Qt::Horizontal));
    body->addWidget(m_why = makeLabel({}, TextStyle::BodyBold));
    m_why->setWordWrap(true);
    m_waterfall = new Waterfall;
    m_waterfall->setAccessibleName(tr("Points of the rules"));
    body->addWidget(m_waterfall);
    m_note = makeLabel({}, TextStyle::Small, Color::T3);
    m_note->setWordWrap(true);
    body->addWidget(m_note);
    body->addWidget(makeLine(Qt::Horizontal));
    body->addWidget(makeLabel(tr("Why, in words"), TextStyle::BodyBold));
    m_steps = new RowList;
    m_steps->setAccessibleName(tr("Why, in words"));
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *holder = new QWidget;
    holder->setProperty("plain", true);
    auto *holderColumn = new QVBoxLayout(holder);
    holderColumn->setContentsMargins(0, 0, 0, 0);
    holderColumn->addWidget(m_steps);
    holderColumn->addStretch(1);
    scroll->setWidget(holder);
    body->addWidget(scroll, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme().px(6));
    m_call = new QPushButton(theme().icon(u"phone"_s, Color::On), tr("Call"));
    setButtonKind(m_call, "primary");
    m_result = new QPushButton(theme().icon(u"flag"_s, Color::T1), tr("Record outcome"));
    m_result->setToolTip(tr("Record outcome (R)"));
    m_seen = new QPushButton(tr("Seen"));
    m_seen->setToolTip(tr("Mark as seen (A)"));
    m_snooze = new QPushButton(tr("Later"));
    m_snooze->setToolTip(tr("Remind me later (S)"));
    for (auto *button : {m_call, m_result, m_seen, m_snooze})
        buttons->addWidget(button);
    buttons->addStretch(1);
    body->addLayout(buttons);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const auto *row = current())
            Q_EMIT openCustomer(row->customer);
    });
    connect(m_call, &QPushButton::clicked, this, [this] {
        if (const auto *row = current())
            Q_EMIT logInteraction(row->customer, u"call"_s);
    });
    connect(m_result, &QPushButton::clicked, this, &AlertsPage::recordOutcome);
    connect(m_seen, &QPushButton::clicked, this, &AlertsPage::acknowledge);
    connect(m_snooze, &QPushButton::clicked, this, &AlertsPage::snooze);
    return panel;
}

const services::AlertRow *AlertsPage::current() const
{
    return m_model->alert(m_table->currentIndex().row());
}

bool AlertsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->modifiers() != Qt::NoModifier)
        return Page::eventFilter(watched, event);
    const auto step = [this](int by) {
        const int row = std::clamp(m_table->currentIndex().row() + by, 0, std::max(0, m_model->rowCount() - 1));
        m_table->setCurrentIndex(m_model->index(row, 0));
    };
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_J: step(1); return true;
    case Qt::Key_K: step(-1); return true;
    case Qt::Key_R: recordOutcome(); return true;
    case Qt::Key_A: acknowledge(); return true;
    case Qt::Key_S: snooze(); return true;
    case Qt::Key_C: m_call->click(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: m_open->click(); return true;
    default: return Page::eventFilter(watched, event);
    }
}

void AlertsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_detail->setFixedWidth(theme().px(width() < theme().px(1160) ? 380 : 400));
    m_reasonPanel->setVisible(height() >= theme().px(520));
}

template<class Command>
void AlertsPage::run(Command command, const QString &said)
{
    order(std::move(command), [this, said](Done result) {
        if (!result)
            m_message->showMessage(MessageKind::Critical, Labels::error(result.error()));
        else
            Q_EMIT notice(said);
    });
}

void AlertsPage::acknowledge()
{
    const auto *row = current();
    if (row && row->state == AlertState::New)
        run([id = row->id](services::Commands &c) { return c.acknowledgeAlert(id); }, tr("The alert of %1 is marked as seen.").arg(row->customerName));
}

void AlertsPage::snooze()
{
    const auto *row = current();
    if (!row || row->state == AlertState::Disposed)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"snooze"_s);
    const auto today = todayDate();
    const std::pair<QString, int> offers[] = {{tr("In 3 days"), 3}, {tr("In a week"), 7}, {tr("In two weeks"), 14}};
    for (const auto &[text, days] : offers)
        menu->addAction(text, this, [this, id = row->id, name = row->customerName, day = today.addDays(days)] {
            run([id, day](services::Commands &c) { return c.snoozeAlert(id, day); },
                tr("The alert of %1 comes back on %2.").arg(name, QLocale().toString(day, QLocale::ShortFormat)));
        });
    menu->popup(m_snooze->mapToGlobal(QPoint(0, m_snooze->height())));
}

void AlertsPage::recordOutcome()
{
    const auto *row = current();
    if (!row || row->state == AlertState::Disposed)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"outcome"_s);
    for (const auto &wire : {u"retained"_s, u"lost"_s, u"false_alarm"_s, u"no_action"_s})
        menu->addAction(Labels::disposition(wire), this, [this, wire, id = row->id, name = row->customerName] {
            run([id, wire](services::Commands &c) { return c.disposeAlert(id, wire); }, tr("Outcome of %1: %2.").arg(name, Labels::disposition(wire)));
        });
    menu->popup(m_result->mapToGlobal(QPoint(0, m_result->height())));
}

} // namespace zhike::ui
