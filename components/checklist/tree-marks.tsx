"use client";

import { lazy, Suspense, useEffect, useRef } from "react";
import { isAnswered, itemAnchor, type ProgressView } from "@/lib/features/sheets/cards/view";
import { AnswerMark } from "../marks/answer-mark";
import { Icon } from "../ui/icon";
import { ProgressBar } from "../ui/progress-bar";
import { useChecklist } from "./checklist-context";

/** Answers gained or lost on this page since it was rendered. */
function useGain(): number {
  const { cards, present } = useChecklist();
  return cards.reduce((gain, card) => gain + Number(present(card.itemId, card.answer).answered) - Number(isAnswered(card.answer)), 0);
}

/** 「4／8」, updated live if it includes items of this page. */
export function LiveCount({ answered, total, live }: ProgressView & { readonly live: boolean }) {
  const gain = useGain();
  const done = answered + (live ? gain : 0);
  const full = total > 0 && done === total;
  return (
    <span className="tree-count" data-full={full}>
      {full ? <Icon name="check" /> : null}
      {full ? <span className="sr-only">回答済み </span> : null}
      {done}/{total}
    </span>
  );
}

export function LiveBar({ answered, total, live }: ProgressView & { readonly live: boolean }) {
  const gain = useGain();
  return <ProgressBar done={answered + (live ? gain : 0)} total={total} />;
}

export function LiveAnswered({ answered, total }: ProgressView) {
  return (
    <b className="whitespace-nowrap">
      {answered + useGain()}／{total}件
    </b>
  );
}

/** 「（残り17件）」; empty if none is left. */
export function LiveRest({ answered, total }: ProgressView) {
  const left = total - answered - useGain();
  return left > 0 ? `（残り${left}件）` : null;
}

/** The items of the section on the page, each with the mark of its answer. */
export function TreeItems() {
  const { cards, kind, current, present, goTo } = useChecklist();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const line = list.current?.querySelector("[aria-current]");
    const box = line?.closest(".panel");
    if (!line || !box) return;
    // Scrolls only the tree's own box, and only if the line is out of sight.
    const [at, seen] = [line.getBoundingClientRect(), box.getBoundingClientRect()];
    if (at.top < seen.top || at.bottom > seen.bottom) box.scrollTop += at.top - seen.top - seen.height / 2;
  }, [current]);
  return (
    <ul ref={list}>
      {cards.map((card) => (
        <li key={card.itemId}>
          <a
            className="tree-line"
            href={`#${itemAnchor(card.itemId)}`}
            aria-current={current === card.itemId ? "location" : undefined}
            onClick={(event) => {
              event.preventDefault();
              goTo(card.itemId);
            }}
          >
            <span>
              {card.shortCode} {card.heading}
            </span>
            <AnswerMark kind={kind} status={present(card.itemId, card.answer).draft.status} wordless />
          </a>
        </li>
      ))}
    </ul>
  );
}

const ItemRemarksOfTree = lazy(() => import("./tree-item-remarks"));

/** 所見 at the head of the tree, which few sheets have. */
export function TreeItemRemarks() {
  return (
    <Suspense>
      <ItemRemarksOfTree />
    </Suspense>
  );
}
