// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "storage/database.h"

#include <QTemporaryDir>
#include <array>
#include <memory>

//! A bank that comes out the same on every run: snapshot pages as a server sends them, and a cache filled from them through the sync store.
namespace zhike::bench {

//! The first hundred customers have about a hundred records each, the others about ten.
inline constexpr int kDeepCustomers = 100;

struct Page {
    QByteArray json;
    QByteArray gzip;
    int rows = 0;
};
//! Pages of up to 500 rows for customers [first, last).
std::vector<Page> snapshotPages(int first, int last);

QString customerId(int number);
QString customerName(int number);
QString customerPhone(int number);

using KeyBytes = std::array<unsigned char, 32>;
KeyBytes benchKey();
Clock benchClock();

//! A cache file in a folder of its own.
class BankFile {
public:
    //! \param customers 0: an empty cache
    static Result<std::unique_ptr<BankFile>> make(int customers);
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("cache.db")); }
    [[nodiscard]] int customers() const { return m_customers; }
    Result<std::unique_ptr<storage::Database>> open(storage::Access access) const;

private:
    BankFile() = default;
    QTemporaryDir m_dir;
    int m_customers = 0;
};

//! Tells the store that a snapshot of the book begins with the token "p0"; its pages are p0, p1, …
Done beginSnapshot(storage::Database &database, int pages);
QString pageToken(size_t page, size_t pages);

} // namespace zhike::bench
