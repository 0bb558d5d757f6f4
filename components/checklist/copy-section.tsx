"use client";

import { Button } from "../ui/button";
import { useChecklist } from "./checklist-context";
import { copyOf } from "./copying";

/** Copies the last round's answers to all unanswered items of the section; each is then confirmed by itself. */
export function CopySection() {
  const { cards, present, change, readOnly } = useChecklist();
  if (readOnly) return null;
  const unanswered = cards.flatMap((card) => {
    const { draft } = present(card.itemId, card.answer);
    return draft.status === null && !draft.copied ? [{ card, copy: copyOf(card, draft) }] : [];
  });
  const copies = unanswered.flatMap(({ card, copy }) => (copy === null ? [] : [{ card, copy }]));
  if (copies.length === 0) return null;
  return (
    <div className="panel copy-section with-script">
      <p>
        <b>
          未回答 {unanswered.length}件のうち、前回の回答があるもの {copies.length}件
        </b>
        <br />
        確かめるまで未回答と数えます。
      </p>
      <Button
        size="small"
        onClick={() => {
          for (const { card, copy } of copies) change({ itemId: card.itemId, label: `${card.code} ${card.heading}`, rendered: card.answer }, copy, 0);
        }}
      >
        {copies.length}件を前回と同じにする
      </Button>
    </div>
  );
}
