import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { Operator, OperatorBody, Sector } from "@/lib/features/admin/record/schema";
import { change, look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

const OPERATOR = { id: true, name: true, sectorId: true, sector: { select: { name: true } } } as const;

interface OperatorRow {
  readonly id: string;
  readonly name: string;
  readonly sectorId: string;
  readonly sector: { readonly name: string };
}
const operatorOf = ({ sector, ...row }: OperatorRow): Operator => ({ ...row, sectorName: sector.name });

/** Which operators a visitor may know of: all for the platform, the sector's for the ministry, the own one for its staff. */
function visible({ actor }: Visitor): Result<{ readonly id?: string; readonly sectorId?: string }, Refusal> {
  if (decide(actor, "platform.operators", {}).ok) return granted({});
  if (actor.operatorId !== null && decide(actor, "operator.read", { operatorId: actor.operatorId }).ok) return granted({ id: actor.operatorId });
  if (actor.sector !== null && decide(actor, "survey.read", { sector: actor.sector }).ok) return granted({ sectorId: actor.sector });
  return refused(refusal("not_permitted", "事業者の一覧を見る権限がありません。"));
}

export const listOperators = (visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<Operator>, Refusal>> =>
  look(visitor, { action: "operator.list", target: "operators" }, now, async (transaction) => {
    const where = visible(visitor);
    if (!where.ok) return where;
    const total = await transaction.operator.count({ where: where.value });
    const rows = await transaction.operator.findMany({ where: where.value, select: OPERATOR, orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(query) });
    return granted({ items: rows.map(operatorOf), page: query.page, perPage: query.perPage, total });
  });

async function find(transaction: Transaction, where: { readonly id?: string; readonly sectorId?: string }, id: string): Promise<Result<Operator, Refusal>> {
  const row = await transaction.operator.findFirst({ where: { AND: [where, { id }] }, select: OPERATOR });
  return row ? granted(operatorOf(row)) : refused(NOT_FOUND);
}

export const readOperator = (visitor: Visitor, id: string, now: Date): Promise<Result<Operator, Refusal>> =>
  look(visitor, { action: "operator.read", target: `operator/${id}` }, now, async (transaction) => {
    const where = visible(visitor);
    return where.ok ? find(transaction, where.value, id) : where;
  });

export const platformOnly = (visitor: Visitor, action: "platform.operators" | "platform.accounts" | "platform.health"): Result<true, Refusal> =>
  decide(visitor.actor, action, {}).ok ? granted(true) : refused(refusal("not_permitted", "ポータルの管理者だけができます。"));

/** Registers an operator under the new `id`. For the platform; a second of the same name in a sector is refused. */
export const addOperator = (visitor: Visitor, id: string, { name, sectorId }: OperatorBody, now: Date): Promise<Result<Operator, Refusal>> =>
  change(visitor, { action: "platform.addOperator", target: `operator/${id}` }, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.operators");
    if (!permitted.ok) return permitted;
    if ((await transaction.sector.count({ where: { id: sectorId } })) === 0) {
      return refused(refusal("invalid_input", "この分野は登録されていません。", { fields: [{ path: "sectorId", message: "分野を選んでください。" }] }));
    }
    if ((await transaction.operator.count({ where: { name, sectorId } })) > 0) {
      return refused(refusal("duplicate", "同じ名前の事業者があります。", { fields: [{ path: "name", message: "名前を確かめてください。" }] }));
    }
    await transaction.operator.createMany({ data: [{ id, name, sectorId, createdAt: now }] });
    return find(transaction, {}, id);
  });

/** The sectors of critical infrastructure that the portal knows; anybody who is signed in may read them. */
export const listSectors = (visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<Sector>, Refusal>> =>
  look(visitor, { action: "sector.list", target: "sectors" }, now, async (transaction) => {
    const total = await transaction.sector.count();
    const items = await transaction.sector.findMany({
      select: { id: true, name: true, ministry: true, editions: true },
      orderBy: { id: "asc" },
      ...rowsOf(query),
    });
    return granted({ items, page: query.page, perPage: query.perPage, total });
  });
