// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonValue>
#include <QString>

namespace zhike::ctl {

//! A value from the command line in the JSON form the type's field has; empty text is null.
QJsonValue fieldValue(const QString &type, const QString &field, const QString &text);

} // namespace zhike::ctl
