-- What counts as nothing to see is nothing in the fold (lib/domain/shared/text.ts, UNSEEN): also the place of an object that was
-- not pasted with its text, the null notehead, the two blanks and the joiners of hieroglyphs, and the filler of Khitan.
CREATE OR REPLACE FUNCTION portal_seen(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN regexp_replace(p_text, '[\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U00013430-\U0001343f\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff\U0005fffe\U0005ffff\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff\U0009fffe\U0009ffff\U000afffe\U000affff\U000bfffe\U000bffff\U000cfffe\U000cffff\U000dfffe-\U000e0fff\U000efffe\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff]', '', 'g');

-- Generated columns keep what the function said before; so they are made anew. Their unique indexes go with them.
ALTER TABLE department DROP COLUMN name_fold,
  ADD COLUMN name_fold text NOT NULL GENERATED ALWAYS AS (portal_fold(name)) STORED;
ALTER TABLE critical_system DROP COLUMN name_fold,
  ADD COLUMN name_fold text NOT NULL GENERATED ALWAYS AS (portal_fold(name)) STORED;
ALTER TABLE person DROP COLUMN staff_number_fold, DROP COLUMN search_fold,
  ADD COLUMN staff_number_fold text GENERATED ALWAYS AS (nullif(portal_fold(staff_number), '')) STORED,
  ADD COLUMN search_fold text NOT NULL GENERATED ALWAYS AS (
    portal_search_fold(name) || chr(10) || portal_search_fold(email) || chr(10) || coalesce(portal_search_fold(staff_number), '')) STORED;
ALTER TABLE operator DROP COLUMN search_fold,
  ADD COLUMN search_fold text NOT NULL GENERATED ALWAYS AS (portal_search_fold(name)) STORED;

-- As in `text_folds`: what is equal now stays, is marked, and does not bind the ones that come.
UPDATE department t SET doubled = true FROM (
  SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id, name_fold ORDER BY retired_at IS NOT NULL, id) AS place FROM department
  WHERE NOT doubled) n
  WHERE n.operator_id = t.operator_id AND n.id = t.id AND n.place > 1;
UPDATE critical_system t SET doubled = true FROM (
  SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id, name_fold ORDER BY retired_at IS NOT NULL, id) AS place FROM critical_system
  WHERE NOT doubled) n
  WHERE n.operator_id = t.operator_id AND n.id = t.id AND n.place > 1;
UPDATE person t SET doubled = true FROM (
  SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id, staff_number_fold ORDER BY left_at IS NOT NULL, id) AS place FROM person
  WHERE NOT doubled AND staff_number_fold IS NOT NULL) n
  WHERE n.operator_id = t.operator_id AND n.id = t.id AND n.place > 1;

CREATE UNIQUE INDEX department_name_fold ON department (operator_id, name_fold) WHERE NOT doubled;
CREATE UNIQUE INDEX critical_system_name_fold ON critical_system (operator_id, name_fold) WHERE NOT doubled;
CREATE UNIQUE INDEX person_staff_number_fold ON person (operator_id, staff_number_fold) WHERE NOT doubled;
