import "server-only";
import { changeWithHistory } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { decide } from "@/lib/domain/access/permission";
import { type AnswerRefusal, checkAnswer, type CheckedAnswer, countedStatus } from "@/lib/domain/checking/answer";
import { transitionSheet } from "@/lib/domain/checking/sheet";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { ItemKind } from "@/lib/domain/guideline/edition";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import type { BatchBody, SavedAnswer, SavedAnswers } from "@/lib/features/sheets/schema";
import { readSheet, type SheetRecord, sheetTarget } from "@/lib/features/sheets/sheet-record";
import type { Transaction } from "@/prisma/client";

type SentAnswer = BatchBody["answers"][number];

/** An item as it stands on the sheet: whether it is asked, and its answer. */
interface StandingItem {
  readonly itemId: string;
  readonly kind: ItemKind;
  readonly measureNotApplicable: boolean;
  readonly status: AnswerStatus | null;
  readonly reason: string | null;
  readonly remark: string | null;
  readonly evidence: string | null;
  readonly version: number | null;
  readonly answeredAt: Date | null;
  readonly byName: string | null;
}

interface Write extends CheckedAnswer {
  readonly itemId: string;
  readonly delta: number;
}

const FIELD_NAMES = { reason: "該当なしの理由", remark: "備考", evidence: "根拠" } as const;

async function standingItems(transaction: Transaction, sheet: SheetRecord, itemIds: readonly string[]) {
  const rows = await transaction.$queryRaw<StandingItem[]>`
    SELECT i.item_id AS "itemId", i.kind, a.status, a.reason, a.remark, a.evidence, a.version, a.answered_at AS "answeredAt",
      p.name AS "byName", coalesce(m.status = 'notApplicable' AND m.reason IS NOT NULL, false) AS "measureNotApplicable"
    FROM cycle_item i
    LEFT JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = i.item_id
    LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.answered_by
    LEFT JOIN edition_item e ON i.kind = 'example' AND e.edition_id = ${sheet.editionId} AND e.id = i.item_id
    LEFT JOIN answer m ON m.operator_id = i.operator_id AND m.sheet_id = ${sheet.id}::uuid AND m.item_id = e.illustrates
    WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role}
      AND i.item_id = ANY(${itemIds})`;
  return new Map(rows.map((row) => [row.itemId, row]));
}

const savedAnswer = (itemId: string, answer: CheckedAnswer, byName: string, at: Date): SavedAnswer => ({
  itemId,
  status: answer.status,
  reason: answer.reason,
  remark: answer.remark,
  evidence: answer.evidence,
  version: answer.version,
  savedAt: at.toISOString(),
  byName,
  needsReason: answer.needsReason,
});

function answerRefusal(cause: AnswerRefusal, item: StandingItem, path: string): Refusal {
  switch (cause.code) {
    case "staleVersion": {
      const { itemId, status, reason, remark, evidence } = item;
      const current = {
        ...{ itemId, status, reason, remark, evidence },
        version: cause.current,
        savedAt: item.answeredAt?.toISOString() ?? null,
        byName: item.byName ?? "",
      };
      return refusal("stale_version", "この項目は、ほかの画面か別の人が先に保存しています。どちらを残すか選んでください。", { current });
    }
    case "measureNotApplicable":
      return refusal("item_not_asked", "対策項目が「該当なし」のため、この具体例には回答しません。");
    case "tooLong": {
      const message = `${FIELD_NAMES[cause.field]}は ${cause.limit} 文字までです（いま ${cause.length} 文字）。`;
      return refusal("invalid_input", message, { fields: [{ path: `${path}${cause.field}`, message }] });
    }
    case "controlCharacter": {
      const message = `${FIELD_NAMES[cause.field]}に、保存できない制御文字が入っています。文字を打ち直してください。`;
      return refusal("invalid_input", message, { fields: [{ path: `${path}${cause.field}`, message }] });
    }
  }
}

