import "server-only";
import { createHash } from "node:crypto";
import { decide } from "@/lib/domain/access/permission";
import { needsReason, shownReason } from "@/lib/domain/checking/answer";
import { transitionSheet } from "@/lib/domain/checking/sheet";
import type { SheetState } from "@/lib/domain/checking/state";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { editionItems, type KeptMutation, readStanding, type Standing } from "@/lib/features/sheets/answers/queries";
import { checkAll, type SentAnswer, savedAnswer, type Write } from "@/lib/features/sheets/answers/rules";
import { readSheetRow, type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import type { SavedAnswers } from "@/lib/features/sheets/record/schema";
import { bringBack } from "@/lib/features/sheets/set-aside/commands";
import { changeWithHistory, presentRights } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import { holdsStill, RIGHTS_TAKEN } from "@/lib/server/scope/rights";
import type { Visitor } from "@/lib/server/scope/scope";

/** Answers, their history, the sheet's progress and the repeatable result, in one statement. */
async function write(
  transaction: Transaction,
  sheet: SheetRecord,
  state: string,
  writes: readonly Write[],
  visitor: Visitor,
  now: Date,
  mutation: (Repeatable & { result: SavedAnswers }) | null,
) {
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
        for_ministry = coalesce(excluded.remark = coalesce(a.ticked_remark, CASE WHEN a.for_ministry THEN a.remark END), false),
        ticked_remark = coalesce(a.ticked_remark, CASE WHEN a.for_ministry THEN a.remark END)),
    history AS (
      INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, "itemId", version, status, reason, remark, evidence, ${visitor.actor.personId}::uuid, ${now} FROM sent),
    repeatable AS (
      INSERT INTO mutation (operator_id, sheet_id, mutation_id, account_id, at, request, result)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, ${mutation?.id ?? ""}, ${visitor.account.accountId}::uuid, ${now}, ${mutation?.request ?? ""}, ${JSON.stringify(mutation?.result ?? null)}::jsonb
      WHERE ${mutation !== null})
    UPDATE sheet SET answered = answered + ${delta}, state = ${state}, started_at = coalesce(started_at, ${now})
    WHERE operator_id = ${sheet.operatorId}::uuid AND id = ${sheet.id}::uuid`;
}

/** A request that can be repeated, with the hash of what it asks for. */
interface Repeatable {
  readonly id: string;
  readonly request: string;
}

const repeatable = (mutationId: string | null, kind: "save" | "setAside", answers: readonly SentAnswer[]): Repeatable | null =>
  mutationId === null
    ? null
    : {
        id: mutationId,
        request: createHash("sha256")
          .update(JSON.stringify([kind, answers]))
          .digest("hex"),
      };

function repeatedResult(done: KeptMutation, { request }: Repeatable, visitor: Visitor): Result<SavedAnswers, Refusal> {
  if (done.accountId !== visitor.account.accountId) {
    return refused(refusal("mutation_mismatch", "この mutationId は、ほかの人の送信で使われています。"));
  }
  if (done.request !== request) {
    return refused(refusal("mutation_mismatch", "この mutationId は、別の内容の送信で使われています。新しい番号で送ってください。"));
  }
  return granted(done.result);
}

interface Opened {
  readonly sheet: SheetRecord;
  /** The state that answering leads to. */
  readonly next: SheetState;
  readonly standing: Standing["items"];
}

/** The sheet, locked, if the visitor may answer it now, with how the items stand; or the result of the same request before. */
async function openForAnswers(
  transaction: Transaction,
  visitor: Visitor,
  sheetId: string,
  itemIds: readonly string[],
  mutation: Repeatable | null,
  now: Date,
): Promise<Result<Opened | { repeated: SavedAnswers }, Refusal>> {
  const row = await readSheetRow(transaction, sheetId, "change");
  if (!row) return refused(NOT_FOUND);
  const { account, respondentIds, items: standing, done } = await readStanding(transaction, row, itemIds, mutation?.id ?? null, presentRights(visitor, now));
  if (!holdsStill(visitor, account)) return refused(RIGHTS_TAKEN);
  const sheet = { ...row, respondentIds: [...respondentIds] };
  if (!decide(visitor.actor, "sheet.answer", sheetTarget(sheet)).ok) {
    return refused(refusal("not_permitted", "この点検票の回答者ではありません。"));
  }
  if (done !== null && mutation !== null) {
    const repeated = repeatedResult(done, mutation, visitor);
    return repeated.ok ? granted({ repeated: repeated.value }) : repeated;
  }
  const next = transitionSheet(sheet.state, "answer", sheet.cycleState);
  if (next.ok) return granted({ sheet, next: next.value, standing });
  return refused(refusal("sheet_not_answerable", "この点検票は提出済みか、点検の受付が終わっているため、回答を保存できません。"));
}

/** Keeps the result for a repetition of the request. */
async function rememberResult(transaction: Transaction, sheet: SheetRecord, mutation: Repeatable | null, visitor: Visitor, now: Date, result: SavedAnswers) {
  if (mutation === null) return;
  const { operatorId, id: sheetId } = sheet;
  const { id: mutationId, request } = mutation;
  await transaction.mutation.createMany({ data: [{ operatorId, sheetId, mutationId, accountId: visitor.account.accountId, at: now, request, result }] });
}

const deed = (sheetId: string) => ({ action: "sheet.answer", target: `sheet/${sheetId}` });

/**
 * Saves answers of one sheet, all or none. Repeated with the same `mutationId` it returns the first result. Texts that
 * an answer does not speak of stay. Refused: a sheet that is not the visitor's, not answerable now, an item that is
 * unknown or not asked, a stale version, bad text. `single`: the places of problems are named without `answers.0`.
 */
export function saveAnswers(
  visitor: Visitor,
  sheetId: string,
  answers: readonly SentAnswer[],
  mutationId: string | null,
  now: Date,
  single = false,
): Promise<Result<SavedAnswers, Refusal>> {
  const mutation = repeatable(mutationId, "save", answers);
  return changeWithHistory(visitor, deed(sheetId), now, async (transaction) => {
    const itemIds = answers.map(({ itemId }) => itemId);
    const opened = await openForAnswers(transaction, visitor, sheetId, itemIds, mutation, now);
    if (!opened.ok) return opened;
    if ("repeated" in opened.value) return granted(opened.value.repeated);
    const { sheet, next, standing } = opened.value;
    const known = standing.size < itemIds.length ? await editionItems(transaction, sheet, itemIds) : new Set<string>();
    const writes = checkAll(answers, standing, known, { single, personId: visitor.actor.personId });
    if (!writes.ok) return writes;
    const coming = writes.value.filter(({ bringsBack }) => bringsBack).map(({ itemId }) => itemId);
    const result = { answers: writes.value.map((one) => savedAnswer(one.itemId, one, visitor.account.name, now)), also: [] };
    if (coming.length === 0) {
      await write(transaction, sheet, next, writes.value, visitor, now, mutation === null ? null : { ...mutation, result });
      return granted(result);
    }
    await write(transaction, sheet, next, writes.value, visitor, now, null);
    const also = await bringBack(transaction, sheet, coming, { visitor, now });
    await rememberResult(transaction, sheet, mutation, visitor, now, { ...result, also });
    return granted({ ...result, also });
  });
}

/**
 * Puts an answer that lost against another into the history, and leaves the other one, with who gave it, in force.
 * `version` is that of the answer that stays. Refused as `saveAnswers`.
 */
export function setAnswerAside(
  visitor: Visitor,
  sheetId: string,
  answer: SentAnswer,
  mutationId: string | null,
  now: Date,
): Promise<Result<SavedAnswers, Refusal>> {
  const mutation = repeatable(mutationId, "setAside", [answer]);
  return changeWithHistory(visitor, deed(sheetId), now, async (transaction) => {
    const opened = await openForAnswers(transaction, visitor, sheetId, [answer.itemId], mutation, now);
    if (!opened.ok) return opened;
    if ("repeated" in opened.value) return granted(opened.value.repeated);
    const { sheet, standing } = opened.value;
    const known = standing.size === 0 ? await editionItems(transaction, sheet, [answer.itemId]) : new Set<string>();
    const checked = checkAll([answer], standing, known, { single: true, personId: visitor.actor.personId });
    if (!checked.ok) return checked;
    const [kept, [aside]] = [standing.get(answer.itemId), checked.value];
    if (!kept || !aside || kept.version === null) return refused(refusal("stale_version", "残すほうの回答がありません。画面を開き直してください。"));
    await transaction.$executeRaw`
      WITH staying AS (
        UPDATE answer SET version = version + 2 WHERE operator_id = ${sheet.operatorId}::uuid AND sheet_id = ${sheet.id}::uuid AND item_id = ${answer.itemId}
        RETURNING *)
      INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, cause)
      SELECT operator_id, sheet_id, item_id, version - 1, ${aside.status}, ${aside.reason}, ${aside.remark}, ${aside.evidence}, ${visitor.actor.personId}::uuid, ${now}::timestamptz, 'setAside' FROM staying
      UNION ALL SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, 'kept' FROM staying`;
    const { itemId, status, reason, remark, evidence, answeredAt, byName } = kept;
    const staying = {
      itemId,
      status,
      reason: shownReason(status, reason),
      remark,
      evidence,
      version: kept.version + 2,
      savedAt: (answeredAt ?? now).toISOString(),
      byName: byName ?? "",
      needsReason: needsReason(kept.kind, status, reason),
    };
    const result = { answers: [staying], also: [] };
    await rememberResult(transaction, sheet, mutation, visitor, now, result);
    return granted(result);
  });
}
