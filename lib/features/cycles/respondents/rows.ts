import "server-only";
import { changedRespondents, respondentParts } from "@/lib/features/cycles/respondents/parts";
import { respondentsBeside } from "@/lib/features/cycles/respondents/queries";
import type { Transaction } from "@/lib/server/database/client";

/**
 * Makes a change to these people, by which others may answer sheets than before (`portal_post_taken`, `portal_post_given_up`). Out: what
 * it returns, and an audit entry for each of these sheets.
 */
export async function withRespondents<Made>(transaction: Transaction, operatorId: string, personIds: readonly string[], change: () => Promise<Made>) {
  const before = await respondentsBeside(transaction, operatorId, personIds);
  const made = await change();
  const after = await respondentsBeside(transaction, operatorId, personIds, before.keys());
  return { made, sheets: respondentParts(changedRespondents(personIds, before, after)) };
}
