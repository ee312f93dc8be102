// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "theme/theme.h"

class QPainter;

namespace zhike::ui {

//! Where a timed task stands among those that overlap it: column of columns, from the day's first minute.
struct BlockPlace {
    int task = 0; //!< index in the list given
    int fromMinute = 0;
    int toMinute = 0;
    int column = 0;
    int columns = 1;
};

//! Places the timed tasks of one day side by side wherever they overlap. Tasks that end before they start count as half an hour.
[[nodiscard]] QList<BlockPlace> placeBlocks(const QList<services::TaskRow> &tasks, QDate day);

struct BlockColors {
    Color edge;
    Color fill;
};
[[nodiscard]] BlockColors blockColors(const services::TaskRow &task);
[[nodiscard]] QString blockTitle(const services::TaskRow &task); //!< "吴佩玲 · 资产配置检视"
[[nodiscard]] QString blockSentence(const services::TaskRow &task, QDate today); //!< for screen readers and tooltips
[[nodiscard]] QDate taskDay(const services::TaskRow &task);

//! Colours and icon of an important date in calendars.
[[nodiscard]] BlockColors dateColors(const services::DateRow &date);
[[nodiscard]] QString dateTitle(const services::DateRow &date);

//! One line with edge, icon and title, as in the all-day row and the month.
void paintChip(QPainter &painter, const Theme &theme, const QRectF &box, BlockColors colors, const QString &icon, const QString &title, bool struck,
               bool selected);

} // namespace zhike::ui
