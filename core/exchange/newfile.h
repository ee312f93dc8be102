// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QByteArray>
#include <QString>

namespace zhike::exchange {

//! Whether a file may be made there: an absolute name in a folder that is there, and nothing of that name. Errors name the field "path".
Done mayCreate(const QString &path);
//! Makes a file that was not there, whole or not at all, on disk when this returns, for its owner alone (0600). Where the file system can, the file has
//! no name until it is complete, so that a kill leaves nothing. What is there already is never replaced.
Done createFile(const QString &path, const QByteArray &bytes);

} // namespace zhike::exchange
