// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <utility>
#include <variant>

namespace zhike {

//! What can go wrong in a way a person can act on. The code chooses the sentence (services/usertext.h); detail goes to the log, without customer data.
enum class ErrorCode {
    Invalid, //!< input refused; field names it
    NotFound,
    Denied, //!< the right is missing
    Conflict, //!< changed elsewhere meanwhile
    WrongPassphrase, //!< the key did not open the slot: wrong passphrase or other device
    Throttled, //!< too many tries, wait
    Locked, //!< another process has the vault
    Damaged, //!< a file is not what was written
    TooNew, //!< written by a newer version
    Full, //!< no space left
    Busy,
    Offline, //!< server not reachable
    Unauthorized, //!< sign-in needed or refused
    Revoked, //!< this device is revoked
    Server, //!< server answered with a failure
    Protocol, //!< answer was not of the protocol (portal, truncated, wrong digest)
    Unsupported,
    Io,
    Cancelled,
    SignInNeeded, //!< online, with the server's password; value says why: tries, lease, share, clock
    Keyring, //!< the system keyring is absent, closed, silent or another one
    Restored, //!< the store is older than what was anchored: read-only until the server has been asked
    Erased, //!< the vault's keys were destroyed; only a new sign-in helps
    Internal,
};

//! Wire and JSON name of a code, such as "wrong-passphrase".
QString toWire(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString detail; //!< English, for the log and for support; never holds customer data
    QString field {}; //!< the input at fault, when there is one
    QString value {}; //!< harmless parameter for the sentence, such as a file name or a limit
};

struct Unit { };

//! A value or the error that stood in its way. For functions whose failure reaches a person; what cannot happen is an assertion instead.
template<class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) { }

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

//! Result of an action that returns nothing: `return done();` or `return Error {…};`
using Done = Result<Unit>;
inline Done done()
{
    return Unit {};
}

} // namespace zhike
