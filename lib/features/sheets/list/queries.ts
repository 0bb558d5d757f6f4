import "server-only";
import { actingDeputyships, managedDepartments } from "@/lib/domain/access/holding";
import { decide } from "@/lib/domain/access/permission";
import type { Actor } from "@/lib/domain/checking/actor";
import { granted } from "@/lib/domain/shared/result";
import { cycle } from "@/lib/features/cycles/record/record";
import { copyableAnswers } from "@/lib/features/sheets/previous/queries";
import { listAllRemarks, listSheetItems, listSheets, sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent } from "@/lib/features/sheets/record/record";
import { cycleSheetsQuery, type SheetSummary, sheetList, TAG, wholeSheet } from "@/lib/features/sheets/record/schema";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import { none } from "@/lib/server/use-cases/operation";
import { get, type On, query } from "@/lib/server/use-cases/use-case";
import { type PageQuery, pageQuery } from "@/lib/validation/paging";

/**
 * Those of a page of the actor's sheets that are a represented post's alone. They are read with an entry that has their ids,
 * as each of them is (`isRespondent`).
 */
export async function representedSheets(transaction: Transaction, actor: Actor, paging: PageQuery): Promise<readonly SheetSummary[]> {
  const representing = actingDeputyships(actor);
  if (representing.length === 0) return [];
  const { items } = await listSheets(transaction, { ...paging, respondent: actor.personId, representing });
  const answered = await transaction.$queryRaw<{ id: string }[]>`
    SELECT r.sheet_id AS id FROM sheet_respondent r
    WHERE r.operator_id = portal_operator() AND r.sheet_id = ANY(${items.map(({ id }) => id)}::uuid[]) AND r.person_id = ${actor.personId}::uuid`;
  const ownIds = new Set(answered.map(({ id }) => id));
  return items.filter(({ id }) => !ownIds.has(id));
}

/** The set in the entry of a list with sheets of represented posts. */
export const representedSet = (sheets: readonly SheetSummary[]): Prisma.InputJsonObject =>
  sheets.length === 0 ? {} : { sheets: sheets.map(({ id }) => id).sort() };

interface OwnSheets {
  readonly personId: string;
  readonly represented: readonly SheetSummary[];
}

const own: On<typeof none, OwnSheets, PageQuery> = {
  params: none,
  place: () => "sheets",
  find: async (transaction, _params, { visitor: { actor } }, paging) => ({
    personId: actor.personId,
    represented: await representedSheets(transaction, actor, paging),
  }),
  target: ({ personId }) => ({ personId }),
};

/** The sheets that the visitor answers, as a deputy too, newest cycle first. */
export const listOwnSheets = query({
  name: "sheet.listOwn",
  takesOut: { exceptOwn: ({ represented }) => represented.length === 0 },
  api: get("/sheets", "listOwnSheets", TAG, "自分が回答する点検票"),
  on: own,
  input: pageQuery,
  output: sheetList,
  async run({ transaction, subject: { personId, represented }, input: paging, visitor: { actor }, addDetail }) {
    addDetail(representedSet(represented));
    return granted({ ...(await listSheets(transaction, { ...paging, respondent: personId, representing: actingDeputyships(actor) })), ...paging });
  },
});

/** The sheets of a cycle: all of them for those who follow its progress, a manager's departments otherwise. */
export const listCycleSheets = query({
  name: "sheet.list",
  takesOut: "always",
  may: "progress.read",
  api: get("/cycles/{cycleId}/sheets", "listCycleSheets", TAG, "点検の回の点検票"),
  on: cycle.seen,
  input: cycleSheetsQuery,
  output: sheetList,
  narrows: (_filter, { visitor }) => ({ departmentId: managedDepartments(visitor.actor)[0] ?? null }),
  async run({ transaction, subject: { id: cycleId, operatorId }, input: { department: departmentId, role, state, ...paging }, visitor: { actor } }) {
    const everything = decide(actor, "progress.read", { operatorId }).ok;
    const within = everything ? {} : { departmentIds: managedDepartments(actor) };
    const { items, total } = await listSheets(transaction, { ...paging, cycleId, departmentId, role, state, ...within });
    const reads = ({ departmentId, role }: SheetSummary): boolean => decide(actor, "sheet.read", { operatorId, departmentId, role }).ok;
    return granted({ items: items.map((sheet) => (reads(sheet) ? sheet : { ...sheet, returnedReason: null })), total, ...paging });
  },
});

/** A sheet with its items, answers and remarks, and the answers of the last approved cycle. */
export const readWholeSheet = query({
  name: "sheet.read",
  takesOut: { exceptOwn: isRespondent },
  api: get("/sheets/{sheetId}", "getSheet", TAG, "点検票の項目・回答・所見"),
  on: anySheet.read,
  output: wholeSheet,
  async run({ transaction, subject: sheet, visitor }) {
    const summary = await sheetSummary(transaction, sheet.id);
    if (!summary) throw new Error(`sheet ${sheet.id} has no summary`);
    const items = await listSheetItems(transaction, sheet);
    const remarks = await listAllRemarks(transaction, sheet, visitor);
    const previous = await copyableAnswers(transaction, sheet);
    return granted({
      sheet: summary,
      items: items.map(({ keptReason: _unsaid, tickRests: _resting, uncounted = false, copied = null, represented = null, ...item }) => ({
        ...item,
        copied,
        represented,
        setAside: uncounted,
        answeredAt: item.answeredAt?.toISOString() ?? null,
      })),
      remarks: remarks.map((one) => ({
        ...one,
        at: one.at.toISOString(),
        withdrawn: one.withdrawn && { ...one.withdrawn, at: one.withdrawn.at.toISOString() },
        responses: one.responses.map((said) => ({ ...said, at: said.at.toISOString() })),
      })),
      previous: previous.map(({ contentHash: _revision, copied: _never, ...one }) => ({ ...one, answeredAt: one.answeredAt.toISOString() })),
    });
  },
});
