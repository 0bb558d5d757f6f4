import { idOf } from "@/lib/demo/days/chance";
import { nineOClock } from "@/lib/demo/days/working-time";
import { deputyRow } from "@/lib/demo/deputies";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { RowBook } from "@/lib/demo/rows";

/** Argon2id hash (19 MiB, 2 passes) of the shared password of `sign-ins.ts`, computed beforehand to save time when loading. */
export const DEMO_PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$a2lqdW4tcG9ydGFsLWRlbW8$6999YaQ8x6davUMBx1bq2hGht3SOJHVzERSmQPb++8s";

/** Adds an operator with its departments, systems, people, their accounts and deputies; only the cast can sign in. */
export function addOperator(book: RowBook, operator: DemoOperator): void {
  const { id: operatorId, profile, calendar } = operator;
  const [founding, leaving] = calendar.periods;
  const leftOn = nineOClock(leaving.to, 500);
  const signsIn = new Set([...operator.cast].filter(([role]) => profile.cast[role] !== undefined).map(([, { id }]) => id));
  book.add("operator", { id: operatorId, sector_id: profile.sector, name: profile.name, created_at: nineOClock(founding.from) });
  for (const { id, name } of operator.departments) book.add("department", { operator_id: operatorId, id, name });
  for (const { id, name, kind, departmentId } of operator.systems) {
    book.add("critical_system", { operator_id: operatorId, id, department_id: departmentId, name, kind });
  }
  for (const { id, departmentId, name, email, staffNumber, leaves } of operator.members) {
    const left = leaves ? leftOn : null;
    book.add("person", { operator_id: operatorId, id, department_id: departmentId, name, email, staff_number: staffNumber, left_at: left });
    book.add("account", {
      ...{ id: idOf(`account/${id}`), email, name, password_hash: signsIn.has(id) ? DEMO_PASSWORD_HASH : null },
      ...{ operator_id: operatorId, person_id: id, sector_id: null, role: null, disabled_at: left },
    });
  }
  for (const { id, personId, role, departmentId, systemId } of operator.appointments) {
    book.add("appointment", { operator_id: operatorId, id, person_id: personId, role, department_id: departmentId, system_id: systemId });
  }
  for (const deputy of operator.deputies) book.add("deputy", deputyRow(operator, deputy));
}
