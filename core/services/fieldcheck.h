// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QJsonObject>

namespace zhike::services {

//! Whether the values may be written to a record of the type, by the shared table of types and by the check digits: refused here, before anything is
//! queued, with the field named. \param current the record as the person sees it
Done checkFields(const QString &type, const QJsonObject &current, const QJsonObject &values);

} // namespace zhike::services
