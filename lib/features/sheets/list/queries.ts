import "server-only";
import { actingDeputyships, managedDepartments } from "@/lib/domain/access/holding";
import { decide } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { cycle } from "@/lib/features/cycles/record/record";
import { copyableAnswers } from "@/lib/features/sheets/previous/queries";
import { listAllRemarks, listSheetItems, listSheets, sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent } from "@/lib/features/sheets/record/record";
import { cycleSheetsQuery, type SheetSummary, sheetList, TAG, wholeSheet } from "@/lib/features/sheets/record/schema";
import { none } from "@/lib/server/use-cases/operation";
import { get, type On, query } from "@/lib/server/use-cases/use-case";
import { pageQuery } from "@/lib/validation/paging";

const own: On<typeof none, { readonly personId: string }> = {
  params: none,
  place: () => "sheets",
  find: (_transaction, _params, { visitor }) => Promise.resolve({ personId: visitor.actor.personId }),
  target: ({ personId }) => ({ personId }),
};

/** The sheets that the visitor answers, as a deputy too, newest cycle first. */
export const listOwnSheets = query({
  name: "sheet.listOwn",
  takesOut: { no: "the visitor's own sheets" },
  api: get("/sheets", "listOwnSheets", TAG, "自分が回答する点検票"),
  on: own,
  input: pageQuery,
  output: sheetList,
  async run({ transaction, subject: { personId }, input: paging, visitor: { actor } }) {
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
      items: items.map(({ keptReason: _unsaid, tickRests: _resting, uncounted = false, copied = null, represented: _represented, ...item }) => ({
        ...item,
        copied,
        setAside: uncounted,
        answeredAt: item.answeredAt?.toISOString() ?? null,
      })),
      remarks: remarks.map(({ represented: _represented, ...one }) => ({
        ...one,
        at: one.at.toISOString(),
        withdrawn: one.withdrawn && { byName: one.withdrawn.byName, at: one.withdrawn.at.toISOString() },
        responses: one.responses.map(({ represented: _post, ...said }) => ({ ...said, at: said.at.toISOString() })),
      })),
      previous: previous.map(({ contentHash: _revision, copied: _never, ...one }) => ({ ...one, answeredAt: one.answeredAt.toISOString() })),
    });
  },
});
