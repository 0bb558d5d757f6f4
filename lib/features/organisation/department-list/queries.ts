import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { departmentsCsv } from "@/lib/features/organisation/department-list/csv";
import { bringDepartments } from "@/lib/features/organisation/department-list/rows";
import { LIST_UPLOAD, tryOut } from "@/lib/features/organisation/list-import/rows";
import { readRegisteredDepartments, readRegisteredPeople } from "@/lib/features/organisation/list-register/record";
import { importInput, listOutcome, UNITS_TAG } from "@/lib/features/organisation/record/schema";
import { get, ofOwnOperator, post, query } from "@/lib/server/use-cases/use-case";

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

/** One address for both: `dryRun=1` only previews (`operations.ts`). */
export const DEPARTMENT_IMPORT = post("/departments/import", "importDepartments", UNITS_TAG, "部署の一覧（CSV）を取り込む。dryRun=1 は変更を示すだけ");

/** What a list of departments would do. Refused with everything that is in its way, by line. */
export const previewDepartmentList = query({
  name: "department.previewImport",
  takesOut: "always",
  may: "department.manage",
  ...{ api: DEPARTMENT_IMPORT, upload: LIST_UPLOAD },
  on: ownOrganisation("department"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "temporarily_unavailable"],
  run: (context) => tryOut(context.transaction, () => bringDepartments(context)),
});
