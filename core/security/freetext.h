// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

//! What people type freely, before it is kept or leaves the program.
namespace zhike::security {

//! What in a text looks like data that must be stored nowhere (class C3): "card-number" (with a valid check digit), "cvv", "pin", "password", "otp".
//! A warning, no proof.
QStringList secretsIn(const QString &text);

//! One cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula: what begins with = + - @ TAB or CR is led by an apostrophe.
QString csvCell(const QString &text);

} // namespace zhike::security
