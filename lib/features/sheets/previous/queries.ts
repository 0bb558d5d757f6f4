import "server-only";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { listPreviousAnswers, type PreviousAnswer } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";

export interface CopyableAnswer extends PreviousAnswer {
  /** Whether it may be copied: its item had the same text. */
  readonly copyable: boolean;
}

/** The last answer of each item (`listPreviousAnswers`), each with whether it answered the same text. */
export async function copyableAnswers(transaction: Transaction, sheet: SheetRecord, itemIds?: readonly string[]): Promise<CopyableAnswer[]> {
  const answers = await listPreviousAnswers(transaction, sheet, itemIds);
  const now = sheet.contentHash;
  const others = new Set(answers.flatMap(({ contentHash }) => (contentHash === now ? [] : [contentHash])));
  const editions = new Map<string, EditionIndex | null>();
  for (const hash of others.size === 0 ? [] : [now, ...others]) editions.set(hash, await loadEdition(transaction, sheet.editionId, hash));
  const textOf = (hash: string, itemId: string) => editions.get(hash)?.items.get(itemId)?.text ?? null;
  const sameText = ({ itemId, contentHash }: PreviousAnswer) => {
    const text = textOf(now, itemId);
    return contentHash === now || (text !== null && text === textOf(contentHash, itemId));
  };
  return answers.map((one) => ({ ...one, copyable: one.status !== null && sameText(one) }));
}
