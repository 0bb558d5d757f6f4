-- What the database itself knows about the portal that it belongs to: whether it holds the demo's invented data or real
-- data, and which code can still work with its schema. One row; only the owner writes it.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- Null until the portal is first started on it.
  kind text CHECK (kind IN ('production', 'demo')),
  marked_at timestamptz(3),
  -- The migration that code must know. A migration that older code cannot live with sets this to its own name.
  oldest_code text NOT NULL
);
ALTER TABLE installation ENABLE ROW LEVEL SECURITY; -- and no policy: the application's login reads through the function below

-- A database that was used before this mark existed: the demo's operators have fixed ids.
INSERT INTO installation (kind, marked_at, oldest_code)
SELECT k.kind, CASE WHEN k.kind IS NULL THEN NULL ELSE now() END, ''
FROM (SELECT CASE
  WHEN EXISTS (SELECT 1 FROM operator WHERE id IN (
    '2a058f6a-43f6-5c10-a455-c025c40b91f2', 'f2263cba-361d-563a-ba76-d4db3ecf12b6', 'f9a10958-0267-533a-a366-c14fb5388e45')) THEN 'demo'
  WHEN EXISTS (SELECT 1 FROM operator) OR EXISTS (SELECT 1 FROM account) THEN 'production'
END AS kind) k;
UPDATE installation SET oldest_code = '20261129005000_installation';

-- The mark and the applied migrations, also for the application's login, before anybody has signed in.
CREATE FUNCTION portal_installation() RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('kind', i.kind, 'oldestCode', i.oldest_code, 'applied', (
    SELECT coalesce(jsonb_agg(DISTINCT m.migration_name), '[]'::jsonb) FROM _prisma_migrations m
    WHERE m.finished_at IS NOT NULL AND m.rolled_back_at IS NULL)) FROM installation i);
END $$;
REVOKE ALL ON FUNCTION portal_installation() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_installation() TO portal_application;
