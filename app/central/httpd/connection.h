// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zhike::central {

//! A connection, whatever carries it.
class Connection {
public:
    Connection() = default;
    virtual ~Connection() = default;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    virtual void stop() = 0; //!< from any thread: end now if no request is under way, else after its answer
};

} // namespace zhike::central
