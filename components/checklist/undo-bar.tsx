"use client";

import { answerWord } from "@/lib/labels/answer-words";
import { useChecklist } from "./checklist-context";
import { stepText } from "./undo-step";

/** What was changed last on this page, until something else is; by itself it never goes. */
export function UndoBar() {
  const { lastStep, undo, kind } = useChecklist();
  if (lastStep === null) return null;
  const { before, after } = lastStep.changes[0];
  return (
    <div className="undo-bar">
      <span>{stepText(kind, lastStep)}</span>
      <button type="button" onClick={undo}>
        元に戻す{before.status !== after.status ? `（${answerWord(kind, before.status)}）` : ""} <kbd aria-hidden="true">Ctrl Z</kbd>
      </button>
    </div>
  );
}
