// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/names.h"

#include "domain/checkdigits.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

// By how often they occur, roughly; the last row is heteronyms and double surnames.
constexpr const char16_t *kSurnames[] = {u"王", u"李", u"张", u"刘", u"陈", u"杨", u"黄", u"赵", u"吴", u"周", u"徐", u"孙", u"马", u"朱", u"胡", u"郭", u"何",
                                         u"高", u"林", u"罗", u"郑", u"梁", u"谢", u"宋", u"唐", u"许", u"韩", u"冯", u"邓", u"曹", u"彭", u"肖", u"田", u"董",
                                         u"袁", u"潘", u"于", u"蒋", u"蔡", u"余", u"杜", u"叶", u"程", u"苏", u"魏", u"吕", u"丁", u"任", u"沈", u"姚", u"卢",
                                         u"姜", u"崔", u"钟", u"谭", u"陆", u"汪", u"范", u"金", u"石", u"廖", u"贾", u"夏", u"韦", u"付", u"方"};
constexpr const char16_t *kRareSurnames[]
    = {u"单", u"曾", u"仇", u"解", u"查", u"翟", u"覃", u"区", u"乐", u"华", u"任", u"盖", u"朴", u"缪", u"尉迟", u"欧阳", u"上官", u"司马", u"诸葛", u"皇甫"};
constexpr char16_t kMale[] = u"伟强磊洋勇军杰涛超明刚平辉鹏华飞鑫波斌宇浩凯峰健俊帆旭宁龙林欢阳诚志文博轩睿哲远思承嘉泽昊铭晨航朗川岳松柏启景行言";
constexpr char16_t kFemale[] = u"芳娜敏静秀丽娟英玉萍红艳玲芬燕彩春兰凤洁梅琳素云莲真环雪荣爱妹霞香月莺媛珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉眉君琴蕊薇"
                               u"菁梦岚苑筠柔竹霭凝晓欢霄枫芸菲寒欣滢伊亚宜可姬舒影荔枝思雅佩若溪青禾";

// Characters of the names above that are written differently in Hong Kong and Taiwan.
constexpr char16_t kSimplified[]
    = u"张刘陈杨黄赵吴孙马罗郑谢许韩冯邓萧肖卢谭陆贾韦叶苏吕华单伟强军杰刚辉鹏飞鑫凯健龙欢阳诚志轩远泽铭航启静丽红艳兰凤洁云莲环荣爱莺锦婷娴颖芸霭伊荔";
constexpr char16_t kTraditional[]
    = u"張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭肖盧譚陸賈韋葉蘇呂華單偉強軍傑剛輝鵬飛鑫凱健龍歡陽誠志軒遠澤銘航啟靜麗紅艷蘭鳳潔雲蓮環榮愛鶯錦婷嫻穎芸靄伊荔";
static_assert(std::size(kSimplified) == std::size(kTraditional));

constexpr Trade kTrades[] = {
    {u"精密部件", u"C3484", u"机械零部件加工；模具制造；货物进出口"},
    {u"新材料", u"C2659", u"高分子材料研发、生产与销售；技术服务"},
    {u"物流", u"G5910", u"道路货物运输；仓储服务；供应链管理"},
    {u"食品", u"C1439", u"食品生产与销售；冷链配送"},
    {u"机电设备", u"C3899", u"机电设备制造、安装与维修"},
    {u"软件", u"I6513", u"软件开发；信息系统集成；数据处理"},
    {u"医疗器械", u"C3589", u"第二类医疗器械生产；第三类医疗器械经营"},
    {u"纺织", u"C1789", u"针纺织品生产与销售；自营出口"},
    {u"建筑工程", u"E4790", u"房屋建筑工程施工；市政工程；劳务分包"},
    {u"商贸", u"F5199", u"日用百货、五金交电批发与零售"},
    {u"环保科技", u"N7721", u"水污染治理；环保设备销售与运维"},
    {u"农业发展", u"A0141", u"蔬菜种植；农产品初加工与销售"},
    {u"教育咨询", u"P8399", u"教育信息咨询；职业技能培训"},
    {u"电子", u"C3979", u"电子元器件制造与销售；技术进出口"},
    {u"餐饮管理", u"H6210", u"餐饮服务；餐饮企业管理"},
    {u"汽车零部件", u"C3670", u"汽车零部件制造、销售；模具设计"},
};
constexpr const char16_t *kPlaces[] = {u"重庆", u"长沙", u"成都", u"滨江", u"江陵", u"厦门", u"番禺", u"蚌埠", u"苏州", u"宁波", u"", u"", u"", u"", u"", u""};
constexpr const char16_t *kBrands[]
    = {u"澄江", u"远岫", u"恒川", u"云溪", u"江岳", u"启明", u"瑞禾", u"中衡", u"嘉泽", u"长乐", u"朗润", u"博远", u"华盈", u"金穗", u"德邻",
       u"睿达", u"汇川", u"青岚", u"海晏", u"同舟", u"鸿图", u"安澜", u"晟泰", u"新曜", u"百川", u"凌云", u"景行", u"知行", u"天佑", u"合众"};
