import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { capacityOfAll, representedPost } from "@/lib/domain/access/capacity";
import { needsReason } from "@/lib/domain/checking/answer";
import { ANSWER_PARTS, contentOf } from "@/lib/domain/checking/answer-content";
import { transitionSheet } from "@/lib/domain/checking/sheet";
import type { SheetState } from "@/lib/domain/checking/state";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type AnsweredSheet, answeredItem, answeredItems, type CurrentItem, editionItems, type KeptMutation } from "@/lib/features/sheets/answers/queries";
import { checkAll, copyRefusal, givesUp, type SentAnswer, savedAnswer, type Write, withoutCopied } from "@/lib/features/sheets/answers/rules";
import { copyableAnswers } from "@/lib/features/sheets/previous/queries";
import { listPreviousAnswers } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import { answerBody, batchBody, currentAnswer, type SavedAnswers, savedAlone, savedAnswers, TAG } from "@/lib/features/sheets/record/schema";
import { CONTENT, contentIn, TYPED_CONTENT } from "@/lib/features/sheets/record/sql";
import { bringBack } from "@/lib/features/sheets/uncounted/rows";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { holdsStill, RIGHTS_TAKEN } from "@/lib/server/scope/rights";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Context, command, post, put } from "@/lib/server/use-cases/use-case";

/** The statement that writes answers, their history, the sheet's progress and the repeatable result. */
function writing(
  sheet: SheetRecord,
  state: string,
  writes: readonly Write[],
  visitor: Visitor,
  now: Date,
  mutation: (Repeatable & { result: SavedAnswers }) | null,
): Prisma.Sql {
  const rows = JSON.stringify(writes.map((one) => ({ itemId: one.itemId, ...contentOf(one), version: one.version, cause: one.cause })));
  const delta = writes.reduce((sum, { delta: one }) => sum + one, 0);
  return Prisma.sql`
    WITH sent AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS t("itemId" text, ${TYPED_CONTENT}, version int, cause text)),
    saved AS (
      INSERT INTO answer AS a (operator_id, sheet_id, item_id, ${CONTENT}, version, answered_by, answered_at)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, "itemId", ${CONTENT}, version, ${visitor.actor.personId}::uuid, ${now} FROM sent
      ON CONFLICT (operator_id, sheet_id, item_id) DO UPDATE SET (${CONTENT}) = ROW(${contentIn("excluded")}), version = excluded.version, answered_by = excluded.answered_by, answered_at = excluded.answered_at,
        for_ministry = coalesce(excluded.remark = coalesce(a.ticked_remark, CASE WHEN a.for_ministry THEN a.remark END), false),
        ticked_remark = coalesce(a.ticked_remark, CASE WHEN a.for_ministry THEN a.remark END)),
    history AS (
      INSERT INTO answer_history (operator_id, sheet_id, item_id, version, ${CONTENT}, answered_by, answered_at, cause)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, "itemId", version, ${CONTENT}, ${visitor.actor.personId}::uuid, ${now}, cause FROM sent),
    repeatable AS (
      INSERT INTO mutation (operator_id, sheet_id, mutation_id, account_id, at, request, result)
      SELECT ${sheet.operatorId}::uuid, ${sheet.id}::uuid, ${mutation?.id ?? ""}, ${visitor.account.accountId}::uuid, ${now}, ${mutation?.request ?? ""}, ${JSON.stringify(mutation?.result ?? null)}::jsonb
      WHERE ${mutation !== null})
    UPDATE sheet SET answered = answered + ${delta}, state = ${state}, started_at = coalesce(started_at, ${now})
    WHERE operator_id = ${sheet.operatorId}::uuid AND id = ${sheet.id}::uuid`;
}

/** A repeatable request, with the hash of its content. */
interface Repeatable {
  readonly id: string;
  readonly request: string;
}

const repeatable = (mutationId: string | undefined, kind: "save" | "setAside", answers: readonly SentAnswer[]): Repeatable | null =>
  mutationId === undefined
    ? null
    : {
        id: mutationId,
        request: createHash("sha256")
          .update(JSON.stringify([kind, answers]))
          .digest("hex"),
      };

