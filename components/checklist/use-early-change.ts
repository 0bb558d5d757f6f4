"use client";

import { useEffect, useRef } from "react";
import { eachText } from "@/lib/domain/checking/answer-content";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import { type AnswerDraft, sameDraft } from "@/lib/features/sheets/queue/entry";
import { TYPING_DELAY } from "@/lib/features/sheets/queue/queue";

/**
 * Treats an answer given before the script loaded as a change, as of now, or as of typing while one of its texts is being
 * written. `shown` is the form's content when it mounts. A copy in it stays beside the answer, for the caller to settle.
 */
export function useEarlyChange(onChange: (draft: AnswerDraft, delay: number) => void, shown: AnswerDraft) {
  const form = useRef<HTMLFormElement>(null);
  const first = useRef({ onChange, shown });
  useEffect(() => {
    if (!form.current) return;
    const data = new FormData(form.current);
    const before = first.current.shown;
    const draft: AnswerDraft = {
      ...before,
      status: ANSWER_STATUSES.find((one) => one === data.get("status")) ?? null,
      ...eachText((name) => {
        const value = data.get(name);
        return typeof value === "string" ? value.replaceAll("\r\n", "\n") : before[name];
      }),
    };
    if (!sameDraft(draft, before)) first.current.onChange(draft, form.current.querySelector("textarea:focus") ? TYPING_DELAY : 0);
  }, []);
  return form;
}
