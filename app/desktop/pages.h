// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zhike::services {
class Desk;
}
namespace zhike::ui {
class MainWindow;
class Theme;
} // namespace zhike::ui

namespace zhike::desktop {

//! The screens this edition has; the only place that knows them all.
void addPages(ui::MainWindow &window, services::Desk &desk, ui::Theme &theme);

} // namespace zhike::desktop
