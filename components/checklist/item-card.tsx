"use client";

import { type FocusEvent, type ReactNode, useRef } from "react";
import { itemAnchor } from "@/lib/features/sheets/cards/view";
import { AnswerForm } from "./answer-form";
import type { CardOutline } from "./card-outline";
import { useChecklist } from "./checklist-context";
import { HistoryLink } from "./history-link";
import { ItemProblem } from "./item-problem";
import { SaveStateMark } from "./save-state";

export interface ItemCardProps {
  readonly card: CardOutline;
  /** The guideline's text and the reviewers' remarks, rendered by the server. */
  readonly children: ReactNode;
  /** The answer where it cannot be changed. */
  readonly reading: ReactNode;
  readonly examples: ReactNode;
  readonly tierNote: ReactNode;
}

export function ItemCard({ card, children, reading, examples, tierNote }: ItemCardProps) {
  const { current, choose, present, kind, readOnly, sheetId } = useChecklist();
  const { draft, save, version } = present(card.itemId, card.answer);
  const anchor = itemAnchor(card.itemId);
  const pointer = useRef(false);
  const conflict = save.kind === "problem" && save.problem.kind === "conflict";

  const onFocus = (event: FocusEvent) => {
    if (!pointer.current && current !== card.itemId && event.currentTarget.contains(event.target)) choose(card.itemId);
  };
  return (
    // Selects the card only after the click, so that nothing moves under the pointer.
    <article
      className="item-card"
      id={anchor}
      aria-labelledby={`${anchor}-title`}
      data-answer={draft.status ?? "unanswered"}
      data-current={current === card.itemId}
      data-mistake={save.kind === "reason"}
      onPointerDown={() => (pointer.current = true)}
      onPointerUp={() => requestAnimationFrame(() => (pointer.current = false))}
      onPointerCancel={() => (pointer.current = false)}
      onClick={() => current !== card.itemId && choose(card.itemId)}
      onFocus={onFocus}
    >
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <span className="section-code">{card.shortCode}</span>
        <h4 className="heading-3" id={`${anchor}-title`} tabIndex={-1}>
          {card.heading}
        </h4>
        {tierNote}
        <SaveStateMark state={save} kind={kind} />
      </header>
      {children}
      <ItemProblem itemId={card.itemId} />
      {reading}
      {readOnly || conflict ? null : <AnswerForm card={card} />}
      {version > 0 && (readOnly || conflict) ? <HistoryLink {...card} sheetId={sheetId} /> : null}
      {examples}
    </article>
  );
}
