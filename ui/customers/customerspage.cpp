// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customerspage.h"

#include "customers/customerdelegate.h"
#include "customers/customerlistmodel.h"
#include "customers/customerpreview.h"
#include "customers/exportdialog.h"
#include "customers/filterbutton.h"
#include "models/labels.h"
#include "services/offers.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

using services::CustomerQuery;
using services::CustomerSegment;
using services::SegmentCounts;

CustomersPage::CustomersPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12));
    column->setSpacing(0);
    m_header = new PageHeader(tr("Customers"));
    m_export = new QPushButton(theme.icon(u"export"_s, Color::T2), tr("Export…"));
    m_export->setObjectName(u"export"_s);
    setButtonKind(m_export, "flat");
    m_header->addAction(m_export);
    column->addWidget(m_header);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(12));
    m_model = new CustomerListModel(desk, this);
    row->addWidget(makeSegments());
    row->addWidget(makeTable(), 1);
    m_preview = new CustomerPreview;
    row->addWidget(m_preview);
    column->addLayout(row, 1);

    connect(m_export, &QPushButton::clicked, this, &CustomersPage::exportList);
    connect(&desk, &services::Desk::syncStatusChanged, this, &CustomersPage::showExport);
    showExport();
    m_typing = new QTimer(this);
    m_typing->setSingleShot(true);
    m_typing->setInterval(40);
    connect(m_typing, &QTimer::timeout, this, [this] {
        m_query.text = m_search->text().trimmed();
        apply();
    });
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_model, &CustomerListModel::loaded, this, &CustomersPage::onLoaded);
    connect(m_model, &CustomerListModel::failed, this, [this](const Error &error) {
        m_message->showMessage(MessageKind::Critical, Labels::error(error), tr("Try again"));
        setReady();
    });
    connect(m_message, &MessageBar::actionTriggered, this, [this] {
        m_message->hide();
        refresh();
    });
    connect(m_preview, &CustomerPreview::openRequested, this, &CustomersPage::openCurrent);
    connect(m_preview, &CustomerPreview::logRequested, this, [this](const QString &channel) { Q_EMIT logInteraction(currentCustomer(), channel); });
    connect(m_preview, &CustomerPreview::followUpRequested, this, [this] { Q_EMIT addFollowUp(currentCustomer()); });
}

QWidget *CustomersPage::makeSegments()
{
    auto *side = new QWidget;
    side->setFixedWidth(theme().px(150));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(1));
    m_segments = new QButtonGroup(this);
    const auto heading = [&](const QString &text) {
        QLabel *label = makeLabel(text, TextStyle::Micro, Color::T2);
        label->setContentsMargins(theme().px(8), theme().px(10), 0, theme().px(2));
        column->addWidget(label);
    };
    addSegment(
        column, tr("All customers"), [](const SegmentCounts &c) { return c.all; }, [](CustomerQuery &) {});
    heading(tr("Need action"));
    addSegment(
        column, tr("Due within 7 days"), [](const SegmentCounts &c) { return c.dueWithin7Days; },
        [](CustomerQuery &q) { q.segment = CustomerSegment::DueWithin7Days; });
    addSegment(
        column, tr("Churn alert"), [](const SegmentCounts &c) { return c.churn; }, [](CustomerQuery &q) { q.segment = CustomerSegment::Churn; }, true);
    addSegment(
        column, tr("Contact overdue"), [](const SegmentCounts &c) { return c.overContactStandard; },
        [](CustomerQuery &q) { q.segment = CustomerSegment::OverContactStandard; });
    addSegment(
        column, tr("Risk test expiring"), [](const SegmentCounts &c) { return c.riskExpiring30Days; },
        [](CustomerQuery &q) { q.segment = CustomerSegment::RiskExpiring30Days; });
    heading(tr("Tier"));
    const auto tier = [&](Tier t, std::function<int(const SegmentCounts &)> count) {
        addSegment(column, Labels::tier(t), std::move(count), [t](CustomerQuery &q) {
            q.tiers = {t};
            q.kind = CustomerKind::Person;
        });
    };
    tier(Tier::Private, [](const SegmentCounts &c) { return c.privateTier; });
    tier(Tier::Wealth, [](const SegmentCounts &c) { return c.wealthTier; });
    tier(Tier::Mass, [](const SegmentCounts &c) { return c.massTier; });
    addSegment(
        column, Labels::tierOf(CustomerKind::Company, Tier::Mass), [](const SegmentCounts &c) { return c.companies; },
        [](CustomerQuery &q) { q.kind = CustomerKind::Company; });
    heading(tr("Lifecycle"));
    const auto stage = [&](Lifecycle l, std::function<int(const SegmentCounts &)> count) {
        addSegment(column, Labels::lifecycle(l), std::move(count), [l](CustomerQuery &q) { q.lifecycles = {l}; });
    };
    stage(Lifecycle::New, [](const SegmentCounts &c) { return c.newStage; });
    stage(Lifecycle::Growth, [](const SegmentCounts &c) { return c.growthStage; });
    stage(Lifecycle::Mature, [](const SegmentCounts &c) { return c.matureStage; });
    stage(Lifecycle::Senior, [](const SegmentCounts &c) { return c.seniorStage; });
    column->addStretch(1);
    m_segments->button(0)->setChecked(true);
    connect(m_segments, &QButtonGroup::idClicked, this, [this](int id) {
        // A segment starts afresh; text and sort stay.
        CustomerQuery query;
        query.text = m_query.text;
        query.book = m_query.book;
        m_segmentApply.at(id)(query);
        m_query = query;
        m_drillTitle.clear();
        apply();
    });
    return side;
}

