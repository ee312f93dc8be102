-- Tasks that stand for one occurrence of a series, so that a calendar month need not look into every task for them.
ALTER TABLE task_v ADD COLUMN override INTEGER NOT NULL DEFAULT 0;
UPDATE task_v SET override = 1 WHERE rid IN (SELECT t.rid FROM task_v t JOIN base b ON b.rid = t.rid LEFT JOIN overlay o ON o.rid = t.rid
  WHERE instr(coalesce(o.doc, b.raw), CAST('"recurrence_id"' AS BLOB)) > 0);
CREATE INDEX task_override ON task_v (rid) WHERE override = 1;
