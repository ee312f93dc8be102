-- Whether the customer came into the scope: his rows are on their way, and what another scope says of his leaving does not end his stay (sync-protocol §2.1, I7).
ALTER TABLE member ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0;
