"use client";

import { Button } from "../ui/button";
import { useChecklist } from "./checklist-context";
import { copyOf } from "./copying";

/** Copies the last round's answers to all unanswered items of the section; each is then confirmed by itself. */
export function CopySection() {
  const { cards, present, changeAll, readOnly } = useChecklist();
  if (readOnly) return null;
  const copies = cards.flatMap((card) => {
    const copy = copyOf(card, present(card.itemId, card.answer).draft);
    return copy === null ? [] : [[{ itemId: card.itemId, label: `${card.code} ${card.heading}`, rendered: card.answer }, copy] as const];
  });
  if (copies.length === 0) return null;
  return (
    <div className="panel copy-section with-script">
      <p>
        <b>未回答のうち、前回の回答があるもの {copies.length}件</b>。確かめるまで未回答と数えます。
      </p>
      <Button size="small" onClick={() => changeAll(copies, 0)}>
        {copies.length}件を前回と同じにする
      </Button>
    </div>
  );
}