void CustomersPage::addSegment(QBoxLayout *column, const QString &text, std::function<int(const SegmentCounts &)> count,
                               std::function<void(CustomerQuery &)> apply, bool urgent)
{
    auto *button = new FilterButton(text, urgent);
    m_segments->addButton(button, int(m_segmentApply.size()));
    m_segmentCounts << std::move(count);
    m_segmentApply << std::move(apply);
    column->addWidget(button);
}

QWidget *CustomersPage::makeTable()
{
    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(8));
    auto *tools = new QHBoxLayout;
    tools->setSpacing(theme().px(6));
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Name, pinyin initials, number"));
    m_search->setToolTip(tr("Filter the list  /"));
    m_search->setAccessibleName(tr("Filter the list"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme().icon(u"search"_s), QLineEdit::LeadingPosition);
    m_search->setFixedWidth(theme().px(216));
    m_search->installEventFilter(this);
    tools->addWidget(m_search);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(theme().px(6));
    tools->addLayout(m_chips);
    auto *add = new QPushButton(theme().icon(u"plus"_s, Color::T2), tr("Add filter"));
    add->setProperty("scale", u"small"_s);
    add->setIconSize(QSize(theme().px(12), theme().px(12)));
    auto *menu = new QMenu(add);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillFilterMenu(menu); });
    connect(add, &QPushButton::clicked, this, [add, menu] { menu->popup(add->mapToGlobal(QPoint(0, add->height()))); });
    tools->addWidget(add);
    tools->addStretch(1);
    m_density = new Segmented({tr("Compact"), tr("Standard")});
    tools->addWidget(m_density);
    column->addLayout(tools);
    m_message = new MessageBar;
    column->addWidget(m_message);

    auto *panel = new Panel;
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    m_table = new QTableView;
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CustomerDelegate(todayDate(), m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setAccessibleName(tr("Customers"));
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(theme().px(28));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView *head = m_table->horizontalHeader();
    head->setHighlightSections(false);
    head->setSortIndicator(CustomerListModel::Aum, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    head->setMinimumSectionSize(theme().px(36));
    const bool wide = QLocale().language() != QLocale::Chinese; // longer words
    const int widths[CustomerListModel::ColumnCount] = {0, wide ? 84 : 54, 92, 72, wide ? 70 : 64, 46, 46, wide ? 96 : 78, 96, 64};
    const QFontMetrics words(theme().font(TextStyle::Small));
    for (int i = 0; i < CustomerListModel::ColumnCount; ++i) {
        head->setSectionResizeMode(i, widths[i] == 0 ? QHeaderView::Stretch : QHeaderView::Fixed);
        if (widths[i] > 0)
            head->resizeSection(
                i,
                std::max(theme().px(widths[i]), words.horizontalAdvance(m_model->headerData(i, Qt::Horizontal, Qt::DisplayRole).toString()) + theme().px(18)));
    }
    m_table->installEventFilter(this);
    panel->body()->addWidget(m_table, 1);
    m_empty = new EmptyState(u"search"_s, tr("No customer matches"), tr("Take a filter away or search all customers."));
    QPushButton *all = m_empty->addAction(tr("Show all customers"));
    connect(all, &QPushButton::clicked, this, [this] {
        m_query = {};
        m_drillTitle.clear();
        m_search->clear();
        apply();
    });
    m_empty->hide();
    panel->body()->addWidget(m_empty, 1);
    panel->body()->addWidget(makeLine(Qt::Horizontal));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme().px(10), theme().px(4), theme().px(10), theme().px(4));
    m_range = makeLabel({}, TextStyle::Small, Color::T2);
    m_sum = makeLabel({}, TextStyle::Small, Color::T2);
    foot->addWidget(m_range);
    foot->addStretch(1);
    foot->addWidget(m_sum);
    panel->body()->addLayout(foot);
    column->addWidget(panel, 1);

    connect(m_density, &Segmented::currentChanged, this, [this](int i) { m_table->verticalHeader()->setDefaultSectionSize(theme().px(i == 0 ? 28 : 32)); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CustomersPage::onCurrentChanged);
    connect(m_table, &QTableView::doubleClicked, this, &CustomersPage::openCurrent);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        const int first = m_table->rowAt(0);
        const int last = m_table->rowAt(m_table->viewport()->height() - 1);
        const int total = m_model->rowCount();
        m_range->setText(total == 0 ? tr("None") : tr("%1–%2 of %3").arg(first + 1).arg((last < 0 ? total - 1 : last) + 1).arg(total));
    });
    return middle;
}

