import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { ofPlatform } from "@/lib/features/admin/record/record";
import { type AuditEntry, accessLogPage, auditPage, LOGS_TAG } from "@/lib/features/admin/record/schema";
import { idsOf, readNames, targetName } from "@/lib/features/admin/target-names/queries";
import { readingsOf } from "@/lib/features/surveys/access-log/queries";
import type { Transaction } from "@/lib/server/database/client";
import { none } from "@/lib/server/use-cases/operation";
import { get, type On, ofOwnOperator, query, reading } from "@/lib/server/use-cases/use-case";
import { type Page, type PageQuery, pageQuery, rowsOf } from "@/lib/validation/paging";

/** The audit trail of the own operator, or of the platform (entries of no operator). */
const ownTrail: On<typeof none, { readonly operatorId: string | null }> = {
  ...{ params: none, place: () => "audit" },
  find: (_transaction, _params, { visitor: { actor } }) => Promise.resolve({ operatorId: actor.operatorId }),
  target: ({ operatorId }) => ({ operatorId }),
};

/** Audit entries of one operator, or of the platform (null): actions and refusals, newest first. */
async function trail(transaction: Transaction, operatorId: string | null, input: PageQuery): Promise<Page<AuditEntry>> {
  const where = { operatorId };
  const total = await transaction.audit.count({ where });
  const rows = await transaction.audit.findMany({ where, orderBy: { id: "desc" }, ...rowsOf(input) });
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
  return { items, page: input.page, perPage: input.perPage, total };
}

export const listAudit = query({
  name: "audit.list",
  takesOut: "always",
  api: get("/audit", "listAudit", LOGS_TAG, "操作の記録"),
  on: ownTrail,
  input: pageQuery,
  output: auditPage,
  run: async ({ transaction, subject: { operatorId }, input }) => granted(await trail(transaction, operatorId, input)),
});

/** The same for the page of an operator. */
export const readOwnTrail = reading({
  ...{ of: listAudit, may: "lookLog.read", on: ofOwnOperator("audit"), input: pageQuery },
  run: async ({ transaction, subject: { operatorId }, input }) => granted(await trail(transaction, operatorId, input)),
});

/** The same for the page of the platform. */
export const readPlatformTrail = reading({
  ...{ of: listAudit, may: "platform.health", on: ofPlatform("audit"), input: pageQuery },
  run: async ({ transaction, input }) => granted(await trail(transaction, null, input)),
});

/** The access log: every reading of the own operator's figures by the ministry, newest first; for CISO and auditor. */
export const listAccessLog = query({
  name: "lookLog.list",
  takesOut: "always",
  may: "lookLog.read",
  api: get("/look-log", "listLooks", LOGS_TAG, "所管省庁が閲覧した記録"),
  on: ofOwnOperator("look-log"),
  input: pageQuery,
  output: accessLogPage,
  async run({ transaction, subject: { operatorId }, input }) {
    const { items: rows, total } = await readingsOf(transaction, operatorId, input);
    const names = await readNames(
      transaction,
      rows.flatMap(({ what }) => idsOf(what)),
    );
    const items = rows.map(({ id, at, officer, what }) => ({ id, at: at.toISOString(), officer, what, subject: targetName(what, names) ?? what }));
    return granted({ items, page: input.page, perPage: input.perPage, total });
  },
});
