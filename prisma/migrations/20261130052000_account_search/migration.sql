-- The person of an audit entry is found as people are: by the fold of every search (20261129165000_text_folds).
ALTER TABLE account ADD COLUMN search_fold text NOT NULL GENERATED ALWAYS AS (portal_search_fold(name)) STORED;
GRANT SELECT (search_fold) ON account TO portal_application;
