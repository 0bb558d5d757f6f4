-- What was done, for whoever is told of it later: the name of a use case with its object, written with the change itself. Nothing
-- reads it yet; whoever will has a scope of its own. An event expires, whether it was read or not.
CREATE TABLE outbox (
  id bigserial NOT NULL,
  at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  event text NOT NULL,
  object text NOT NULL,
  operator_id uuid,
  sector_id text,
  account_id uuid,
  capacity jsonb NOT NULL,
  CONSTRAINT outbox_pkey PRIMARY KEY (id),
  CHECK (expires_at > at)
);
CREATE INDEX outbox_expires_at_idx ON outbox (expires_at);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY recorded ON outbox FOR INSERT WITH CHECK (
  operator_id IS NOT DISTINCT FROM portal_operator() AND sector_id IS NOT DISTINCT FROM portal_sector()
  AND account_id IS NOT DISTINCT FROM portal_account());
GRANT INSERT ON outbox TO portal_application;
GRANT USAGE ON SEQUENCE outbox_id_seq TO portal_application;

-- Each change takes a few of the expired ones away, so that nobody has to: more than it adds, and none that another one takes.
CREATE FUNCTION portal_expire_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE expires_at <= (SELECT max(at) FROM added) ORDER BY expires_at
    LIMIT 10 + 2 * (SELECT count(*) FROM added) FOR UPDATE SKIP LOCKED);
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION portal_expire_events() FROM PUBLIC;
CREATE TRIGGER expire_events AFTER INSERT ON outbox REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION portal_expire_events();
