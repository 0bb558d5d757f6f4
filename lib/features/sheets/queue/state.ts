import { isAnswered } from "../cards/view";
import { type AnswerDraft, answerKey, draftOf, EMPTY_DRAFT, type Problem, type QueuedAnswer, type ServerAnswer } from "./entry";

/** `offline`: nothing is reached. `notAnswering`: the portal says that it cannot serve now. */
export type Connection = "online" | "offline" | "notAnswering" | "signedOut";

/** An immutable snapshot of the queue; changes replace it. */
export interface QueueSnapshot {
  readonly entries: ReadonlyMap<string, QueuedAnswer>;
  /** Confirmed by the server since the page was loaded. */
  readonly saved: ReadonlyMap<string, ServerAnswer>;
  readonly connection: Connection;
  /** Whether a waiting change is not stored beyond the page. */
  readonly unkept: boolean;
  /** Whether the browser's store does not answer, so that changes are sent from memory. */
  readonly stuck: boolean;
}

export const EMPTY_SNAPSHOT: QueueSnapshot = { entries: new Map(), saved: new Map(), connection: "online", unkept: false, stuck: false };

export type SaveState =
  | { readonly kind: "unanswered" }
  | { readonly kind: "copied" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "waiting" }
  | { readonly kind: "unkept" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "reason" }
  | { readonly kind: "problem"; readonly problem: Problem };

export interface PresentAnswer {
  readonly draft: AnswerDraft;
  /** The version that the next change is based on. */
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

/** Combines the rendered answer, later saves, and the changes that wait in this browser. */
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
  if (connection === "offline" || connection === "notAnswering") return { kind: "waiting" };
  if (connection === "signedOut") return { kind: "signedOut" };
  return { kind: "saving" };
}

function restingState(draft: AnswerDraft, at: string): SaveState {
  if (draft.status === null) return { kind: draft.copied ? "copied" : "unanswered" };
  return isAnswered(draft) ? { kind: "saved", at } : { kind: "reason" };
}

export interface UnsentSummary {
  /** Waiting for a connection or a sign-in. */
  readonly unsent: number;
  /** The respondent must choose. */
  readonly conflicts: readonly QueuedAnswer[];
  /** Refused by the server, and kept for reading and copying. */
  readonly held: readonly QueuedAnswer[];
  /** The oldest waiting change, milliseconds since 1970. */
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
