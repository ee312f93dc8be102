// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QString>
#include <mutex>

namespace zhike::central {

//! Slows the guessing of passwords: after a few failures a login must wait, twice as long each time. In memory; thread-safe.
class Throttle {
public:
    //! Seconds this login has to wait; 0: go on.
    [[nodiscard]] int waitSeconds(const QString &login, qint64 nowMs) const;
    void failed(const QString &login, qint64 nowMs);
    void succeeded(const QString &login);

private:
    struct Past {
        int failures = 0;
        qint64 openMs = 0; //!< tries are taken again from here on
    };
    mutable std::mutex m_lock;
    QHash<QString, Past> m_past;
};

} // namespace zhike::central
