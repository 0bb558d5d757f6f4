import "server-only";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { DEPARTMENT_LIST } from "@/lib/features/organisation/department-list/csv";
import { DEPARTMENT_IMPORT } from "@/lib/features/organisation/department-list/queries";
import { bringDepartments } from "@/lib/features/organisation/department-list/rows";
import { importPreviewed, LIST_UPLOAD } from "@/lib/features/organisation/list-import/rows";
import { importInput, listOutcome } from "@/lib/features/organisation/record/schema";
import { command } from "@/lib/server/use-cases/use-case";

/**
 * Adds and renames the departments of a list and gives their 責任者, all or none. Departments and 責任者 that the list does not
 * name stay. With `hash` only what was previewed under it is done. Each object has an audit entry.
 */
export const importDepartmentList = command({
  name: "department.import",
  may: "department.manage",
  ...{ api: DEPARTMENT_IMPORT, upload: LIST_UPLOAD },
  on: ownOrganisation("department"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "confirmation_required"],
  takesOwnRights: true,
  wayBack: { by: "department.change" },
  run: (context) => importPreviewed(context, DEPARTMENT_LIST.name, () => bringDepartments(context)),
});
