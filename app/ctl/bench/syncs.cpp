// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/syncs.h"

#include "bench/measure.h"
#include "bench/raw.h"

#include "storage/syncstore.h"
#include "sync/engine.h"
#include "sync/http.h"

#include <simdjson.h>
#include <sqlite3.h>
#include <zlib.h>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray inflated(const QByteArray &coded, qsizetype size)
{
    QByteArray raw(size, Qt::Uninitialized);
    z_stream stream {};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(coded.constData()));
    stream.avail_in = uInt(coded.size());
    stream.next_out = reinterpret_cast<Bytef *>(raw.data());
    stream.avail_out = uInt(raw.size());
    inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return raw;
}

// The floor of a page: inflate, walk it with simdjson, one plain insert per row into one table with unique ids, one transaction.
class Floor {
public:
    explicit Floor(const QString &path) : m_raw(path)
    {
        m_raw.exec(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "CREATE TABLE row (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT, scope TEXT, customer TEXT, version INTEGER, csn INTEGER, raw BLOB)");
        m_insert = m_raw.prepare("INSERT INTO row (id, type, scope, customer, version, csn, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    }

    int apply(const Page &page)
    {
        namespace od = simdjson::ondemand;
        const auto json = inflated(page.gzip, page.json.size());
        const simdjson::padded_string padded(json.constData(), size_t(json.size()));
        auto document = m_parser.iterate(padded);
        m_raw.exec("BEGIN IMMEDIATE");
        int rows = 0;
        for (auto element : document["rows"].get_array()) {
            od::object row = element.get_object();
            const auto text = [&](int index, const char *key) {
                const std::string_view view = row.find_field_unordered(key).get_string();
                sqlite3_bind_text(m_insert, index, view.data(), int(view.size()), SQLITE_STATIC);
            };
            text(2, "type");
            text(1, "id");
            text(3, "scope");
            text(4, "customer_id");
            sqlite3_bind_int64(m_insert, 5, int64_t(row.find_field_unordered("version").get_int64()));
            text(6, "csn");
            od::object object = row.find_field_unordered("data").get_object();
            const std::string_view data = object.raw_json();
            sqlite3_bind_blob(m_insert, 7, data.data(), int(data.size()), SQLITE_STATIC);
            sqlite3_step(m_insert);
            sqlite3_reset(m_insert);
            ++rows;
        }
        m_raw.exec("COMMIT");
        return rows;
    }

private:
    Raw m_raw;
    sqlite3_stmt *m_insert = nullptr;
    simdjson::ondemand::parser m_parser;
};

// As the engine does: pages in hand go to the store together.
Done takePages(storage::SyncStore &store, const std::vector<Page> &pages)
{
    std::vector<sync::SnapshotPage> held;
    size_t first = 0;
    size_t rows = 0;
    qsizetype bytes = 0;
    for (size_t i = 0; i < pages.size(); ++i) {
        const sync::HttpResponse response {200, {}, {{"content-encoding", "gzip"}}, pages[i].gzip};
        QByteArray body;
        if (!sync::decodeBody(response, body))
            return Error {ErrorCode::Protocol, u"bench: body"_s, {}, {}};
        auto page = sync::SnapshotPage::parse(body);
        if (!page)
            return page.error();
        rows += page->rows.size();
        held.push_back(std::move(*page));
        bytes += body.size();
        if (rows < sync::kHeldRows && bytes < sync::kHeldBytes && i + 1 < pages.size())
            continue;
        if (auto outcome = store.applySnapshot(u"book:bench"_s, pageToken(first, pages.size()), held); !outcome)
            return outcome.error();
        held.clear();
        first = i + 1;
        rows = 0;
        bytes = 0;
    }
    return done();
}

} // namespace

Result<QJsonObject> initialSync(const Options &options)
{
    // Round by round an empty cache and an empty table take the same pages.
    const int customers = qMin(options.customers, 600);
    const auto pages = snapshotPages(0, customers);
    int rows = 0;
    for (const auto &page : pages)
        rows += page.rows;
    Series ours;
    Series floor;
    const int rounds = options.rounds > 0 ? options.rounds : 5;
    for (int round = 0; round < rounds; ++round) {
        auto bank = BankFile::make(0);
        if (!bank)
            return bank.error();
        auto database = (*bank)->open(storage::Access::ReadWrite);
        if (!database)
            return database.error();
        if (auto ok = beginSnapshot(**database, int(pages.size())); !ok)
            return ok.error();
        storage::SyncStore store(**database, benchClock().today());
        std::optional<Error> error;
        ours.add(timed([&] {
            if (auto ok = takePages(store, pages); !ok)
                error = ok.error();
        }));
        if (error)
            return *error;
        if ((*database)->number("SELECT count(*) FROM base WHERE version > 0") != rows)
            return Error {ErrorCode::Internal, u"bench: rows are missing"_s, {}, {}};
        QTemporaryDir dir;
        Floor plain(dir.filePath(u"floor.db"_s));
        int applied = 0;
        floor.add(timed([&] {
            for (const auto &page : pages)
                applied += plain.apply(page);
        }));
        if (applied != rows)
            return Error {ErrorCode::Internal, u"bench: the floor lost rows"_s, {}, {}};
    }
    return rates(u"initial_sync_rows_per_s"_s, u"rows/s"_s, ours, floor, rows);
}

} // namespace zhike::bench
