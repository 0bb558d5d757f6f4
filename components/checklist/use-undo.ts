"use client";

import { useCallback, useState } from "react";
import { type UndoStep, withStep } from "./undo-step";

/** The changes that were made on this page, newest last. Pressing the same key again is no change, so it hides none. */
export function useUndo() {
  const [steps, setSteps] = useState<readonly UndoStep[]>([]);
  const note = useCallback((step: UndoStep) => setSteps((before) => withStep(before, step)), []);
  const drop = useCallback(() => setSteps((before) => before.slice(0, -1)), []);
  return { last: steps.at(-1) ?? null, note, drop };
}
