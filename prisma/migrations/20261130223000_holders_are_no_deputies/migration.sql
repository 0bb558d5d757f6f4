-- Who takes a post is no deputy of it any more, and not again on giving it up, as with leaving (docs/design.md 6, docs/decisions/0041).
-- Otherwise a holder who is away stays before the other deputies, and it is nobody's turn. The portal ends such deputyships itself
-- where it knows who gives the post, and leaves an entry; this is for every other way. Those that are over stay as they were.
CREATE FUNCTION portal_holder_is_no_deputy() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE deputy q SET ended_at = now(), ended_reason = '役割に就いたため' FROM given g
  WHERE q.operator_id = g.operator_id AND q.person_id = g.person_id AND q.role = g.role
    AND q.department_id IS NOT DISTINCT FROM g.department_id AND q.system_id IS NOT DISTINCT FROM g.system_id
    AND q.ended_at IS NULL AND q.until_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION portal_holder_is_no_deputy FROM PUBLIC;
CREATE TRIGGER holder_is_no_deputy AFTER INSERT ON appointment REFERENCING NEW TABLE AS given
  FOR EACH STATEMENT EXECUTE FUNCTION portal_holder_is_no_deputy();

UPDATE deputy q SET ended_at = now(), ended_reason = '役割に就いたため' FROM appointment g
WHERE q.operator_id = g.operator_id AND q.person_id = g.person_id AND q.role = g.role
  AND q.department_id IS NOT DISTINCT FROM g.department_id AND q.system_id IS NOT DISTINCT FROM g.system_id
  AND q.ended_at IS NULL AND q.until_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date;
