// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <utility>

namespace zhike::sync {

//! One exchange as the engine sees it: bytes only. The path is relative to the server's base.
struct HttpRequest {
    QByteArray method;
    QByteArray path;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

struct HttpResponse {
    int status = 0; //!< 0: no answer (network error, timeout, truncated)
    QByteArray failure; //!< why there was none, for the log
    QList<std::pair<QByteArray, QByteArray>> headers; //!< names in lower case
    QByteArray body; //!< as it came: still coded when content-encoding says so

    [[nodiscard]] QByteArray header(const char *lowerCaseName) const
    {
        for (const auto &[name, value] : headers)
            if (name == lowerCaseName)
                return value;
        return {};
    }
};

//! The one REST seam. exchange() blocks its thread until the answer, the time-out or a cancel; never called on the GUI thread.
class Transport {
public:
    Transport() = default;
    virtual ~Transport() = default;
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;
    virtual HttpResponse exchange(const HttpRequest &request) = 0;
};

//! Checks Content-Digest over the coded bytes, then inflates gzip under the caps of sync-protocol §10. Anything wrong gives false and leaves `out` unspecified.
bool decodeBody(const HttpResponse &response, QByteArray &out);

inline constexpr qsizetype kMaxCodedBody = 4 << 20;
inline constexpr qsizetype kMaxRawBody = 16 << 20;
inline constexpr qsizetype kMaxInflation = 20;

} // namespace zhike::sync
