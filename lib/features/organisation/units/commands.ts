import "server-only";
import { randomUUID } from "node:crypto";
import { differences } from "@/lib/domain/shared/differences";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { movedParts } from "@/lib/features/cycles/moving/parts";
import { MOVABLE } from "@/lib/features/cycles/moving/sql";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { nameRefusal } from "@/lib/features/organisation/likeness/rules";
import { departmentInUse, refusedReturn } from "@/lib/features/organisation/places/queries";
import {
  department,
  departmentBody,
  departmentPatch,
  system,
  systemBody,
  systemKinds,
  systemPatch,
  UNITS_TAG,
} from "@/lib/features/organisation/record/schema";
import { kindRefusal } from "@/lib/features/organisation/system-kinds/queries";
import { lockedDepartment, lockedSystem, readDepartment, readSystem } from "@/lib/features/organisation/units/record";
import { otherSheetsMove } from "@/lib/features/sheets/moving/refusals";
import { followSystemMoved } from "@/lib/features/sheets/moving/rows";
import { movedSheets } from "@/lib/features/sheets/moving/schema";
import { sentence } from "@/lib/labels/own-direction";
import type { Transaction } from "@/lib/server/database/client";
import { command, patch, post } from "@/lib/server/use-cases/use-case";

type Units = "department" | "system";
const WORDS = { department: "部署", system: "重要システム" } as const satisfies Record<Units, string>;

/** Why the operator cannot have another unit of this name; `id` is the unit that is to have it. Under the lock of the units. */
async function refusedName(transaction: Transaction, operatorId: string, units: Units, id: string, name: string, confirmed: boolean | undefined) {
  const rest = { where: { operatorId, id: { not: id } }, select: { name: true, retiredAt: true }, orderBy: { name: "asc" } } as const;
  const others = units === "department" ? await transaction.department.findMany(rest) : await transaction.criticalSystem.findMany(rest);
  return nameRefusal(
    WORDS[units],
    name,
    others.map((other) => ({ name: other.name, retired: other.retiredAt !== null })),
    confirmed,
  );
}

const found = <Value>(value: Value | null): Result<Value, typeof NOT_FOUND> => (value === null ? refused(NOT_FOUND) : granted(value));

/** Adds a department. Refused if the name is taken, even by a retired department; asked about if it is close to another. */
export const addDepartment = command({
  name: "department.add",
  may: "department.manage",
  api: post("/departments", "addDepartment", UNITS_TAG, "部署を加える", 201),
  on: ownOrganisation("department"),
  input: departmentBody,
  output: department,
  refuses: ["not_found", "duplicate", "confirmation_required"],
  wayBack: { by: "department.change" },
  async run({ transaction, subject: { operatorId }, input: { name, confirmedSimilar }, made }) {
    const id = randomUUID();
    made(`department/${id}`);
    const taken = await refusedName(transaction, operatorId, "department", id, name, confirmedSimilar);
    if (taken) return refused(taken);
    await transaction.department.createMany({ data: [{ operatorId, id, name }] });
    return found(await readDepartment(transaction, operatorId, id));
  },
});

/** What has to be moved from a department before it can be retired, as text. */
async function usesOfDepartment(transaction: Transaction, operatorId: string, id: string): Promise<string[]> {
  const [uses] = await transaction.$queryRaw<{ people: bigint; systems: bigint; managers: bigint; sheets: bigint }[]>`
    SELECT (SELECT count(*) FROM person WHERE operator_id = ${operatorId}::uuid AND department_id = ${id}::uuid AND left_at IS NULL) AS people,
      (SELECT count(*) FROM critical_system WHERE operator_id = ${operatorId}::uuid AND department_id = ${id}::uuid AND retired_at IS NULL) AS systems,
      (SELECT count(*) FROM appointment WHERE operator_id = ${operatorId}::uuid AND department_id = ${id}::uuid) AS managers,
      (SELECT count(*) FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
        WHERE s.operator_id = ${operatorId}::uuid AND s.department_id = ${id}::uuid AND ${MOVABLE} AND s.state <> 'accepted') AS sheets`;
  const named = { 所属する人: uses?.people, 重要システム: uses?.systems, 情報セキュリティ責任者: uses?.managers };
  const inUse = Object.entries(named).flatMap(([word, count]) => (count ? [`${word} ${count}件`] : []));
  return uses?.sheets ? [...inUse, `実施中の点検票 ${uses.sheets}枚`] : inUse;
}

/** Renames a department, retires it or restores it. Refused (`in_use`) while it has people, systems, a 責任者 or sheets that are not accepted: nobody could answer or review these any more. */
export const changeDepartment = command({
  name: "department.change",
  may: "department.manage",
  api: patch("/departments/{departmentId}", "changeDepartment", UNITS_TAG, "部署の名前を直す・廃止する"),
  on: lockedDepartment,
  input: departmentPatch,
  output: department,
  refuses: ["not_found", "duplicate", "confirmation_required", "in_use"],
  wayBack: { by: "department.change" },
  async run({ transaction, subject: { operatorId, id, name: before, retired: wasRetired }, input, now, keepChange }) {
    const { name, retired, confirmedSimilar } = input;
    const renamed = name !== undefined && name !== before;
    const taken = renamed
      ? await refusedName(transaction, operatorId, "department", id, name, confirmedSimilar === true || identityFold(name) === identityFold(before))
      : null;
    if (taken) return refused(taken);
    const uses = retired === true ? await usesOfDepartment(transaction, operatorId, id) : [];
    if (uses.length > 0) return refused(refusal("in_use", "まだ使われているため、廃止できません。先に移してください。", { list: uses }));
    keepChange(differences({ name: before, retired: wasRetired }, { name: name ?? before, retired: retired ?? wasRetired }));
    const data = { ...(renamed ? { name, doubled: false } : {}), ...(retired === undefined ? {} : { retiredAt: retired ? now : null }) };
    await transaction.department.updateMany({ where: { operatorId, id }, data });
    return found(await readDepartment(transaction, operatorId, id));
  },
});

