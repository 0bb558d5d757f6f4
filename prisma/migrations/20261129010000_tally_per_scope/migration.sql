-- One row of counters for each scope, in the place of one for each scope and item (docs/decisions/0030-tallies-per-scope.md).
ALTER TABLE tally RENAME TO tally_per_item;
ALTER TABLE tally_per_item RENAME CONSTRAINT tally_pkey TO tally_per_item_pkey;

CREATE FUNCTION portal_tally_holds(asked int[], implemented int[], partial int[], not_implemented int[], not_applicable int[], unevidenced int[])
  RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(bool_and(least(i, p, n, x, u) >= 0 AND a >= i + p + n + x AND i >= u), true)
  FROM unnest(asked, implemented, partial, not_implemented, not_applicable, unevidenced) AS counter (a, i, p, n, x, u) $$;

-- Counters for each item that the role is asked, in the order of the items' positions. Items of a role never change once there are sheets of it.
-- `unevidenced`: 実施 without evidence, of the implemented ones.
CREATE TABLE tally (
  operator_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  scope text NOT NULL,
  role text NOT NULL,
  department_id uuid,
  system_id uuid,
  asked int[] NOT NULL,
  implemented int[] NOT NULL,
  partial int[] NOT NULL,
  not_implemented int[] NOT NULL,
  not_applicable int[] NOT NULL,
  unevidenced int[] NOT NULL,
  CONSTRAINT tally_pkey PRIMARY KEY (operator_id, cycle_id, scope),
  CONSTRAINT tally_holds CHECK (portal_tally_holds(asked, implemented, partial, not_implemented, not_applicable, unevidenced)),
  CONSTRAINT tally_complete CHECK (cardinality(implemented) = cardinality(asked) AND cardinality(partial) = cardinality(asked)
    AND cardinality(not_implemented) = cardinality(asked) AND cardinality(not_applicable) = cardinality(asked)
    AND cardinality(unevidenced) = cardinality(asked))
);

INSERT INTO tally (operator_id, cycle_id, scope, role, department_id, system_id, asked, implemented, partial, not_implemented, not_applicable,
  unevidenced)
WITH bare AS (
  SELECT s.operator_id, s.cycle_id, s.role || '/' || coalesce(s.department_id::text, '') || '/' || coalesce(s.system_id::text, '') AS scope, a.item_id,
    count(*)::int AS answers
  FROM sheet s JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.status = 'implemented' AND a.evidence IS NULL
  JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
  -- An example of a measure that is 該当なし with its reason is set aside, and in no number.
  LEFT JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = a.item_id
  LEFT JOIN answer m ON m.operator_id = s.operator_id AND m.sheet_id = s.id AND m.item_id = e.illustrates
    AND m.status = 'notApplicable' AND m.reason IS NOT NULL
  WHERE s.state IN ('handedIn', 'accepted') AND m.item_id IS NULL GROUP BY 1, 2, 3, 4)
SELECT t.operator_id, t.cycle_id, t.scope, t.role, t.department_id, t.system_id,
  array_agg(t.asked ORDER BY i.position), array_agg(t.implemented ORDER BY i.position), array_agg(t.partial ORDER BY i.position),
  array_agg(t.not_implemented ORDER BY i.position), array_agg(t.not_applicable ORDER BY i.position),
  array_agg(least(coalesce(bare.answers, 0), t.implemented) ORDER BY i.position)
FROM tally_per_item t JOIN cycle_item i ON i.operator_id = t.operator_id AND i.cycle_id = t.cycle_id AND i.role = t.role AND i.item_id = t.item_id
LEFT JOIN bare ON bare.operator_id = t.operator_id AND bare.cycle_id = t.cycle_id AND bare.scope = t.scope AND bare.item_id = t.item_id
GROUP BY 1, 2, 3, 4, 5, 6;

DROP TABLE tally_per_item;

ALTER TABLE tally ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_operator ON tally USING (operator_id = portal_operator()) WITH CHECK (operator_id = portal_operator());
GRANT SELECT, INSERT, DELETE ON tally TO portal_application;
GRANT UPDATE (asked, implemented, partial, not_implemented, not_applicable, unevidenced) ON tally TO portal_application;

-- The counters with their items, for whoever reads them; it sees what its reader may see of the tables.
CREATE VIEW tally_item WITH (security_invoker = true) AS
SELECT operator_id, cycle_id, scope, role, t.department_id, t.system_id, i.item_id, place,
  counter.asked, counter.implemented, counter.partial, counter.not_implemented, counter.not_applicable, counter.unevidenced
FROM tally t
CROSS JOIN LATERAL unnest(t.asked, t.implemented, t.partial, t.not_implemented, t.not_applicable, t.unevidenced) WITH ORDINALITY
  AS counter (asked, implemented, partial, not_implemented, not_applicable, unevidenced, place)
JOIN (
  SELECT operator_id, cycle_id, role, item_id, row_number() OVER (PARTITION BY operator_id, cycle_id, role ORDER BY position) AS place FROM cycle_item
) i USING (operator_id, cycle_id, role, place);
GRANT SELECT ON tally_item TO portal_application;

-- What a sheet's answers are counted under, and whether they are: said once, for every statement that asks.
ALTER TABLE sheet
  ADD COLUMN scope text NOT NULL GENERATED ALWAYS AS (role || '/' || coalesce(department_id::text, '') || '/' || coalesce(system_id::text, '')) STORED,
  ADD COLUMN counts boolean NOT NULL GENERATED ALWAYS AS (state IN ('handedIn', 'accepted')) STORED;

UPDATE installation SET oldest_code = '20261129010000_tally_per_scope';
