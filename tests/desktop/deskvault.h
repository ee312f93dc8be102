// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "workstation.h"

#include "support/barevault.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

//! What the tests of the whole desktop share: a vault of its own, empty, and what is seen of one from outside.
namespace zhike::testing {

using namespace Qt::Literals::StringLiterals;

inline const QString kPassphrase = u"四月的雨 and a violet bus"_s;

inline void makeVault(const QString &dir, const QString &passphrase = kPassphrase)
{
    makeVault(dir, passphrase, bareFacts(u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s, u"shen"_s, u"沈若岚"_s));
}

inline bool nothingShown(const desktop::Workstation &workstation)
{
    const auto widgets = QApplication::topLevelWidgets();
    return std::none_of(widgets.begin(), widgets.end(), [&](auto *w) { return w->isVisible() && w != workstation.lockScreen(); });
}

// The lock of the vault goes with the session.
inline bool isFree(const QString &dir)
{
    const int fd = ::open(QFile::encodeName(dir + u"/vault.lock"_s).constData(), O_RDWR | O_CLOEXEC);
    const bool free = fd >= 0 && ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    ::close(fd);
    return free;
}

inline QByteArray hashOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) : QByteArray();
}

//! Every file of a vault that may hold what a person did.
inline QByteArray contentOf(const QString &dir)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto &name : QDir(dir).entryList(QDir::Files, QDir::Name))
        if (name != "vault.lock"_L1) {
            hash.addData(name.toUtf8());
            hash.addData(hashOf(dir + u'/' + name));
        }
    return hash.result();
}

} // namespace zhike::testing
