-- Row ids place what belongs to a customer side by side: customer ordinal · type · day · hash (storage/rowid.h). Payload tables are rowid tables,
-- so that secure_delete reaches every byte of a removed customer.

CREATE TABLE type_ref (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE scope_ref (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, granted INTEGER NOT NULL DEFAULT 0, role TEXT);
CREATE TABLE customer_ref (ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);

-- Exact server state; version 0 is a row the server does not have yet. For transaction and balance_month `raw` holds unknown members only.
CREATE TABLE base (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type INTEGER NOT NULL, scope INTEGER NOT NULL, customer INTEGER NOT NULL,
  version INTEGER NOT NULL, csn INTEGER NOT NULL, gen INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0, raw BLOB);
-- What the user sees where pending operations make it differ from base.
CREATE TABLE overlay (rid INTEGER PRIMARY KEY, doc BLOB NOT NULL);

CREATE TABLE outbox (n INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, grp TEXT, action TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, customer INTEGER NOT NULL,
  body BLOB NOT NULL, state INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0,
  captured_at INTEGER NOT NULL, done_at INTEGER, answer BLOB);
CREATE INDEX outbox_open ON outbox (state, n) WHERE state < 3;
CREATE INDEX outbox_record ON outbox (id) WHERE state < 3;

CREATE TABLE sync_state (k TEXT PRIMARY KEY, v) ;
CREATE TABLE member (scope INTEGER NOT NULL, customer INTEGER NOT NULL, csn INTEGER NOT NULL);
CREATE UNIQUE INDEX member_key ON member (scope, customer);
CREATE TABLE bootstrap_job (scope INTEGER PRIMARY KEY, gen INTEGER NOT NULL, token TEXT NOT NULL, not_before INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0,
  estimate INTEGER NOT NULL DEFAULT 0);
CREATE TABLE sync_history (at INTEGER PRIMARY KEY, outcome TEXT NOT NULL);

-- Projections: typed columns of what is searched, sorted and summed; rebuilt from base + outbox at any time.
CREATE TABLE customer_v (ordinal INTEGER PRIMARY KEY, kind INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, sort_key TEXT NOT NULL, status TEXT, since INTEGER,
  branch TEXT, risk TEXT, risk_valid_until INTEGER, kyc_next INTEGER, do_not_contact INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX customer_number ON customer_v (number, ordinal);
CREATE INDEX customer_sort ON customer_v (sort_key);
CREATE TABLE account_v (rid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, ccy TEXT NOT NULL, balance INTEGER NOT NULL, open INTEGER NOT NULL, maturity INTEGER, as_of INTEGER);
CREATE INDEX account_maturity ON account_v (maturity) WHERE maturity IS NOT NULL;
CREATE TABLE holder (rid INTEGER NOT NULL, customer INTEGER NOT NULL);
CREATE INDEX holder_customer ON holder (customer, rid);
CREATE INDEX holder_account ON holder (rid);
CREATE TABLE transaction_v (rid INTEGER PRIMARY KEY, account TEXT NOT NULL, booked INTEGER NOT NULL, at INTEGER, amount INTEGER NOT NULL, ccy TEXT NOT NULL, kind TEXT, channel TEXT,
  counterparty TEXT, counterparty_bank TEXT, balance_after INTEGER, memo TEXT, ref TEXT);
CREATE TABLE month_v (rid INTEGER PRIMARY KEY, month INTEGER NOT NULL, deposits INTEGER, investments INTEGER, liabilities INTEGER, inflow INTEGER, outflow INTEGER, txn INTEGER);
CREATE TABLE task_v (rid INTEGER PRIMARY KEY, customer INTEGER NOT NULL, status INTEGER NOT NULL, due INTEGER, start INTEGER, finish INTEGER, rrule TEXT, done_at INTEGER);
CREATE INDEX task_due ON task_v (status, due);
CREATE TABLE interaction_v (rid INTEGER PRIMARY KEY, customer INTEGER NOT NULL, occurred INTEGER NOT NULL);
CREATE INDEX interaction_at ON interaction_v (occurred);
CREATE TABLE alert_v (rid INTEGER PRIMARY KEY, customer INTEGER NOT NULL, kind TEXT NOT NULL, severity INTEGER NOT NULL, state INTEGER NOT NULL, raised INTEGER NOT NULL,
  disposition TEXT);
CREATE INDEX alert_state ON alert_v (state, severity);
CREATE TABLE request_v (rid INTEGER PRIMARY KEY, customer INTEGER NOT NULL, kind TEXT NOT NULL, open INTEGER NOT NULL, resolve_due INTEGER);
CREATE INDEX request_open ON request_v (open, resolve_due);
CREATE TABLE date_v (rid INTEGER PRIMARY KEY, customer INTEGER NOT NULL, lunar INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL, leap INTEGER NOT NULL, next_on INTEGER);
CREATE INDEX date_next ON date_v (next_on);
CREATE TABLE relation_v (rid INTEGER PRIMARY KEY, customer INTEGER NOT NULL, other TEXT);
CREATE INDEX relation_other ON relation_v (other);
CREATE TABLE search_key (rid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, key TEXT NOT NULL);
CREATE INDEX search_prefix ON search_key (key, kind, rid);

-- Kept figures of every customer, base currency minor units; recomputed for the customers listed in `stale`.
CREATE TABLE figures (ordinal INTEGER PRIMARY KEY, scope INTEGER NOT NULL, as_of INTEGER NOT NULL, aum INTEGER NOT NULL, deposits INTEGER NOT NULL, investments INTEGER NOT NULL, liabilities INTEGER NOT NULL,
  inflow30 INTEGER NOT NULL, outflow30 INTEGER NOT NULL, change30 INTEGER NOT NULL, months BLOB NOT NULL, tier INTEGER NOT NULL, lifecycle INTEGER NOT NULL, activity INTEGER NOT NULL,
  churn_level INTEGER NOT NULL, churn_points INTEGER NOT NULL, reasons BLOB NOT NULL, last_contact INTEGER, next_on INTEGER, next_start INTEGER, next_title TEXT,
  consents INTEGER NOT NULL, complaints INTEGER NOT NULL, maturing_on INTEGER, maturing INTEGER NOT NULL, phone TEXT);
CREATE INDEX figures_aum ON figures (aum);
CREATE INDEX figures_churn ON figures (churn_points, aum);
CREATE TABLE stale (ordinal INTEGER PRIMARY KEY);
