// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/reference.h"
#include "domain/ids.h"
#include "domain/money.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;
using K = AccountKind;

constexpr Product kProducts[] = {
    {u"D001", u"活期存款", K::Demand, 1, 0, 20, 0, u"随存随取"},
    {u"D101", u"整存整取 3 个月", K::TimeDeposit, 1, 91, 95, 50, u"到期自动转存可选"},
    {u"D102", u"整存整取 1 年", K::TimeDeposit, 1, 365, 125, 50, u"到期自动转存可选"},
    {u"D103", u"大额存单 1 年", K::TimeDeposit, 1, 365, 140, 200'000, u"可转让，可部分支取"},
    {u"D104", u"大额存单 2 年", K::TimeDeposit, 1, 730, 155, 200'000, u"可转让，可部分支取"},
    {u"D105", u"大额存单 3 年", K::TimeDeposit, 1, 1095, 190, 200'000, u"可转让，按月付息可选"},
    {u"D201", u"对公单位结算户", K::Settlement, 1, 0, 20, 0, u"对公支付结算"},
    {u"D301", u"美元活期存款", K::Demand, 1, 0, 5, 0, u"外币活期", true},
    {u"W101", u"日开净值理财", K::Wealth, 2, 0, 231, 1, u"每日可申赎，主投货币与短债"},
    {u"W102", u"稳健理财 90 天", K::Wealth, 2, 90, 245, 10'000, u"固定收益类，封闭 90 天"},
    {u"W103", u"固收增强 180 天", K::Wealth, 2, 180, 275, 10'000, u"固定收益类，可转债不超过 10%"},
    {u"W104", u"固收增强 365 天", K::Wealth, 3, 365, 305, 50'000, u"固定收益类，权益不超过 15%"},
    {u"W105", u"私行定制混合 2 年", K::Wealth, 4, 730, 0, 1'000'000, u"混合类，私人银行客户专属"},
    {u"W201", u"企业现金管理", K::Wealth, 1, 0, 210, 100'000, u"对公日开，T+0 赎回"},
    {u"F101", u"货币基金 A", K::Fund, 1, 0, 165, 1, u"现金管理"},
    {u"F102", u"中短债基金", K::Fund, 2, 0, 0, 10, u"久期不超过 3 年"},
    {u"F103", u"混合基金组合", K::Fund, 4, 0, 0, 10'000, u"股债 60/40，季度再平衡"},
    {u"F104", u"沪深指数增强", K::Fund, 4, 0, 0, 10, u"指数增强型"},
    {u"F105", u"科技主题股票基金", K::Fund, 5, 0, 0, 10, u"股票型，波动较大"},
    {u"I101", u"年金险（趸缴）", K::Insurance, 2, 0, 0, 50'000, u"终身年金，可附信托"},
    {u"I102", u"增额终身寿险", K::Insurance, 2, 0, 0, 20'000, u"保额逐年递增"},
    {u"G101", u"积存金", K::PreciousMetal, 4, 0, 0, 1'000, u"按克积存，可提金"},
    {u"L101", u"个人住房按揭", K::Mortgage, 1, 0, 315, 0, u"LPR 加减点"},
    {u"L102", u"个人消费贷", K::Loan, 1, 0, 345, 0, u"信用，最长 5 年"},
    {u"L201", u"流动资金贷款", K::Loan, 1, 0, 365, 0, u"对公，一年期"},
    {u"C101", u"信用卡金卡", K::CreditCard, 1, 0, 0, 0, u"年消费 6 次免年费"},
};

} // namespace

int productCount()
{
    return int(std::size(kProducts));
}

const Product &productAt(int index)
{
    return kProducts[index];
}

QString productId(const Plan &plan, int index)
{
    Random random(plan.options.seed, 0x9d, quint64(index));
    const auto high = random.next();
    return derivedUuid(high, random.next(), beijing(QDate(2024, 1, 2)));
}

int drawProduct(Random &random, AccountKind kind, bool usd)
{
    int found[std::size(kProducts)];
    int count = 0;
    for (int i = 0; i < productCount(); ++i)
        if (kProducts[i].kind == kind && kProducts[i].usd == usd)
            found[count++] = i;
    return count ? found[random.below(count)] : -1;
}

} // namespace zhike::central::seed
