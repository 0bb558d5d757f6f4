"use client";

import { Fragment, useEffect, useRef } from "react";
import { isPlain, shortcutOf } from "@/components/checklist/shortcut";
import { Dialog } from "@/components/ui/dialog";

const ITEMS = ".review-item:not([hidden])";

const KEYS = [
  ["J", "次の項目へ"],
  ["K", "前の項目へ"],
  ["R", "いまの項目に所見を書く"],
  ["?", "この一覧を開く"],
  ["Esc", "この一覧を閉じる"],
] as const;

/** The item that the reader is at: the one with the focus, else the last whose top has gone past the top of the window. */
function present(items: readonly HTMLElement[]): number {
  const focused = items.findIndex((item) => item.contains(document.activeElement));
  if (focused >= 0) return focused;
  return items.findLastIndex((item) => item.getBoundingClientRect().top < 1);
}

const go = (item: HTMLElement | undefined): void => item?.querySelector<HTMLElement>('[role="rowheader"] > [tabindex]')?.focus();

/** Opens the form for a remark and leads into it. */
function remarkOn(item: HTMLElement | undefined): boolean {
  const text = item?.querySelector<HTMLTextAreaElement>('textarea[name="text"]');
  const fold = text?.closest("details");
  if (!text || !fold) return false;
  fold.open = true;
  text.focus();
  return true;
}

/** `J` and `K`: the next and the last item; `R`: a remark on it; `?`: the list of these keys. */
export function ReviewKeys({ mayRemark }: { readonly mayRemark: boolean }) {
  const list = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (shortcutOf(event) === "?") {
        if (!list.current?.open) list.current?.showModal();
        return event.preventDefault();
      }
      const key = isPlain(event) ? event.key.toUpperCase() : "";
      if (list.current?.open || (key !== "J" && key !== "K" && key !== "R")) return;
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
  return (
    <Dialog id="review-keys" title="キー操作" ref={list}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {KEYS.filter(([key]) => key !== "R" || mayRemark).map(([key, words]) => (
          <Fragment key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="aside-text mt-3">入力欄の中と漢字変換中は働きません。アカウントの設定で止められます。</p>
    </Dialog>
  );
}
