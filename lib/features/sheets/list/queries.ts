import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { listPreviousAnswers, listRemarks, listSheetItems, listSheets, readableSheet, type SheetFilter } from "@/lib/features/sheets/record/queries";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { look } from "@/lib/server/audit/change";
import type { Visitor } from "@/lib/server/scope/scope";

/** The sheets that the visitor answers, newest cycle first. */
export const ownSheets = (visitor: Visitor, paging: { page: number; perPage: number }, now: Date) =>
  look(visitor, { action: "sheet.read", target: "sheets" }, now, async (transaction) =>
    granted({ ...(await listSheets(transaction, { ...paging, respondent: visitor.actor.personId })), ...paging }),
  );

/** The sheets of a cycle: all of them for those who follow its progress, a manager's department otherwise. */
export const cycleSheets = (visitor: Visitor, cycleId: string, filter: Omit<SheetFilter, "cycleId" | "respondent">, now: Date) =>
  look(visitor, { action: "progress.read", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const { operatorId } = visitor.actor;
    if (operatorId === null || (await transaction.cycle.count({ where: { operatorId, id: cycleId } })) === 0) return refused(NOT_FOUND);
    const managed = visitor.actor.appointments.flatMap((one) => (one.role === "securityManager" && one.departmentId ? [one.departmentId] : []));
    const everything = decide(visitor.actor, "progress.read", { operatorId }).ok;
    if (!everything && managed.length === 0) return refused(refusal("not_permitted", "点検票の進み具合を見る権限がありません。"));
    const { page, perPage } = filter;
    const { items, total } = await listSheets(transaction, { ...filter, cycleId, ...(everything ? {} : { departmentIds: managed }) });
    const reads = ({ departmentId, role }: SheetSummary): boolean => decide(visitor.actor, "sheet.read", { operatorId, departmentId, role }).ok;
    return granted({ items: items.map((sheet) => (reads(sheet) ? sheet : { ...sheet, returnedReason: null })), total, page, perPage });
  });

/** A sheet with its items, answers and remarks. */
export const wholeSheet = (visitor: Visitor, sheetId: string, now: Date): Promise<Result<Awaited<ReturnType<typeof readWhole>>, Refusal>> =>
  look(visitor, { action: "sheet.read", target: `sheet/${sheetId}` }, now, async (transaction) => {
    const sheet = await readableSheet(transaction, visitor, sheetId);
    return sheet.ok ? granted(await readWhole(transaction, sheet.value)) : sheet;
  });

async function readWhole(transaction: Parameters<typeof listSheetItems>[0], sheet: Parameters<typeof listSheetItems>[1]) {
  const { items } = await listSheets(transaction, { sheetIds: [sheet.id], page: 1, perPage: 1 });
  const [summary] = items;
  if (!summary) throw new Error(`sheet ${sheet.id} has no summary`);
  return {
    sheet,
    summary,
    items: await listSheetItems(transaction, sheet),
    remarks: await listRemarks(transaction, sheet),
    previous: await listPreviousAnswers(transaction, sheet),
  };
}
