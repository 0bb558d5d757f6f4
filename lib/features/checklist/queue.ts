import {
  answerKey,
  type AnswerChange,
  type Attempt,
  joinRemarks,
  keepMine,
  keepTheirs,
  type QueuedAnswer,
  recordChange,
  type Reply,
  type SavedAnswer,
  settle,
  withAttempt,
} from "./queue-entry";
import { type Connection, EMPTY_SNAPSHOT, type QueueSnapshot } from "./queue-state";

/** Keeps waiting answers beyond the page. `update` reads and writes in one step, also against other tabs. */
export interface AnswerStore {
  all(accountId: string): Promise<readonly QueuedAnswer[]>;
  update(
    key: string,
    change: (entry: QueuedAnswer | undefined) => QueuedAnswer | null | undefined,
  ): Promise<QueuedAnswer | null>;
}

/** A synchronous copy of changes on their way into the store, for a tab that is closed at that moment. */
export interface ChangeJournal {
  note(change: AnswerChange): void;
  clear(change: AnswerChange): void;
  left(accountId: string): readonly AnswerChange[];
}

export type QueueMessage =
  | { readonly kind: "changed" }
  | { readonly kind: "saved"; readonly key: string; readonly answer: SavedAnswer };

export interface QueueDevices {
  readonly store: AnswerStore;
  readonly journal: ChangeJournal;
  readonly send: (entry: QueuedAnswer, attempt: Attempt) => Promise<Reply>;
  /** Runs the task while no other tab runs its own. */
  readonly alone: (task: () => Promise<void>) => Promise<void>;
  readonly tell: (message: QueueMessage) => void;
  readonly later: (task: () => void, milliseconds: number) => () => void;
  readonly now: () => number;
  /** The browser believes that there is a connection. */
  readonly connected: () => boolean;
  readonly newId: () => string;
}

/** Waits between tries while the server cannot be reached, in milliseconds. */
export const RETRY_DELAYS = [2_000, 5_000, 15_000, 30_000, 60_000] as const;
export const TYPING_DELAY = 800;

/** A measure goes before its examples, which are not asked while it is 該当なし. Ids of examples end in `:e4` or `:e4.1`. */
const isMeasure = ({ itemId }: QueuedAnswer): boolean => !/:e\d+(\.\d+)?$/.test(itemId);

/**
 * The unsent answers of one account. Every change is stored first, then sent, one request at a time;
 * it leaves the store only when the server has confirmed it or the respondent has decided.
 */
export class AnswerQueue {
  readonly #accountId: string;
  readonly #devices: QueueDevices;
  readonly #listeners = new Set<() => void>();
  /** Changes shown but not yet stored, by key: what is stored must not replace them on screen. */
  readonly #unwritten = new Map<string, number>();
  #snapshot: QueueSnapshot = EMPTY_SNAPSHOT;
  #sending: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelTyping: (() => void) | null = null;

