-- What a bootstrap may overwrite: 0 only newer versions, 1 the same version too (the grant shows other fields now), 2 any version (the server's history is another one).
ALTER TABLE bootstrap_job ADD COLUMN force INTEGER NOT NULL DEFAULT 0;
