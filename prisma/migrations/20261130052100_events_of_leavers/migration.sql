-- An event that meant somebody who left is the operator's (docs/design.md 6): the token of a closed account, and its address
-- while nobody else signs in with it. Somebody who works elsewhere now is no longer the former operator's concern.

-- Adds to the row of the minute. At most 50 rows in a minute and 5,000 on a day for known accounts, and as many for the rest;
-- what does not fit is counted in one row of the minute, or of the day, without a source. `p_email` and `p_hash` only find the
-- accounts that are meant; neither is stored.
CREATE OR REPLACE FUNCTION portal_note_security_event(p_kind text, p_times int, p_source text, p_agent text, p_subject text, p_email text, p_hash text, p_now timestamptz)
  RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  meant record;
  place timestamptz;
  known boolean;
  fits boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('security event', 0));
  FOR meant IN
    SELECT a.id, a.operator_id FROM (SELECT 1) one LEFT JOIN account a ON a.id = (SELECT t.account_id FROM access_token t WHERE t.hash = p_hash)
      OR (a.email = p_email AND (a.disabled_at IS NULL OR NOT EXISTS (SELECT 1 FROM account b WHERE b.email = p_email AND b.disabled_at IS NULL)))
  LOOP
    place := date_trunc('minute', p_now);
    known := meant.id IS NOT NULL;
    fits := true;
    IF NOT EXISTS (SELECT 1 FROM security_event e WHERE e.minute = place AND e.kind = p_kind
        AND e.source IS NOT DISTINCT FROM p_source AND e.account_id IS NOT DISTINCT FROM meant.id) THEN
      IF (SELECT count(*) FROM security_event e WHERE e.minute >= date_trunc('day', p_now) AND (e.account_id IS NOT NULL) = known) >= 5000 THEN
        place := date_trunc('day', p_now);
      END IF;
      fits := place = date_trunc('minute', p_now)
        AND (SELECT count(*) FROM security_event e WHERE e.minute = place AND (e.account_id IS NOT NULL) = known) < 50;
    END IF;
    INSERT INTO security_event AS e (minute, last_at, kind, source, operator_id, account_id, subjects, user_agent, times)
      SELECT place, p_now, p_kind, CASE WHEN fits THEN p_source END, CASE WHEN fits THEN meant.operator_id END, CASE WHEN fits THEN meant.id END,
        CASE WHEN fits AND p_subject IS NOT NULL THEN ARRAY[p_subject] ELSE '{}' END, CASE WHEN fits THEN p_agent END, greatest(p_times, 1)
      ON CONFLICT (minute, kind, source, account_id) DO UPDATE SET
        times = least(e.times::bigint + EXCLUDED.times, 2147483647)::int,
        last_at = greatest(e.last_at, EXCLUDED.last_at),
        subjects = CASE WHEN cardinality(e.subjects) < 5 AND NOT EXCLUDED.subjects <@ e.subjects THEN e.subjects || EXCLUDED.subjects ELSE e.subjects END;
  END LOOP;
  DELETE FROM security_event WHERE id IN (
    SELECT e.id FROM security_event e WHERE e.minute < p_now - interval '91 days' ORDER BY e.minute LIMIT 100);
END $$;
