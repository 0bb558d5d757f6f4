"use client";

import { type ReactNode, useEffect } from "react";
import { flushSync } from "react-dom";
import { Button } from "../ui/button";
import { UserText } from "../ui/user-text";
import { useChecklist } from "./checklist-context";
import { EvidenceLines } from "./evidence-lines";
import { PreviousAnswer } from "./previous-answer";

const WIDE = "(min-width: 75rem)";

function guideDialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog.guide");
}

/** Scrolls to the guide of the present item; `term` is the id of a term in it. */
export function openGuide(term?: string): void {
  flushSync(() => undefined); // The same event may have changed the present item, and with it the guide's entry.
  const dialog = guideDialog();
  if (!dialog) return;
  if (!window.matchMedia(WIDE).matches && !dialog.open) dialog.showModal();
  const entry = dialog.querySelector("[data-shown='true']");
  const target = term ? entry?.querySelector<HTMLElement>(`[data-term="${CSS.escape(term)}"]`) : null;
  if (target) target.scrollIntoView({ block: "nearest" });
  (target ?? entry?.querySelector<HTMLElement>("h2"))?.focus({ preventScroll: target !== null });
}

/** A column beside the cards on wide screens, otherwise a sheet from below: the same element. */
export function GuideColumn({ entries }: { readonly entries: readonly { readonly id: string; readonly node: ReactNode }[] }) {
  const { cards, current, kind } = useChecklist();
  const card = cards.find(({ itemId }) => itemId === current);
  const shown = card?.guideId ?? entries[0]?.id ?? null;

  useEffect(() => {
    const wide = window.matchMedia(WIDE);
    /* Only where it becomes a column: on a phone it may just have been opened. */
    const close = ({ matches }: MediaQueryListEvent) => matches && guideDialog()?.close();
    wide.addEventListener("change", close);
    return () => wide.removeEventListener("change", close);
  }, []);

  return (
    <dialog className="guide" id="guide" aria-labelledby={shown ? `guide-${shown}-title` : undefined}>
      <form method="dialog" className="with-script float-right guide:hidden">
        <Button type="submit" size="small">
          閉じる
        </Button>
      </form>
      {entries.map((entry) => (
        <div key={entry.id} className="guide-entry" id={`guide-${entry.id}`} data-shown={entry.id === shown}>
          {entry.node}
        </div>
      ))}
      {card?.previous ? (
        <section className="mt-4">
          <h3>前回の回答</h3>
          <p className="row gap-x-2">
            <PreviousAnswer kind={kind} previous={card.previous} />
          </p>
          {card.previous.remark ? (
            <p>
              備考：<UserText>{card.previous.remark}</UserText>
            </p>
          ) : null}
          {card.previous.evidence ? <EvidenceLines text={card.previous.evidence} /> : null}
        </section>
      ) : null}
    </dialog>
  );
}
