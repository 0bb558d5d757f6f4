"use client";

import { answerWord } from "@/lib/labels/answer-words";
import { useChecklist } from "./checklist-context";

/** What was changed last on this page, until something else is; by itself it never goes. */
export function UndoBar() {
  const { lastStep, undo, kind } = useChecklist();
  if (lastStep === null) return null;
  const { item, before, after } = lastStep;
  const chosen = before.status !== after.status;
  return (
    <div className="undo-bar">
      <span>
        {item.label}
        {chosen ? `を「${answerWord(kind, after.status)}」にしました。` : "を書き直しました。"}
      </span>
      <button type="button" onClick={undo}>
        元に戻す{chosen ? `（${answerWord(kind, before.status)}）` : ""} <kbd aria-hidden="true">Ctrl Z</kbd>
      </button>
    </div>
  );
}
