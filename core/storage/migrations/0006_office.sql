-- Requests for a second person's decision; the record itself stays in base. Those that came before this table move to the place of their type.
CREATE TABLE IF NOT EXISTS change_v (rid INTEGER PRIMARY KEY, customer INTEGER NOT NULL, pending INTEGER NOT NULL, maker TEXT NOT NULL, expires INTEGER);
CREATE INDEX IF NOT EXISTS change_pending ON change_v (pending, expires);
UPDATE base SET rid = (rid & ~(63 << 37)) | (13 << 37) WHERE type IN (SELECT n FROM type_ref WHERE name = 'change_request');
INSERT OR IGNORE INTO change_v (rid, customer, pending, maker, expires)
  SELECT rid, customer, coalesce(json_extract(CAST(raw AS TEXT), '$.state') = 'pending', 0), coalesce(json_extract(CAST(raw AS TEXT), '$.maker'), ''),
    unixepoch(json_extract(CAST(raw AS TEXT), '$.expires_at')) * 1000 FROM base
  WHERE raw IS NOT NULL AND deleted = 0 AND type IN (SELECT n FROM type_ref WHERE name = 'change_request');
-- What the centre merged by itself when an operation of this device met others' changes, field by field: values as JSON texts.
CREATE TABLE IF NOT EXISTS auto_merge (n INTEGER PRIMARY KEY, op_id TEXT NOT NULL, at INTEGER NOT NULL, customer INTEGER NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL,
  kind TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS auto_merge_at ON auto_merge (at);
