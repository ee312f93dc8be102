// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/documents.h"

namespace zhike::storage {

//! What the sync centre and the status bar show: pending operations, conflicts, freshness, last rounds.
class SyncReader {
public:
    explicit SyncReader(const ReadContext &context) : m_context(context) { }

    Result<views::SyncStatus> status();
    Result<views::DeviceFacts> deviceFacts();
    Result<views::SyncCentre> centre();
    Result<QList<views::OutboxRow>> outbox();
    Result<QList<views::ConflictRow>> conflicts();

private:
    const ReadContext &m_context;
};

} // namespace zhike::storage