/** Checks every answer against what stands; the first that is refused refuses all. */
function checkAll(
  answers: readonly SentAnswer[],
  standing: ReadonlyMap<string, StandingItem>,
  editionItem: (id: string) => boolean,
  single: boolean,
): Result<Write[], Refusal> {
  const writes: Write[] = [];
  for (const [index, answer] of answers.entries()) {
    const item = standing.get(answer.itemId);
    const path = single ? "" : `answers.${index}.`;
    if (!item) {
      const fields = [{ path: `${path}itemId`, message: answer.itemId }];
      if (editionItem(answer.itemId)) return refused(refusal("item_not_asked", "この点検票で聞いていない項目です。", { fields }));
      return refused(refusal("unknown_item", "このガイドラインにない項目です。", { fields }));
    }
    if (writes.some(({ itemId }) => itemId === answer.itemId)) {
      return refused(refusal("invalid_input", "同じ項目が二度入っています。", { fields: [{ path: `${path}itemId`, message: answer.itemId }] }));
    }
    const checked = checkAnswer(answer, item, item.version === null ? null : { version: item.version });
    if (!checked.ok) return refused(answerRefusal(checked.refusal, item, path));
    const counts = (status: AnswerStatus | null, reason: string | null) =>
      item.kind === "measure" && countedStatus(item.kind, status, reason) !== null ? 1 : 0;
    const delta = counts(checked.value.status, checked.value.reason) - counts(item.status, item.reason);
    writes.push({ ...checked.value, itemId: answer.itemId, delta });
  }
  return granted(writes);
}

/** 該当なし on a measure clears its examples' answers on this sheet; their history keeps them. */
async function clearExamples(transaction: Transaction, sheet: SheetRecord, measures: readonly string[], visitor: Visitor, now: Date) {
  const rows = await transaction.$queryRaw<{ itemId: string }[]>`
    WITH cleared AS (
      UPDATE answer a SET status = NULL, version = a.version + 1, answered_by = ${visitor.actor.personId}::uuid, answered_at = ${now}
      FROM edition_item e
      WHERE e.edition_id = ${sheet.editionId} AND e.illustrates = ANY(${measures}) AND a.item_id = e.id
        AND a.operator_id = ${sheet.operatorId}::uuid AND a.sheet_id = ${sheet.id}::uuid AND a.status IS NOT NULL
      RETURNING a.*)
    INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, cause)
    SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, 'measureNotApplicable' FROM cleared
    RETURNING item_id AS "itemId"`;
  return rows.map(({ itemId }) => itemId).sort();
}

/** Answers, their history, the sheet's progress and the repeatable result, in one statement. */
async function write(transaction: Transaction, sheet: SheetRecord, state: string, writes: readonly Write[], visitor: Visitor, now: Date, mutation: { id: string; result: SavedAnswers } | null) {
  const rows = JSON.stringify(writes.map(({ itemId, status, reason, remark, evidence, version }) => ({ itemId, status, reason, remark, evidence, version })));
  const delta = writes.reduce((sum, { delta: one }) => sum + one, 0);
  await transaction.$executeRaw`
    WITH sent AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS t("itemId" text, status text, reason text, remark text, evidence text, version int)),
    saved AS (
      INSERT INTO answer AS a (operator_id, sheet_id, item_id, status, reason, remark, evidence, version, answered_by, answered_at)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, "itemId", status, reason, remark, evidence, version, ${visitor.actor.personId}::uuid, ${now} FROM sent
      ON CONFLICT (operator_id, sheet_id, item_id) DO UPDATE SET status = excluded.status, reason = excluded.reason, remark = excluded.remark,
        evidence = excluded.evidence, version = excluded.version, answered_by = excluded.answered_by, answered_at = excluded.answered_at,
        for_ministry = a.for_ministry AND a.remark IS NOT DISTINCT FROM excluded.remark),
    history AS (
      INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, "itemId", version, status, reason, remark, evidence, ${visitor.actor.personId}::uuid, ${now} FROM sent),
    repeatable AS (
      INSERT INTO mutation (operator_id, sheet_id, mutation_id, account_id, at, result)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, ${mutation?.id ?? ""}, ${visitor.account.accountId}::uuid, ${now}, ${JSON.stringify(mutation?.result ?? null)}::jsonb
      WHERE ${mutation !== null})
    UPDATE sheet SET answered = answered + ${delta}, state = ${state}, started_at = coalesce(started_at, ${now})
    WHERE operator_id = ${sheet.operatorId}::uuid AND id = ${sheet.id}::uuid`;
}

