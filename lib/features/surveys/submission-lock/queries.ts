import "server-only";
import type { Transaction } from "@/lib/server/database/client";

/**
 * Makes submissions to a survey and its closing wait for each other until the transaction ends, by an advisory lock, because
 * an operator's login cannot lock the ministry's row. Submitting takes it before reading the survey's state.
 */
export async function lockAcceptance(transaction: Transaction, surveyId: string, as: "submitting" | "closing"): Promise<void> {
  if (as === "closing") await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${surveyId}, 7120605))`;
  else await transaction.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${surveyId}, 7120605))`;
}