function repeatedResult(done: KeptMutation, { request }: Repeatable, visitor: Visitor): Result<SavedAnswers, Refusal<"mutation_mismatch">> {
  if (done.accountId !== visitor.account.accountId) {
    return refused(refusal("mutation_mismatch", "この mutationId は、ほかの人の送信で使われています。"));
  }
  if (done.request !== request) {
    return refused(refusal("mutation_mismatch", "この mutationId は、別の内容の送信で使われています。新しい番号で送ってください。"));
  }
  return granted(done.result);
}

type Answering = Pick<Context<AnsweredSheet, unknown>, "transaction" | "subject" | "visitor" | "capacities" | "now">;

type Answerable = Result<{ next: SheetState } | { repeated: SavedAnswers }, Refusal<"not_permitted" | "mutation_mismatch" | "sheet_not_answerable">>;

/** The sheet's state after answering, or the result of an earlier identical request. */
function answerable({ subject: sheet, visitor }: Answering, mutation: Repeatable | null): Answerable {
  if (!holdsStill(visitor, sheet.account)) return refused(RIGHTS_TAKEN);
  if (sheet.done !== null && mutation !== null) {
    const repeated = repeatedResult(sheet.done, mutation, visitor);
    return repeated.ok ? granted({ repeated: repeated.value }) : repeated;
  }
  const next = transitionSheet(sheet.state, "answer", sheet.cycleState);
  if (next.ok) return granted({ next: next.value });
  return refused(refusal("sheet_not_answerable", "この点検票は提出済みか、点検の受付が終わっているため、回答を保存できません。"));
}

/** Keeps reasons that no reader sees with the present answer, in case it becomes 該当なし again. They make no version. */
async function keepReasons(transaction: Transaction, sheet: AnsweredSheet, writes: readonly Write[]): Promise<void> {
  for (const { itemId, reason, changed } of writes) {
    const current = sheet.items.get(itemId);
    if (changed || !current || current.version === null || current.reason === reason) continue;
    await transaction.answer.updateMany({ where: { operatorId: sheet.operatorId, sheetId: sheet.id, itemId }, data: { reason } });
  }
}

/** Stores the result for repetitions of the request. */
async function rememberResult(transaction: Transaction, sheet: SheetRecord, mutation: Repeatable | null, visitor: Visitor, now: Date, result: SavedAnswers) {
  if (mutation === null) return;
  const { operatorId, id: sheetId } = sheet;
  const { id: mutationId, request } = mutation;
  await transaction.mutation.createMany({ data: [{ operatorId, sheetId, mutationId, accountId: visitor.account.accountId, at: now, request, result }] });
}

/** Refuses what calls itself a copy and is none of the last round's answer. Nothing is read for other answers. */
async function refusedCopy(transaction: Transaction, sheet: AnsweredSheet, writes: readonly Write[], single: boolean) {
  const copies = writes.filter((one) => one.copies);
  if (copies.length === 0) return null;
  const ids = copies.map(({ itemId }) => itemId);
  const statuses = new Map((await copyableAnswers(transaction, sheet, ids)).map(({ itemId, status, copyable }) => [itemId, copyable ? status : null]));
  const wrong = copies.find(({ itemId, copied }) => statuses.get(itemId) !== copied);
  const at = writes.findIndex((one) => one === wrong);
  return wrong ? copyRefusal(single ? "copied" : `answers.${at}.copied`, "前回の回答がないか、前回と項目の文や見出しが変わっています。") : null;
}

/** What was only copied goes with a copy that is given up (ADR 0043). Nothing is read for other answers. */
async function withoutCopies(transaction: Transaction, sheet: AnsweredSheet, answers: readonly SentAnswer[]): Promise<readonly SentAnswer[]> {
  const ending = answers.filter((one) => givesUp(one, sheet.items.get(one.itemId))).map(({ itemId }) => itemId);
  if (ending.length === 0) return answers;
  const last = new Map((await listPreviousAnswers(transaction, sheet, ending)).map((one) => [one.itemId, one]));
  return answers.map((one) => {
    const [item, previous] = [sheet.items.get(one.itemId), last.get(one.itemId)];
    return item && previous ? withoutCopied(one, item, previous) : one;
  });
}

