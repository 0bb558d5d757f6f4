import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { readRegisteredDepartments, readRegisteredPeople, readRegisteredSystems } from "@/lib/features/organisation/list-register/record";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { rolesCsv } from "@/lib/features/organisation/role-list/csv";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";

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
