// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/install.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <cstring>

static void initTranslationResources()
{
    Q_INIT_RESOURCE(translations);
}

namespace zhike {

using namespace Qt::Literals::StringLiterals;

namespace {

//! lupdate names a context after the class alone where the namespace is written as a::b; Qt asks with the full name.
class Texts : public QTranslator {
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char *context, const char *text, const char *disambiguation, int n) const override
    {
        const QString found = QTranslator::translate(context, text, disambiguation, n);
        const char *colons = context ? std::strrchr(context, ':') : nullptr;
        return found.isNull() && colons ? QTranslator::translate(colons + 1, text, disambiguation, n) : found;
    }
};

} // namespace

QString installTranslations(QCoreApplication &application, const QString &lang)
{
    initTranslationResources();
    auto language = lang;
    if (language.isEmpty())
        language = QLocale::system().language() == QLocale::English ? u"en"_s : u"zh_CN"_s;
    if (language.startsWith("en"_L1))
        language = u"en"_s;
    else
        language = u"zh_CN"_s;
    for (auto *old : application.findChildren<QTranslator *>(u"zhike"_s, Qt::FindDirectChildrenOnly)) {
        QCoreApplication::removeTranslator(old);
        delete old;
    }
    QLocale::setDefault(QLocale(language == "en"_L1 ? QLocale::English : QLocale::Chinese, language == "en"_L1 ? QLocale::UnitedStates : QLocale::China));
    const auto add = [&application](const QString &path) {
        auto *translator = new Texts(&application);
        translator->setObjectName(u"zhike"_s);
        if (translator->load(path))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    add(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + u"/qtbase_"_s + language + u".qm"_s);
    for (const auto &file : QDir(u":/i18n"_s).entryList({u"*_"_s + language + u".qm"_s}))
        add(u":/i18n/"_s + file);
    return language;
}

} // namespace zhike
