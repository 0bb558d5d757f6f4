import "server-only";
import { randomUUID } from "node:crypto";
import { granted, refused } from "@/lib/domain/shared/result";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { DEPARTMENT_LIST, readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { type DepartmentListPlan, planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { planRefusal } from "@/lib/features/organisation/list-file/csv";
import { type Bringing, carryOut, importPreviewed, LIST_UPLOAD, tryOut } from "@/lib/features/organisation/list-import/rows";
import { readRegisteredDepartments, readRegisteredPeople } from "@/lib/features/organisation/list-register/record";
import { readAppointing } from "@/lib/features/organisation/list-roles/queries";
import { giveListed } from "@/lib/features/organisation/list-roles/rows";
import { importInput, listOutcome, UNITS_TAG } from "@/lib/features/organisation/record/schema";
import { renameUnits } from "@/lib/features/organisation/unit-names/rows";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, post, query } from "@/lib/server/use-cases/use-case";

async function write(transaction: Transaction, visitor: Visitor, operatorId: string, { added, renamed, gifts }: DepartmentListPlan) {
  await renameUnits(transaction, operatorId, "department", renamed);
  const made = new Map(added.map((name) => [name, randomUUID()]));
  await transaction.department.createMany({ data: [...made].map(([name, id]) => ({ operatorId, id, name })) });
  const given = await giveListed(transaction, visitor, operatorId, gifts, made);
  if (!given.ok) return given;
  const parts = [
    ...[...made.values()].map((id) => ({ place: `department/${id}`, action: "department.add", detail: { fields: "name" } })),
    ...renamed.map(({ id }) => ({ place: `department/${id}`, action: "department.change", detail: { fields: "name" } })),
    ...given.value,
  ];
  return granted({ parts, movedSheets: 0 });
}

async function bring({ transaction, visitor, subject: { operatorId }, input: { ignoreColumns }, file, now }: Bringing) {
  const list = readDepartmentRows(file, ignoreColumns === "1");
  if (!list.ok) return list;
  const departments = await readRegisteredDepartments(transaction, operatorId);
  const people = await readRegisteredPeople(transaction, operatorId);
  const plan = planDepartmentList(list.value, departments, people, await readAppointing(transaction, visitor, operatorId, people, now));
  if (plan.problems.length > 0) return refused(planRefusal(DEPARTMENT_LIST.name, plan.problems));
  return carryOut(transaction, operatorId, plan, list.value.ignored, () => write(transaction, visitor, operatorId, plan));
}

/** One address for both: `dryRun=1` only previews (`operations.ts`). */
const api = post("/departments/import", "importDepartments", UNITS_TAG, "部署の一覧（CSV）を取り込む。dryRun=1 は変更を示すだけ");

/** What a list of departments would do. Refused with everything that is in its way, by line. */
export const previewDepartmentList = query({
  name: "department.previewImport",
  takesOut: "always",
  may: "department.manage",
  ...{ api, upload: LIST_UPLOAD },
  on: ownOrganisation("department"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "temporarily_unavailable"],
  run: (context) => tryOut(context.transaction, () => bring(context)),
});

/**
 * Adds and renames the departments of a list and gives their 責任者, all or none. Departments and 責任者 that the list does not
 * name stay. With `hash` only what was previewed under it is done. Each object has an audit entry.
 */
export const importDepartmentList = command({
  name: "department.import",
  may: "department.manage",
  ...{ api, upload: LIST_UPLOAD },
  on: ownOrganisation("department"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "confirmation_required"],
  wayBack: { by: "department.change" },
  run: (context) => importPreviewed(context, DEPARTMENT_LIST.name, () => bring(context)),
});
