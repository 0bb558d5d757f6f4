-- Where each entry of the trail comes from: address, browser, and the session or token (never its secret). The values are
-- defaults of the columns, so that entries that functions and triggers write have them too. The portal sets `app.request` with
-- the scope; the command line sets none (docs/decisions/0047).
CREATE FUNCTION portal_request(p_part text) RETURNS text LANGUAGE sql STABLE
  RETURN NULLIF(current_setting('app.request', true), '')::jsonb ->> p_part;

-- The id of the token whose hash the request carries. The hash itself is nowhere in the trail.
CREATE FUNCTION portal_request_token() RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id FROM access_token t WHERE t.hash = portal_request('tokenHash')
$$;
REVOKE ALL ON FUNCTION portal_request_token FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_request_token TO portal_application;

ALTER TABLE audit
  ADD COLUMN source text,
  ADD COLUMN user_agent text,
  ADD COLUMN session_id uuid,
  ADD COLUMN token_id uuid,
  ADD CONSTRAINT audit_origin_short CHECK (length(source) <= 64 AND length(user_agent) <= 300);
ALTER TABLE audit
  ALTER COLUMN source SET DEFAULT portal_request('source'),
  ALTER COLUMN user_agent SET DEFAULT portal_request('userAgent'),
  ALTER COLUMN session_id SET DEFAULT portal_request('session')::uuid,
  ALTER COLUMN token_id SET DEFAULT portal_request_token();
-- For the filters of the trail's pages.
CREATE INDEX audit_operator_id_at_idx ON audit (operator_id, at);
