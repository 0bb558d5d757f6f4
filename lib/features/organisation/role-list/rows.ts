import "server-only";
import { granted, refused } from "@/lib/domain/shared/result";
import { planRefusal } from "@/lib/features/organisation/list-file/csv";
import { type Bringing, carryOut } from "@/lib/features/organisation/list-import/rows";
import { readRegisteredDepartments, readRegisteredPeople, readRegisteredSystems } from "@/lib/features/organisation/list-register/record";
import { readAppointing } from "@/lib/features/organisation/list-roles/queries";
import { giveListed } from "@/lib/features/organisation/list-roles/rows";
import { ROLE_LIST, readRoleRows } from "@/lib/features/organisation/role-list/csv";
import { planRoleList } from "@/lib/features/organisation/role-list/rules";

/** Carries out a list of roles, for its import and for its preview, which takes it back. */
export async function bringRoles({ transaction, visitor, subject: { operatorId }, input: { ignoreColumns }, file, now }: Bringing) {
  const list = readRoleRows(file, ignoreColumns === "1");
  if (!list.ok) return list;
  const people = await readRegisteredPeople(transaction, operatorId);
  const departments = await readRegisteredDepartments(transaction, operatorId);
  const systems = await readRegisteredSystems(transaction, operatorId);
  const appointing = await readAppointing(transaction, visitor, operatorId, people, now);
  const plan = planRoleList(list.value, { people, departments, systems }, appointing);
  if (plan.problems.length > 0) return refused(planRefusal(ROLE_LIST.name, plan.problems));
  return carryOut(transaction, operatorId, plan, list.value.ignored, async () => {
    const given = await giveListed(transaction, visitor, operatorId, plan.gifts, new Map(), now);
    return given.ok ? granted({ parts: given.value, movedSheets: 0 }) : given;
  });
}
