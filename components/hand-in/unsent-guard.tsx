"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import type { QueuedAnswer } from "@/lib/features/sheets/queue/entry";
import type { QueueSnapshot } from "@/lib/features/sheets/queue/state";
import { heldWords } from "@/lib/labels/held-words";
import { keptReply } from "../checklist/kept-reply";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { Notice } from "../ui/notice";

const unchanging = () => () => undefined;

/** The versions of the sheet's answers that the server has confirmed since the page loaded, as a text that changes with them. */
const savedOf = ({ saved }: QueueSnapshot, place: string): string =>
  [...saved].flatMap(([key, { version }]) => (key.startsWith(place) ? [`${key} ${version}`] : [])).join();

/** A remark, with its place on the checklist. */
interface Replied {
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

interface UnsentGuardProps {
  readonly accountId: string;
  readonly sheetId: string;
  /** The remarks that a reply may have been typed to. */
  readonly replied: readonly Replied[];
  readonly children: ReactNode;
}

/**
 * Prevents handing in while this browser has unsent answers, because the sheet would count with older ones; and once for each unsent
 * reply to a remark, which could not be sent any more. The form cannot be sent before the script that guards it has come. Without a
 * script nothing can be unsent, and it is sent as it is.
 */
export function UnsentGuard({ accountId, sheetId, replied, children }: UnsentGuardProps) {
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
  const [replies, setReplies] = useState<readonly Replied[]>([]);
  const place = `${accountId}|${sheetId}|`;
  const saved = savedOf(snapshot, place);
  const unsent = [...snapshot.entries.values()].filter((entry) => entry.sheetId === sheetId);

  // The page's counts are from when it was rendered.
  useEffect(() => {
    if (saved !== "") refresh();
  }, [saved, refresh]);

  /** Whether there are unsent replies that were not pointed out yet. */
  const pointsOutReplies = (): boolean => {
    const left = replied.filter(({ id }) => keptReply(accountId, id) !== null);
    const isNew = left.some(({ id }) => replies.every((one) => one.id !== id));
    flushSync(() => setReplies(left));
    if (isNew) words.current?.focus();
    return isNew;
  };

  const check = (event: SubmitEvent) => {
    if (step.current === "idle" && pointsOutReplies()) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
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
      <div ref={words} tabIndex={-1} className="stack gap-3">
        {replies.length > 0 ? <UnsentReplies replies={replies} /> : null}
        {stopped === null ? null : unsent.length > 0 ? <Unsent entries={unsent} signedOut={snapshot.connection === "signedOut"} /> : <AllSent />}
      </div>
      {children}
    </div>
  );
}

function UnsentReplies({ replies }: { readonly replies: readonly Replied[] }) {
  return (
    <Notice
      tone="mistake"
      role="alert"
      title={`まだ送っていない返事が${replies.length}件あります。提出すると、差し戻されるまで送れません。もう一度押すと、返事を送らずに提出します。`}
    >
      <ul>
        {replies.map(({ id, label, href }) => (
          <li key={id}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </Notice>
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
