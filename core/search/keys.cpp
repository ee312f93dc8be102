// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/keys.h"

#include <QHash>
#include <QMutex>
#include <QStringList>
#include <unicode/translit.h>

namespace zhike::search {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isHan(QChar c)
{
    return c.script() == QChar::Script_Han;
}

// ICU's transliterators are slow to make and safe to share under a lock; a bank's characters repeat, so answers are kept.
class Transliteration {
public:
    QString simplified(const QString &text) { return apply(m_simplify, text); }

    QStringList readings(QChar han)
    {
        const QMutexLocker lock(&m_mutex);
        auto &known = m_readings[han];
        if (known.isEmpty()) {
            known = heteronyms().value(han);
            const auto usual = run(m_pinyin, QString(han)).toLower();
            if (!known.contains(usual))
                known.append(usual);
        }
        return known;
    }

private:
    struct Rule {
        const char16_t *id;
        std::unique_ptr<icu::Transliterator> transliterator {};
    };

    QString apply(Rule &rule, const QString &text)
    {
        const QMutexLocker lock(&m_mutex);
        return run(rule, text);
    }

    static QString run(Rule &rule, const QString &text)
    {
        if (!rule.transliterator) {
            UErrorCode status = U_ZERO_ERROR;
            rule.transliterator.reset(icu::Transliterator::createInstance(icu::UnicodeString(rule.id), UTRANS_FORWARD, status));
            if (!rule.transliterator)
                return text;
        }
        icu::UnicodeString value(reinterpret_cast<const char16_t *>(text.utf16()), int32_t(text.size()));
        rule.transliterator->transliterate(value);
        return QString::fromUtf16(value.getBuffer(), value.length());
    }

    // Readings besides ICU's usual one that names, places and firms use; the surname reading first.
    static const QHash<QChar, QStringList> &heteronyms()
    {
        static const QHash<QChar, QStringList> table = {{u'重', {u"chong"_s, u"zhong"_s}},
                                                        {u'单', {u"shan"_s, u"dan"_s, u"chan"_s}},
                                                        {u'曾', {u"zeng"_s, u"ceng"_s}},
                                                        {u'仇', {u"qiu"_s, u"chou"_s}},
                                                        {u'解', {u"xie"_s, u"jie"_s}},
                                                        {u'查', {u"zha"_s, u"cha"_s}},
                                                        {u'区', {u"ou"_s, u"qu"_s}},
                                                        {u'朴', {u"piao"_s, u"pu"_s}},
                                                        {u'盖', {u"ge"_s, u"gai"_s}},
                                                        {u'乐', {u"le"_s, u"yue"_s}},
                                                        {u'长', {u"chang"_s, u"zhang"_s}},
                                                        {u'行', {u"xing"_s, u"hang"_s}},
                                                        {u'尉', {u"yu"_s, u"wei"_s}},
                                                        {u'翟', {u"zhai"_s, u"di"_s}},
                                                        {u'覃', {u"qin"_s, u"tan"_s}},
                                                        {u'车', {u"che"_s, u"ju"_s}},
                                                        {u'缪', {u"miao"_s, u"mou"_s}},
                                                        {u'折', {u"she"_s, u"zhe"_s}},
                                                        {u'员', {u"yun"_s, u"yuan"_s}},
                                                        {u'万', {u"wan"_s, u"mo"_s}},
                                                        {u'俞', {u"yu"_s, u"shu"_s}},
                                                        {u'石', {u"shi"_s, u"dan"_s}},
                                                        {u'都', {u"du"_s, u"dou"_s}},
                                                        {u'会', {u"hui"_s, u"kuai"_s}},
                                                        {u'隗', {u"wei"_s, u"kui"_s}},
                                                        {u'秘', {u"bi"_s, u"mi"_s}},
                                                        {u'繁', {u"po"_s, u"fan"_s}},
                                                        {u'冼', {u"xian"_s}},
                                                        {u'藏', {u"zang"_s, u"cang"_s}},
                                                        {u'贾', {u"jia"_s, u"gu"_s}},
                                                        {u'调', {u"diao"_s, u"tiao"_s}},
                                                        {u'佛', {u"fo"_s, u"fu"_s}},
                                                        {u'宁', {u"ning"_s}},
                                                        {u'朝', {u"chao"_s, u"zhao"_s}},
                                                        {u'广', {u"guang"_s, u"an"_s}},
                                                        {u'厦', {u"xia"_s, u"sha"_s}},
                                                        {u'召', {u"zhao"_s, u"shao"_s}},
                                                        {u'祭', {u"zhai"_s, u"ji"_s}},
                                                        {u'陆', {u"lu"_s, u"liu"_s}},
                                                        {u'吕', {u"lv"_s, u"lu"_s}},
                                                        {u'女', {u"nv"_s, u"nu"_s}},
                                                        {u'绿', {u"lv"_s, u"lu"_s}}};
        return table;
    }

