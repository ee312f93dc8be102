// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/page.h"

#include <charconv>
#include <simdjson.h>

namespace zhike::sync {

using namespace Qt::Literals::StringLiterals;
namespace od = simdjson::ondemand;

struct PageBuffer::Private {
    simdjson::padded_string json;
    od::parser parser;
};

PageBuffer::PageBuffer() = default;
PageBuffer::~PageBuffer() = default;
PageBuffer::PageBuffer(PageBuffer &&) noexcept = default;
PageBuffer &PageBuffer::operator=(PageBuffer &&) noexcept = default;

namespace {

Error malformed(const char *what)
{
    return {ErrorCode::Protocol, u"malformed answer: %1"_s.arg(QLatin1StringView(what)), {}, {}};
}

QString text(od::value value)
{
    std::string_view view;
    if (value.get_string().get(view) != simdjson::SUCCESS)
        return {};
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

// Counters travel as strings (64 bit) or, where small, as numbers.
bool counter(od::value value, qint64 &out)
{
    int64_t number = 0;
    if (value.type().value_unsafe() == od::json_type::number) {
        if (value.get_int64().get(number) != simdjson::SUCCESS)
            return false;
        out = number;
        return true;
    }
    std::string_view view;
    if (value.get_string().get(view) != simdjson::SUCCESS)
        return false;
    const auto [end, failure] = std::from_chars(view.data(), view.data() + view.size(), number);
    out = number;
    return failure == std::errc() && end == view.data() + view.size();
}

// Envelope of one record. Strings that hold escapes are decoded into the parser's buffer, which lives with the page.
bool readRow(od::object object, Row &row)
{
    for (auto field : object) {
        std::string_view key;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS)
            return false;
        od::value value;
        if (field.value().get(value) != simdjson::SUCCESS)
            return false;
        bool ok = true;
        if (key == "type")
            ok = value.get_string().get(row.type) == simdjson::SUCCESS;
        else if (key == "id")
            ok = value.get_string().get(row.id) == simdjson::SUCCESS;
        else if (key == "scope")
            ok = value.get_string().get(row.scope) == simdjson::SUCCESS;
        else if (key == "customer_id") {
            if (!value.is_null().value_unsafe())
                ok = value.get_string().get(row.customerId) == simdjson::SUCCESS;
        } else if (key == "version")
            ok = counter(value, row.version);
        else if (key == "csn")
            ok = counter(value, row.csn);
        else if (key == "deleted")
            ok = value.get_bool().get(row.deleted) == simdjson::SUCCESS;
        else if (key == "data") {
            const auto type = value.type();
            if (type.error() != simdjson::SUCCESS)
                return false;
            if (type.value_unsafe() == od::json_type::object) {
                od::object data;
                ok = value.get_object().get(data) == simdjson::SUCCESS && data.raw_json().get(row.data) == simdjson::SUCCESS;
            }
        }
        if (!ok)
            return false;
    }
    return !row.type.empty() && !row.id.empty();
}

bool readRows(od::value value, std::vector<Row> &rows)
{
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return false;
    for (auto element : array) {
        od::object object;
        if (element.get_object().get(object) != simdjson::SUCCESS)
            return false;
        Row row;
        if (!readRow(object, row))
            return false;
        rows.push_back(row);
    }
    return true;
}

bool readTexts(od::value value, QStringList &list)
{
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return false;
    for (auto element : array) {
        od::value member;
        if (element.get(member) != simdjson::SUCCESS)
            return false;
        list.append(text(member));
    }
    return true;
}

bool readGrant(od::object grant, ScopeChange &change)
{
    for (auto field : grant) {
        std::string_view key;
        od::value value;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS || field.value().get(value) != simdjson::SUCCESS)
            return false;
        if (key == "role")
            change.role = text(value);
        else if (key == "valid_to")
            change.validTo = text(value);
        else if ((key == "types" && !readTexts(value, change.types)) || (key == "mask" && !readTexts(value, change.mask)))
            return false;
    }
    return true;
}

bool readScopes(od::value value, QList<ScopeChange> &list)
{
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return false;
    for (auto element : array) {
        od::object object;
        if (element.get_object().get(object) != simdjson::SUCCESS)
            return false;
        ScopeChange change;
        for (auto field : object) {
            std::string_view key;
            od::value member;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS || field.value().get(member) != simdjson::SUCCESS)
                return false;
            if (key == "scope")
                change.scope = text(member);
            else if (key == "snapshot")
                change.snapshot = text(member);
            else if (key == "reason")
                change.reason = text(member);
            else if (key == "not_before_s")
                (void)counter(member, change.notBeforeS);
            else if (key == "grant") {
                od::object grant;
                if (member.get_object().get(grant) != simdjson::SUCCESS || !readGrant(grant, change))
                    return false;
            }
        }
        if (change.scope.isEmpty())
            return false;
        list.append(change);
    }
    return true;
}

