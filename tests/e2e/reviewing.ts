import { PEOPLE } from "@/tests/e2e/people";
import type { TestPortal } from "@/tests/e2e/test-portal";

/** A sheet that waits for the manager's review. */
export async function sheetToReview(portal: TestPortal): Promise<string> {
  const [sheet] = await portal.rows<{ id: string }>(
    `SELECT s.id FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state = 'open'
     JOIN appointment a ON a.operator_id = s.operator_id AND a.role = 'securityManager' AND a.department_id = s.department_id
     JOIN person m ON m.operator_id = a.operator_id AND m.id = a.person_id AND m.email = $1
     WHERE s.state = 'handedIn' AND s.role = 'handler' ORDER BY s.id LIMIT 1`,
    [PEOPLE.manager],
  );
  if (!sheet) throw new Error("no sheet waits for the manager");
  return sheet.id;
}
