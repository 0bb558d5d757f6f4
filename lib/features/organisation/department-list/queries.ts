import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { departmentsCsv } from "@/lib/features/organisation/department-list/csv";
import { readRegisteredDepartments, readRegisteredPeople } from "@/lib/features/organisation/list-register/record";
import { UNITS_TAG } from "@/lib/features/organisation/record/schema";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";

/** The departments in use, as a list that can be changed and imported (`importDepartmentList`). */
export const exportDepartmentList = query({
  name: "department.export",
  takesOut: "always",
  may: "people.read",
  api: get("/departments.csv", "exportDepartments", UNITS_TAG, "部署の一覧（CSV、責任者の氏名とメールを含む、UTF-8 BOM付き）"),
  on: ofOwnOperator("departments"),
  output: { contentType: "text/csv" },
  async run({ transaction, subject: { operatorId } }) {
    const departments = await readRegisteredDepartments(transaction, operatorId);
    const people = await readRegisteredPeople(transaction, operatorId);
    return granted(csvFile("部署の一覧.csv", departmentsCsv(departments, people)));
  },
});