constexpr const char16_t *kRoads[]
    = {u"江陵路", u"滨江大道", u"文晖路", u"朝阳街", u"行知路", u"长乐路", u"望湖路", u"重华街", u"桂花巷", u"学院路", u"新港路", u"石桥路"};
constexpr const char16_t *kEstates[] = {u"翠湖苑", u"锦绣里", u"江畔名邸", u"金色家园", u"听涛阁", u"紫荆园", u"晓风庭", u"云栖里"};
constexpr const char16_t *kDistricts[] = {u"江北区", u"滨江区", u"朝阳新区", u"望湖区", u"高新区", u"石桥镇"};
constexpr const char16_t *kBanks[] = {u"江海银行", u"远山银行", u"华衡银行", u"新桥银行", u"晨光网商银行"};

QString text(const char16_t *literal)
{
    return QString::fromUtf16(literal);
}

QString digits(Random &random, int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QChar(u'0' + int(random.below(10)));
    return text;
}

} // namespace

QString surname(Random &random)
{
    // The list is ordered by frequency; skewing towards its head is close enough to how names are spread.
    return random.permille(55) ? text(random.pick(kRareSurnames)) : text(kSurnames[random.skewed(0, std::size(kSurnames) - 1)]);
}

QString personName(Random &random, bool female, const QString &familyName)
{
    const auto given = [&] { return female ? QChar(kFemale[random.below(std::size(kFemale) - 1)]) : QChar(kMale[random.below(std::size(kMale) - 1)]); };
    QString name = familyName + given();
    if (random.percent(82))
        name += given();
    return name;
}

QString traditionalName(const QString &name)
{
    static constexpr QStringView from = kSimplified;
    static constexpr QStringView to = kTraditional;
    QString result = name;
    for (auto &c : result)
        if (const auto at = from.indexOf(c); at >= 0)
            c = to[at];
    return result;
}

int tradeCount()
{
    return int(std::size(kTrades));
}

const Trade &tradeAt(int index)
{
    return kTrades[size_t(index)];
}

CompanyName companyName(Random &random, int trade)
{
    const auto place = text(random.pick(kPlaces));
    const auto brand = text(random.pick(kBrands));
    const auto word = text(tradeAt(trade).word);
    const int form = int(random.below(100));
    const auto suffix = form < 78 ? u"有限公司"_s : form < 92 ? u"股份有限公司"_s : u"集团有限公司"_s;
    return {place + brand + word + suffix, (place.isEmpty() ? brand : place + brand) + word.left(2)};
}

QString residentId(Random &random, QDate birth, bool female)
{
    const int serial = int(random.below(500)) * 2 + (female ? 0 : 1);
    const auto first = regionCode(random) + birth.toString(u"yyyyMMdd"_s) + QString::number(serial).rightJustified(3, u'0');
    return first + *residentIdCheck(first);
}

QString creditCode(Random &random)
{
    const auto body = digits(random, 8);
    static constexpr int weights[8] = {3, 7, 9, 10, 5, 8, 4, 2}; // GB 11714, the organisation code inside
    int sum = 0;
    for (int i = 0; i < 8; ++i)
        sum += weights[i] * body[i].digitValue();
    const int check = 11 - sum % 11;
    const auto first = u"91"_s + regionCode(random) + body + (check == 10 ? QChar(u'X') : QChar(u'0' + check % 11));
    return first + *creditCodeCheck(first);
}

QString mobileNumber(Random &random)
{
    return u"101"_s + digits(random, 8);
}

QString accountNumber(Random &random)
{
    const auto first = u"999001"_s + digits(random, 12);
    return first + *luhnCheck(first);
}

QString homeAddress(Random &random)
{
    return u"滨江市"_s + text(random.pick(kDistricts)) + text(random.pick(kRoads)) + QString::number(random.between(1, 320)) + u"号"_s
        + text(random.pick(kEstates)) + QString::number(random.between(1, 28)) + u"幢"_s + QString::number(random.between(1, 26))
        + QString::number(random.between(1, 4)).rightJustified(2, u'0') + u"室"_s;
}

QString officeAddress(Random &random)
{
    return u"滨江市"_s + text(random.pick(kDistricts)) + text(random.pick(kRoads)) + QString::number(random.between(1, 900)) + u"号"_s
        + QString::number(random.between(1, 9)) + u"号楼"_s;
}

QString bankName(Random &random)
{
    return text(random.pick(kBanks));
}

QString regionCode(Random &random)
{
    return u"99"_s + QString::number(random.between(1, 12)).rightJustified(2, u'0') + QString::number(random.between(1, 20)).rightJustified(2, u'0');
}

} // namespace zhike::central::seed
