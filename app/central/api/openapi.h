// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace zhike::central {

//! The description of all endpoints (OpenAPI 3.1), as JSON. A test holds it to the table of routes.
QByteArray openApiText();

} // namespace zhike::central
