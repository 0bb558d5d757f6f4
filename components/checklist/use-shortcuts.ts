"use client";

import { useEffect, useEffectEvent } from "react";
import { flushSync } from "react-dom";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import { itemAnchor } from "@/lib/features/sheets/cards/view";
import { useChecklist } from "./checklist-context";
import { openGuide } from "./guide-column";
import { shortcutOf } from "./shortcut";

/** The single-key commands of the checklist (WCAG 2.1.4: off with `shortcuts: false`). */
export function useShortcuts({
  goNext,
  advance,
  showKeys,
}: {
  readonly goNext: () => void;
  /** After an answer was given. */
  readonly advance: () => void;
  readonly showKeys: () => void;
}): void {
  const { cards, current, shortcuts, readOnly, goTo, choose, undo } = useChecklist();

  const step = (by: number) => {
    const at = cards.findIndex((card) => card.itemId === current);
    const card = cards[Math.min(Math.max(at + by, 0), cards.length - 1)];
    if (card) goTo(card.itemId);
  };
  const answer = (digit: number) => {
    const example = document.activeElement?.closest<HTMLElement>("[data-example]");
    const card = current === null ? null : document.getElementById(itemAnchor(current));
    const form = example ?? card?.querySelector<HTMLElement>(":scope > .item-form");
    const status = ANSWER_STATUSES[digit - 1];
    const control = form?.querySelector<HTMLElement>(status === undefined ? '[name="clear"]' : `input[type="radio"][value="${status}"]`);
    flushSync(() => control?.click());
    if (status !== undefined && status !== "notApplicable" && !example) advance();
    if (status === "notApplicable" && !example) focusField("reason");
  };
  /** Presses a button of the present card, if it has it now. */
  const press = (name: "copy" | "confirm") => {
    const card = current === null ? null : document.getElementById(itemAnchor(current));
    const button = card?.querySelector<HTMLElement>(`:scope > .item-form [name="${name}"]`);
    if (!button) return;
    flushSync(() => button.click());
    if (name === "confirm") advance();
  };
  const focusField = (name: string) => {
    if (current === null) return;
    flushSync(() => choose(current)); // Synchronously, so that text typed right after the key goes into the field.
    document.getElementById(`${itemAnchor(current)}-${name}`)?.focus();
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (document.querySelector("dialog:modal")) return;
    const command = shortcutOf(event);
    if (command === null) return;
    if (command === "leave") {
      if (current !== null && leaveable(document.activeElement)) goTo(current);
      return;
    }
    if (command === "undo" || command === "redo") {
      if (readOnly) return;
      event.preventDefault();
      return undo(command === "redo");
    }
    if (!shortcuts || (readOnly && !"JKG?".includes(command))) return;
    event.preventDefault();
    if (command === "N") goNext();
    else if (command === "J") step(1);
    else if (command === "K") step(-1);
    else if (command === "M") focusField("remark");
    else if (command === "E") focusField("evidence");
    else if (command === "G") openGuide();
    else if (command === "?") showKeys();
    else if (command === "S") press("copy");
    else if (command === "C") press("confirm");
    else answer(Number(command));
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** Whether Escape leads back to the item: from its fields and from the guide. */
function leaveable(focused: Element | null): boolean {
  return focused?.closest(".guide, .item-card textarea") !== null && focused !== null;
}
