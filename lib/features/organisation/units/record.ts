import "server-only";
import type { z } from "zod";
import { type Department, departmentParams, type System, systemParams } from "@/lib/features/organisation/record/schema";
import { readKindNames } from "@/lib/features/organisation/system-kinds/queries";
import type { Transaction } from "@/lib/server/database/client";
import type { On } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

export const DEPARTMENT = {
  id: true,
  name: true,
  retiredAt: true,
  _count: { select: { people: { where: { leftAt: null } }, systems: { where: { retiredAt: null } } } },
} as const;
export const SYSTEM = { id: true, name: true, kind: true, departmentId: true, retiredAt: true, department: { select: { name: true } } } as const;

interface DepartmentRow {
  readonly id: string;
  readonly name: string;
  readonly retiredAt: Date | null;
  readonly _count: { readonly people: number; readonly systems: number };
}
interface SystemRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly departmentId: string;
  readonly retiredAt: Date | null;
  readonly department: { readonly name: string };
}

export const departmentOf = ({ id, name, retiredAt, _count }: DepartmentRow): Department => ({ id, name, retired: retiredAt !== null, ..._count });

export const systemOf = ({ id, name, kind, departmentId, retiredAt, department }: SystemRow, kindNames: ReadonlyMap<string, string>): System => ({
  id,
  name,
  kind,
  kindName: kindNames.get(kind) ?? kind,
  departmentId,
  departmentName: department.name,
  retired: retiredAt !== null,
});

export async function readDepartment(transaction: Transaction, operatorId: string, id: string): Promise<Department | null> {
  if (!isIdentifier(id)) return null;
  const row = await transaction.department.findUnique({ where: { operatorId_id: { operatorId, id } }, select: DEPARTMENT });
  return row && departmentOf(row);
}

export async function readSystem(transaction: Transaction, operatorId: string, id: string): Promise<System | null> {
  if (!isIdentifier(id)) return null;
  const row = await transaction.criticalSystem.findUnique({ where: { operatorId_id: { operatorId, id } }, select: SYSTEM });
  return row && systemOf(row, await readKindNames(transaction));
}

/** A unit of the own operator, under the lock of its people and units. */
const lockedUnit = <Params extends z.ZodObject, Unit extends object>(
  params: Params,
  place: (given: z.output<Params>) => string,
  read: (transaction: Transaction, operatorId: string, given: z.output<Params>) => Promise<Unit | null>,
): On<Params, Unit & { readonly operatorId: string }> => ({
  ...{ params, place, people: "exclusive" },
  find: async (transaction, given, { visitor }) => {
    const { operatorId } = visitor.actor;
    if (operatorId === null) return null;
    const unit = await read(transaction, operatorId, given);
    return unit && { ...unit, operatorId };
  },
  target: ({ operatorId }) => ({ operatorId }),
});

export const lockedDepartment = lockedUnit(
  departmentParams,
  ({ departmentId }) => `department/${departmentId}`,
  (transaction, operatorId, { departmentId }) => readDepartment(transaction, operatorId, departmentId),
);

export const lockedSystem = lockedUnit(
  systemParams,
  ({ systemId }) => `system/${systemId}`,
  (transaction, operatorId, { systemId }) => readSystem(transaction, operatorId, systemId),
);
