"use client";

import { answerWord } from "@/lib/labels/answer-words";
import { useChecklist } from "./checklist-context";
import { stepText, type UndoStep } from "./undo-step";

/** What was changed last on this page, until something else is, and the way back from undoing it; by itself it never goes. */
export function UndoBar() {
  const { lastStep, lastUndone, undo, kind } = useChecklist();
  const way = (step: UndoStep, again: boolean) => {
    const { before, after } = step.changes[0];
    return (
      <button type="button" onClick={() => undo(again)}>
        {again ? "やり直す" : "元に戻す"}
        {before.status !== after.status ? `（${answerWord(kind, before.status)}）` : ""} <kbd aria-hidden="true">Ctrl {again ? "Y" : "Z"}</kbd>
      </button>
    );
  };
  return lastStep || lastUndone ? (
    <div className="undo-bar">
      {lastStep ? (
        <>
          <span>{stepText(kind, lastStep)}</span>
          {way(lastStep, false)}
        </>
      ) : null}
      {lastUndone ? way(lastUndone, true) : null}
    </div>
  ) : null;
}
