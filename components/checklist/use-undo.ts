"use client";

import { useCallback, useState } from "react";
import type { AnswerView } from "@/lib/features/sheets/cards/view";
import { type AnswerDraft, sameDraft } from "@/lib/features/sheets/queue/entry";

/** A change of one answer on this page, which can be undone. */
export interface UndoStep {
  readonly item: { readonly itemId: string; readonly label: string; readonly rendered: AnswerView | null };
  readonly before: AnswerDraft;
  readonly after: AnswerDraft;
  /** Changes of texts in a row are one step. */
  readonly typing: boolean;
}

const MOST_STEPS = 50;

function withStep(steps: readonly UndoStep[], step: UndoStep): readonly UndoStep[] {
  const last = steps.at(-1);
  const continues = step.typing && last?.typing === true && last.item.itemId === step.item.itemId && sameDraft(last.after, step.before);
  return continues ? [...steps.slice(0, -1), { ...last, after: step.after }] : [...steps.slice(1 - MOST_STEPS), step];
}

/** The changes that were made on this page, newest last. Pressing the same key again is no change, so it hides none. */
export function useUndo() {
  const [steps, setSteps] = useState<readonly UndoStep[]>([]);
  const note = useCallback((step: UndoStep) => setSteps((before) => withStep(before, step)), []);
  const drop = useCallback(() => setSteps((before) => before.slice(0, -1)), []);
  return { last: steps.at(-1) ?? null, note, drop };
}
