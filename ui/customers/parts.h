// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "theme/theme.h"

#include <QWidget>

class QGridLayout;

namespace zhike::ui {

//! Rows "name – value" of a fact list; empty values are left out by the caller.
void addFact(QGridLayout *grid, const QString &name, const QString &value, Color tone = Color::T1);
//! One reason of the churn rules: sentence, bar of its points, "+34".
[[nodiscard]] QWidget *makeReason(const services::ChurnReasonRow &reason);
[[nodiscard]] QString personLine(const services::CustomerFile &file); //!< "女 · 52 岁 · 教师"
[[nodiscard]] QString sexName(QStringView wire);

} // namespace zhike::ui
