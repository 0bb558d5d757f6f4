import { isAnswered } from "../cards/view";
import { type AnswerDraft, answerKey, draftOf, EMPTY_DRAFT, type Problem, type QueuedAnswer, type ServerAnswer } from "./entry";

export type Connection = "online" | "offline" | "signedOut";

/** What the queue knows at one moment. Replaced, never changed. */
export interface QueueSnapshot {
  readonly entries: ReadonlyMap<string, QueuedAnswer>;
  /** Confirmed by the server since the page was loaded. */
  readonly saved: ReadonlyMap<string, ServerAnswer>;
  readonly connection: Connection;
  /** Something waits that the browser does not keep beyond the page. */
  readonly unkept: boolean;
}

export const EMPTY_SNAPSHOT: QueueSnapshot = { entries: new Map(), saved: new Map(), connection: "online", unkept: false };

export type SaveState =
  | { readonly kind: "unanswered" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "waiting" }
  | { readonly kind: "unkept" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "reason" }
  | { readonly kind: "problem"; readonly problem: Problem };

export interface PresentAnswer {
  readonly draft: AnswerDraft;
  /** Version the next change rests on. */
  readonly version: number;
  readonly save: SaveState;
  readonly answered: boolean;
}

/** The server's answer as the page was rendered: `at` is its time as text. */
export interface RenderedAnswer extends AnswerDraft {
  readonly keptReason?: string;
  readonly version: number;
  readonly savedAtText: string;
}

/** Joins what the page was rendered with, what was saved since, and what still waits in this browser. */
export function presentAnswer(
  snapshot: QueueSnapshot,
  place: { readonly accountId: string; readonly sheetId: string; readonly itemId: string },
  rendered: RenderedAnswer | null,
  clock: (iso: string) => string,
): PresentAnswer {
  const key = answerKey(place);
  const entry = snapshot.entries.get(key);
  const later = snapshot.saved.get(key);
  const newer = later !== undefined && later.version >= (rendered?.version ?? 0) ? later : null;
  const base = newer ?? (rendered && { ...rendered, reason: rendered.reason || (rendered.keptReason ?? "") });
  const draft = draftOf(entry?.setAsideFor ?? entry?.draft ?? base ?? EMPTY_DRAFT);
  const at = newer ? clock(newer.savedAt) : (rendered?.savedAtText ?? "");
  return {
    draft,
    version: entry?.version ?? base?.version ?? 0,
    save: entry ? waitingState(entry, snapshot) : restingState(draft, at),
    answered: isAnswered(draft),
  };
}

function waitingState(entry: QueuedAnswer, { connection, unkept }: QueueSnapshot): SaveState {
  if (entry.problem !== null) return { kind: "problem", problem: entry.problem };
  if (unkept && connection !== "online") return { kind: "unkept" };
  if (connection === "offline") return { kind: "waiting" };
  if (connection === "signedOut") return { kind: "signedOut" };
  return { kind: "saving" };
}

function restingState(draft: AnswerDraft, at: string): SaveState {
  if (draft.status === null) return { kind: "unanswered" };
  return isAnswered(draft) ? { kind: "saved", at } : { kind: "reason" };
}

export interface UnsentSummary {
  /** Waiting for a connection or a sign-in. */
  readonly unsent: number;
  /** Somebody must choose. */
  readonly conflicts: readonly QueuedAnswer[];
  /** Not taken by the server: kept to be read and copied. */
  readonly held: readonly QueuedAnswer[];
  /** Oldest change that waits, milliseconds since 1970. */
  readonly since: number | null;
}

export function summariseUnsent(snapshot: QueueSnapshot): UnsentSummary {
  const entries = [...snapshot.entries.values()];
  const waiting = entries.filter((entry) => entry.problem === null);
  return {
    unsent: waiting.length,
    conflicts: entries.filter((entry) => entry.problem?.kind === "conflict"),
    held: entries.filter((entry) => entry.problem?.kind === "held" || entry.problem?.kind === "invalid"),
    since: waiting.length === 0 ? null : Math.min(...waiting.map((entry) => entry.changedAt)),
  };
}
