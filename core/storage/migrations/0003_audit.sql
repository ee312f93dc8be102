-- The device's audit: one chain per incarnation. Events stay until the central has them and a week beyond; where older ones were let go, the floor keeps
-- the head they ended with. The operation that carries an event to the central is in the outbox under op_id.
CREATE TABLE audit (inc INTEGER NOT NULL, seq INTEGER NOT NULL, op_id TEXT NOT NULL, at INTEGER NOT NULL, ev TEXT NOT NULL, object TEXT NOT NULL, event BLOB NOT NULL,
  hash BLOB NOT NULL);
CREATE UNIQUE INDEX audit_place ON audit (inc, seq);
CREATE INDEX audit_op ON audit (op_id);
CREATE TABLE audit_head (inc INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL, floor_seq INTEGER NOT NULL, floor_hash BLOB NOT NULL);
CREATE TABLE audit_checkpoint (inc INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, jws BLOB NOT NULL, sent INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX audit_checkpoint_place ON audit_checkpoint (inc, seq);
