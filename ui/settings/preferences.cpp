// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/preferences.h"

#include <QLocale>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

QSettings file()
{
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/zhike/settings.ini"_s, QSettings::IniFormat};
}

} // namespace

Preferences Preferences::load()
{
    Preferences preferences;
    const auto settings = file();
    const auto one = [&](const QString &key, const QStringList &allowed, const QString &otherwise) {
        const auto value = settings.value(key).toString();
        return allowed.contains(value) ? value : otherwise;
    };
    preferences.mode = one(u"appearance/mode"_s, {u"light"_s, u"dark"_s, u"system"_s}, preferences.mode);
    preferences.directions = one(u"appearance/directions"_s, {u"red-up"_s, u"green-up"_s, u"blue-up"_s}, {});
    preferences.zoom = one(u"appearance/zoom"_s, {u"90"_s, u"100"_s, u"125"_s, u"150"_s, u"200"_s}, u"100"_s).toInt();
    preferences.language = one(u"language"_s, {u"zh_CN"_s, u"en"_s}, {});
    return preferences;
}

void Preferences::save() const
{
    auto settings = file();
    settings.setValue(u"appearance/mode"_s, mode);
    settings.setValue(u"appearance/directions"_s, directions);
    settings.setValue(u"appearance/zoom"_s, QString::number(zoom));
    settings.setValue(u"language"_s, language);
}

void Preferences::applyTo(Theme &theme, bool systemDark) const
{
    theme.setMode(mode == u"dark" || (mode == u"system" && systemDark) ? Theme::Mode::Dark : Theme::Mode::Light);
    const bool english = QLocale().language() == QLocale::English;
    theme.setDirections(directions == u"blue-up"                                             ? Directions::BlueUp
                            : directions == u"green-up" || (directions.isEmpty() && english) ? Directions::GreenUp
                                                                                             : Directions::RedUp);
    theme.setZoom(zoom);
}

} // namespace zhike::ui