bool readDigest(od::value value, QHash<QString, QHash<QString, DigestEntry>> &digest)
{
    od::object scopes;
    if (value.get_object().get(scopes) != simdjson::SUCCESS)
        return false;
    for (auto scope : scopes) {
        std::string_view scopeName;
        od::object types;
        if (scope.unescaped_key().get(scopeName) != simdjson::SUCCESS || scope.value().get_object().get(types) != simdjson::SUCCESS)
            return false;
        auto &entries = digest[QString::fromUtf8(scopeName.data(), qsizetype(scopeName.size()))];
        for (auto type : types) {
            std::string_view typeName;
            od::object entry;
            if (type.unescaped_key().get(typeName) != simdjson::SUCCESS || type.value().get_object().get(entry) != simdjson::SUCCESS)
                return false;
            DigestEntry figures;
            od::value member;
            if (entry.find_field_unordered("n").get(member) != simdjson::SUCCESS || !counter(member, figures.n))
                return false;
            if (entry.find_field_unordered("sum").get(member) != simdjson::SUCCESS)
                return false;
            bool hex = false;
            figures.sum = text(member).toULongLong(&hex, 16);
            if (!hex)
                return false;
            entries.insert(QString::fromUtf8(typeName.data(), qsizetype(typeName.size())), figures);
        }
    }
    return true;
}

} // namespace

// Walks a document's top-level members once, in whatever order they come.
struct PageReader {
    template<class F>
    static bool open(PageBuffer &buffer, const QByteArray &json, F member)
    {
        buffer.d = std::make_unique<PageBuffer::Private>();
        buffer.d->json = simdjson::padded_string(json.constData(), size_t(json.size()));
        od::document document;
        od::object object;
        if (buffer.d->parser.iterate(buffer.d->json).get(document) != simdjson::SUCCESS || document.get_object().get(object) != simdjson::SUCCESS)
            return false;
        for (auto field : object) {
            std::string_view key;
            od::value value;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS || field.value().get(value) != simdjson::SUCCESS)
                return false;
            if (!member(key, value))
                return false;
        }
        return true; // a truncated document fails in the walk above
    }
};

Result<PullPage> PullPage::parse(const QByteArray &json)
{
    PullPage page;
    bool seen = false;
    const bool ok = PageReader::open(page.buffer, json, [&](std::string_view key, od::value value) {
        if (key == "request_cursor")
            page.requestCursor = text(value);
        else if (key == "epoch")
            page.epoch = text(value);
        else if (key == "server_time")
            page.serverTime = text(value);
        else if (key == "lease_until")
            page.leaseUntil = text(value);
        else if (key == "next_cursor") {
            page.nextCursor = text(value);
            seen = !page.nextCursor.isEmpty();
        } else if (key == "more")
            return value.get_bool().get(page.more) == simdjson::SUCCESS;
        else if (key == "changes")
            return readRows(value, page.rows);
        else if (key == "digest")
            return readDigest(value, page.digest);
        else if (key == "undigested") {
            od::object scopes;
            if (value.get_object().get(scopes) != simdjson::SUCCESS)
                return false;
            page.undigested.emplace();
            for (auto scope : scopes) {
                std::string_view name;
                od::value types;
                if (scope.unescaped_key().get(name) != simdjson::SUCCESS || scope.value().get(types) != simdjson::SUCCESS
                    || !readTexts(types, (*page.undigested)[QString::fromUtf8(name.data(), qsizetype(name.size()))]))
                    return false;
            }
        } else if (key == "scopes") {
            od::object scopes;
            if (value.get_object().get(scopes) != simdjson::SUCCESS)
                return false;
            for (auto kind : scopes) {
                std::string_view name;
                od::value list;
                if (kind.unescaped_key().get(name) != simdjson::SUCCESS || kind.value().get(list) != simdjson::SUCCESS)
                    return false;
                auto *target = name == "added" ? &page.added
                    : name == "removed"        ? &page.removed
                    : name == "reset"          ? &page.reset
                    : name == "changed"        ? &page.changed
                                               : nullptr;
                if (target && !readScopes(list, *target))
                    return false;
            }
        }
        return true;
    });
    if (!ok || !seen || page.requestCursor.isEmpty())
        return malformed("pull");
    return page;
}