  constructor(accountId: string, devices: QueueDevices) {
    this.#accountId = accountId;
    this.#devices = devices;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): QueueSnapshot => this.#snapshot;

  /** Takes up what an earlier page left behind, and sends it. */
  async start(): Promise<void> {
    for (const change of this.#devices.journal.left(this.#accountId)) await this.#keep(change);
    await this.reload();
    await this.flush();
  }

  async reload(): Promise<void> {
    const stored = await this.#devices.store.all(this.#accountId);
    const entries = new Map(stored.map((entry) => [entry.key, entry]));
    for (const key of this.#unwritten.keys()) {
      const shown = this.#snapshot.entries.get(key);
      if (shown) entries.set(key, shown);
    }
    this.#show({ entries });
  }

  /** Stores the change at once and sends it after `delay` milliseconds (0 = now). */
  change(change: AnswerChange, delay: number): void {
    this.#devices.journal.note(change);
    const shown = recordChange(this.#snapshot.entries.get(answerKey(change)), change, this.#devices.now());
    this.#show({ entries: new Map(this.#snapshot.entries).set(shown.key, shown) });
    this.#cancelTyping?.();
    this.#cancelTyping = null;
    this.#failures = 0; // Somebody is at work: tries come closely again, however many have failed.
    const kept = this.#keep(change);
    if (delay > 0) this.#cancelTyping = this.#devices.later(() => void this.flush(), delay);
    // Where storing fails, the journal still holds the change and the next page takes it up.
    kept.then(() => (delay === 0 ? this.flush() : undefined)).catch(() => this.lostConnection());
  }

  /** Sends whatever waits. */
  flush(): Promise<void> {
    this.#cancelTyping?.();
    this.#cancelTyping = null;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#again = true;
    this.#sending ??= this.#devices.alone(() => this.#drain()).finally(() => {
      this.#sending = null;
      if (this.#again) void this.flush();
    });
    return this.#sending;
  }

  heard(message: QueueMessage): void {
    if (message.kind === "saved") this.#show({ saved: new Map(this.#snapshot.saved).set(message.key, message.answer) });
    void this.reload();
  }

  lostConnection(): void {
    this.#show({ connection: "offline" });
  }

  async keepMine(key: string): Promise<void> {
    await this.#decide(key, (entry) => keepMine(entry, this.#devices.now()));
    await this.flush();
  }

  async joinRemarks(key: string): Promise<void> {
    await this.#decide(key, (entry) => joinRemarks(entry, this.#devices.now()));
    await this.flush();
  }

  async keepTheirs(key: string): Promise<void> {
    await this.#decide(key, keepTheirs);
    await this.flush();
  }

  /** Sends once more what the server did not take. */
  async retry(key: string): Promise<void> {
    await this.#decide(key, (entry) => ({ ...entry, problem: null }));
    await this.flush();
  }

  async discard(key: string): Promise<void> {
    await this.#decide(key, () => null);
  }

  async #decide(key: string, decision: (entry: QueuedAnswer) => QueuedAnswer | null): Promise<void> {
    await this.#devices.store.update(key, (entry) => entry && decision(entry));
    this.#devices.tell({ kind: "changed" });
    await this.reload();
  }

  async #keep(change: AnswerChange): Promise<void> {
    const { store, journal, now, tell } = this.#devices;
    const key = answerKey(change);
    this.#unwritten.set(key, (this.#unwritten.get(key) ?? 0) + 1);
    try {
      await store.update(key, (entry) => recordChange(entry, this.#onNewest(change), now()));
      journal.clear(change);
    } finally {
      const others = (this.#unwritten.get(key) ?? 1) - 1;
      if (others === 0) this.#unwritten.delete(key);
      else this.#unwritten.set(key, others);
    }
    tell({ kind: "changed" });
  }

  /** The own answer may have been confirmed between the change and its storing. */
  #onNewest(change: AnswerChange): AnswerChange {
    const confirmed = this.#snapshot.saved.get(answerKey(change))?.version ?? 0;
    return { ...change, version: Math.max(change.version, confirmed) };
  }

  /** Sends until nothing is left that can be sent; each entry at most once after a failure. */
  async #drain(): Promise<void> {
    const refusedNow = new Set<string>();
    this.#again = false;
    for (;;) {
      const waiting = await this.#devices.store.all(this.#accountId);
      const ready = waiting.filter((entry) => entry.problem === null && !refusedNow.has(entry.key));
      const next = ready.find(isMeasure) ?? ready[0];
      if (next === undefined) break;
      const outcome = await this.#sendOne(next.key);
      if (outcome === "signedOut" || outcome === "unreachable") return this.#pause(outcome);
      if (outcome === "busy") refusedNow.add(next.key);
    }
    await this.reload();
    if (refusedNow.size > 0) return this.#pause("busy");
    this.#failures = 0;
    this.#show({ connection: this.#devices.connected() ? "online" : "offline" });
  }

  async #sendOne(key: string): Promise<Reply["kind"]> {
    const { store, send, newId } = this.#devices;
    const entry = await store.update(key, (kept) => (kept?.problem === null ? withAttempt(kept, newId) : kept));
    const attempt = entry?.attempt;
    if (!entry || !attempt) return "saved";
    const reply = await send(entry, attempt);
    if (reply.kind === "saved") this.#confirmSaved(key, attempt, reply);
    const rest = await store.update(key, (kept) => kept && settle(kept, attempt, reply));
    if (reply.kind === "conflict" && rest === null) this.#confirm(key, reply.current);
    await this.reload();
    this.#devices.tell({ kind: "changed" });
    return reply.kind;
  }

  #confirmSaved(key: string, { draft, setAsideFor }: Attempt, reply: Extract<Reply, { kind: "saved" }>): void {
    const { version, savedAt } = reply;
    this.#confirm(key, setAsideFor ? { ...setAsideFor, version } : { ...draft, version, savedAt, byName: null, bySelf: true });
    const place = key.slice(0, key.lastIndexOf("|") + 1);
    for (const { itemId, answer } of reply.also) this.#confirm(place + itemId, answer);
    this.#show({ connection: "online" });
  }

  #confirm(key: string, answer: SavedAnswer): void {
    this.#show({ saved: new Map(this.#snapshot.saved).set(key, answer) });
    this.#devices.tell({ kind: "saved", key, answer });
  }

  async #pause(why: "signedOut" | "unreachable" | "busy"): Promise<void> {
    const connection: Connection = why === "signedOut" ? "signedOut" : "offline";
    await this.reload();
    this.#show({ connection });
    const delay = RETRY_DELAYS[Math.min(this.#failures, RETRY_DELAYS.length - 1)] ?? 60_000;
    this.#failures += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#devices.later(() => void this.flush(), delay);
  }

  #show(part: Partial<QueueSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) listener();
  }
}
