"use client";

import { startTransition, useEffect, useRef } from "react";
import { chooseHandoverAction } from "@/lib/features/handover/actions";
import { Button } from "../ui/button";
import { useSender } from "../ui/form-sender";
import { Notice } from "../ui/notice";
import { choicesOf, dropChoices, keepChoices, keptChoices } from "./kept-choices";

interface ChoicesKeeperProps {
  /** Whether the page is rendered with what a form says: then there is something to keep. */
  readonly asked: boolean;
  /** Whether it is rendered with what was kept. */
  readonly restored: boolean;
  /** The page to which a decision leads, with a notice about it. */
  readonly decidedAt: string;
}

/**
 * Stands in the form of each step. The choices stand in no address, so a page that is loaded again knows none of them: this tab
 * keeps them until they are decided, and gives them to the first step, which then is rendered with them like after 「選び直す」.
 */
export function ChoicesKeeper({ asked, restored, decidedAt }: ChoicesKeeperProps) {
  const sender = useSender();
  const here = useRef<HTMLDivElement>(null);
  const discarded = useRef(false);
  useEffect(() => {
    const kept = asked ? null : keptChoices(sender);
    if (kept === null || sender === null) return;
    const form = new FormData();
    for (const [name, text] of [["$sender", sender] as const, ...kept, ["step", "choose"] as const, ["restored", "1"] as const]) form.append(name, text);
    // Without an answer they stay kept, and the page shows the defaults.
    startTransition(async () => void (await chooseHandoverAction({ status: "idle" }, form).catch(() => null)));
  }, [asked, sender]);
  useEffect(() => {
    const form = here.current?.closest("form");
    if (!asked || !form) return;
    let place: string | undefined;
    const keep = () => {
      if (!discarded.current) place = keepChoices(choicesOf(form), sender, place);
    };
    keep();
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      const { pathname, search } = window.location;
      if (pathname === decidedAt && search.includes("notice=")) dropChoices(place);
      else keep();
    };
  }, [asked, sender, decidedAt]);
  const beginAgain = () => {
    discarded.current = true;
    dropChoices();
    window.location.reload();
  };
  return (
    <div ref={here} hidden={!restored}>
      {restored ? (
        <Notice role="status" title="このタブに残っていた、効力日・選択・理由を戻しました。確かめてから進んでください。">
          <p>
            <Button size="small" onClick={beginAgain}>
              戻したものを消して、はじめから選ぶ
            </Button>
          </p>
        </Notice>
      ) : null}
    </div>
  );
}
