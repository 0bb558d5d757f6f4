import { ANSWER_PARTS, type AnswerContent, contentOf, eachText } from "@/lib/domain/checking/answer-content";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { hasVisible } from "@/lib/domain/shared/text";

/** A respondent's input for one item. */
export type AnswerDraft = AnswerContent<string>;

/** The answer of one item on the server. */
export interface ServerAnswer extends AnswerDraft {
  readonly version: number;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly byName: string | null;
  /** Given by the person of this queue, in another window. */
  readonly bySelf: boolean;
}

/** One request, kept until its outcome is known: a retry repeats it word for word. */
export interface Attempt {
  readonly mutationId: string;
  readonly version: number;
  readonly draft: AnswerDraft;
  readonly change: number;
  /** The other answer, if the draft only goes into the history and that one stays in force. */
  readonly setAsideFor: ServerAnswer | null;
}

export type Problem =
  | { readonly kind: "conflict"; readonly current: ServerAnswer }
  | { readonly kind: "held"; readonly code: string }
  | { readonly kind: "invalid"; readonly message: string };

export interface AnswerPlace {
  readonly accountId: string;
  readonly sheetId: string;
  readonly itemId: string;
  /** 「3.1.5.1(1)(c) 権限管理機能」 */
  readonly label: string;
  /** The page where it was answered. */
  readonly href: string;
  /** Of the sheet; absent from what an earlier portal kept in the browser. */
  readonly kind?: GuidelineKind;
}

/** A change that the server has not confirmed. At most one per account, sheet and item. */
export interface QueuedAnswer extends AnswerPlace {
  readonly key: string;
  readonly draft: AnswerDraft;
  /** Number of changes, so that a reply can be matched with the newest one. */
  readonly change: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Version of the server's answer that the draft is based on. */
  readonly version: number;
  readonly attempt: Attempt | null;
  readonly problem: Problem | null;
  /** The other answer that the respondent chose to keep; the draft still has to go into the history. */
  readonly setAsideFor: ServerAnswer | null;
}

export interface AnswerChange extends AnswerPlace {
  readonly draft: AnswerDraft;
  readonly version: number;
}

export type Reply =
  | { readonly kind: "saved"; readonly version: number; readonly savedAt: string; readonly also: readonly AlsoSaved[] }
  | { readonly kind: "conflict"; readonly current: ServerAnswer }
  | { readonly kind: "held"; readonly code: string }
  | { readonly kind: "invalid"; readonly message: string }
  | { readonly kind: "signedOut" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "busy" };

/** Another item that the same write changed: an example whose answer came back with its measure. */
export interface AlsoSaved {
  readonly itemId: string;
  readonly answer: ServerAnswer;
}

export const EMPTY_DRAFT: AnswerDraft = { status: null, ...eachText(() => ""), copied: null };

/** Only the fields that a respondent enters, without the time and person of saving. */
export const draftOf = (answer: AnswerDraft): AnswerDraft => contentOf(answer);

export function answerKey(place: Pick<AnswerPlace, "accountId" | "sheetId" | "itemId">): string {
  return `${place.accountId}|${place.sheetId}|${place.itemId}`;
}

export function sameDraft(one: AnswerDraft, other: AnswerDraft): boolean {
  return ANSWER_PARTS.every((part) => (one[part] ?? null) === (other[part] ?? null));
}

/** The answer as it is sent: texts are trimmed. The reason is sent with any answer, in case the respondent returns to 該当なし. */
export function asSent(draft: AnswerDraft): AnswerDraft {
  // What an earlier portal kept in the browser has no `copied`, and is sent word for word.
  const { copied } = draft;
  return { status: draft.status, ...eachText((text) => tidy(draft[text])), ...(copied === undefined ? {} : { copied }) };
}

/** The content of the answer: its reason only with 該当なし. */
export function asKept(draft: AnswerDraft): AnswerDraft {
  const sent = asSent(draft);
  return (sent.status ?? sent.copied) === "notApplicable" ? sent : { ...sent, reason: "" };
}

/** Without what surrounds it; the server decides what else of it is kept. */
const tidy = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

const sameAnswer = (one: AnswerDraft, other: AnswerDraft): boolean => sameDraft(asKept(one), asKept(other));

