-- The counters with their items, put side by side. The view of before joined them by their place, which no index has: PostgreSQL
-- sorted them or compared each item with every other of its scope (docs/decisions/0051).
CREATE OR REPLACE VIEW tally_item WITH (security_invoker = true) AS
SELECT operator_id, cycle_id, scope, role, t.department_id, t.system_id, counter.item_id, counter.place,
  counter.asked, counter.implemented, counter.partial, counter.not_implemented, counter.not_applicable, counter.unevidenced
FROM tally t
JOIN (SELECT operator_id, cycle_id, role, array_agg(item_id ORDER BY position) AS items FROM cycle_item GROUP BY operator_id, cycle_id, role) i
  USING (operator_id, cycle_id, role)
CROSS JOIN LATERAL unnest(i.items, t.asked, t.implemented, t.partial, t.not_implemented, t.not_applicable, t.unevidenced) WITH ORDINALITY
  AS counter (item_id, asked, implemented, partial, not_implemented, not_applicable, unevidenced, place);
