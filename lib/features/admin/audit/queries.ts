import "server-only";
import { CSV_START } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { auditCsvHead, auditCsvRows } from "@/lib/features/admin/audit/csv";
import { entriesOf, wanted } from "@/lib/features/admin/audit/sql";
import { ofPlatform } from "@/lib/features/admin/record/record";
import {
  type AuditEntry,
  type AuditFilter,
  type AuditQuery,
  accessLogPage,
  auditFilter,
  auditPage,
  auditQuery,
  LOGS_TAG,
} from "@/lib/features/admin/record/schema";
import { idsOf, readItemNames, readNames, targetName } from "@/lib/features/admin/target-names/queries";
import { readKindNames } from "@/lib/features/organisation/system-kinds/queries";
import { readingsOf } from "@/lib/features/surveys/access-log/queries";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";
import { none } from "@/lib/server/use-cases/operation";
import { streamed } from "@/lib/server/use-cases/streamed";
import { get, type On, ofOwnOperator, query, reading } from "@/lib/server/use-cases/use-case";
import { type Page, pageQuery, rowsOf } from "@/lib/validation/paging";

/** The audit trail of the own operator, or of the platform (entries of no operator). */
export const ownTrail: On<typeof none, { readonly operatorId: string | null }> = {
  ...{ params: none, place: () => "audit" },
  find: (_transaction, _params, { visitor: { actor } }) => Promise.resolve({ operatorId: actor.operatorId }),
  target: ({ operatorId }) => ({ operatorId }),
};

type EntryRow = Omit<AuditEntry, "at" | "targetName"> & { readonly at: Date };

/** Entries, and the names of what they and the filter mention, by id. */
async function named(transaction: Transaction, rows: readonly EntryRow[], asked = "") {
  const ids = [...idsOf(asked), ...rows.flatMap(({ target, detail }) => [...idsOf(target), ...idsOf(JSON.stringify(detail))])];
  const sectors = await transaction.sector.findMany({ select: { id: true, name: true } });
  const codes = [...(await readKindNames(transaction)), ...sectors.map(({ id, name }) => [id, name] as const)];
  const items = await readItemNames(transaction, [asked, ...rows.map(({ target }) => target)]);
  const names = new Map([...codes, ...items, ...(await readNames(transaction, ids))]);
  return { names, entries: rows.map((row): AuditEntry => ({ ...row, at: row.at.toISOString(), targetName: targetName(row.target, names) })) };
}

/** Audit entries of one operator, or of the platform (null): changes, readings and refusals, newest first. */
async function trail(transaction: Transaction, operatorId: string | null, { page, perPage, upTo, ...filter }: AuditQuery) {
  const where = wanted(operatorId, filter, upTo);
  const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM audit a WHERE ${where}`;
  const { skip, take } = rowsOf({ page, perPage });
  const rows = await transaction.$queryRaw<EntryRow[]>`${entriesOf(where)} LIMIT ${take} OFFSET ${skip}`;
  const { entries: items, names } = await named(transaction, rows, filter.target);
  return { found: { items, page, perPage, total: counted?.total ?? 0 } satisfies Page<AuditEntry>, names };
}

/** Entries per batch of an export. */
const BATCH = 500;

/** The wanted entries as CSV, a batch at a time. */
async function* trailCsv(transaction: Transaction, operatorId: string | null, filter: AuditFilter): AsyncGenerator<string> {
  yield CSV_START + auditCsvHead();
  await transaction.$executeRaw`DECLARE trail NO SCROLL CURSOR FOR ${entriesOf(wanted(operatorId, filter))}`;
  for (;;) {
    const rows = await transaction.$queryRawUnsafe<EntryRow[]>(`FETCH ${String(BATCH)} FROM trail`);
    if (rows.length === 0) return;
    const { entries, names } = await named(transaction, rows);
    yield auditCsvRows(entries, names);
  }
}

export const listAudit = query({
  name: "audit.list",
  takesOut: "always",
  api: get("/audit", "listAudit", LOGS_TAG, "操作の記録（人・操作・対象・期間・送信元で絞れる）"),
  on: ownTrail,
  input: auditQuery,
  output: auditPage,
  run: async ({ transaction, subject: { operatorId }, input }) => granted((await trail(transaction, operatorId, input)).found),
});

/** The same as a file, written while it is read. */
export const exportAudit = query({
  name: "audit.export",
  takesOut: "always",
  may: "audit.list",
  api: get("/audit.csv", "exportAudit", LOGS_TAG, "操作の記録（CSV、UTF-8・BOM つき）"),
  on: ownTrail,
  input: auditFilter,
  output: { contentType: "text/csv" },
  refuses: ["busy"],
  run: ({ transaction: deciding, subject: { operatorId }, input, visitor: { scope }, now }) => {
    const file = { contentType: "text/csv; charset=utf-8", fileName: `操作の記録_${calendarDate(now)}.csv` };
    return Promise.resolve(streamed(deciding, scope, (transaction) => trailCsv(transaction, operatorId, input), { file }));
  },
});

/** The same for the page of an operator. */
export const readOwnTrail = reading({
  ...{ of: listAudit, may: "lookLog.read", on: ofOwnOperator("audit"), input: auditQuery },
  run: async ({ transaction, subject: { operatorId }, input }) => granted(await trail(transaction, operatorId, input)),
});

/** The same for the page of the platform. */
export const readPlatformTrail = reading({
  ...{ of: listAudit, may: "platform.health", on: ofPlatform("audit"), input: auditQuery },
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
