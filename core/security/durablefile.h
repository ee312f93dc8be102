// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QByteArray>
#include <QString>

namespace zhike::security {

//! Small files that must survive a power cut whole: written tmp → fsync → rename → fsync of the folder, mode 0600. On a full disk the file is overwritten
//! in place where it fits; the header has its second copy for that moment.
Done writeDurably(const QString &path, const QByteArray &bytes);
//! Up to `limit` bytes; empty when the file is not there.
QByteArray readSmall(const QString &path, qint64 limit = 64 * 1024);
//! Overwrites and unlinks. On flash the overwriting proves nothing: what counts is that the key is gone.
Done destroyFile(const QString &path);
Done syncFolder(const QString &path); //!< so that names made or taken away are on disk
Error ioError(const QString &what); //!< from errno

} // namespace zhike::security
