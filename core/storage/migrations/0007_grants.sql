-- When the right to a scope ends, Unix milliseconds: kept here because it must end without a network too (sync-protocol §3.4, I20).
ALTER TABLE scope_ref ADD COLUMN valid_until INTEGER;
