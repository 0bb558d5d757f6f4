import "server-only";
import { randomUUID } from "node:crypto";
import { differences } from "@/lib/domain/shared/differences";
import { granted, refused } from "@/lib/domain/shared/result";
import { type MovedSheet, movedParts } from "@/lib/features/cycles/moving/parts";
import { planRefusal } from "@/lib/features/organisation/list-file/csv";
import { type Bringing, carryOut } from "@/lib/features/organisation/list-import/rows";
import { readAppointing } from "@/lib/features/organisation/list-roles/queries";
import { giveListed } from "@/lib/features/organisation/list-roles/rows";
import { readSystemRows, SYSTEM_LIST } from "@/lib/features/organisation/system-list/csv";
import { readSystemRegister } from "@/lib/features/organisation/system-list/record";
import { planSystemList, type SystemListPlan } from "@/lib/features/organisation/system-list/rules";
import { renameUnits } from "@/lib/features/organisation/unit-names/rows";
import { followSystemMoved } from "@/lib/features/sheets/moving/rows";
import type { Transaction } from "@/lib/server/database/client";

type Changed = SystemListPlan["changed"];

/** Changes kinds and departments; sheets that are not accepted move along, as with one system. */
async function change(transaction: Transaction, operatorId: string, changed: Changed): Promise<readonly MovedSheet[]> {
  await renameUnits(
    transaction,
    operatorId,
    "system",
    changed.flatMap(({ id, before, after }) => (before.name === after.name ? [] : [{ id, name: after.name }])),
  );
  const values = JSON.stringify(changed.map(({ id, after }) => ({ id, ...after })));
  await transaction.$executeRaw`
    UPDATE critical_system s SET kind = t.kind, department_id = t."departmentId"
    FROM jsonb_to_recordset(${values}::jsonb) AS t(id uuid, kind text, "departmentId" uuid) WHERE s.operator_id = ${operatorId}::uuid AND s.id = t.id`;
  const moved: MovedSheet[] = [];
  for (const { id, before, after } of changed) {
    if (before.departmentId !== after.departmentId) moved.push(...(await followSystemMoved(transaction, operatorId, id, after.departmentId)));
  }
  return moved;
}

async function write({ transaction, visitor, subject: { operatorId }, now }: Bringing, { added, changed, gifts }: SystemListPlan) {
  const moved = await change(transaction, operatorId, changed);
  const made = added.map((values) => ({ operatorId, id: randomUUID(), ...values }));
  await transaction.criticalSystem.createMany({ data: made });
  const given = await giveListed(transaction, visitor, operatorId, gifts, new Map(made.map(({ name, id }) => [name, id])), now);
  if (!given.ok) return given;
  const parts = [
    ...made.map(({ id }) => ({ place: `system/${id}`, action: "system.add", detail: {} })),
    ...changed.map(({ id, before, after }) => ({ place: `system/${id}`, action: "system.change", detail: { ...differences(before, after) } })),
    ...given.value,
    ...movedParts(moved),
  ];
  return granted({ parts, movedSheets: moved.length });
}

/** Carries out a list of critical systems, for its import and for its preview, which takes it back. */
export async function bringSystems(bringing: Bringing) {
  const { transaction, visitor, subject, input, file, now } = bringing;
  const { operatorId } = subject;
  const list = readSystemRows(file, input.ignoreColumns === "1");
  if (!list.ok) return list;
  const register = await readSystemRegister(transaction, operatorId);
  const plan = planSystemList(list.value, register, await readAppointing(transaction, visitor, operatorId, register.people, now));
  if (plan.problems.length > 0) return refused(planRefusal(SYSTEM_LIST.name, plan.problems));
  return carryOut(transaction, operatorId, plan, list.value.ignored, () => write(bringing, plan));
}
