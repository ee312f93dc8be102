// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/rows.h"
#include "central/sync/opresult.h"
#include "wire/merge3.h"
#include "wire/recordtypes.h"

#include <optional>

namespace zhike::central {

inline constexpr qsizetype kMaxRecordBytes = 256 * 1024;

bool isWireUuid(const QString &text);
//! nullopt: in order. Otherwise the refusal, naming the field.
std::optional<OpResult> checkCreate(const wire::TypeRule &rule, const QJsonObject &data, const QString &customerId);
std::optional<OpResult> checkPatch(const wire::TypeRule &rule, const wire::Patch &patch, const QStringList &masked);
//! Rules over the whole record after the change, such as what a complaint needs before it closes.
std::optional<OpResult> checkWhole(const wire::TypeRule &rule, const QJsonObject &data);

} // namespace zhike::central
