import "server-only";
import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import type { ItemKind } from "@/lib/domain/guideline/edition";
import { readSheetRow, type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import { answerParams, type BatchBody, type SavedAnswers, sheetParams } from "@/lib/features/sheets/record/schema";
import { contentIn } from "@/lib/features/sheets/record/sql";
import { currentRightsOf } from "@/lib/server/audit/audited-transaction";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import type { AccountDescription } from "@/lib/server/scope/scope";
import type { Asking, On } from "@/lib/server/use-cases/use-case";

/** The present state of an item on the sheet: whether it is asked, and its answer. */
export interface CurrentItem extends AnswerContent {
  readonly itemId: string;
  readonly kind: ItemKind;
  readonly version: number | null;
  readonly answeredAt: Date | null;
  /** The person who gave the answer. */
  readonly answeredBy: string | null;
  readonly byName: string | null;
  /** The post whose deputy gave it; null where nobody was represented. */
  readonly represented: string | null;
}

/** The stored result of a repeatable request. */
export interface KeptMutation {
  readonly accountId: string;
  readonly request: string;
  readonly result: SavedAnswers;
}

/** The data that saving depends on, beside the sheet itself. */
interface CurrentAnswers {
  readonly respondentIds: string[];
  /** The account of the person who saves, read after the lock. */
  readonly account: AccountDescription | null;
  /** The requested items that are on the sheet, by id. */
  readonly items: ReadonlyMap<string, CurrentItem>;
  readonly done: KeptMutation | null;
}

interface CurrentRow {
  readonly account: AccountDescription | null;
  readonly respondentIds: string[];
  readonly items: readonly (Omit<CurrentItem, "answeredAt"> & { readonly answeredAt: string | null })[];
  readonly done: KeptMutation | null;
}

/**
 * Reads, in one round trip because many people save at once: the state of these items of a locked sheet, its respondents, the
 * result of an earlier request of this id, and the present rights of the account.
 */
async function readCurrent(
  transaction: Transaction,
  sheet: SheetRecord,
  itemIds: readonly string[],
  mutationId: string | null,
  present: Prisma.Sql,
): Promise<CurrentAnswers> {
  const [row] = await transaction.$queryRaw<CurrentRow[]>`
    SELECT ${present} AS account,
      ARRAY(SELECT r.person_id FROM sheet_respondent r WHERE r.operator_id = ${sheet.operatorId}::uuid AND r.sheet_id = ${sheet.id}::uuid) AS "respondentIds",
      (SELECT jsonb_build_object('accountId', d.account_id, 'request', d.request, 'result', d.result) FROM mutation d
        WHERE d.operator_id = ${sheet.operatorId}::uuid AND d.sheet_id = ${sheet.id}::uuid AND d.mutation_id = ${mutationId}) AS done,
      coalesce((SELECT jsonb_agg(to_jsonb(current_item)) FROM (
        SELECT i.item_id AS "itemId", i.kind, ${contentIn("a")}, a.version, a.answered_at AS "answeredAt", a.answered_by AS "answeredBy",
          p.name AS "byName", h.represented
        FROM cycle_item i
        LEFT JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = i.item_id
        LEFT JOIN answer_history h ON h.operator_id = a.operator_id AND h.sheet_id = a.sheet_id AND h.item_id = a.item_id AND h.version = a.version AND h.mark = 0
        LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.answered_by
        WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role}
          AND i.item_id = ANY(${itemIds})) current_item), '[]') AS items`;
  if (!row) throw new Error("a statement without FROM gave no row");
  const items = row.items.map((item): CurrentItem => ({ ...item, answeredAt: item.answeredAt === null ? null : new Date(item.answeredAt) }));
  return { account: row.account, respondentIds: row.respondentIds, done: row.done, items: new Map(items.map((item) => [item.itemId, item])) };
}

/** Those of these ids that are items of the sheet's edition, to distinguish items that are not asked from those that do not exist. */
export async function editionItems(transaction: Transaction, sheet: SheetRecord, itemIds: readonly string[]): Promise<Set<string>> {
  const rows = await transaction.editionItem.findMany({ where: { editionId: sheet.editionId, id: { in: [...itemIds] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** A sheet, locked for answering, with the state of the requested items. */
export interface AnsweredSheet extends SheetRecord, CurrentAnswers {}

async function readAnswered(
  transaction: Transaction,
  sheetId: string,
  itemIds: readonly string[],
  mutationId: string | undefined,
  { visitor, now }: Asking,
): Promise<AnsweredSheet | null> {
  const row = await readSheetRow(transaction, sheetId, "change");
  return row && { ...row, ...(await readCurrent(transaction, row, itemIds, mutationId ?? null, currentRightsOf(visitor, now))) };
}

/** A sheet with one item to answer. */
export const answeredItem: On<typeof answerParams, AnsweredSheet & { readonly itemId: string }, { readonly mutationId?: string | undefined }> = {
  params: answerParams,
  place: ({ sheetId }) => `sheet/${sheetId}`,
  async find(transaction, { sheetId, itemId }, asking, { mutationId }) {
    const found = await readAnswered(transaction, sheetId, [itemId], mutationId, asking);
    return found && { ...found, itemId };
  },
  target: sheetTarget,
};

/** A sheet with several items to answer. */
export const answeredItems: On<typeof sheetParams, AnsweredSheet, BatchBody> = {
  params: sheetParams,
  place: ({ sheetId }) => `sheet/${sheetId}`,
  find: (transaction, { sheetId }, asking, { answers, mutationId }) =>
    readAnswered(
      transaction,
      sheetId,
      answers.map(({ itemId }) => itemId),
      mutationId,
      asking,
    ),
  target: sheetTarget,
};
