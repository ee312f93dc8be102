// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QCoreApplication;

namespace zhike {

//! Puts the catalogues of a language (zh_CN or en) in force and sets the default locale; empty: the system's language, Chinese when it is neither.
//! May be called again to switch. \return the language in force
QString installTranslations(QCoreApplication &application, const QString &lang);

} // namespace zhike