async function repeatedResult(transaction: Transaction, sheet: SheetRecord, mutationId: string, visitor: Visitor): Promise<Result<SavedAnswers, Refusal> | null> {
  const done = await transaction.mutation.findUnique({
    where: { operatorId_sheetId_mutationId: { operatorId: sheet.operatorId, sheetId: sheet.id, mutationId } },
  });
  if (!done) return null;
  if (done.accountId !== visitor.account.accountId) {
    return refused(refusal("mutation_mismatch", "この mutationId は、ほかの人の送信で使われています。"));
  }
  return granted(done.result as unknown as SavedAnswers);
}

/**
 * Saves answers of one sheet, all or none. Repeated with the same `mutationId` it returns the first result.
 * Refused: a sheet that is not the visitor's, not answerable now, an item that is unknown or not asked, a stale version, bad text.
 */
export function saveAnswers(visitor: Visitor, sheetId: string, answers: readonly SentAnswer[], mutationId: string | null, now: Date, single = false): Promise<Result<SavedAnswers, Refusal>> {
  return changeWithHistory(visitor, { action: "sheet.answer", target: `sheet/${sheetId}` }, now, async (transaction) => {
    const sheet = await readSheet(transaction, sheetId, "change");
    if (!sheet) return refused(NOT_FOUND);
    if (!decide(visitor.actor, "sheet.answer", sheetTarget(sheet)).ok) {
      return refused(refusal("not_permitted", "この点検票の回答者ではありません。"));
    }
    if (mutationId !== null) {
      const repeated = await repeatedResult(transaction, sheet, mutationId, visitor);
      if (repeated) return repeated;
    }
    const next = transitionSheet(sheet.state, "answer", sheet.cycleState);
    if (!next.ok) {
      return refused(refusal("sheet_not_answerable", "この点検票は提出済みか、点検の受付が終わっているため、回答を保存できません。"));
    }
    const standing = await standingItems(transaction, sheet, answers.map(({ itemId }) => itemId));
    const known = (id: string) => id.startsWith(`${sheet.editionId}:`) && standing.size < answers.length;
    const inEdition = new Set<string>();
    if (standing.size < answers.length) {
      const rows = await transaction.editionItem.findMany({
        where: { editionId: sheet.editionId, id: { in: answers.map(({ itemId }) => itemId).filter(known) } },
        select: { id: true },
      });
      for (const { id } of rows) inEdition.add(id);
    }
    const writes = checkAll(answers, standing, (id) => inEdition.has(id), single);
    if (!writes.ok) return writes;
    const clearing = writes.value.filter(({ clearsExamples }) => clearsExamples).map(({ itemId }) => itemId);
    const answersSaved = writes.value.map((one) => savedAnswer(one.itemId, one, visitor.account.name, now));
    const result: SavedAnswers = { answers: answersSaved, clearedExamples: [] };
    if (clearing.length === 0) {
      await write(transaction, sheet, next.value, writes.value, visitor, now, mutationId === null ? null : { id: mutationId, result });
      return granted(result);
    }
    await write(transaction, sheet, next.value, writes.value, visitor, now, null);
    const clearedExamples = await clearExamples(transaction, sheet, clearing, visitor, now);
    if (mutationId !== null) {
      const { operatorId } = sheet;
      const data = { operatorId, sheetId, mutationId, accountId: visitor.account.accountId, at: now, result: { ...result, clearedExamples } };
      await transaction.mutation.createMany({ data: [data] });
    }
    return granted({ ...result, clearedExamples });
  });
}
