"use client";

import { useEffect } from "react";
import { isPlain } from "@/components/checklist/shortcut";

const ITEMS = ".review-item";

/** The item that the reader is at: the one with the focus, else the last whose top has gone past the top of the window. */
function present(items: readonly HTMLElement[]): number {
  const focused = items.findIndex((item) => item.contains(document.activeElement));
  if (focused >= 0) return focused;
  return items.findLastIndex((item) => item.getBoundingClientRect().top < 1);
}

const go = (item: HTMLElement | undefined): void => item?.querySelector<HTMLElement>("h4")?.focus();

/** Opens the form for a remark and leads into it. */
function remarkOn(item: HTMLElement | undefined): boolean {
  const text = item?.querySelector<HTMLTextAreaElement>('textarea[name="text"]');
  const fold = text?.closest("details");
  if (!text || !fold) return false;
  fold.open = true;
  text.focus();
  return true;
}

/** `J` and `K`: the next and the last item; `R`: a remark on it. */
export function ReviewKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = isPlain(event) ? event.key.toUpperCase() : "";
      if (key !== "J" && key !== "K" && key !== "R") return;
      const items = [...document.querySelectorAll<HTMLElement>(ITEMS)];
      const at = present(items);
      if (key === "R" && !remarkOn(items[Math.max(at, 0)])) return;
      if (key === "J") go(items[Math.min(at + 1, items.length - 1)]);
      if (key === "K") go(items[Math.max(at - 1, 0)]);
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
