// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zhike::central {

//! Steps of the embedded store's schema in order; a step that was released is never changed, the next one is added.
//! `record` is a rowid table with three orders: feed, bootstrap and customer.
inline constexpr const char *kSqliteSteps[] = {
    R"sql(
CREATE TABLE scope (id TEXT PRIMARY KEY, csn INTEGER NOT NULL DEFAULT 0, floor_csn INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE record (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, type TEXT NOT NULL, rank INTEGER NOT NULL, customer_id TEXT,
  version INTEGER NOT NULL, guard_version INTEGER NOT NULL, csn INTEGER NOT NULL, deleted INTEGER NOT NULL, reason TEXT, successor TEXT, data TEXT,
  create_fp BLOB, created_at TEXT, updated_at TEXT, updated_by TEXT, updated_via TEXT, business_date TEXT, past TEXT);
CREATE INDEX rec_feed ON record(scope, csn, id);
CREATE INDEX rec_snap ON record(scope, rank, id) WHERE deleted = 0;
CREATE INDEX rec_customer ON record(customer_id, type) WHERE deleted = 0;
CREATE TABLE spent_id (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE feed_mark (scope TEXT NOT NULL, csn INTEGER NOT NULL, mark INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (scope, csn)) WITHOUT ROWID;
CREATE TABLE scope_digest (scope TEXT NOT NULL, type TEXT NOT NULL, n INTEGER NOT NULL, sum INTEGER NOT NULL, oldest TEXT, PRIMARY KEY (scope, type)) WITHOUT ROWID;
CREATE TABLE customer_directory (customer_id TEXT PRIMARY KEY, scope TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE customer_number (number TEXT PRIMARY KEY, customer_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE user (login TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, branch TEXT, password_hash BLOB, grant_rev INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE grant_ (login TEXT NOT NULL, scope TEXT NOT NULL, role TEXT NOT NULL, types TEXT, mask TEXT, valid_to TEXT, PRIMARY KEY (login, scope)) WITHOUT ROWID;
CREATE TABLE device (id TEXT PRIMARY KEY, login TEXT NOT NULL, install_id TEXT NOT NULL, name TEXT, os TEXT, app TEXT, jwk BLOB, status TEXT NOT NULL,
  incarnation INTEGER NOT NULL, ack_floor INTEGER NOT NULL, lease_until TEXT, last_pull TEXT, UNIQUE (login, install_id));
CREATE TABLE op (device TEXT NOT NULL, op_id TEXT NOT NULL, incarnation INTEGER NOT NULL, n INTEGER NOT NULL, fp BLOB NOT NULL, result BLOB NOT NULL,
  PRIMARY KEY (device, op_id)) WITHOUT ROWID;
CREATE TABLE refresh_token (hash BLOB PRIMARY KEY, login TEXT NOT NULL, expires_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (k TEXT PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE policy (k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (seq INTEGER PRIMARY KEY, prev BLOB NOT NULL, body BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TRIGGER audit_keep BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_stay BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit rows are never removed'); END;
)sql",
    R"sql(
ALTER TABLE device ADD COLUMN lease_generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN generation_at TEXT;
ALTER TABLE device ADD COLUMN share BLOB;
ALTER TABLE device ADD COLUMN previous_share BLOB;
ALTER TABLE device ADD COLUMN wipe_order BLOB;
ALTER TABLE device ADD COLUMN anchor BLOB;
ALTER TABLE grant_ ADD COLUMN customers TEXT;
ALTER TABLE grant_ ADD COLUMN valid_from TEXT;
CREATE TABLE device_chain (device TEXT NOT NULL, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (device, incarnation)) WITHOUT ROWID;
CREATE TABLE device_event (device TEXT NOT NULL, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL, flag TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (device, incarnation, seq, hash)) WITHOUT ROWID;
CREATE TABLE checkpoint (device TEXT NOT NULL, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, jws BLOB NOT NULL, PRIMARY KEY (device, incarnation, seq)) WITHOUT ROWID;
CREATE INDEX rec_requests ON record(id) WHERE type = 'change_request' AND deleted = 0;
CREATE TRIGGER event_keep BEFORE UPDATE ON device_event BEGIN SELECT raise(ABORT, 'audit events are never changed'); END;
CREATE TRIGGER event_stay BEFORE DELETE ON device_event BEGIN SELECT raise(ABORT, 'audit events are never removed'); END;
)sql",
    R"sql(
ALTER TABLE grant_ ADD COLUMN ended TEXT;
)sql",
    // What ever took effect: a store that was put back offers it again after its answer was let go.
    R"sql(
CREATE TABLE op_effect (op_id TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO op_effect SELECT json_extract(CAST(body AS TEXT), '$.op_id') FROM audit
  WHERE json_extract(CAST(body AS TEXT), '$.op_id') IS NOT NULL AND json_extract(CAST(body AS TEXT), '$.obj.type') <> 'audit_event';
)sql",
};
inline constexpr int kSqliteSchema = int(sizeof(kSqliteSteps) / sizeof(kSqliteSteps[0]));

} // namespace zhike::central
