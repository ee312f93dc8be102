// SPDX-License-Identifier: GPL-3.0-or-later
#include "today/callmodel.h"

#include "models/labels.h"
#include "widgets/format.h"

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

void CallModel::setCalls(const QList<services::CallRow> &calls, const QList<services::TaskRow> &done)
{
    beginResetModel();
    m_calls = calls;
    m_done = done;
    endResetModel();
}

void CallModel::setLimit(int limit)
{
    beginResetModel();
    m_limit = limit;
    endResetModel();
}

const services::CallRow *CallModel::call(int row) const
{
    return row >= 0 && row < shownCalls() ? &m_calls.at(row) : nullptr;
}

const services::TaskRow *CallModel::done(int row) const
{
    const int index = row - shownCalls();
    return index >= 0 && index < m_done.size() ? &m_done.at(index) : nullptr;
}

int CallModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : shownCalls() + int(m_done.size());
}

QVariant CallModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto *row = call(index.row());
    const auto *task = done(index.row());
    switch (role) {
    case Qt::DisplayRole: return row ? row->customerName : task ? task->customerName : QString();
    case Qt::AccessibleTextRole:
        if (row)
            return tr("%1, %2, %3, %4, priority %5")
                .arg(row->customerName, Labels::tierOf(row->customerKind, row->tier), badge(*row), reason(*row))
                .arg(row->priority);
        return task ? tr("%1, %2, done").arg(task->customerName, task->title) : QString();
    case DoneRole: return task != nullptr;
    default: return {};
    }
}

QString CallModel::reason(const services::CallRow &call)
{
    const auto cause = QStringView(call.cause);
    const auto money = call.amount ? format::amount(*call.amount) : QString();
    if (cause == u"churn") {
        if (call.amount && call.bp != 0)
            return tr("%1 left within %n day(s) (%2 of the assets)", nullptr, call.days).arg(money, format::percent(call.bp));
        if (call.bp != 0)
            return tr("Assets fell by %1").arg(format::percent(call.bp));
        return call.fact.isEmpty() ? tr("The churn rules fired") : Labels::churnSignal(call.fact);
    }
    if (cause == u"overdue")
        return tr("%1 is overdue by %n day(s)", nullptr, call.days).arg(call.fact);
    if (cause == u"due")
        return call.days == 0 ? tr("%1 is due today").arg(call.fact) : tr("%1 is due in %n day(s)", nullptr, call.days).arg(call.fact);
    if (cause == u"maturity") {
        const auto what = call.fact.isEmpty() ? tr("A product") : call.fact;
        if (call.days == 0)
            return tr("%1 %2 matures today").arg(what, money).simplified();
        return tr("%1 %2 matures in %n day(s)", nullptr, call.days).arg(what, money).simplified();
    }
    if (cause == u"birthday") {
        const auto lunar = call.fact.isEmpty() ? QString() : tr(" (%1)").arg(call.fact);
        return (call.days == 0 ? tr("Birthday today%1") : tr("Birthday in %n day(s)%1", nullptr, call.days)).arg(lunar);
    }
    if (cause == u"no_contact")
        return tr("No contact for %n day(s), longer than the service standard", nullptr, call.days);
    if (cause == u"kyc")
        return call.days < 0 ? tr("KYC review overdue by %n day(s)", nullptr, -call.days) : tr("KYC review due in %n day(s)", nullptr, call.days);
    if (cause == u"potential")
        return call.amount ? tr("%1 came in and is not placed yet").arg(money) : tr("Room for more business");
    return call.fact;
}

QString CallModel::advice(const services::CallRow &call)
{
    const auto cause = QStringView(call.cause);
    if (cause == u"churn")
        return tr("Suggestion: listen first, then agree on a meeting");
    if (cause == u"overdue" || cause == u"due")
        return tr("Suggestion: do it now or move it to a day that holds");
    if (cause == u"maturity")
        return tr("Suggestion: agree on what follows before the money is free");
    if (cause == u"birthday")
        return tr("Suggestion: congratulate, no selling");
    if (cause == u"no_contact")
        return tr("Suggestion: a short call on how things are");
    if (cause == u"kyc")
        return tr("Suggestion: name the papers and a day to bring them");
    if (cause == u"potential")
        return tr("Suggestion: ask for plans and horizon before proposing");
    return {};
}

QString CallModel::badge(const services::CallRow &call)
{
    const auto cause = QStringView(call.cause);
    if (cause == u"churn")
        return tr("Churn risk");
    if (cause == u"overdue")
        return tr("%n day(s) overdue", nullptr, call.days);
    if (cause == u"due")
        return call.days == 0 ? tr("Due today") : tr("Due in %n day(s)", nullptr, call.days);
    if (cause == u"maturity")
        return call.days == 0 ? tr("Matures today") : tr("Matures in %n day(s)", nullptr, call.days);
    if (cause == u"birthday")
        return tr("Birthday");
    if (cause == u"no_contact")
        return tr("Contact due");
    if (cause == u"kyc")
        return tr("KYC");
    if (cause == u"potential")
        return tr("Potential");
    return call.cause;
}

BadgeKind CallModel::badgeKind(const services::CallRow &call)
{
    const auto cause = QStringView(call.cause);
    if (cause == u"churn" || cause == u"overdue")
        return BadgeKind::Critical;
    if (cause == u"due" || cause == u"maturity" || cause == u"no_contact" || cause == u"kyc")
        return BadgeKind::Warning;
    return cause == u"potential" ? BadgeKind::Ok : BadgeKind::Info;
}

QString CallModel::badgeIcon(const services::CallRow &call)
{
    const auto cause = QStringView(call.cause);
    if (cause == u"churn")
        return u"churn"_s;
    if (cause == u"maturity")
        return u"coin"_s;
    if (cause == u"birthday")
        return u"cake"_s;
    if (cause == u"kyc")
        return u"doc"_s;
    return cause == u"potential" ? u"target"_s : u"clock"_s;
}

} // namespace zhike::ui
