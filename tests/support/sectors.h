// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace zhike::testing {

//! A file's bytes, with what each 512-byte sector and the size have been since the last sync: the first of each is safe, the rest is what chance makes of it.
struct Sectors {
    static constexpr qint64 kSector = 512;
    static constexpr size_t kMostVersions = 8;

    QByteArray data;
    std::map<qint64, std::vector<QByteArray>> versions;
    std::vector<qint64> sizes {0};

    void write(qint64 at, const char *bytes, qint64 size)
    {
        remember(at, at + size);
        if (data.size() < at + size)
            data.append(at + size - data.size(), '\0');
        std::memcpy(data.data() + at, bytes, size_t(size));
        note(at, at + size);
    }
    void truncate(qint64 size)
    {
        const auto old = data.size();
        remember(size, old);
        if (size > old)
            data.append(size - old, '\0');
        else
            data.truncate(size);
        note(size, old);
    }
    void sync()
    {
        versions.clear();
        sizes = {data.size()};
    }
    //! The power goes.
    void cut(std::mt19937_64 &chance)
    {
        // One in three goes back to what was safe, one keeps everything, one is anything between.
        const auto pick = [&chance](size_t count) {
            switch (chance() % 3) {
            case 0: return size_t(0);
            case 1: return count - 1;
            default: return size_t(chance() % count);
            }
        };
        const auto size = sizes[pick(sizes.size())];
        if (data.size() < size)
            data.append(size - data.size(), '\0');
        for (const auto &[number, past] : versions) {
            const auto at = number * kSector;
            if (at >= data.size())
                continue;
            const auto chosen = pick(past.size());
            auto bytes = past[chosen];
            if (chosen + 1 < past.size() && chance() % 4 == 0) { // torn: the head is newer than the tail
                const auto head = qsizetype(chance() % quint64(kSector));
                bytes = past[chosen + 1].left(head) + bytes.mid(head);
            }
            std::memcpy(data.data() + at, bytes.constData(), size_t(qMin(kSector, data.size() - at)));
        }
        data.truncate(size);
        sync();
    }

private:
    [[nodiscard]] QByteArray sector(qint64 number) const
    {
        auto bytes = data.mid(number * kSector, kSector);
        return bytes.append(kSector - bytes.size(), '\0');
    }
    void remember(qint64 from, qint64 to) // before a change of [from, to)
    {
        for (auto s = from / kSector; s * kSector < to; ++s)
            if (auto &past = versions[s]; past.empty())
                past.push_back(sector(s));
    }
    void note(qint64 from, qint64 to) // after it
    {
        for (auto s = from / kSector; s * kSector < to; ++s) {
            auto &past = versions[s];
            if (past.size() >= kMostVersions)
                past.erase(past.begin() + 1);
            past.push_back(sector(s));
        }
        sizes.push_back(data.size());
    }
};

//! Which name means which file: as seen, and as a power cut leaves it at worst. Names change for good when their folder is synced.
template<class Node>
struct Names {
    using Ptr = std::shared_ptr<Node>;
    std::map<QString, Ptr> seen;
    std::map<QString, Ptr> safe;

    static QString folderOf(const QString &path) { return path.left(path.lastIndexOf(QLatin1Char('/')) + 1); }
    void syncFolder(const QString &folder)
    {
        std::erase_if(safe, [&](const auto &entry) { return folderOf(entry.first) == folder; });
        for (const auto &[path, node] : seen)
            if (folderOf(path) == folder)
                safe[path] = node;
    }
    //! The power of everything below `prefix` goes: each name ends as one or the other, each file as its sectors do. The nodes of before are left alone.
    void cut(const QString &prefix, std::mt19937_64 &chance)
    {
        std::map<QString, std::pair<Ptr, Ptr>> both;
        const auto below = [&prefix](const auto &entry) { return entry.first.startsWith(prefix); };
        for (const auto &entry : seen)
            if (below(entry))
                both[entry.first].first = entry.second;
        for (const auto &entry : safe)
            if (below(entry))
                both[entry.first].second = entry.second;
        std::erase_if(seen, below);
        std::erase_if(safe, below);
        std::map<Ptr, Ptr> after;
        for (const auto &[path, nodes] : both) {
            const auto &node = nodes.first == nodes.second || chance() % 2 ? nodes.first : nodes.second;
            if (!node)
                continue;
            auto &copy = after[node];
            if (!copy) {
                copy = std::make_shared<Node>();
                static_cast<Sectors &>(*copy) = *node;
                copy->cut(chance);
            }
            seen[path] = safe[path] = copy;
        }
    }
};

} // namespace zhike::testing
