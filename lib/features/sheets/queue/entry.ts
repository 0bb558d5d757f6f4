import { ANSWER_PARTS, type AnswerContent, contentOf, eachText } from "@/lib/domain/checking/answer-content";

/** What a respondent has entered for one item. */
export type AnswerDraft = AnswerContent<string>;

/** What the server holds for one item. */
export interface ServerAnswer extends AnswerDraft {
  readonly version: number;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly byName: string | null;
  /** Given by the person whose queue this is, in another window. */
  readonly bySelf: boolean;
}

/** One request, kept until its outcome is known: a retry repeats it word for word. */
export interface Attempt {
  readonly mutationId: string;
  readonly version: number;
  readonly draft: AnswerDraft;
  readonly change: number;
  /** The other answer, where the draft only goes into the history and that one stays. */
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
  /** Where it was answered. */
  readonly href: string;
}

/** A change that the server has not confirmed. At most one per account, sheet and item. */
export interface QueuedAnswer extends AnswerPlace {
  readonly key: string;
  readonly draft: AnswerDraft;
  /** Counts the changes, so that a reply can tell whether it still speaks of the newest. */
  readonly change: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Version of the server's answer that the draft rests on. */
  readonly version: number;
  readonly attempt: Attempt | null;
  readonly problem: Problem | null;
  /** The respondent chose to keep this other answer; the draft is still to go into the history. */
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

export const EMPTY_DRAFT: AnswerDraft = { status: null, ...eachText(() => "") };

/** Only what a respondent enters, of anything that also says when and by whom it was saved. */
export const draftOf = (answer: AnswerDraft): AnswerDraft => contentOf(answer);

export function answerKey(place: Pick<AnswerPlace, "accountId" | "sheetId" | "itemId">): string {
  return `${place.accountId}|${place.sheetId}|${place.itemId}`;
}

export function sameDraft(one: AnswerDraft, other: AnswerDraft): boolean {
  return ANSWER_PARTS.every((part) => one[part] === other[part]);
}

/** What is sent of an answer: texts without white space around them. The reason goes along with any answer, for when one comes back to 該当なし. */
export function asSent(draft: AnswerDraft): AnswerDraft {
  return { status: draft.status, ...eachText((text) => tidy(draft[text])) };
}

/** What the answer says: a reason with 該当なし only. */
export function asKept(draft: AnswerDraft): AnswerDraft {
  const sent = asSent(draft);
  return sent.status === "notApplicable" ? sent : { ...sent, reason: "" };
}

const tidy = (text: string): string => text.replaceAll("\r\n", "\n").normalize("NFC").trim();

const sameAnswer = (one: AnswerDraft, other: AnswerDraft): boolean => sameDraft(asKept(one), asKept(other));

/** Folds a change into what waits already: the newest draft wins, a request under way stays as it was sent. */
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

/** Ready to send: the request whose outcome is unknown again, else a new one. */
export function withAttempt(entry: QueuedAnswer, newId: () => string): QueuedAnswer & { readonly attempt: Attempt } {
  if (entry.attempt !== null) return { ...entry, attempt: entry.attempt };
  const { version, draft, change, setAsideFor } = entry;
  return { ...entry, attempt: { mutationId: newId(), version, draft, change, setAsideFor } };
}

/** What remains to be kept after the reply to `attempt`; null when everything is saved. */
export function settle(entry: QueuedAnswer, attempt: Attempt, reply: Reply): QueuedAnswer | null {
  if (entry.attempt?.mutationId !== attempt.mutationId) return entry;
  const { setAsideFor } = attempt;
  const newer = entry.change !== attempt.change;
  switch (reply.kind) {
    case "saved":
      if (!newer) return null;
      // It was set aside for an answer that came after the one which the newer draft rests on.
      if (setAsideFor !== null && attempt.version !== entry.version) return meet(entry, { ...setAsideFor, version: reply.version });
      return { ...entry, version: reply.version, attempt: null };
    case "conflict":
      // What was given up goes into the history in any case; only then the newer draft meets the third answer.
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

/** Nobody is asked to choose between equal answers, nor between an answer and nothing. */
function meet(entry: QueuedAnswer, current: ServerAnswer): QueuedAnswer | null {
  if (sameAnswer(entry.draft, current)) return null;
  if (sameAnswer(current, EMPTY_DRAFT)) return { ...entry, version: current.version, attempt: null };
  return { ...entry, attempt: null, problem: { kind: "conflict", current } };
}

/** 「自分の回答を残す」: sends the own answer again, now on top of the other. */
export function keepMine(entry: QueuedAnswer, now: number): QueuedAnswer {
  if (entry.problem?.kind !== "conflict") return entry;
  const { version } = entry.problem.current;
  return { ...entry, version, attempt: null, problem: null, change: entry.change + 1, changedAt: now };
}

/**
 * 「相手の回答を残す」: the own answer goes into the history only. Its request is made here, so that it goes before
 * whatever is entered next.
 */
export function keepTheirs(entry: QueuedAnswer, newId: () => string): QueuedAnswer {
  if (entry.problem?.kind !== "conflict") return entry;
  const { current } = entry.problem;
  return withAttempt({ ...entry, version: current.version, attempt: null, problem: null, setAsideFor: current }, newId);
}

/** 「両方をつなげて直す」: the own answer with the remarks of both, to be edited further. */
export function joinRemarks(entry: QueuedAnswer, now: number): QueuedAnswer {
  if (entry.problem?.kind !== "conflict") return entry;
  const { current } = entry.problem;
  const remark = [current.remark, entry.draft.remark].filter((text) => text.trim() !== "").join("\n");
  return { ...keepMine(entry, now), draft: { ...entry.draft, remark } };
}
