-- Handovers (引継ぎ) for a later day (docs/design.md 6, docs/decisions/0048): what was chosen, and what was shown when it was
-- confirmed. On its day it is done as it was confirmed, or it waits for somebody to confirm it anew. A row is never deleted and
-- changes only in its state; another choice is another row.
CREATE TABLE planned_handover (
  operator_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  effective_on date NOT NULL,
  choices jsonb NOT NULL,
  shown jsonb NOT NULL,
  state text NOT NULL,
  reasons jsonb NOT NULL DEFAULT '[]',
  confirmed_at timestamptz(3) NOT NULL,
  confirmed_by uuid NOT NULL,
  account_id uuid NOT NULL,
  decided_at timestamptz(3),
  decided_by uuid,
  CONSTRAINT planned_handover_pkey PRIMARY KEY (operator_id, id),
  CONSTRAINT planned_handover_operator_id_person_id_fkey FOREIGN KEY (operator_id, person_id) REFERENCES person (operator_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CHECK (state IN ('planned', 'toConfirm', 'done', 'cancelled')),
  CHECK ((state = 'planned') = (decided_at IS NULL)),
  CHECK (decided_by IS NULL OR decided_at IS NOT NULL)
);
-- A person has one that is not over.
CREATE UNIQUE INDEX planned_handover_one ON planned_handover (operator_id, person_id) WHERE state IN ('planned', 'toConfirm');
CREATE INDEX planned_handover_due ON planned_handover (operator_id, effective_on) WHERE state = 'planned';
ALTER TABLE planned_handover ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON planned_handover USING (operator_id = portal_operator()) WITH CHECK (operator_id = portal_operator());
GRANT SELECT, INSERT ON planned_handover TO portal_application;
GRANT UPDATE (state, reasons, decided_at, decided_by) ON planned_handover TO portal_application;

CREATE FUNCTION portal_planned_handover_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('done', 'cancelled') OR NEW.state = 'planned' OR (OLD.state = 'toConfirm' AND NEW.state = 'done') THEN
    RAISE EXCEPTION 'a planned handover is decided once' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ends BEFORE UPDATE ON planned_handover FOR EACH ROW EXECUTE FUNCTION portal_planned_handover_ends();

-- Whoever has left has nothing left to hand over. What leads to the leaving is over by then.
CREATE FUNCTION portal_leaver_hands_over_nothing() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE planned_handover SET state = 'cancelled', decided_at = NEW.left_at
    WHERE operator_id = NEW.operator_id AND person_id = NEW.id AND state IN ('planned', 'toConfirm');
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION portal_leaver_hands_over_nothing FROM PUBLIC;
CREATE TRIGGER leaver_hands_over_nothing AFTER UPDATE OF left_at ON person FOR EACH ROW
  WHEN (OLD.left_at IS NULL AND NEW.left_at IS NOT NULL) EXECUTE FUNCTION portal_leaver_hands_over_nothing();

-- With the account comes the day of the operator's next planned handover, so that no request pays a statement to ask for it.
CREATE OR REPLACE FUNCTION portal_describe_working_account(p_account uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d || jsonb_build_object('handoverOn', (SELECT min(h.effective_on) FROM planned_handover h
    WHERE h.operator_id = (d ->> 'operatorId')::uuid AND h.state = 'planned'))
  FROM portal_describe_any_account(p_account) AS d
  WHERE NOT EXISTS (SELECT 1 FROM operator o WHERE o.id = (d ->> 'operatorId')::uuid AND o.stopped_at IS NOT NULL)
$$;

-- The handovers of an operator whose day has come, each with who confirmed it and their account; null if that is closed. Called
-- before a request of the operator goes on; it trusts the operator of the account that was just resolved, and the day.
CREATE FUNCTION portal_due_handovers(p_operator uuid, p_today date) RETURNS TABLE (id uuid, person_id uuid, day text, confirmed_by uuid, account jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.id, h.person_id, h.effective_on::text, h.confirmed_by, portal_describe_account(h.account_id) FROM planned_handover h
  WHERE h.operator_id = p_operator AND h.state = 'planned' AND h.effective_on <= p_today ORDER BY h.effective_on, h.confirmed_at, h.id
$$;
REVOKE ALL ON FUNCTION portal_due_handovers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_due_handovers TO portal_application;

-- A due handover that cannot be done in the name of whoever confirmed it waits for somebody to confirm it anew. It only ever
-- asks; so it trusts the code.
CREATE FUNCTION portal_handover_to_confirm(p_operator uuid, p_id uuid, p_code text, p_today date, p_at timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH waiting AS (
    UPDATE planned_handover SET state = 'toConfirm', decided_at = p_at, reasons = jsonb_build_array(jsonb_build_object('code', p_code))
    WHERE operator_id = p_operator AND id = p_id AND state = 'planned' AND effective_on <= p_today RETURNING person_id, effective_on)
  INSERT INTO audit (at, operator_id, account_id, action, target, outcome, detail)
  SELECT p_at, p_operator, NULL, 'people.applyHandover', 'person/' || person_id, 'refused',
    jsonb_build_object('effectiveOn', effective_on, 'reasons', p_code) FROM waiting
$$;
REVOKE ALL ON FUNCTION portal_handover_to_confirm FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_handover_to_confirm TO portal_application;
