// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/install.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

// Outside the namespace, as the macro declares a global function.
static void loadTexts()
{
    Q_INIT_RESOURCE(texts);
}

namespace zhike {
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

bool installTranslations(QCoreApplication &app, const QString &language)
{
    loadTexts();
    for (QTranslator *old : app.findChildren<QTranslator *>(u"zhikeTexts"_s))
        delete old; // takes itself out of the application
    const QLocale wanted = language.isEmpty() ? QLocale::system() : QLocale(language);
    const QString code = wanted.language() == QLocale::Chinese ? u"zh_CN"_s : u"en"_s;
    QLocale::setDefault(QLocale(code == u"zh_CN" ? code : wanted.language() == QLocale::English ? wanted.name() : u"en_GB"_s));
    bool any = false;
    const auto install = [&](const QString &file, const QString &folder) {
        auto *translator = new Texts(&app);
        translator->setObjectName(u"zhikeTexts"_s);
        if (translator->load(file, folder)) {
            app.installTranslator(translator);
            return true;
        }
        delete translator;
        return false;
    };
    install(u"qtbase_"_s + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    const QString folder = u":/zhike/texts"_s;
    for (const QString &file : QDir(folder).entryList({u"*_%1.qm"_s.arg(code)}))
        any = install(file, folder) || any;
    return any && (wanted.language() == QLocale::Chinese || wanted.language() == QLocale::English);
}

} // namespace zhike
