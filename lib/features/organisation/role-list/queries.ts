import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { LIST_UPLOAD, tryOut } from "@/lib/features/organisation/list-import/rows";
import { readRegisteredDepartments, readRegisteredPeople, readRegisteredSystems } from "@/lib/features/organisation/list-register/record";
import { importInput, listOutcome, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { rolesCsv } from "@/lib/features/organisation/role-list/csv";
import { bringRoles } from "@/lib/features/organisation/role-list/rows";
import { get, ofOwnOperator, post, query } from "@/lib/server/use-cases/use-case";

/** The roles of everybody, as a list that can be changed and imported (`importRoleList`). */
export const exportRoleList = query({
  name: "people.exportRoles",
  takesOut: "always",
  may: "people.read",
  api: get("/appointments.csv", "exportAppointments", PEOPLE_TAG, "役割の一覧（CSV、1行＝人×役割、UTF-8 BOM付き）"),
  on: ofOwnOperator("people"),
  output: { contentType: "text/csv" },
  async run({ transaction, subject: { operatorId } }) {
    const people = await readRegisteredPeople(transaction, operatorId);
    const units = [...(await readRegisteredDepartments(transaction, operatorId)), ...(await readRegisteredSystems(transaction, operatorId))];
    return granted(csvFile("役割の一覧.csv", rolesCsv(people, units)));
  },
});

/** One address for both: `dryRun=1` only previews (`operations.ts`). */
export const ROLE_IMPORT = post("/appointments/import", "importAppointments", PEOPLE_TAG, "役割の一覧（CSV）を取り込む。dryRun=1 は変更を示すだけ");

/** What a list of roles would do. Refused with everything that is in its way, by line. */
export const previewRoleList = query({
  name: "people.previewRoles",
  takesOut: "always",
  may: "people.manage",
  ...{ api: ROLE_IMPORT, upload: LIST_UPLOAD },
  on: ownOrganisation("people"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "temporarily_unavailable"],
  run: (context) => tryOut(context.transaction, () => bringRoles(context)),
});
