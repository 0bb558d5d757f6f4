import { randomUUID } from "node:crypto";
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

type Remarks = readonly (readonly [item: string, text: string])[];

/** Writes these remarks on items of the sheet, as the manager. */
export async function writeRemarks(portal: TestPortal, sheet: string, remarks: Remarks): Promise<void> {
  for (const [item, text] of remarks) {
    await portal.rows(
      `INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at)
       SELECT s.operator_id, $2, s.id, $3, $4, p.id, now() FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.email = $5 WHERE s.id = $1`,
      [sheet, randomUUID(), item, text, PEOPLE.manager],
    );
  }
}

/** Returns the sheet with a remark on each of these items. */
export async function returnWith(portal: TestPortal, sheet: string, remarks: Remarks): Promise<void> {
  await writeRemarks(portal, sheet, remarks);
  await portal.rows("UPDATE sheet SET state = 'returned', returned_reason = '所見を見てください。' WHERE id = $1", [sheet]);
}
