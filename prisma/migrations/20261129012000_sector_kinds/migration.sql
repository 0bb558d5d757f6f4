-- The kinds of 重要システム are those of the sector, filled from content/sectors like its name (ADR 0035). What operators have
-- entered stays.
ALTER TABLE sector ADD COLUMN kinds jsonb NOT NULL DEFAULT '[]';
ALTER TABLE critical_system DROP CONSTRAINT critical_system_kind_check, ADD CHECK (kind ~ '^[a-z][A-Za-z]{0,49}$');