    QMutex m_mutex;
    Rule m_simplify {u"Traditional-Simplified"};
    Rule m_pinyin {u"Han-Latin; Latin-ASCII; Lower"};
    QHash<QChar, QStringList> m_readings;
};

Transliteration &transliteration()
{
    static Transliteration instance;
    return instance;
}

QString reversed(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const auto c : text)
        if (c.isLetterOrNumber())
            result.prepend(c.toUpper());
    return result;
}

constexpr qsizetype kMaxSyllables = 12; // longer firms are found by their beginning and by any later word
constexpr qsizetype kMaxVariants = 8;

// Pinyin and initials of a run of Han characters in every reading, a bounded number of them.
void addReadings(QList<Key> &keys, const QString &han)
{
    QList<std::pair<QString, QString>> variants = {{QString(), QString()}};
    for (const auto c : han.left(kMaxSyllables)) {
        const auto readings = transliteration().readings(c);
        QList<std::pair<QString, QString>> next;
        for (const auto &[full, initials] : std::as_const(variants))
            for (const auto &reading : readings)
                if (next.size() < kMaxVariants)
                    next.append({full + reading, initials + reading.left(1)});
        variants = next;
    }
    for (const auto &[full, initials] : std::as_const(variants)) {
        const Key pinyin {KeyKind::Pinyin, full};
        keys.append(pinyin);
        if (han.size() > 1)
            keys.append({KeyKind::Initials, initials});
    }
}

} // namespace

QList<Key> nameKeys(const QString &name)
{
    const auto plain = transliteration().simplified(name).toLower().simplified();
    QList<Key> keys;
    QString han;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const bool wordStart = i == 0 || plain[i - 1] == u' ' || isHan(plain[i]) != isHan(plain[i - 1]);
        if (!isHan(plain[i]) && !wordStart)
            continue;
        if (!plain[i].isLetterOrNumber())
            continue;
        keys.append({KeyKind::Name, plain.mid(i)});
        if (isHan(plain[i])) {
            qsizetype end = i;
            while (end < plain.size() && isHan(plain[end]))
                ++end;
            addReadings(keys, plain.mid(i, end - i));
        }
    }
    return keys;
}

QList<Key> phoneKeys(const QString &phone)
{
    return {{KeyKind::Phone, reversed(phone)}};
}

Key idKey(const QString &number)
{
    return {KeyKind::IdNumber, reversed(number)};
}

Key numberKey(const QString &number)
{
    return {KeyKind::Number, number.toLower()};
}

QList<Key> queryKeys(const QString &typed)
{
    const auto text = transliteration().simplified(typed).toLower().simplified();
    if (text.isEmpty())
        return {};
    QList<Key> keys;
    bool digits = true;
    bool latin = true;
    for (const auto c : text) {
        digits = digits && ((c >= u'0' && c <= u'9') || c == u'x');
        latin = latin && c.unicode() < 128;
    }
    keys.append({KeyKind::Name, text});
    if (latin && !digits) {
        auto joined = text;
        joined.remove(u' ').remove(u'\'');
        if (!joined.isEmpty()) {
            keys.append({KeyKind::Initials, joined});
            keys.append({KeyKind::Pinyin, joined});
        }
    }
    if (latin)
        keys.append({KeyKind::Number, text});
    if (digits && text.size() >= 4) {
        keys.append({KeyKind::Phone, reversed(text)});
        keys.append({KeyKind::IdNumber, reversed(text)});
    }
    return keys;
}

QString sortKey(const QString &name)
{
    QString key;
    for (const auto c : transliteration().simplified(name).left(24)) {
        if (isHan(c))
            key += transliteration().readings(c).constFirst() + u' ';
        else
            key += c.toLower();
    }
    return key + u'\x1f' + name;
}

} // namespace zhike::search
