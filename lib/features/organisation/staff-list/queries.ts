import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { HAS_PASSWORD, STAFF_ORDER } from "@/lib/features/organisation/people/sql";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { type ListedPerson, staffCsv } from "@/lib/features/organisation/staff-file/csv";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";

/** The present people by department, as a list that can be changed and imported (`importStaffList`), with who has set a password. */
export const exportStaffList = query({
  name: "people.exportStaff",
  takesOut: "always",
  may: "people.read",
  api: get("/people.csv", "exportPeople", PEOPLE_TAG, "名簿（CSV、部署の順、パスワードを決めたかを含む、UTF-8 BOM付き）"),
  on: ofOwnOperator("people"),
  output: { contentType: "text/csv" },
  async run({ transaction, subject: { operatorId } }) {
    const people = await transaction.$queryRaw<ListedPerson[]>`
      SELECT p.staff_number AS "staffNumber", p.name, p.email, d.name AS department, ${HAS_PASSWORD} AS "hasPassword"
      FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
      WHERE p.operator_id = ${operatorId}::uuid AND p.left_at IS NULL ORDER BY ${STAFF_ORDER}`;
    return granted(csvFile("名簿.csv", staffCsv(people)));
  },
});
