"use client";

import { type ReactNode, useRef } from "react";
import { itemAnchor } from "@/lib/features/sheets/cards/view";
import { LinkButton, TextButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { ProgressBar } from "../ui/progress-bar";
import { useChecklist } from "./checklist-context";
import { UndoBar } from "./undo-bar";
import { useAdvance } from "./use-advance";
import { useShortcuts } from "./use-shortcuts";

export interface ActionBarProps {
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  readonly nextUnansweredHref: string | null;
  readonly handInHref: string | null;
  /** The main keys and the list of all, rendered by the server: their words would count as script. */
  readonly keyHints: ReactNode;
  readonly keyList: ReactNode;
}

/** The next unanswered item after the present one; wraps around within the section. */
function useNextUnanswered(): string | null {
  const { cards, current, present } = useChecklist();
  const at = cards.findIndex((card) => card.itemId === current);
  const round = [...cards.slice(at + 1), ...cards.slice(0, at + 1)];
  return round.find((card) => !present(card.itemId, card.answer).answered)?.itemId ?? null;
}

export function ActionBar({ previousHref, nextHref, nextUnansweredHref, handInHref, keyHints, keyList }: ActionBarProps) {
  const { cards, present, shortcuts, readOnly, goTo, current, itemRemarks } = useChecklist();
  const keys = useRef<HTMLDialogElement>(null);
  const next = useNextUnanswered();
  const states = cards.map((card) => present(card.itemId, card.answer));
  const answered = states.filter((state) => state.answered).length;
  const doubtful = states.filter(({ save }) => save.kind === "reason" || (save.kind === "problem" && save.problem.kind === "conflict")).length;
  // Prefers another item over the present one, which comes only when it is the last.
  const target = next === current && nextUnansweredHref !== null ? null : next;
  const itemRemark = itemRemarks.after(current);
  const onPage = itemRemark ? cards.find((card) => card.itemId === itemRemark.itemId)?.itemId : target;
  const href = itemRemark?.href ?? (target ? `#${itemAnchor(target)}` : nextUnansweredHref);
  const goNext = () => {
    if (onPage) goTo(onPage);
    else if (href) window.location.assign(href);
  };
  // Another page would show neither the slip nor the way to undo it, so only the reader leaves this one.
  const advance = useAdvance(() => {
    if (itemRemark) return;
    if (target) goTo(target);
    else document.getElementById("go-on")?.focus();
  });
  useShortcuts({ goNext, advance, showKeys: () => keys.current?.showModal() });
  return (
    <section className="action-bar" aria-labelledby="actions-title">
      <h2 className="sr-only" id="actions-title">
        この節の操作
      </h2>
      <UndoBar />
      <div className="page-width">
        {previousHref ? (
          <LinkButton size="small" className="max-phone:hidden" href={previousHref}>
            <Icon name="previous" />
            前の節
          </LinkButton>
        ) : null}
        <div className="action-progress">
          <span>
            {itemRemarks.all.length > 0 ? (
              <>
                所見{" "}
                <b>
                  {itemRemarks.all.length}件中{itemRemarks.all.filter((one) => one.done).length}件対応済み
                </b>
                ・
              </>
            ) : null}
            この節{" "}
            <b>
              {cards.length}件中{answered}件
            </b>
            {doubtful > 0 ? `・要確認${doubtful}件` : null}
          </span>
          <ProgressBar done={answered} total={cards.length} />
        </div>
        {shortcuts && !readOnly ? (
          <div className="action-keys with-script">
            {keyHints}
            <TextButton onClick={() => keys.current?.showModal()}>
              <kbd>?</kbd> 一覧
            </TextButton>
          </div>
        ) : null}
        {readOnly ? null : <Primary words={itemRemark === null ? "次の未回答へ" : "次の所見へ"} href={href} handInHref={handInHref} onNext={goNext} />}
        {nextHref ? (
          <LinkButton size="small" className={readOnly ? "ml-auto" : "max-phone:hidden"} href={nextHref}>
            次の節
            <Icon name="next" />
          </LinkButton>
        ) : null}
      </div>
      <Dialog id="keys" title="キー操作" ref={keys}>
        {keyList}
      </Dialog>
    </section>
  );
}

function Primary({
  words,
  href,
  handInHref,
  onNext,
}: {
  readonly words: string;
  readonly href: string | null;
  readonly handInHref: string | null;
  readonly onNext: () => void;
}) {
  const { shortcuts } = useChecklist();
  if (href === null) {
    return handInHref ? (
      <LinkButton rank="primary" className="ml-auto" href={handInHref}>
        提出前の確認へ
      </LinkButton>
    ) : null;
  }
  return (
    <LinkButton
      id="go-on"
      rank="primary"
      className="ml-auto"
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        onNext();
      }}
    >
      {words}{" "}
      {shortcuts ? (
        <kbd className="with-script" aria-hidden="true">
          N
        </kbd>
      ) : null}
    </LinkButton>
  );
}