/** What the answer is after the request: as it was saved before, with its respondent, if it says the same. */
const outcomeOf = (one: Write, current: CurrentItem | undefined, { visitor, capacities, now }: Pick<Answering, "visitor" | "capacities" | "now">) =>
  one.changed || !current?.answeredAt
    ? savedAnswer(one.itemId, one, { byName: visitor.account.name, represented: representedPost(capacityOfAll(...capacities)) }, now)
    : savedAnswer(one.itemId, one, current, current.answeredAt);

/** Saves all or none; an answer that says the same as before makes no version. `single`: paths of problems omit `answers.0`. */
async function save(context: Answering, answers: readonly SentAnswer[], mutation: Repeatable | null, single: boolean) {
  const { transaction, subject: sheet, visitor, now } = context;
  const opened = answerable(context, mutation);
  if (!opened.ok) return opened;
  if ("repeated" in opened.value) return granted(opened.value.repeated);
  const { next } = opened.value;
  const itemIds = answers.map(({ itemId }) => itemId);
  const known = sheet.items.size < itemIds.length ? await editionItems(transaction, sheet, itemIds) : new Set<string>();
  const meant = await withoutCopies(transaction, sheet, answers);
  const writes = checkAll(meant, sheet.items, known, { single, personId: visitor.actor.personId, kind: sheet.guideline });
  if (!writes.ok) return writes;
  const changes = writes.value.filter(({ changed }) => changed);
  const copied = await refusedCopy(transaction, sheet, changes, single);
  if (copied) return refused(copied);
  const coming = changes.filter(({ bringsBack }) => bringsBack).map(({ itemId }) => itemId);
  const result = { answers: writes.value.map((one) => outcomeOf(one, sheet.items.get(one.itemId), context)), also: [] };
  await keepReasons(transaction, sheet, writes.value);
  if (changes.length === 0) {
    await rememberResult(transaction, sheet, mutation, visitor, now, result);
    return granted(result);
  }
  if (coming.length === 0) {
    transaction.$executeLast(writing(sheet, next, changes, visitor, now, mutation === null ? null : { ...mutation, result }));
    return granted(result);
  }
  await transaction.$executeRaw(writing(sheet, next, changes, visitor, now, null));
  const also = await bringBack(transaction, sheet, coming, { by: visitor.actor.personId, now });
  await rememberResult(transaction, sheet, mutation, visitor, now, { ...result, also });
  return granted({ ...result, also });
}

function alone({ answers, also }: SavedAnswers): z.output<typeof savedAlone> {
  const [saved] = answers;
  if (!saved) throw new Error("an answer was saved and is not in the result");
  return { ...saved, also };
}

/** What a client needs for showing both answers. */
const CURRENT = { stale_version: currentAnswer };

/**
 * Saves answers of one sheet, all or none. Repeated with the same `mutationId` it returns the first result. Texts that an
 * answer omits stay, but not those of a copy that it gives up. Refused: a sheet that the visitor does not answer, or that is not answerable now, an item that is
 * unknown or not asked, a stale version, bad text.
 */
export const saveAnswers = command({
  name: "sheet.answerMany",
  may: "sheet.answer",
  api: post("/sheets/{sheetId}/answers", "postAnswers", TAG, "まとめて回答する（全部か、なしか）"),
  on: answeredItems,
  input: batchBody,
  output: savedAnswers,
  refuses: ["not_permitted", "invalid_input", "stale_version", "mutation_mismatch", "unknown_item", "item_not_asked", "sheet_not_answerable"],
  current: CURRENT,
  audit: "history",
  wayBack: { by: "sheet.answer" },
  run: ({ input: { answers, mutationId }, ...context }) => save(context, answers, repeatable(mutationId, "save", answers), false),
});

