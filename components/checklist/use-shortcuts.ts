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
  /** Presses a control of the example that has the focus, else of the present card; whether it was there, and is the card's. */
  const press = (control: string): boolean => {
    const example = document.activeElement?.closest<HTMLElement>("[data-example]");
    const card = current === null ? null : document.getElementById(itemAnchor(current));
    const pressed = (example ?? card?.querySelector(":scope > .item-form"))?.querySelector<HTMLElement>(control);
    flushSync(() => pressed?.click());
    return !!pressed && !example;
  };
  const answer = (digit: number) => {
    const status = ANSWER_STATUSES[digit - 1];
    const own = press(status === undefined ? '[name="clear"]' : `[value="${status}"]`);
    if (own && status === "notApplicable") focusField("reason");
    else if (own && status !== undefined) advance();
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
    else if (command === "S") press('[name="copy"]');
    else if (command !== "C") answer(Number(command));
    else if (press('[name="confirm"]')) advance();
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