/** Adds a critical system of a department. Refused: a kind that the operator's sector does not have, a taken name; asked about: a close one. */
export const addSystem = command({
  name: "system.add",
  may: "system.manage",
  api: post("/systems", "addSystem", UNITS_TAG, "重要システムを加える", 201),
  on: ownOrganisation("system"),
  input: systemBody,
  output: system,
  refuses: ["not_found", "invalid_input", "duplicate", "confirmation_required"],
  current: { invalid_input: systemKinds },
  wayBack: { by: "system.change" },
  async run({ transaction, subject: { operatorId }, input: { confirmedSimilar, ...input }, made }) {
    const id = randomUUID();
    made(`system/${id}`);
    if (!(await departmentInUse(transaction, operatorId, input.departmentId))) return refused(NOT_FOUND);
    const unfit = await kindRefusal(transaction, operatorId, input.kind);
    if (unfit) return refused(unfit);
    const taken = await refusedName(transaction, operatorId, "system", id, input.name, confirmedSimilar);
    if (taken) return refused(taken);
    await transaction.criticalSystem.createMany({ data: [{ operatorId, id, ...input }] });
    return found(await readSystem(transaction, operatorId, id));
  },
});

/** What depends on a critical system: its administrators, and sheets of running cycles. */
async function usesOfSystem(transaction: Transaction, operatorId: string, id: string): Promise<string[]> {
  const [uses] = await transaction.$queryRaw<{ administrators: string[]; sheets: bigint }[]>`
    SELECT ARRAY(SELECT p.name FROM appointment a JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id
        WHERE a.operator_id = ${operatorId}::uuid AND a.system_id = ${id}::uuid ORDER BY p.name) AS administrators,
      (SELECT count(*) FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
        WHERE s.operator_id = ${operatorId}::uuid AND s.system_id = ${id}::uuid AND s.state <> 'withdrawn'
        AND c.state IN ('open', 'reviewing')) AS sheets`;
  const administrators = (uses?.administrators ?? []).map((name) => sentence`システム管理者 ${name}`);
  return uses?.sheets ? [...administrators, `実施中の点検票 ${uses.sheets}枚`] : administrators;
}

/** Changes a critical system, retires it or restores it, which a retired department cannot have back. Its sheets that are not accepted move with it to another department, as many as were confirmed if a number was. Refused (`in_use`) while it has administrators or running sheets. */
export const changeSystem = command({
  name: "system.change",
  may: "system.manage",
  api: patch("/systems/{systemId}", "changeSystem", UNITS_TAG, "重要システムを直す・廃止する"),
  on: lockedSystem,
  input: systemPatch,
  output: system,
  refuses: ["not_found", "invalid_input", "duplicate", "confirmation_required", "in_use"],
  current: { invalid_input: systemKinds, confirmation_required: movedSheets },
  wayBack: { by: "system.change" },
  async run({ transaction, subject: { operatorId, id, ...before }, input, now, addDetail, keepChange, each }) {
    const { name, kind, departmentId, retired, confirmedSimilar, confirmedSheets } = input;
    const moves = departmentId !== undefined && departmentId !== before.departmentId;
    if (moves && !(await departmentInUse(transaction, operatorId, departmentId))) return refused(NOT_FOUND);
    const closed = retired === false && before.retired ? await refusedReturn(transaction, operatorId, departmentId ?? before.departmentId) : null;
    if (closed) return refused(closed);
    const unfit = kind === undefined || kind === before.kind ? null : await kindRefusal(transaction, operatorId, kind);
    if (unfit) return refused(unfit);
    const renamed = name !== undefined && name !== before.name;
    const taken = renamed
      ? await refusedName(transaction, operatorId, "system", id, name, confirmedSimilar === true || identityFold(name) === identityFold(before.name))
      : null;
    if (taken) return refused(taken);
    const uses = retired === true ? await usesOfSystem(transaction, operatorId, id) : [];
    if (uses.length > 0) return refused(refusal("in_use", "まだ使われているため、廃止できません。", { list: uses }));
    const was = { name: before.name, kind: before.kind, departmentId: before.departmentId, retired: before.retired };
    const becomes = { name: name ?? was.name, kind: kind ?? was.kind, departmentId: departmentId ?? was.departmentId, retired: retired ?? was.retired };
    keepChange(differences(was, becomes));
    const data = {
      ...(renamed ? { name, doubled: false } : {}),
      ...(kind === undefined ? {} : { kind }),
      ...(departmentId === undefined ? {} : { departmentId }),
      ...(retired === undefined ? {} : { retiredAt: retired ? now : null }),
    };
    await transaction.criticalSystem.updateMany({ where: { operatorId, id }, data });
    if (moves) {
      const moved = await followSystemMoved(transaction, operatorId, id, departmentId);
      const others = otherSheetsMove(moved.length, confirmedSheets);
      if (others) return refused(others);
      addDetail({ movedSheets: moved.length });
      each(movedParts(moved));
    }
    return found(await readSystem(transaction, operatorId, id));
  },
});