/** Saves one answer, like `saveAnswers`. */
export const saveAnswer = command({
  name: "sheet.answer",
  api: put("/sheets/{sheetId}/answers/{itemId}", "putAnswer", TAG, "一つの項目に回答する"),
  on: answeredItem,
  input: answerBody,
  output: savedAlone,
  refuses: ["not_permitted", "invalid_input", "stale_version", "mutation_mismatch", "unknown_item", "item_not_asked", "sheet_not_answerable"],
  current: CURRENT,
  audit: "history",
  wayBack: { by: "sheet.answer" },
  async run({ input: { mutationId, ...sent }, ...context }) {
    const answers = [{ itemId: context.subject.itemId, ...sent }];
    const saved = await save(context, answers, repeatable(mutationId, "save", answers), true);
    return saved.ok ? granted(alone(saved.value)) : saved;
  },
});

async function setAside(context: Answering, answer: SentAnswer, mutation: Repeatable | null) {
  const { transaction, subject: sheet, visitor, now } = context;
  const opened = answerable(context, mutation);
  if (!opened.ok) return opened;
  if ("repeated" in opened.value) return granted(opened.value.repeated);
  const known = sheet.items.size === 0 ? await editionItems(transaction, sheet, [answer.itemId]) : new Set<string>();
  const checked = checkAll([answer], sheet.items, known, { single: true, personId: visitor.actor.personId, kind: sheet.guideline });
  if (!checked.ok) return checked;
  const [kept, [aside]] = [sheet.items.get(answer.itemId), checked.value];
  if (!kept || !aside || kept.version === null) return refused(refusal("stale_version", "残すほうの回答がありません。画面を開き直してください。"));
  if (!aside.changed) {
    const result = { answers: [outcomeOf(aside, kept, context)], also: [] };
    await rememberResult(transaction, sheet, mutation, visitor, now, result);
    return granted(result);
  }
  await transaction.$executeRaw`
    WITH staying AS (
      UPDATE answer SET version = version + 2 WHERE operator_id = ${sheet.operatorId}::uuid AND sheet_id = ${sheet.id}::uuid AND item_id = ${answer.itemId}
      RETURNING *)
    INSERT INTO answer_history (operator_id, sheet_id, item_id, version, ${CONTENT}, answered_by, answered_at, cause, represented)
    SELECT operator_id, sheet_id, item_id, version - 1, ${Prisma.join(ANSWER_PARTS.map((part) => aside[part]))}, ${visitor.actor.personId}::uuid, ${now}::timestamptz, 'setAside', portal_represented() FROM staying
    UNION ALL SELECT operator_id, sheet_id, item_id, version, ${CONTENT}, answered_by, answered_at, 'kept',
      (SELECT h.represented FROM answer_history h WHERE h.operator_id = s.operator_id AND h.sheet_id = s.sheet_id AND h.item_id = s.item_id AND h.version = s.version - 2 AND h.mark = 0)
    FROM staying s`;
  const staying = { ...contentOf(kept), version: kept.version + 2, needsReason: needsReason(kept.kind, kept.status, kept.reason) };
  const result = { answers: [savedAnswer(kept.itemId, staying, kept, kept.answeredAt ?? now)], also: [] };
  await rememberResult(transaction, sheet, mutation, visitor, now, result);
  return granted(result);
}

/**
 * Puts an answer that lost against another into the history, and keeps the other one, with its respondent, in force.
 * `version` is that of the other answer. Refused like `saveAnswers`.
 */
export const setAnswerAside = command({
  name: "answer.setAside",
  may: "sheet.answer",
  api: post("/sheets/{sheetId}/answers/{itemId}/set-aside", "setAnswerAside", TAG, "競合した自分の回答を履歴にだけ残す"),
  on: answeredItem,
  input: answerBody,
  output: savedAlone,
  refuses: ["not_permitted", "invalid_input", "stale_version", "mutation_mismatch", "unknown_item", "item_not_asked", "sheet_not_answerable"],
  current: CURRENT,
  audit: "history",
  wayBack: { by: "sheet.answer" },
  async run({ input: { mutationId, ...sent }, ...context }) {
    const answer = { itemId: context.subject.itemId, ...sent };
    const saved = await setAside(context, answer, repeatable(mutationId, "setAside", [answer]));
    return saved.ok ? granted(alone(saved.value)) : saved;
  },
});
