import "server-only";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { listPreviousAnswers, type PreviousAnswer } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";

export interface CopyableAnswer extends PreviousAnswer {
  /** Whether it may be copied: its item had the same text. */
  readonly copyable: boolean;
}

/** The answers of the last approved cycle (`listPreviousAnswers`), each with whether it answered the same text. */
export async function copyableAnswers(transaction: Transaction, sheet: SheetRecord, itemIds?: readonly string[]): Promise<CopyableAnswer[]> {
  const answers = await listPreviousAnswers(transaction, sheet, itemIds);
  const then = answers[0]?.contentHash;
  if (then === undefined || then === sheet.contentHash) return answers.map((one) => ({ ...one, copyable: one.status !== null }));
  const [before, now] = [await loadEdition(transaction, sheet.editionId, then), await loadEdition(transaction, sheet.editionId, sheet.contentHash)];
  const textOf = (index: typeof now, itemId: string) => index?.items.get(itemId)?.text ?? null;
  return answers.map((one) => {
    const text = textOf(now, one.itemId);
    return { ...one, copyable: one.status !== null && text !== null && text === textOf(before, one.itemId) };
  });
}
