-- What a bootstrap may overwrite: 0 only newer versions, 1 the same version too (the grant shows other fields now), 2 any version (the server's history is another one).
ALTER TABLE bootstrap_job ADD COLUMN force INTEGER NOT NULL DEFAULT 0;
-- Digests of the live server rows by scope and type, kept with every change; `misses` counts the consistent points in a row at which the server's said otherwise.
CREATE TABLE scope_sum (scope INTEGER NOT NULL, type INTEGER NOT NULL, n INTEGER NOT NULL, sum INTEGER NOT NULL, misses INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX scope_sum_key ON scope_sum (scope, type);
-- Work for customers who left, readable by the central only, until it is delivered (§5.6).
CREATE TABLE sealed (n INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, box TEXT NOT NULL);
