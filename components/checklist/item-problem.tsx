"use client";

import { lazy, Suspense } from "react";
import { answerKey } from "@/lib/features/sheets/queue/entry";
import { useChecklist } from "./checklist-context";

/** A problem is the portal's answer to a change, and few changes have one: what shows it comes with the first. */
const AnswerProblem = lazy(() => import("./answer-problem"));

export function ItemProblem({ itemId }: { readonly itemId: string }) {
  const { accountId, sheetId, snapshot } = useChecklist();
  if (!snapshot.entries.get(answerKey({ accountId, sheetId, itemId }))?.problem) return null;
  return (
    <Suspense>
      <AnswerProblem itemId={itemId} />
    </Suspense>
  );
}
