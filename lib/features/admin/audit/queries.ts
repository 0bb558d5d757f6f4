import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { AuditEntry, LookEntry } from "@/lib/features/admin/record/schema";
import { idsOf, readNames, targetName } from "@/lib/features/admin/target-names/queries";
import { permittedOperator } from "@/lib/features/organisation/access/queries";
import { readingsOf } from "@/lib/features/surveys/look-log/queries";
import { look } from "@/lib/server/audit/change";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

/** Whose audit trail the visitor may read: the own operator's for CISO and auditor, the platform's own (no operator) for the platform. */
function trailOf({ actor }: Visitor): Result<string | null, Refusal> {
  if (decide(actor, "platform.health", {}).ok) return granted(null);
  const { operatorId } = actor;
  if (operatorId !== null && decide(actor, "lookLog.read", { operatorId }).ok) return granted(operatorId);
  return refused(refusal("not_permitted", "操作の記録は、CISOと監査実施者が見られます。"));
}

/** Who did what and what was refused, newest first. */
export const listAudit = (visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<AuditEntry>, Refusal>> =>
  look(visitor, { action: "audit.list", target: "audit" }, now, async (transaction) => {
    const trail = trailOf(visitor);
    if (!trail.ok) return trail;
    const where = { operatorId: trail.value };
    const total = await transaction.audit.count({ where });
    const rows = await transaction.audit.findMany({ where, orderBy: { id: "desc" }, ...rowsOf(query) });
    const ids = [...new Set(rows.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])))];
    const accounts = await transaction.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    const targets = await readNames(
      transaction,
      rows.flatMap(({ target }) => idsOf(target)),
    );
    const items = rows.map(({ id, at, accountId, action, outcome, target, detail }) => ({
      ...{ id: String(id), at: at.toISOString(), action, outcome, target, targetName: targetName(target, targets), detail },
      accountId,
      accountName: accountId === null ? null : (names.get(accountId) ?? null),
    }));
    return granted({ items, page: query.page, perPage: query.perPage, total });
  });

/** Every look of the ministry at the own operator's figures, newest first; for CISO and auditor. */
export const listLooks = (visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<LookEntry>, Refusal>> =>
  look(visitor, { action: "lookLog.list", target: "look-log" }, now, async (transaction) => {
    const operator = permittedOperator(visitor, "lookLog.read");
    if (!operator.ok) return operator;
    const { items: rows, total } = await readingsOf(transaction, operator.value, query);
    const names = await readNames(
      transaction,
      rows.flatMap(({ what }) => idsOf(what)),
    );
    const items = rows.map(({ id, at, officer, what }) => ({ id, at: at.toISOString(), officer, what, subject: targetName(what, names) ?? what }));
    return granted({ items, page: query.page, perPage: query.perPage, total });
  });
