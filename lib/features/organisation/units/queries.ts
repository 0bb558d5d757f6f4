import "server-only";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { permittedOperator } from "@/lib/features/organisation/access/queries";
import type { Department, System, UnitsQuery } from "@/lib/features/organisation/record/schema";
import { look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, rowsOf } from "@/lib/validation/paging";
import { isIdentifier } from "@/lib/validation/plain-text";

const DEPARTMENT = {
  id: true,
  name: true,
  retiredAt: true,
  _count: { select: { people: { where: { leftAt: null } }, systems: { where: { retiredAt: null } } } },
} as const;
const SYSTEM = { id: true, name: true, kind: true, departmentId: true, retiredAt: true, department: { select: { name: true } } } as const;

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

const departmentOf = ({ id, name, retiredAt, _count }: DepartmentRow): Department => ({ id, name, retired: retiredAt !== null, ..._count });

const systemOf = ({ id, name, kind, departmentId, retiredAt, department }: SystemRow): System => ({
  id,
  name,
  kind: kind as System["kind"],
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
  return row && systemOf(row);
}

const shown = (operatorId: string, { retired }: UnitsQuery) => ({ operatorId, ...(retired === "1" ? {} : { retiredAt: null }) });

/** The departments of the own operator, with how many people and critical systems each has. Every member of the operator may read them. */
export const listDepartments = (visitor: Visitor, query: UnitsQuery, now: Date): Promise<Result<Page<Department>, Refusal>> =>
  look(visitor, { action: "department.list", target: "departments" }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "operator.read");
    if (!operator.ok) return operator;
    const where = shown(operator.value, query);
    const total = await transaction.department.count({ where });
    const rows = await transaction.department.findMany({ where, select: DEPARTMENT, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(query) });
    return granted({ items: rows.map(departmentOf), page: query.page, perPage: query.perPage, total });
  });

/** The critical systems of the own operator. Every member of the operator may read them. */
export const listSystems = (visitor: Visitor, query: UnitsQuery, now: Date): Promise<Result<Page<System>, Refusal>> =>
  look(visitor, { action: "system.list", target: "systems" }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "operator.read");
    if (!operator.ok) return operator;
    const where = shown(operator.value, query);
    const total = await transaction.criticalSystem.count({ where });
    const rows = await transaction.criticalSystem.findMany({ where, select: SYSTEM, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(query) });
    return granted({ items: rows.map(systemOf), page: query.page, perPage: query.perPage, total });
  });
