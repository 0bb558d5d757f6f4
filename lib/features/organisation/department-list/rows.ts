import "server-only";
import { randomUUID } from "node:crypto";
import { granted, refused } from "@/lib/domain/shared/result";
import { DEPARTMENT_LIST, readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { type DepartmentListPlan, planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { planRefusal } from "@/lib/features/organisation/list-file/csv";
import { type Bringing, carryOut } from "@/lib/features/organisation/list-import/rows";
import { readRegisteredDepartments, readRegisteredPeople } from "@/lib/features/organisation/list-register/record";
import { readAppointing } from "@/lib/features/organisation/list-roles/queries";
import { giveListed } from "@/lib/features/organisation/list-roles/rows";
import { renameUnits } from "@/lib/features/organisation/unit-names/rows";

async function write(
  { transaction, visitor, subject: { operatorId }, now }: Bringing,
  { added, renamed, gifts }: DepartmentListPlan,
  namesBefore: ReadonlyMap<string, string>,
) {
  await renameUnits(transaction, operatorId, "department", renamed);
  const made = new Map(added.map((name) => [name, randomUUID()]));
  await transaction.department.createMany({ data: [...made].map(([name, id]) => ({ operatorId, id, name })) });
  const given = await giveListed(transaction, visitor, operatorId, gifts, made, now);
  if (!given.ok) return given;
  const parts = [
    ...[...made.values()].map((id) => ({ place: `department/${id}`, action: "department.add", detail: {} })),
    ...renamed.map(({ id, name }) => ({
      ...{ place: `department/${id}`, action: "department.change" },
      detail: { before: { name: namesBefore.get(id) ?? null }, after: { name } },
    })),
    ...given.value,
  ];
  return granted({ parts, movedSheets: 0 });
}

/** Carries out a list of departments, for its import and for its preview, which takes it back. */
export async function bringDepartments(bringing: Bringing) {
  const { transaction, visitor, subject, input, file, now } = bringing;
  const { operatorId } = subject;
  const list = readDepartmentRows(file, input.ignoreColumns === "1");
  if (!list.ok) return list;
  const departments = await readRegisteredDepartments(transaction, operatorId);
  const people = await readRegisteredPeople(transaction, operatorId);
  const plan = planDepartmentList(list.value, departments, people, await readAppointing(transaction, visitor, operatorId, people, now));
  if (plan.problems.length > 0) return refused(planRefusal(DEPARTMENT_LIST.name, plan.problems));
  const namesBefore = new Map(departments.map(({ id, name }) => [id, name]));
  return carryOut(transaction, operatorId, plan, list.value.ignored, () => write(bringing, plan, namesBefore));
}
