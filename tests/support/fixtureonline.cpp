// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixturedesk.h"

#include <QMutexLocker>

namespace zhike::support {
namespace {

using namespace services;
using namespace Qt::Literals::StringLiterals;

class FixtureOnline final : public OnlineCommands {
public:
    explicit FixtureOnline(std::shared_ptr<FixtureBank> bank) : m_bank(std::move(bank)) { }

    Done approve(const QString &request, const QString &note) override { return decide(u"approve"_s, request, u"approved"_s, note); }
    Done reject(const QString &request, const QString &reason) override
    {
        if (reason.trimmed().isEmpty())
            return Error {ErrorCode::Invalid, u"a reason is missing"_s, u"reason"_s, {}};
        return decide(u"reject"_s, request, u"rejected"_s, reason);
    }
    Done withdraw(const QString &request) override { return decide(u"withdraw"_s, request, u"withdrawn"_s, {}); }

private:
    Done decide(const QString &command, const QString &request, const QString &state, const QString &note)
    {
        const QMutexLocker lock(&m_bank->mutex);
        if (!m_bank->connected)
            return Error {ErrorCode::Offline, u"no connection"_s, u"decision"_s, {}};
        if (m_bank->failing.contains(command))
            return Error {m_bank->failure, u"provoked by the test"_s, u"request"_s, {}};
        m_bank->log.append(QStringList {command, request, note}.join(u' ').trimmed());
        auto &board = m_bank->approvals;
        for (auto *list : {&board.queue, &board.own})
            for (qsizetype i = 0; i < list->size(); ++i) {
                auto &row = (*list)[i];
                if (row.id != request)
                    continue;
                row.state = state;
                row.decidedAt = m_bank->now;
                row.decidedByName = u"顾明舟"_s;
                row.decisionReason = note;
                row.mine = false;
                board.decided.prepend(row);
                if (list == &board.queue)
                    list->removeAt(i);
                return done();
            }
        return Error {ErrorCode::NotFound, u"no such request"_s, u"request"_s, {}};
    }

    std::shared_ptr<FixtureBank> m_bank;
};

} // namespace

std::unique_ptr<OnlineCommands> fixtureOnline(std::shared_ptr<FixtureBank> bank)
{
    return std::make_unique<FixtureOnline>(std::move(bank));
}

void FixtureBank::addApprovals()
{
    const auto at = [&](int daysAgo, QTime time) { return QDateTime(today.addDays(-daysAgo), time, now.timeZone()); };
    const auto row = [&](const char16_t *id, const char16_t *who, const char16_t *maker, const char16_t *name, const QDateTime &made, const QDateTime &until,
                         QList<ChangeField> fields, const char16_t *reason) {
        ApprovalRow r;
        r.id = fromWide(id);
        r.targetType = u"customer"_s;
        r.customer = idOf(fromWide(who));
        r.customerName = fromWide(who);
        if (const auto *c = customer(r.customer))
            r.customerKind = c->kind;
        r.fields = std::move(fields);
        r.maker = fromWide(maker);
        r.makerName = fromWide(name);
        r.reason = fromWide(reason);
        r.state = u"pending"_s;
        r.madeAt = made;
        r.expiresAt = until;
        r.secondsLeft = now.secsTo(until);
        return r;
    };
    approvals.decides = true;
    approvals.queue = {row(u"cr-1", u"唐婉清", u"rm002", u"江予安", at(0, QTime(9, 20)), now.addSecs(100 * 60),
                           {{u"risk_tolerance"_s, u"C3"_s, u"C4"_s, {}, false},
                            {u"id_no"_s, u"**************4021"_s, u"**************4029"_s, {}, false},
                            {u"annual_income"_s, u"180,000.00 CNY"_s, u"350,000.00 CNY"_s, 9444, false}},
                           u"客户到店填写《信息变更表》，重新测评"),
                       row(u"cr-2", u"吴佩玲", u"rm002", u"江予安", at(0, QTime(8, 50)), now.addSecs(195 * 60),
                           {{u"tier_override"_s, u""_s, u"private"_s, {}, false}}, u"资产证明已收"),
                       row(u"cr-3", u"澄江精密部件有限公司", u"rm003", u"杜一鸣", at(1, QTime(16, 5)), now.addDays(3),
                           {{u"name"_s, u"澄江精密部件有限公司"_s, u"澄江精密科技有限公司"_s, {}, true}}, u"工商更名")};
    approvals.queue.last().late = true;
    for (auto &r : approvals.queue)
        r.mine = true;
    approvals.own
        = {row(u"cr-4", u"唐婉清", u"rm001", u"沈若岚", at(0, QTime(9, 12)), now.addDays(2), {{u"kyc_status"_s, u"due"_s, u"ok"_s, {}, false}}, u"证件已更新"),
           row(u"cr-5", u"梁思齐", u"rm001", u"沈若岚", at(3, QTime(10, 0)), now.addDays(20), {{u"credit_rating"_s, u"A"_s, u"AA"_s, {}, false}}, u"")};
    for (auto &r : approvals.own)
        r.own = true;
    auto &settled = approvals.own.last();
    settled.state = u"rejected"_s;
    settled.decidedByName = u"顾明舟"_s;
    settled.decidedAt = at(2, QTime(9, 30));
    settled.decisionReason = u"缺评级报告"_s;
    auto former
        = row(u"cr-0", u"唐婉清", u"rm002", u"江予安", at(12, QTime(15, 0)), now.addDays(18), {{u"pep"_s, u"false"_s, u"true"_s, {}, false}}, u"名单核对");
    former.state = u"approved"_s;
    former.decidedByName = u"顾明舟"_s;
    former.decidedAt = at(12, QTime(15, 40));
    approvals.decided = {settled, former};
    approvals.approved = 42;
    approvals.rejected = 6;
    approvals.medianMinutes = 38;
    const auto auto_
        = [&](const char16_t *who, const char16_t *field, const char16_t *kind, const char16_t *before, const char16_t *after, const QDateTime &when) {
              merged.append({merged.size() + 1, when, u"customer"_s, idOf(fromWide(who)), fromWide(who), fromWide(field), fromWide(kind), fromWide(before),
                             fromWide(after), false});
          };
    auto_(u"陈静怡", u"preferred_time", u"mine", u"上午", u"下午", at(0, QTime(9, 38)));
    auto_(u"何俊杰", u"remarks", u"theirs", u"", u"偏好短信", at(0, QTime(9, 38)));
    auto_(u"周立行", u"do_not_contact", u"theirs", u"false", u"true", at(0, QTime(9, 12)));
}

} // namespace zhike::support
