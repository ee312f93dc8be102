// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/rows.h"

#include <QHash>
#include <QJsonObject>

namespace zhike::central {

//! The bank's settings as the store keeps them, by key.
using Policy = QHash<QString, QString>;

//! Days a device may work without having been seen; private banking has its own, shorter figure.
int leaseDays(const Policy &policy, const User &user);
//! What a device needs to know of the bank's policy (security.md §5.1): numbers as numbers, with their defaults; what the bank set beyond
//! these is passed on as text.
QJsonObject devicePolicy(const Policy &policy, const User &user);
//! Why a value is not one for this key; empty: in order.
QString policyProblem(const QString &key, const QString &value);

} // namespace zhike::central
