// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>
#include <memory>
#include <string_view>
#include <vector>

//! What the server's answers say, parsed once; the views point into the page's own buffer and live as long as it does.
namespace zhike::sync {

struct Row {
    std::string_view type;
    std::string_view id;
    std::string_view scope;
    std::string_view customerId; //!< empty when the record belongs to none
    qint64 version = 0;
    qint64 csn = 0;
    bool deleted = false;
    std::string_view data; //!< JSON text of the object as it came; empty for tombstones
};

struct ScopeChange {
    QString scope;
    QString role;
    QString validTo; //!< instant at which the grant ends; empty: open
    QStringList types; //!< of the grant; empty: all
    QStringList mask; //!< fields the grant withholds
    QString snapshot; //!< token of the first page
    qint64 notBeforeS = 0;
    QString reason;
};

struct DigestEntry {
    qint64 n = 0;
    quint64 sum = 0;
};

//! Owns the bytes behind the rows.
class PageBuffer {
public:
    PageBuffer();
    ~PageBuffer();
    PageBuffer(PageBuffer &&) noexcept;
    PageBuffer &operator=(PageBuffer &&) noexcept;

private:
    friend struct PageReader;
    struct Private;
    std::unique_ptr<Private> d;
};

struct PullPage {
    PageBuffer buffer;
    QString requestCursor; //!< "sha256:…" of the cursor the server answered
    QString epoch;
    QString serverTime;
    QString leaseUntil;
    QList<ScopeChange> added, reset, changed, removed;
    std::vector<Row> rows;
    QString nextCursor;
    bool more = false;
    QHash<QString, QHash<QString, DigestEntry>> digest; //!< scope → type
    //! Types the digest leaves out, by scope; nullopt when the server does not say: then nothing follows from a type that is not named.
    std::optional<QHash<QString, QStringList>> undigested;
    static Result<PullPage> parse(const QByteArray &json);
};

struct SnapshotPage {
    PageBuffer buffer;
    std::vector<Row> rows;
    QString next; //!< empty: last page
    qint64 done = 0;
    qint64 estimate = 0;
    static Result<SnapshotPage> parse(const QByteArray &json);
};

//! A stretch of a manifest, with the records asked for.
struct VerifyPage {
    PageBuffer buffer;
    std::vector<std::pair<QString, qint64>> rows; //!< id, version; in id order
    std::vector<Row> records;
    QString next; //!< empty: last stretch
    static Result<VerifyPage> parse(const QByteArray &json);
};

struct OpResult {
    QString opId;
    QString status; //!< applied, merged, noop, pending_approval, conflict, rejected, blocked, retry
    qint64 retryAfterS = 0;
    bool hasRecord = false;
    Row record;
    QByteArray answer; //!< the whole result as JSON, kept with parked operations
};

struct PushAnswer {
    PageBuffer buffer;
    std::vector<OpResult> results;
    QString serverTime;
    static Result<PushAnswer> parse(const QByteArray &json);
};

struct SealedAnswer {
    struct Result {
        QString box; //!< SHA-256 of the box's text, hex
        QString status;
    };
    QList<Result> results;
    static zhike::Result<SealedAnswer> parse(const QByteArray &json);
};

} // namespace zhike::sync
