import "server-only";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { importPreviewed, LIST_UPLOAD } from "@/lib/features/organisation/list-import/rows";
import { importInput, listOutcome } from "@/lib/features/organisation/record/schema";
import { ROLE_LIST } from "@/lib/features/organisation/role-list/csv";
import { ROLE_IMPORT } from "@/lib/features/organisation/role-list/queries";
import { bringRoles } from "@/lib/features/organisation/role-list/rows";
import { command } from "@/lib/server/use-cases/use-case";

/**
 * Gives the roles of a list, all or none, by the rules of `giveRoles`. Nobody loses a role: what the list does not name stays.
 * With `hash` only what was previewed under it is done. Each person who gets roles has an audit entry.
 */
export const importRoleList = command({
  name: "people.importRoles",
  may: "people.manage",
  ...{ api: ROLE_IMPORT, upload: LIST_UPLOAD },
  on: ownOrganisation("people"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "confirmation_required"],
  takesOwnRights: true,
  wayBack: { by: "people.appoint" },
  run: (context) => importPreviewed(context, ROLE_LIST.name, () => bringRoles(context)),
});