Result<SnapshotPage> SnapshotPage::parse(const QByteArray &json)
{
    SnapshotPage page;
    bool seen = false;
    const bool ok = PageReader::open(page.buffer, json, [&](std::string_view key, od::value value) {
        if (key == "rows") {
            seen = true;
            return readRows(value, page.rows);
        }
        if (key == "next") {
            if (!value.is_null().value_unsafe())
                page.next = text(value);
        } else if (key == "progress") {
            od::object progress;
            if (value.get_object().get(progress) != simdjson::SUCCESS)
                return false;
            // Walked to the end: after an error the parser must not be asked again.
            for (auto field : progress) {
                std::string_view name;
                od::value member;
                if (field.unescaped_key().get(name) != simdjson::SUCCESS || field.value().get(member) != simdjson::SUCCESS)
                    return false;
                if (name == "done")
                    (void)counter(member, page.done);
                else if (name == "estimate")
                    (void)counter(member, page.estimate);
            }
        }
        return true;
    });
    if (!ok || !seen)
        return malformed("snapshot");
    return page;
}

namespace {

bool readManifest(od::value value, std::vector<std::pair<QString, qint64>> &rows)
{
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return false;
    for (auto element : array) {
        od::array pair;
        if (element.get_array().get(pair) != simdjson::SUCCESS)
            return false;
        QString id;
        qint64 version = 0;
        int place = 0;
        for (auto part : pair) {
            od::value member;
            if (part.get(member) != simdjson::SUCCESS)
                return false;
            if (place == 0)
                id = text(member);
            else if (place == 1 && !counter(member, version))
                return false;
            ++place;
        }
        if (place < 2 || id.isEmpty())
            return false;
        rows.emplace_back(id, version);
    }
    return true;
}

} // namespace

Result<VerifyPage> VerifyPage::parse(const QByteArray &json)
{
    VerifyPage page;
    bool seen = false;
    const bool ok = PageReader::open(page.buffer, json, [&](std::string_view key, od::value value) {
        if (key == "rows") {
            seen = true;
            return readManifest(value, page.rows);
        }
        if (key == "records")
            return readRows(value, page.records);
        if (key == "next" && !value.is_null().value_unsafe())
            page.next = text(value);
        return true;
    });
    if (!ok || !seen)
        return malformed("verify");
    return page;
}

Result<SealedAnswer> SealedAnswer::parse(const QByteArray &json)
{
    SealedAnswer answer;
    PageBuffer buffer;
    bool seen = false;
    const bool ok = PageReader::open(buffer, json, [&](std::string_view key, od::value value) {
        if (key != "results")
            return true;
        seen = true;
        od::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS)
            return false;
        for (auto element : array) {
            od::object object;
            if (element.get_object().get(object) != simdjson::SUCCESS)
                return false;
            SealedAnswer::Result result;
            for (auto field : object) {
                std::string_view name;
                od::value member;
                if (field.unescaped_key().get(name) != simdjson::SUCCESS || field.value().get(member) != simdjson::SUCCESS)
                    return false;
                if (name == "box")
                    result.box = text(member);
                else if (name == "status")
                    result.status = text(member);
            }
            answer.results.append(result);
        }
        return true;
    });
    if (!ok || !seen)
        return malformed("sealed");
    return answer;
}

Result<PushAnswer> PushAnswer::parse(const QByteArray &json)
{
    PushAnswer answer;
    bool seen = false;
    const bool ok = PageReader::open(answer.buffer, json, [&](std::string_view key, od::value value) {
        if (key == "server_time")
            answer.serverTime = text(value);
        if (key != "results")
            return true;
        seen = true;
        od::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS)
            return false;
        for (auto element : array) {
            od::object object;
            if (element.get_object().get(object) != simdjson::SUCCESS)
                return false;
            OpResult result;
            std::string_view raw;
            if (object.raw_json().get(raw) != simdjson::SUCCESS || object.reset().error() != simdjson::SUCCESS)
                return false;
            result.answer = QByteArray(raw.data(), qsizetype(raw.size()));
            for (auto field : object) {
                std::string_view name;
                od::value member;
                if (field.unescaped_key().get(name) != simdjson::SUCCESS || field.value().get(member) != simdjson::SUCCESS)
                    return false;
                if (name == "op_id")
                    result.opId = text(member);
                else if (name == "status")
                    result.status = text(member);
                else if (name == "retry_after_s")
                    (void)counter(member, result.retryAfterS);
                else if (name == "record") {
                    od::object record;
                    if (member.get_object().get(record) == simdjson::SUCCESS) {
                        if (!readRow(record, result.record))
                            return false;
                        result.hasRecord = true;
                    }
                }
            }
            if (result.opId.isEmpty() || result.status.isEmpty())
                return false;
            answer.results.push_back(std::move(result));
        }
        return true;
    });
    if (!ok || !seen)
        return malformed("push");
    return answer;
}

} // namespace zhike::sync
