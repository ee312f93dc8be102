// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QString>

namespace zhike::testing {

//! A desktop session's manager as programs see it (XSMP): they register, and are told when the session ends. One per process, never destroyed.
class SessionManager final : public QObject {
public:
    static SessionManager &instance();
    [[nodiscard]] QString address() const { return m_address; } //!< for SESSION_MANAGER; empty: none could be started
    [[nodiscard]] int clients() const { return m_clients; } //!< registered by now, ever
    //! Tells who registered last to save itself, and to end once it has.
    void logout();

private:
    SessionManager();
    void accept(void *listener);

    QString m_address;
    int m_clients = 0;
    void *m_client = nullptr;
    friend struct SessionCallbacks;
};

} // namespace zhike::testing