void CustomersPage::refresh()
{
    askSegments();
    apply();
}

void CustomersPage::askSegments()
{
    ask([](services::Queries &q) { return q.segments(); },
        [this](const Result<SegmentCounts> &counts) {
            if (!counts)
                return;
            for (int i = 0; i < m_segmentCounts.size(); ++i)
                static_cast<FilterButton *>(m_segments->button(i))->setCount(m_segmentCounts.at(i)(counts.value()));
        },
        1);
}

void CustomersPage::apply()
{
    m_wanted = currentCustomer();
    m_query.sort = m_model->query().sort;
    m_query.ascending = m_model->query().ascending;
    showChips();
    showSegmentState();
    m_model->setQuery(m_query);
}

void CustomersPage::show(const CustomerQuery &query, const QString &title)
{
    m_query = query;
    m_drillTitle = title.isEmpty() ? tr("Selection") : title;
    const QSignalBlocker quiet(m_search);
    m_search->setText(query.text);
    const int column = query.sort == services::CustomerSort::Aum ? CustomerListModel::Aum : -1;
    if (column >= 0) {
        const QSignalBlocker still(m_table->horizontalHeader());
        m_table->horizontalHeader()->setSortIndicator(column, query.ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
    }
    m_typing->stop();
    apply();
}

//! The segment that says exactly what the query says is marked, or none.
void CustomersPage::showSegmentState()
{
    m_segments->setExclusive(false);
    for (int i = 0; i < m_segmentApply.size(); ++i) {
        CustomerQuery q;
        m_segmentApply.at(i)(q);
        const bool same = m_drillTitle.isEmpty() && q.segment == m_query.segment && q.tiers == m_query.tiers && q.lifecycles == m_query.lifecycles
            && q.activities == m_query.activities && q.kind == m_query.kind && m_query.only.isEmpty();
        m_segments->button(i)->setChecked(same);
    }
    m_segments->setExclusive(true);
}

void CustomersPage::showChips()
{
    clearLayout(m_chips);
    if (!m_drillTitle.isEmpty()) {
        addChip(m_drillTitle, [this] {
            m_query = {};
            m_drillTitle.clear();
        });
        return;
    }
    for (const Tier tier : {Tier::Private, Tier::Wealth, Tier::Mass}) {
        if (m_query.tiers.contains(tier))
            addChip(Labels::tier(tier), [this, tier] { m_query.tiers.remove(tier); });
    }
    for (const Lifecycle stage : {Lifecycle::New, Lifecycle::Growth, Lifecycle::Mature, Lifecycle::Senior}) {
        if (m_query.lifecycles.contains(stage))
            addChip(Labels::lifecycle(stage), [this, stage] { m_query.lifecycles.remove(stage); });
    }
    for (const Activity activity : {Activity::Low, Activity::Medium, Activity::High}) {
        if (m_query.activities.contains(activity))
            addChip(Labels::activity(activity), [this, activity] { m_query.activities.remove(activity); });
    }
    if (m_query.kind)
        addChip(Labels::customerKind(*m_query.kind), [this] { m_query.kind.reset(); });
}

void CustomersPage::addChip(const QString &text, std::function<void()> remove)
{
    auto *chip = new QPushButton(u"%1  ✕"_s.arg(text));
    chip->setAccessibleName(tr("Remove filter %1").arg(text));
    chip->setToolTip(tr("Remove filter %1").arg(text));
    setButtonKind(chip, "chip");
    connect(chip, &QPushButton::clicked, this, [this, remove = std::move(remove)] {
        remove();
        apply();
    });
    m_chips->addWidget(chip);
}

void CustomersPage::fillFilterMenu(QMenu *menu)
{
    menu->clear();
    const auto add = [this](QMenu *in, const QString &text, bool on, std::function<void(bool)> set) {
        QAction *action = in->addAction(text);
        action->setCheckable(true);
        action->setChecked(on);
        connect(action, &QAction::toggled, this, [this, set = std::move(set)](bool checked) {
            m_drillTitle.clear();
            m_query.only.clear();
            set(checked);
            apply();
        });
    };
    const auto toggle = [](auto &set, auto value, bool on) {
        if (on)
            set.insert(value);
        else
            set.remove(value);
    };
    QMenu *tiers = menu->addMenu(tr("Tier"));
    for (const Tier tier : {Tier::Private, Tier::Wealth, Tier::Mass})
        add(tiers, Labels::tier(tier), m_query.tiers.contains(tier), [=, this](bool on) { toggle(m_query.tiers, tier, on); });
    QMenu *stages = menu->addMenu(tr("Lifecycle"));
    for (const Lifecycle stage : {Lifecycle::New, Lifecycle::Growth, Lifecycle::Mature, Lifecycle::Senior})
        add(stages, Labels::lifecycle(stage), m_query.lifecycles.contains(stage), [=, this](bool on) { toggle(m_query.lifecycles, stage, on); });
    QMenu *activities = menu->addMenu(tr("Activity"));
    for (const Activity activity : {Activity::High, Activity::Medium, Activity::Low})
        add(activities, Labels::activity(activity), m_query.activities.contains(activity), [=, this](bool on) { toggle(m_query.activities, activity, on); });
    QMenu *kinds = menu->addMenu(tr("Kind"));
    for (const CustomerKind kind : {CustomerKind::Person, CustomerKind::Company})
        add(kinds, Labels::customerKind(kind), m_query.kind == kind, [=, this](bool on) {
            if (on)
                m_query.kind = kind;
            else
                m_query.kind.reset();
        });
}

void CustomersPage::onLoaded()
{
    const int total = m_model->rowCount();
    m_header->setNote(tr("%n customers · AUM %1", nullptr, total).arg(format::amount(m_model->aumTotal())));
    showExport();
    m_sum->setText(tr("AUM in total %1").arg(format::amount(m_model->aumTotal())));
    m_table->setVisible(total > 0);
    m_empty->setVisible(total == 0);
    const int row = std::max(0, m_model->rowOf(m_wanted));
    if (total > 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    else
        onCurrentChanged();
    QTimer::singleShot(0, m_table, [this] { Q_EMIT m_table->verticalScrollBar()->valueChanged(m_table->verticalScrollBar()->value()); });
    if (total == 0)
        setReady();
}

void CustomersPage::onCurrentChanged()
{
    const services::CustomerRow *row = m_model->customer(m_table->currentIndex().row());
    if (!row || m_model->rowCount() == 0) {
        m_preview->clear();
        return;
    }
    ask([id = row->id](services::Queries &q) { return q.customer(id); },
        [this](const Result<services::CustomerFile> &file) {
            if (file)
                m_preview->setFile(file.value(), todayDate());
            setReady();
        },
        2);
}

CustomerId CustomersPage::currentCustomer() const
{
    const services::CustomerRow *row = m_model->customer(m_table->currentIndex().row());
    return row ? row->id : CustomerId();
}

CustomerId CustomersPage::neighbour(const CustomerId &customer, int step) const
{
    const int row = m_model->rowOf(customer);
    const services::CustomerRow *next = row < 0 ? nullptr : m_model->customer(row + step);
    return next ? next->id : CustomerId();
}

QString CustomersPage::hint() const
{
    return tr("↑↓ move · Enter open · P preview · / filter");
}

void CustomersPage::openCurrent()
{
    if (const CustomerId id = currentCustomer(); !id.isEmpty())
        Q_EMIT openCustomer(id);
}

void CustomersPage::showExport()
{
    const bool offered = services::offered(desk().syncStatus().role, services::Right::ExportList);
    const bool some = m_model->rowCount() > 0;
    m_export->setEnabled(offered && some);
    m_export->setToolTip(!offered ? tr("Your role does not export customer lists") : !some ? tr("The list is empty") : tr("Save the list shown as a file"));
    m_export->setAccessibleDescription(m_export->toolTip());
}

void CustomersPage::exportList()
{
    auto *dialog = new ExportDialog(desk(), m_model->query(), m_model->rowCount(), this);
    connect(dialog, &ExportDialog::exported, this,
            [this](const QString &path, int rows) { Q_EMIT notice(tr("%n customers exported to %1", nullptr, rows).arg(path)); });
    dialog->open();
}

void CustomersPage::setPreviewVisible(bool visible)
{
    m_preview->setVisible(visible);
}

void CustomersPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    setPreviewVisible(m_previewWanted && width() >= theme().px(1160));
    QTimer::singleShot(0, this, &CustomersPage::fitColumns); // when the layout has settled
}

//! The name keeps room to be read; what gives way is in the preview too.
void CustomersPage::fitColumns()
{
    const QHeaderView *head = m_table->horizontalHeader();
    m_table->setColumnHidden(CustomerListModel::Consents, false);
    m_table->setColumnHidden(CustomerListModel::Risk, false);
    for (const int column : {CustomerListModel::Consents, CustomerListModel::Risk}) {
        int fixed = 0;
        for (int i = 1; i < CustomerListModel::ColumnCount; ++i)
            fixed += m_table->isColumnHidden(i) ? 0 : head->sectionSize(i);
        if (m_table->viewport()->width() - fixed >= theme().px(124))
            return;
        m_table->setColumnHidden(column, true);
    }
}

bool CustomersPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Page::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_search) {
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return) {
            m_table->setFocus(Qt::OtherFocusReason);
            return true;
        }
        return false;
    }
    const auto move = [this](int by) {
        const int row = std::clamp(m_table->currentIndex().row() + by, 0, m_model->rowCount() - 1);
        m_table->setCurrentIndex(m_model->index(row, std::max(0, m_table->currentIndex().column())));
    };
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: openCurrent(); return true;
    case Qt::Key_Slash: m_search->setFocus(Qt::ShortcutFocusReason); return true;
    case Qt::Key_P: setPreviewVisible(m_previewWanted = m_preview->isHidden()); return true;
    case Qt::Key_J: move(1); return true;
    case Qt::Key_K:
        if (key->modifiers() != Qt::NoModifier)
            return false;
        move(-1);
        return true;
    default: return false;
    }
}

} // namespace zhike::ui
