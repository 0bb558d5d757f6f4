import "server-only";
import type { Register } from "@/lib/features/tasks/preparation/rules";
import type { Transaction } from "@/lib/server/database/client";

/** What the operator has entered so far. */
export async function readRegister(transaction: Transaction): Promise<Register> {
  const [found] = await transaction.$queryRaw<Register[]>`
    WITH held AS (SELECT a.role, a.department_id, a.system_id FROM appointment a
      JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id AND p.left_at IS NULL
      WHERE a.operator_id = portal_operator())
    SELECT
      (SELECT count(*)::int FROM department WHERE operator_id = portal_operator() AND retired_at IS NULL) AS departments,
      (SELECT count(*)::int FROM critical_system WHERE operator_id = portal_operator() AND retired_at IS NULL) AS systems,
      (SELECT count(*)::int FROM person WHERE operator_id = portal_operator() AND left_at IS NULL) AS people,
      ((NOT EXISTS (SELECT 1 FROM held WHERE role = 'ciso'))::int
        + (SELECT count(*)::int FROM department d WHERE d.operator_id = portal_operator() AND d.retired_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM held WHERE role = 'securityManager' AND department_id = d.id))
        + (SELECT count(*)::int FROM critical_system y WHERE y.operator_id = portal_operator() AND y.retired_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM held WHERE role = 'systemAdministrator' AND system_id = y.id))) AS "vacantPosts",
      (SELECT count(*)::int FROM cycle WHERE operator_id = portal_operator() AND state <> 'cancelled') AS cycles,
      EXISTS (SELECT 1 FROM cycle WHERE operator_id = portal_operator() AND opened_at IS NOT NULL) AS opened`;
  if (found === undefined) throw new Error("a statement without FROM returns a row");
  return found;
}
