// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/deviceflows.h"

namespace zhike::services {
class Desk;
}
namespace zhike::ui {
class MainWindow;
class Theme;
} // namespace zhike::ui

namespace zhike::desktop {

//! What screens ask of the program around them.
struct PageHooks {
    services::DeviceFlows flows;
    std::function<void()> lock;
    std::function<void(const QString &language)> rebuild; //!< every screen anew, in this language
};

//! The screens this edition has; the only place that knows them all.
void addPages(ui::MainWindow &window, services::Desk &desk, ui::Theme &theme, const PageHooks &hooks);

} // namespace zhike::desktop
