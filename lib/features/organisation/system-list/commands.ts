import "server-only";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { importPreviewed, LIST_UPLOAD } from "@/lib/features/organisation/list-import/rows";
import { importInput, listOutcome } from "@/lib/features/organisation/record/schema";
import { SYSTEM_LIST } from "@/lib/features/organisation/system-list/csv";
import { SYSTEM_IMPORT } from "@/lib/features/organisation/system-list/queries";
import { bringSystems } from "@/lib/features/organisation/system-list/rows";
import { command } from "@/lib/server/use-cases/use-case";

/**
 * Adds, renames and changes the critical systems of a list and gives their システム管理者, all or none. Systems and システム管理者
 * that the list does not name stay; sheets that are not accepted move with a system to another department. With `hash` only what
 * was previewed under it is done. Each object has an audit entry, and so has each sheet that moves.
 */
export const importSystemList = command({
  name: "system.import",
  may: "system.manage",
  ...{ api: SYSTEM_IMPORT, upload: LIST_UPLOAD },
  on: ownOrganisation("system"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "confirmation_required"],
  takesOwnRights: true,
  wayBack: { by: "system.change" },
  run: (context) => importPreviewed(context, SYSTEM_LIST.name, () => bringSystems(context)),
});
