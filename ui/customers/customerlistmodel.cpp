// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customerlistmodel.h"

#include "models/labels.h"
#include "widgets/answer.h"
#include "widgets/format.h"

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

using services::CustomerRow;
using services::CustomerSort;

namespace {

const QHash<int, CustomerSort> &sorts()
{
    static const QHash<int, CustomerSort> map {{CustomerListModel::Name, CustomerSort::Name},
                                               {CustomerListModel::Tier, CustomerSort::Tier},
                                               {CustomerListModel::Aum, CustomerSort::Aum},
                                               {CustomerListModel::Change, CustomerSort::Change30},
                                               {CustomerListModel::Risk, CustomerSort::Risk},
                                               {CustomerListModel::Churn, CustomerSort::Churn},
                                               {CustomerListModel::LastContact, CustomerSort::LastContact},
                                               {CustomerListModel::Next, CustomerSort::NextOn}};
    return map;
}

} // namespace

int CustomerListModel::sortColumn() const
{
    return sorts().key(m_query.sort, -1);
}

CustomerListModel::CustomerListModel(services::Desk &desk, QObject *parent) : QAbstractTableModel(parent), m_desk(desk) { }

void CustomerListModel::setQuery(const services::CustomerQuery &query)
{
    m_query = query;
    reload();
}

void CustomerListModel::reload()
{
    const quint64 generation = ++m_generation;
    m_asked.clear();
    whenAnswered(m_desk.read([query = m_query](services::Queries &q) { return q.customers(query, 0, PageSize); }), m_desk, this,
                 [this, generation](const Result<services::CustomerPage> &page) {
                     if (generation != m_generation)
                         return;
                     if (page)
                         answer(0, true, page.value());
                     else
                         Q_EMIT failed(page.error());
                 });
}

void CustomerListModel::fetch(int page) const
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    auto *self = const_cast<CustomerListModel *>(this); // views ask through const functions; the answer comes later as dataChanged
    // Later, because an answer that is there at once would change the model under the view that is reading it.
    QMetaObject::invokeMethod(
        self,
        [self, page, generation = m_generation] {
            if (generation != self->m_generation)
                return;
            whenAnswered(self->m_desk.read([query = self->m_query, page](services::Queries &q) { return q.customers(query, page * PageSize, PageSize); }),
                         self->m_desk, self, [self, page, generation](const Result<services::CustomerPage> &rows) {
                             if (generation != self->m_generation)
                                 return;
                             if (rows)
                                 self->answer(page, false, rows.value());
                             else
                                 Q_EMIT self->failed(rows.error());
                         });
        },
        Qt::QueuedConnection);
}

void CustomerListModel::answer(int page, bool first, const services::CustomerPage &rows)
{
    if (first || rows.total != m_total) {
        beginResetModel();
        m_pages.clear();
        m_asked = {page};
        m_total = rows.total;
        m_aumTotal = rows.aumTotal;
        m_pages.insert(page, rows.rows);
        endResetModel();
        Q_EMIT loaded();
        return;
    }
    m_pages.insert(page, rows.rows);
    const int from = page * PageSize;
    Q_EMIT dataChanged(index(from, 0), index(std::min(m_total, from + PageSize) - 1, ColumnCount - 1));
}

const CustomerRow *CustomerListModel::customer(int row) const
{
    if (row < 0 || row >= m_total)
        return nullptr;
    const auto page = m_pages.constFind(row / PageSize);
    if (page == m_pages.constEnd()) {
        fetch(row / PageSize);
        return nullptr;
    }
    const int at = row % PageSize;
    return at < page->size() ? &page->at(at) : nullptr;
}

int CustomerListModel::rowOf(const CustomerId &customer) const
{
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
        for (int i = 0; i < page->size(); ++i) {
            if (page->at(i).id == customer)
                return page.key() * PageSize + i;
        }
    }
    return -1;
}

int CustomerListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_total;
}

int CustomerListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString CustomerListModel::text(const CustomerRow &row, int column) const
{
    const QDate today = m_desk.clock().today();
    switch (column) {
    case Name: return row.name;
    case Tier: return Labels::tierOf(row.kind, row.tier);
    case Aum: return format::column(row.aum);
    case Change: return format::percent(row.change30Bp, format::Sign::Always);
    case Risk: return row.risk.isEmpty() ? u"–"_s : row.risk;
    case Churn: return Labels::churnLevel(row.churn);
    case LastContact: return format::ago(row.lastContact, today);
    case Next: return row.nextStep.isEmpty() ? u"—"_s : tr("%1 %2").arg(format::relativeDay(row.nextOn, today), row.nextStep);
    default: return {};
    }
}

QString CustomerListModel::sentence(const CustomerRow &row) const
{
    const QDate today = m_desk.clock().today();
    return tr("%1, %2, AUM %3, 30 days %4, churn %5, last contact %6")
        .arg(row.name, Labels::tierOf(row.kind, row.tier), format::amount(row.aum), format::percent(row.change30Bp, format::Sign::Always),
             Labels::churnLevel(row.churn), format::ago(row.lastContact, today));
}

QString CustomerListModel::toolTip(const CustomerRow &row, int column) const
{
    switch (column) {
    case Name: return row.pending ? tr("%1 · %2 · holds changes that are not uploaded yet").arg(row.name, row.number) : tr("%1 · %2").arg(row.name, row.number);
    case Aum: return format::exact(row.aum);
    case Churn:
        return row.churn == ChurnLevel::None ? Labels::churnLevel(row.churn)
                                             : tr("%1 · %2 points of the rules").arg(Labels::churnLevel(row.churn)).arg(row.churnPoints);
    case LastContact:
        return row.contactLimitDays > 0 ? tr("Last contact %1 · standard: every %n days", nullptr, row.contactLimitDays).arg(format::fullDay(row.lastContact))
                                        : format::fullDay(row.lastContact);
    case Next: return row.nextOn.isValid() ? tr("%1 · %2").arg(format::fullDay(row.nextOn), row.nextStep) : QString();
    case Consents:
        if (row.doNotContact)
            return tr("Do not contact");
        return tr("Marketing: %1 · profiling: %2 · sharing: %3")
            .arg(row.consents.marketing ? tr("given") : tr("not given"), row.consents.profiling ? tr("given") : tr("not given"),
                 row.consents.thirdParty ? tr("given") : tr("not given"));
    default: return {};
    }
}

QVariant CustomerListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole) {
        switch (index.column()) {
        case Aum:
        case Change: return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        case Months:
        case Risk:
        case Churn: return QVariant(Qt::AlignHCenter | Qt::AlignVCenter);
        default: return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
        }
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    const CustomerRow *row = customer(index.row());
    if (!row)
        return role == Qt::DisplayRole && index.column() == Name ? QVariant(u"…"_s) : QVariant();
    if (role == Qt::ToolTipRole)
        return toolTip(*row, index.column());
    return role == Qt::AccessibleTextRole && index.column() == Name ? sentence(*row) : text(*row, index.column());
}

QVariant CustomerListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Aum || section == Change                     ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : section == Months || section == Risk || section == Churn ? QVariant(Qt::AlignHCenter | Qt::AlignVCenter)
                                                                       : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString arrow = section == sortColumn() ? (m_query.ascending ? u" ▲"_s : u" ▼"_s) : QString();
    return headerText(section) + arrow;
}

QString CustomerListModel::headerText(int section)
{
    switch (section) {
    case Name: return tr("Customer");
    case Tier: return tr("Tier");
    case Aum: return tr("AUM (%1)").arg(format::columnUnit());
    case Change: return tr("30 days");
    case Months: return tr("12 months");
    case Risk: return tr("Risk");
    case Churn: return tr("Churn");
    case LastContact: return tr("Last contact");
    case Next: return tr("Next step");
    case Consents: return tr("Consents");
    default: return {};
    }
}

void CustomerListModel::sort(int column, Qt::SortOrder order)
{
    const auto sort = sorts().constFind(column);
    const bool ascending = order == Qt::AscendingOrder;
    if (sort == sorts().constEnd() || (m_query.sort == *sort && m_query.ascending == ascending))
        return;
    m_query.sort = *sort;
    m_query.ascending = ascending;
    reload();
}

} // namespace zhike::ui
