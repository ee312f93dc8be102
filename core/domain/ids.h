// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHashFunctions>
#include <QString>

namespace zhike {

//! A UUIDv7 (RFC 9562) in lower case, or empty. The time inside orders index pages, never events.
//! \param unixMs the clock's instant; two calls with the same instant still differ.
QString newUuid(qint64 unixMs);

//! UUIDv7-shaped id derived from a seed, for data that must come out the same on every run.
QString derivedUuid(quint64 high, quint64 low, qint64 unixMs);

//! An id that cannot be taken for the id of something else.
template<class Tag>
class Id {
public:
    Id() = default;
    explicit Id(QString text) : m_text(std::move(text)) { }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &a, const Id &b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.m_text, seed); }

private:
    QString m_text;
};

using CustomerId = Id<struct CustomerTag>;
using AccountId = Id<struct AccountTag>;
using TaskId = Id<struct TaskTag>;
using InteractionId = Id<struct InteractionTag>;
using AlertId = Id<struct AlertTag>;
using RequestId = Id<struct RequestTag>;
using OpId = Id<struct OpTag>;

} // namespace zhike
