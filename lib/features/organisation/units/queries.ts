import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { departmentPage, systemPage, UNITS_TAG, type UnitsQuery, unitsQuery } from "@/lib/features/organisation/record/schema";
import { readKindNames, readKinds } from "@/lib/features/organisation/system-kinds/queries";
import { changeSystem } from "@/lib/features/organisation/units/commands";
import { DEPARTMENT, departmentOf, SYSTEM, systemOf } from "@/lib/features/organisation/units/record";
import { countBySystem } from "@/lib/features/sheets/moving/queries";
import { get, ofOwnOperator, query, reading } from "@/lib/server/use-cases/use-case";
import { rowsOf } from "@/lib/validation/paging";

const shown = (operatorId: string, { retired }: UnitsQuery) => ({ operatorId, ...(retired === "1" ? {} : { retiredAt: null }) });

/** The departments of the own operator, with their numbers of people and critical systems. Every member of the operator may read them. */
export const listDepartments = query({
  name: "department.list",
  takesOut: { no: "names of departments, which every form offers" },
  may: "operator.read",
  api: get("/departments", "listDepartments", UNITS_TAG, "部署の一覧"),
  on: ofOwnOperator("departments"),
  input: unitsQuery,
  output: departmentPage,
  async run({ transaction, subject: { operatorId }, input }) {
    const where = shown(operatorId, input);
    const total = await transaction.department.count({ where });
    const rows = await transaction.department.findMany({ where, select: DEPARTMENT, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(input) });
    return granted({ items: rows.map(departmentOf), page: input.page, perPage: input.perPage, total });
  },
});

/** The critical systems of the own operator. Every member of the operator may read them. */
export const listSystems = query({
  name: "system.list",
  takesOut: { no: "names of systems, which every form offers" },
  may: "operator.read",
  api: get("/systems", "listSystems", UNITS_TAG, "重要システムの一覧"),
  on: ofOwnOperator("systems"),
  input: unitsQuery,
  output: systemPage,
  async run({ transaction, subject: { operatorId }, input }) {
    const where = shown(operatorId, input);
    const total = await transaction.criticalSystem.count({ where });
    const rows = await transaction.criticalSystem.findMany({ where, select: SYSTEM, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(input) });
    const names = await readKindNames(transaction);
    const kinds = await readKinds(transaction, operatorId);
    return granted({ items: rows.map((row) => systemOf(row, names)), page: input.page, perPage: input.perPage, total, kinds });
  },
});

/** The number of sheets that can move with each critical system, wherever they are now. */
export const readSystemSheets = reading({
  of: changeSystem,
  takesOut: { no: "how many sheets would move, beside systems that every form offers" },
  on: ofOwnOperator("systems"),
  run: async ({ transaction, subject: { operatorId } }) => granted(await countBySystem(transaction, operatorId)),
});
