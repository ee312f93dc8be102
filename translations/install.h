// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QCoreApplication;

namespace zhike {

//! Makes `language` ("zh_CN", "en"; empty: the system's) the one of the application: default locale, our texts and Qt's own. A second call replaces
//! the first. Call before widgets are made. \return whether there are texts in it; otherwise English is in force.
bool installTranslations(QCoreApplication &app, const QString &language);

} // namespace zhike
