-- The fold of accounts is made anew too (`nothing_to_see`): a generated column keeps what its function said before.
ALTER TABLE account DROP COLUMN search_fold,
  ADD COLUMN search_fold text NOT NULL GENERATED ALWAYS AS (portal_search_fold(name)) STORED;
GRANT SELECT (search_fold) ON account TO portal_application;
