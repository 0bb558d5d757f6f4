-- The password with which an operator gets its first working CISO waits for changes of the operator's people that are under
-- way: a link that the 事務局 is just making, when it still may, is there to be ended.
CREATE OR REPLACE FUNCTION portal_account_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL THEN
    PERFORM portal_end(ARRAY[NEW.id], false, 'closed');
  ELSIF NEW.email <> OLD.email THEN
    PERFORM portal_end(ARRAY[NEW.id], false, 'address');
  ELSIF NEW.password_hash IS DISTINCT FROM OLD.password_hash THEN
    PERFORM portal_end(ARRAY[NEW.id], true, 'password');
    IF OLD.password_hash IS NULL AND NEW.operator_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment m
        WHERE m.operator_id = NEW.operator_id AND m.person_id = NEW.person_id AND m.role = 'ciso') THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('organisation ' || NEW.operator_id, 0));
      PERFORM portal_ciso_began(NEW.operator_id);
    END IF;
  END IF;
  RETURN NULL;
END $$;
