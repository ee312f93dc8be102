// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/theme.h"

namespace zhike::ui {

//! How a person likes to see the program. Kept outside the vault in `settings.ini`, so that the sign-in page follows it too: no name, no customer, no key.
struct Preferences {
    QString mode = QStringLiteral("light"); //!< light, dark, system
    QString directions; //!< red-up, green-up, blue-up; empty: as the language has it
    int zoom = 100; //!< percent: 90, 100, 125, 150, 200
    QString language; //!< zh_CN, en; empty: the system's

    static Preferences load();
    void save() const;
    //! \param systemDark what "system" stands for now
    void applyTo(Theme &theme, bool systemDark) const;
};

} // namespace zhike::ui