/** Merges a change into the waiting entry: the newest draft wins, and a request under way stays unchanged. */
export function recordChange(waiting: QueuedAnswer | undefined, entered: AnswerChange, now: number): QueuedAnswer {
  const change = { ...entered, draft: draftOf(entered.draft) };
  const key = answerKey(change);
  if (waiting === undefined) return { ...change, key, change: 1, changedAt: now, attempt: null, problem: null, setAsideFor: null };
  if (sameDraft(waiting.draft, change.draft) && waiting.problem === null && waiting.setAsideFor === null) return waiting;
  return {
    ...waiting,
    label: change.label,
    href: change.href,
    draft: change.draft,
    change: waiting.change + 1,
    changedAt: now,
    problem: waiting.problem?.kind === "conflict" ? waiting.problem : null,
    setAsideFor: null,
  };
}

/** The entry with a request to send: the one whose outcome is unknown, else a new one. */
export function withAttempt(entry: QueuedAnswer, newId: () => string): QueuedAnswer & { readonly attempt: Attempt } {
  if (entry.attempt !== null) return { ...entry, attempt: entry.attempt };
  const { version, draft, change, setAsideFor } = entry;
  return { ...entry, attempt: { mutationId: newId(), version, draft, change, setAsideFor } };
}

/** The entry that remains after the reply to `attempt`; null if everything is saved. */
export function settle(entry: QueuedAnswer, attempt: Attempt, reply: Reply): QueuedAnswer | null {
  if (entry.attempt?.mutationId !== attempt.mutationId) return entry;
  const { setAsideFor } = attempt;
  const newer = entry.change !== attempt.change;
  switch (reply.kind) {
    case "saved":
      if (!newer) return null;
      // It was set aside for an answer newer than the one that the newer draft is based on.
      if (setAsideFor !== null && attempt.version !== entry.version) return meet(entry, { ...setAsideFor, version: reply.version });
      return { ...entry, version: reply.version, attempt: null };
    case "conflict":
      // The answer given up goes into the history in any case; only then the newer draft conflicts with the third answer.
      if (setAsideFor !== null && newer) return { ...entry, attempt: { ...attempt, version: reply.current.version, setAsideFor: reply.current } };
      return settleConflict(entry, attempt, reply.current);
    case "held":
      return { ...entry, attempt: setAsideFor && attempt, problem: { kind: "held", code: reply.code } };
    case "invalid":
      if (newer && setAsideFor === null) return { ...entry, attempt: null };
      return { ...entry, attempt: null, problem: { kind: "invalid", message: reply.message } };
    case "signedOut":
    case "unreachable":
    case "busy":
      return entry;
  }
}

function settleConflict(entry: QueuedAnswer, attempt: Attempt, current: ServerAnswer): QueuedAnswer | null {
  if (sameAnswer(entry.draft, current)) return null;
  if (attempt.setAsideFor !== null) return { ...entry, attempt: null, setAsideFor: null, problem: { kind: "conflict", current } };
  if (sameAnswer(attempt.draft, current)) return { ...entry, version: current.version, attempt: null };
  return meet(entry, current);
}

/** Asks nobody to choose between equal answers, nor between an answer and none. */
function meet(entry: QueuedAnswer, current: ServerAnswer): QueuedAnswer | null {
  if (sameAnswer(entry.draft, current)) return null;
  if (sameAnswer(current, EMPTY_DRAFT)) return { ...entry, version: current.version, attempt: null };
  return { ...entry, attempt: null, problem: { kind: "conflict", current } };
}

/** 「自分の回答を残す」: sends the own answer again, now on top of the other one. */
export function keepMine(entry: QueuedAnswer, now: number): QueuedAnswer {
  if (entry.problem?.kind !== "conflict") return entry;
  const { version } = entry.problem.current;
  return { ...entry, version, attempt: null, problem: null, change: entry.change + 1, changedAt: now };
}

/** 「相手の回答を残す」: the own answer goes into the history only. Its request is created here, so that it is sent before any later input. */
export function keepTheirs(entry: QueuedAnswer, newId: () => string): QueuedAnswer {
  if (entry.problem?.kind !== "conflict") return entry;
  const { current } = entry.problem;
  return withAttempt({ ...entry, version: current.version, attempt: null, problem: null, setAsideFor: current }, newId);
}

/** 「両方をつなげて直す」: the own answer with both remarks, to be edited further. */
export function joinRemarks(entry: QueuedAnswer, now: number): QueuedAnswer {
  if (entry.problem?.kind !== "conflict") return entry;
  const { current } = entry.problem;
  const remark = [current.remark, entry.draft.remark].filter(hasVisible).join("\n");
  return { ...keepMine(entry, now), draft: { ...entry.draft, remark } };
}
