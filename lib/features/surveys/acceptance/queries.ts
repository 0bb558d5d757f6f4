import "server-only";
import type { Transaction } from "@/lib/server/database/client";
import { lockNamed } from "@/lib/server/database/lock";

/**
 * Lets the submissions to a survey and its closing wait for each other, until the transaction ends: an operator's login
 * cannot lock the ministry's row. Whoever submits takes it before reading the survey's state.
 */
export const lockAcceptance = (transaction: Transaction, surveyId: string, as: "submitting" | "closing"): Promise<void> =>
  lockNamed(transaction, { of: "acceptance", surveyId }, as === "closing" ? "exclusive" : "share");
