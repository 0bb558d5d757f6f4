import "server-only";
import { type AnswerRefusal, checkAnswer, type CheckedAnswer, countedStatus } from "@/lib/domain/checking/answer";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { ItemKind } from "@/lib/domain/guideline/edition";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import type { BatchBody, SavedAnswer } from "@/lib/features/sheets/schema";
import type { SheetRecord } from "@/lib/features/sheets/sheet-record";
import type { Transaction } from "@/prisma/client";

export type SentAnswer = BatchBody["answers"][number];

/** An item as it stands on the sheet: whether it is asked, and its answer. */
export interface StandingItem {
  readonly itemId: string;
  readonly kind: ItemKind;
  /** For an example, its measure. */
  readonly illustrates: string | null;
  readonly measureNotApplicable: boolean;
  readonly status: AnswerStatus | null;
  readonly reason: string | null;
  readonly remark: string | null;
  readonly evidence: string | null;
  readonly version: number | null;
  readonly answeredAt: Date | null;
  readonly byName: string | null;
}

export interface Write extends CheckedAnswer {
  readonly itemId: string;
  readonly delta: number;
}

const FIELD_NAMES = { reason: "該当なしの理由", remark: "備考", evidence: "根拠" } as const;

/** Those of the items that the sheet asks, by id. */
export async function standingItems(transaction: Transaction, sheet: SheetRecord, itemIds: readonly string[]) {
  const rows = await transaction.$queryRaw<StandingItem[]>`
    SELECT i.item_id AS "itemId", i.kind, a.status, a.reason, a.remark, a.evidence, a.version, a.answered_at AS "answeredAt",
      p.name AS "byName", e.illustrates, coalesce(m.status = 'notApplicable' AND m.reason IS NOT NULL, false) AS "measureNotApplicable"
    FROM cycle_item i
    LEFT JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = i.item_id
    LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.answered_by
    LEFT JOIN edition_item e ON i.kind = 'example' AND e.edition_id = ${sheet.editionId} AND e.id = i.item_id
    LEFT JOIN answer m ON m.operator_id = i.operator_id AND m.sheet_id = ${sheet.id}::uuid AND m.item_id = e.illustrates
    WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role}
      AND i.item_id = ANY(${itemIds})`;
  return new Map(rows.map((row) => [row.itemId, row]));
}

export const savedAnswer = (itemId: string, answer: CheckedAnswer, byName: string, at: Date): SavedAnswer => ({
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

/** What the request does not speak of stays as it is; null or "" clears it. */
const kept = (sent: SentAnswer, item: StandingItem) => ({
  reason: sent.reason === undefined ? item.reason : sent.reason,
  remark: sent.remark === undefined ? item.remark : sent.remark,
  evidence: sent.evidence === undefined ? item.evidence : sent.evidence,
});

/** Checks every answer against what stands; the first that is refused refuses all. */
export function checkAll(
  answers: readonly SentAnswer[],
  standing: ReadonlyMap<string, StandingItem>,
  known: ReadonlySet<string>,
  single: boolean,
): Result<Write[], Refusal> {
  const writes: Write[] = [];
  const kindOf = ({ itemId }: SentAnswer): number => (standing.get(itemId)?.kind === "example" ? 1 : 0);
  const measuresFirst = [...answers.entries()].sort(([, a], [, b]) => kindOf(a) - kindOf(b));
  for (const [index, answer] of measuresFirst) {
    const item = standing.get(answer.itemId);
    const path = single ? "" : `answers.${index}.`;
    if (!item) {
      const fields = [{ path: `${path}itemId`, message: answer.itemId }];
      if (known.has(answer.itemId)) return refused(refusal("item_not_asked", "この点検票で聞いていない項目です。", { fields }));
      return refused(refusal("unknown_item", "このガイドラインにない項目です。", { fields }));
    }
    if (writes.some(({ itemId }) => itemId === answer.itemId)) {
      return refused(refusal("invalid_input", "同じ項目が二度入っています。", { fields: [{ path: `${path}itemId`, message: answer.itemId }] }));
    }
    const sent = { ...answer, ...kept(answer, item) };
    const measure = writes.find(({ itemId }) => itemId === item.illustrates);
    const measureNotApplicable = measure ? measure.clearsExamples : item.measureNotApplicable;
    const checked = checkAnswer(sent, { kind: item.kind, measureNotApplicable }, item.version === null ? null : { version: item.version });
    if (!checked.ok) return refused(answerRefusal(checked.refusal, item, path));
    const counts = (status: AnswerStatus | null, reason: string | null) =>
      item.kind === "measure" && countedStatus(item.kind, status, reason) !== null ? 1 : 0;
    const delta = counts(checked.value.status, checked.value.reason) - counts(item.status, item.reason);
    writes.push({ ...checked.value, itemId: answer.itemId, delta });
  }
  return granted(writes);
}

/** Of these ids, the items that the sheet's edition has: tells an item that is not asked from one that does not exist. */
export async function editionItems(transaction: Transaction, sheet: SheetRecord, itemIds: readonly string[]): Promise<Set<string>> {
  const rows = await transaction.editionItem.findMany({ where: { editionId: sheet.editionId, id: { in: [...itemIds] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}
