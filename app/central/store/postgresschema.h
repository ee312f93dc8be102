// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zhike::central {

//! Steps of the schema in order; a step that was released is never changed, the next one is added. Text is ordered by its bytes
//! whatever the database's locale, since a position in the feed is compared here and in the endpoint.
inline constexpr const char *kPostgresSteps[] = {
    R"sql(
CREATE TABLE scope (id text COLLATE "C" PRIMARY KEY, csn bigint NOT NULL DEFAULT 0, floor_csn bigint NOT NULL DEFAULT 0) WITH (fillfactor = 50);
CREATE TABLE record (id text COLLATE "C" PRIMARY KEY, scope text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL, rank integer NOT NULL, customer_id text COLLATE "C",
  version bigint NOT NULL, guard_version bigint NOT NULL, csn bigint NOT NULL, deleted boolean NOT NULL, reason text, successor text, data text,
  create_fp bytea, created_at text, updated_at text, updated_by text, updated_via text, business_date text COLLATE "C", past text) WITH (fillfactor = 90);
CREATE INDEX rec_feed ON record (scope, csn, id);
CREATE INDEX rec_snap ON record (scope, rank, id) WHERE NOT deleted;
CREATE INDEX rec_customer ON record (customer_id, type) WHERE NOT deleted;
CREATE TABLE spent_id (id text COLLATE "C" PRIMARY KEY);
CREATE TABLE feed_mark (scope text COLLATE "C" NOT NULL, csn bigint NOT NULL, mark bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (scope, csn));
CREATE TABLE scope_digest (scope text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL, n bigint NOT NULL, sum numeric(20) NOT NULL, oldest text COLLATE "C",
  PRIMARY KEY (scope, type)) WITH (fillfactor = 50);
CREATE TABLE customer_directory (customer_id text COLLATE "C" PRIMARY KEY, scope text COLLATE "C" NOT NULL) WITH (fillfactor = 80);
CREATE TABLE customer_number (number text COLLATE "C" PRIMARY KEY, customer_id text COLLATE "C" NOT NULL);
CREATE TABLE user_ (login text COLLATE "C" PRIMARY KEY, name text NOT NULL, role text NOT NULL, branch text, password_hash bytea, grant_rev bigint NOT NULL DEFAULT 0);
CREATE TABLE grant_ (login text COLLATE "C" NOT NULL, scope text COLLATE "C" NOT NULL, role text NOT NULL, types text, mask text, valid_to text, PRIMARY KEY (login, scope));
CREATE TABLE device (id text COLLATE "C" PRIMARY KEY, login text COLLATE "C" NOT NULL, install_id text COLLATE "C" NOT NULL, name text, os text, app text, jwk bytea,
  status text NOT NULL, incarnation integer NOT NULL, ack_floor bigint NOT NULL, lease_until text, last_pull text, UNIQUE (login, install_id)) WITH (fillfactor = 80);
CREATE TABLE op (device text COLLATE "C" NOT NULL, op_id text COLLATE "C" NOT NULL, incarnation integer NOT NULL, n bigint NOT NULL, fp bytea NOT NULL, result bytea NOT NULL,
  PRIMARY KEY (device, op_id));
CREATE INDEX op_floor ON op (device, incarnation, n);
CREATE TABLE refresh_token (hash bytea PRIMARY KEY, login text COLLATE "C" NOT NULL, expires_ms bigint NOT NULL);
CREATE TABLE setting (k text COLLATE "C" PRIMARY KEY, v bytea NOT NULL);
CREATE TABLE policy (k text COLLATE "C" PRIMARY KEY, v text NOT NULL);
CREATE TABLE audit (seq bigint PRIMARY KEY, prev bytea NOT NULL, body bytea NOT NULL, hash bytea NOT NULL);
CREATE TABLE audit_head (one boolean PRIMARY KEY DEFAULT true CHECK (one), seq bigint NOT NULL, prev bytea NOT NULL, hash bytea NOT NULL) WITH (fillfactor = 20);
INSERT INTO audit_head (seq, prev, hash) VALUES (0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'));
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit rows are never changed or removed'; END $$;
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_stay BEFORE TRUNCATE ON audit EXECUTE FUNCTION audit_refuse();
)sql",
    R"sql(
ALTER TABLE device ADD COLUMN lease_generation integer NOT NULL DEFAULT 0, ADD COLUMN generation_at text, ADD COLUMN share bytea, ADD COLUMN previous_share bytea,
  ADD COLUMN wipe_order bytea, ADD COLUMN anchor bytea;
ALTER TABLE grant_ ADD COLUMN customers text, ADD COLUMN valid_from text;
CREATE TABLE device_chain (device text COLLATE "C" NOT NULL, incarnation integer NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL, PRIMARY KEY (device, incarnation));
CREATE TABLE device_event (device text COLLATE "C" NOT NULL, incarnation integer NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL, body bytea NOT NULL, flag text NOT NULL,
  at bigint NOT NULL, PRIMARY KEY (device, incarnation, seq, hash));
CREATE TABLE checkpoint (device text COLLATE "C" NOT NULL, incarnation integer NOT NULL, seq bigint NOT NULL, jws bytea NOT NULL, PRIMARY KEY (device, incarnation, seq));
CREATE INDEX rec_requests ON record (id) WHERE type = 'change_request' AND NOT deleted;
CREATE TRIGGER event_keep BEFORE UPDATE OR DELETE ON device_event FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER event_stay BEFORE TRUNCATE ON device_event EXECUTE FUNCTION audit_refuse();
)sql",
    R"sql(
ALTER TABLE grant_ ADD COLUMN ended text;
)sql",
    R"sql(
CREATE TABLE op_effect (op_id text COLLATE "C" PRIMARY KEY);
INSERT INTO op_effect SELECT DISTINCT convert_from(body, 'UTF8')::jsonb ->> 'op_id' FROM audit
  WHERE convert_from(body, 'UTF8')::jsonb ->> 'op_id' IS NOT NULL AND convert_from(body, 'UTF8')::jsonb -> 'obj' ->> 'type' <> 'audit_event';
)sql",
};
inline constexpr int kPostgresSchema = int(sizeof(kPostgresSteps) / sizeof(kPostgresSteps[0]));

} // namespace zhike::central
