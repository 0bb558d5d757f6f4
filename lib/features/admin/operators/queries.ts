import "server-only";
import { orNotFound } from "@/lib/domain/shared/refusal";
import { granted } from "@/lib/domain/shared/result";
import { OPERATOR, type OperatorUse, operatorOf, readVisible, usesOf, visible } from "@/lib/features/admin/operators/record";
import { ofPlatform } from "@/lib/features/admin/record/record";
import { OPERATORS_TAG, type Operator, operator, operatorPage, operatorParams, operatorsQuery, sectorPage } from "@/lib/features/admin/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { none } from "@/lib/server/use-cases/operation";
import { get, type On, query, reading } from "@/lib/server/use-cases/use-case";
import { pageQuery, rowsOf } from "@/lib/validation/paging";

/** The operators that the visitor may know of. */
const ownOperators: On<typeof none, ReturnType<typeof visible>> = {
  ...{ params: none, place: () => "operators" },
  find: (_transaction, _params, { visitor }) => Promise.resolve(visible(visitor)),
  target: (_found, { visitor: { actor } }) => ({ operatorId: actor.operatorId, sector: actor.sector }),
};

export const listOperators = query({
  name: "operator.list",
  takesOut: { no: "names and sectors of operators, which are no secret from those who may ask" },
  may: "operator.known",
  api: get("/operators", "listOperators", OPERATORS_TAG, "見られる事業者の一覧"),
  on: ownOperators,
  input: operatorsQuery,
  output: operatorPage,
  async run({ transaction, subject: where, input }) {
    const total = await transaction.operator.count({ where });
    const rows = await transaction.operator.findMany({ where, select: OPERATOR, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(input) });
    return granted({ items: rows.map(operatorOf), page: input.page, perPage: input.perPage, total });
  },
});

/** One of these operators. */
const knownOperator: On<typeof operatorParams, Operator> = {
  params: operatorParams,
  place: ({ operatorId }) => `operator/${operatorId}`,
  find: (transaction, { operatorId }, { visitor }) => readVisible(transaction, visitor, operatorId),
  target: ({ id, sectorId }) => ({ operatorId: id, sector: sectorId }),
};

export const readOperator = query({
  name: "operator.read",
  takesOut: { no: "name and sector of one operator" },
  may: "operator.known",
  api: get("/operators/{operatorId}", "readOperator", OPERATORS_TAG, "一つの事業者"),
  on: knownOperator,
  output: operator,
  run: ({ subject }) => Promise.resolve(granted(subject)),
});

/** The sectors of critical infrastructure that the portal knows. Their data is public. */
const allSectors: On<typeof none, object> = { ...{ params: none, place: () => "sectors" }, find: () => Promise.resolve({}), target: () => ({}) };

/** The sectors of critical infrastructure that the portal knows; every signed-in visitor may read them. */
export const listSectors = query({
  name: "sector.list",
  takesOut: { no: "sectors, which are content" },
  api: get("/sectors", "listSectors", OPERATORS_TAG, "分野の一覧"),
  on: allSectors,
  input: pageQuery,
  output: sectorPage,
  async run({ transaction, input }) {
    const total = await transaction.sector.count();
    const items = await transaction.sector.findMany({
      select: { id: true, name: true, ministry: true, editions: true },
      orderBy: { id: "asc" },
      ...rowsOf(input),
    });
    return granted({ items, page: input.page, perPage: input.perPage, total });
  },
});

/** An operator with what the platform may know of it. */
export interface PlatformOperator extends Operator {
  readonly use: OperatorUse;
}

async function withUse(transaction: Transaction, operators: readonly Operator[]): Promise<PlatformOperator[]> {
  const ids = operators.map(({ id }) => id);
  const uses = await usesOf(transaction, ids);
  return operators.map((one) => ({ ...one, use: uses.get(one.id) ?? { operatorId: one.id, people: 0, begun: 0, bound: true } }));
}

/** Operators for the platform's page, with those of which nobody can sign in yet, the newest first. */
export const platformOperators = reading({
  ...{ of: listOperators, may: "platform.operators", on: ofPlatform("operators"), input: pageQuery },
  takesOut: { no: "operators, and how many of their people have begun" },
  async run({ transaction, input }) {
    const total = await transaction.operator.count();
    const rows = await transaction.operator.findMany({ select: OPERATOR, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(input) });
    const unbegun = await transaction.$queryRaw<{ id: string; name: string; createdAt: Date }[]>`
      SELECT o.id, o.name, o.created_at AS "createdAt" FROM operator o JOIN portal_unbegun_operators() AS u (id) ON u.id = o.id ORDER BY o.created_at DESC, o.id`;
    return granted({ items: await withUse(transaction, rows.map(operatorOf)), ...input, total, unbegun });
  },
});

/** One operator for the platform's page. */
export const platformOperator = reading({
  ...{ of: readOperator, may: "platform.operators", on: knownOperator },
  takesOut: { no: "one operator, and how many of its people have begun" },
  async run({ transaction, subject }) {
    const [found] = await withUse(transaction, [subject]);
    return orNotFound(found);
  },
});
