"use client";

import { Button } from "../ui/button";
import { type AskedExample, changedItem } from "./card-outline";
import { useChecklist } from "./checklist-context";
import { copyOf } from "./copying";

/** Copies the last round's answers to all unanswered items of the section; each is then confirmed by itself. */
export function CopySection({ examples }: { readonly examples: readonly AskedExample[] }) {
  const { cards, present, changeAll, readOnly } = useChecklist();
  if (readOnly) return null;
  // Also where the measure is only copied as 該当なし: once that is confirmed, its examples are asked no more.
  const asked = examples.filter(({ measure }) => {
    const { draft } = present(measure.itemId, measure.answer);
    return (copyOf(measure, draft)?.copied ?? draft.copied ?? draft.status) !== "notApplicable";
  });
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
