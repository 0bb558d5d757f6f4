"use client";

import { Button } from "../ui/button";
import { type AskedExample, changedItem } from "./card-outline";
import { useChecklist } from "./checklist-context";
import { copyOf } from "./copying";

/** Copies the last round's answers to all unanswered items of the section; each is then confirmed by itself. */
export function CopySection({ examples }: { readonly examples: readonly AskedExample[] }) {
  const { cards, present, changeAll, readOnly } = useChecklist();
  if (readOnly) return null;
  const asked = examples.filter(({ measure }) => present(measure.itemId, measure.answer).draft.status !== "notApplicable");
  const copies = [
    ...cards.map((card) => [card, changedItem(card)] as const),
    ...asked.map(({ measure, row }) => [row, changedItem(measure, row)] as const),
  ].flatMap(([of, item]) => {
    const copy = copyOf(of, present(of.itemId, of.answer).draft);
    return copy ? [[item, copy] as const] : [];
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
