import "server-only";
import { granted, refused } from "@/lib/domain/shared/result";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { planRefusal } from "@/lib/features/organisation/list-file/csv";
import { type Bringing, carryOut, importPreviewed, LIST_UPLOAD, tryOut } from "@/lib/features/organisation/list-import/rows";
import { readRegisteredDepartments, readRegisteredPeople, readRegisteredSystems } from "@/lib/features/organisation/list-register/record";
import { readAppointing } from "@/lib/features/organisation/list-roles/queries";
import { giveListed } from "@/lib/features/organisation/list-roles/rows";
import { importInput, listOutcome, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { ROLE_LIST, readRoleRows } from "@/lib/features/organisation/role-list/csv";
import { planRoleList } from "@/lib/features/organisation/role-list/rules";
import { command, post, query } from "@/lib/server/use-cases/use-case";

async function bring({ transaction, visitor, subject: { operatorId }, input: { ignoreColumns }, file, now }: Bringing) {
  const list = readRoleRows(file, ignoreColumns === "1");
  if (!list.ok) return list;
  const people = await readRegisteredPeople(transaction, operatorId);
  const departments = await readRegisteredDepartments(transaction, operatorId);
  const systems = await readRegisteredSystems(transaction, operatorId);
  const appointing = await readAppointing(transaction, visitor, operatorId, people, now);
  const plan = planRoleList(list.value, { people, departments, systems }, appointing);
  if (plan.problems.length > 0) return refused(planRefusal(ROLE_LIST.name, plan.problems));
  return carryOut(transaction, operatorId, plan, list.value.ignored, async () => {
    const given = await giveListed(transaction, visitor, operatorId, plan.gifts, new Map());
    return given.ok ? granted({ parts: given.value, movedSheets: 0 }) : given;
  });
}

/** One address for both: `dryRun=1` only previews (`operations.ts`). */
const api = post("/appointments/import", "importAppointments", PEOPLE_TAG, "役割の一覧（CSV）を取り込む。dryRun=1 は変更を示すだけ");

/** What a list of roles would do. Refused with everything that is in its way, by line. */
export const previewRoleList = query({
  name: "people.previewRoles",
  takesOut: "always",
  may: "people.manage",
  ...{ api, upload: LIST_UPLOAD },
  on: ownOrganisation("people"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "temporarily_unavailable"],
  run: (context) => tryOut(context.transaction, () => bring(context)),
});

/**
 * Gives the roles of a list, all or none, by the rules of `giveRoles`. Nobody loses a role: what the list does not name stays.
 * With `hash` only what was previewed under it is done. Each person who gets roles has an audit entry.
 */
export const importRoleList = command({
  name: "people.importRoles",
  may: "people.manage",
  ...{ api, upload: LIST_UPLOAD },
  on: ownOrganisation("people"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "confirmation_required"],
  wayBack: { by: "people.appoint" },
  run: (context) => importPreviewed(context, ROLE_LIST.name, () => bring(context)),
});
