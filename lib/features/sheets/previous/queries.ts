import "server-only";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { asksTheSame } from "@/lib/features/sheets/previous/rules";
import { listPreviousAnswers, type PreviousAnswer } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import type { Transaction } from "@/lib/server/database/client";

export interface CopyableAnswer extends PreviousAnswer {
  /** Whether it may be copied: its item asked the same. */
  readonly copyable: boolean;
}

/** The last answer of each item (`listPreviousAnswers`), each with whether it answered the same words. */
export async function copyableAnswers(transaction: Transaction, sheet: SheetRecord, itemIds?: readonly string[]): Promise<CopyableAnswer[]> {
  const answers = await listPreviousAnswers(transaction, sheet, itemIds);
  const now = sheet.contentHash;
  const others = new Set(answers.flatMap(({ contentHash }) => (contentHash === now ? [] : [contentHash])));
  const editions = new Map<string, EditionIndex | null>();
  for (const hash of others.size === 0 ? [] : [now, ...others]) editions.set(hash, await loadEdition(transaction, sheet.editionId, hash));
  const revision = (hash: string): EditionIndex | null => editions.get(hash) ?? null;
  const same = ({ itemId, contentHash }: PreviousAnswer) => contentHash === now || asksTheSame(revision(now), revision(contentHash), itemId);
  return answers.map((one) => ({ ...one, copyable: one.status !== null && same(one) }));
}
