// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>
#include <QList>
#include <functional>

//! A request and its answer as plain values: the border between the socket shell and everything else.
namespace zhike::central {

struct Request {
    QByteArray method;
    QByteArray target; //!< as sent: path and query
    QHash<QByteArray, QByteArray> headers; //!< names in lower case
    QByteArray body; //!< as sent, coded

    [[nodiscard]] QByteArray header(const char *name) const { return headers.value(name); }
};

struct Response {
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QByteArray route; //!< the template that matched, for logs and metrics
    QByteArray subject {}; //!< short hash of who asked, for logs

    void set(const QByteArray &name, const QByteArray &value)
    {
        for (auto &header : headers)
            if (header.first == name) {
                header.second = value;
                return;
            }
        headers.append({name, value});
    }
};

//! Called from several threads at once.
using Handler = std::function<Response(const Request &)>;

} // namespace zhike::central
