import "server-only";
import type { Transaction } from "@/lib/server/database/client";
import { lockNamed } from "@/lib/server/database/lock";

/**
 * Makes submissions to a survey and its closing wait for each other until the transaction ends, by an advisory lock, because
 * an operator's login cannot lock the ministry's row. Submitting takes it before reading the survey's state.
 */
export const lockAcceptance = (transaction: Transaction, surveyId: string, as: "submitting" | "closing"): Promise<void> =>
  lockNamed(transaction, { of: "acceptance", surveyId }, as === "closing" ? "exclusive" : "share");
