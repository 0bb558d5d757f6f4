"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import type { QueuedAnswer } from "@/lib/features/sheets/queue/entry";
import { heldWords } from "@/lib/features/sheets/queue/held-words";
import type { QueueSnapshot } from "@/lib/features/sheets/queue/state";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { Notice } from "../ui/notice";

const unchanging = () => () => undefined;

/** The versions of the sheet's answers that the server has confirmed since the page loaded, as a text that changes with them. */
const savedOf = ({ saved }: QueueSnapshot, place: string): string =>
  [...saved].flatMap(([key, { version }]) => (key.startsWith(place) ? [`${key} ${version}`] : [])).join();

/**
 * Prevents handing in while this browser has unsent answers, because the sheet would count with older ones. The form
 * cannot be sent before the script that guards it has come. Without a script nothing can be unsent, and it is sent as it is.
 */
export function UnsentGuard({ accountId, sheetId, children }: { readonly accountId: string; readonly sheetId: string; readonly children: ReactNode }) {
  const { queue, snapshot } = useAnswerQueue(accountId);
  const { refresh } = useRouter();
  const step = useRef<"idle" | "sending" | "passed">("idle");
  const words = useRef<HTMLDivElement>(null);
  const guarded = useSyncExternalStore(
    unchanging,
    () => true,
    () => false,
  );
  const [stopped, setStopped] = useState<"unsent" | "sentNow" | null>(null);
  const place = `${accountId}|${sheetId}|`;
  const saved = savedOf(snapshot, place);
  const unsent = [...snapshot.entries.values()].filter((entry) => entry.sheetId === sheetId);

  // The page's counts are from when it was rendered.
  useEffect(() => {
    if (saved !== "") refresh();
  }, [saved, refresh]);

  const check = (event: SubmitEvent) => {
    if (queue === null || step.current === "passed") {
      step.current = "idle";
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (step.current === "sending") return;
    step.current = "sending";
    const form = event.target as HTMLFormElement;
    void queue.unsentOf(sheetId).then((left) => {
      const because = left.length > 0 ? "unsent" : savedOf(queue.snapshot(), place) === saved ? null : "sentNow";
      step.current = because === null ? "passed" : "idle";
      flushSync(() => setStopped(because));
      if (because === null) form.requestSubmit();
      else words.current?.focus();
    });
  };

  return (
    <div className="awaits-script" data-guarded={guarded} onSubmitCapture={check}>
      {guarded ? null : (
        <p className="awaited-words" role="status">
          この端末に送っていない回答がないか確かめています。進まないときは、画面を開き直してください。
        </p>
      )}
      {stopped === null ? null : (
        <div ref={words} tabIndex={-1}>
          {unsent.length > 0 ? <Unsent entries={unsent} signedOut={snapshot.connection === "signedOut"} /> : <AllSent />}
        </div>
      )}
      {children}
    </div>
  );
}

function AllSent() {
  return <Notice tone="done" role="status" title="送っていなかった回答を送りました。件数を確かめて、もう一度提出してください。" />;
}

function Unsent({ entries, signedOut }: { readonly entries: readonly QueuedAnswer[]; readonly signedOut: boolean }) {
  return (
    <Notice
      tone="mistake"
      role="alert"
      title={`まだ送っていない回答が${entries.length}件あるため、提出していません。送り終えてから、もう一度提出してください。`}
    >
      <ul>
        {entries.map((entry) => (
          <li key={entry.key}>
            <a href={entry.href}>{entry.label}</a>　{reasonOf(entry, signedOut)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function reasonOf({ problem }: QueuedAnswer, signedOut: boolean): string {
  switch (problem?.kind) {
    case "conflict":
      return "どちらの回答を残すか選んでください。";
    case "held":
      return heldWords(problem.code);
    case "invalid":
      return problem.message;
    case undefined:
      return signedOut ? "サインインすると自動で送ります。" : "つながると自動で送ります。";
  }
}
