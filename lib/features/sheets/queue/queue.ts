import {
  type AnswerChange,
  type Attempt,
  answerKey,
  joinRemarks,
  keepMine,
  keepTheirs,
  type QueuedAnswer,
  type Reply,
  recordChange,
  type ServerAnswer,
  settle,
  withAttempt,
} from "./entry";
import { SteadyStore } from "./memory";
import { type Connection, EMPTY_SNAPSHOT, type QueueSnapshot } from "./state";

/** Stores waiting answers beyond the page. `update` reads and writes atomically, also against other tabs. */
export interface AnswerStore {
  all(accountId: string): Promise<readonly QueuedAnswer[]>;
  update(key: string, change: (entry: QueuedAnswer | undefined) => QueuedAnswer | null | undefined): Promise<QueuedAnswer | null>;
}

/** A synchronous copy of changes that the store does not hold yet, for a tab that closes at that moment. */
export interface ChangeJournal {
  note(change: AnswerChange): void;
  /** Whether it still holds this change, and no newer one of the same answer. */
  holds(change: AnswerChange): boolean;
  clear(change: AnswerChange): void;
  left(accountId: string): readonly AnswerChange[];
}

export type QueueMessage = { readonly kind: "changed" } | { readonly kind: "saved"; readonly key: string; readonly answer: ServerAnswer };

export interface QueueDevices {
  readonly store: AnswerStore;
  readonly journal: ChangeJournal;
  readonly send: (entry: QueuedAnswer, attempt: Attempt) => Promise<Reply>;
  /** Runs the task while no other tab runs its own. */
  readonly alone: (task: () => Promise<void>) => Promise<void>;
  readonly broadcast: (message: QueueMessage) => void;
  readonly later: (task: () => void, milliseconds: number) => () => void;
  readonly now: () => number;
  /** Whether the browser believes that it is online. */
  readonly connected: () => boolean;
  readonly newId: () => string;
}

/** Milliseconds between retries while the server cannot be reached. */
export const RETRY_DELAYS = [2_000, 5_000, 15_000, 30_000, 60_000] as const;
export const TYPING_DELAY = 800;

const PAUSED = { signedOut: "signedOut", unreachable: "offline", busy: "notAnswering" } as const satisfies Partial<Record<Reply["kind"], Connection>>;

/**
 * The unsent answers of one account. Every change is stored first, then sent, one request at a time; it
 * leaves the store only when the server has confirmed it or the respondent has decided.
 */
export class AnswerQueue {
  readonly #accountId: string;
  readonly #devices: QueueDevices;
  readonly #store: SteadyStore;
  readonly #listeners = new Set<() => void>();
  /** Changes shown but not yet stored, by key; stored ones must not replace them on screen. */
  readonly #unwritten = new Map<string, number>();
  #snapshot: QueueSnapshot = EMPTY_SNAPSHOT;
  #sending: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelTyping: (() => void) | null = null;
  #takenUp: Promise<void> = Promise.resolve();
  /** Whether the respondent's input method is converting a text. */
  #paused = false;

  constructor(accountId: string, devices: QueueDevices) {
    this.#accountId = accountId;
    this.#devices = devices;
    this.#store = new SteadyStore(devices.store, devices.journal, devices.later, () => void this.flush());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): QueueSnapshot => this.#snapshot;

  /** Resumes the changes of an earlier page, and sends them. */
  async start(): Promise<void> {
    this.#takenUp = this.#takeUp();
    await this.#takenUp;
    await this.reload();
    await this.flush();
  }

  async #takeUp(): Promise<void> {
    const { journal } = this.#devices;
    // An unreadable change must not block the others; one replaced in the meantime, here or in another tab, is skipped.
    for (const change of journal.left(this.#accountId)) {
      await this.#keep(change, () => journal.holds(change)).catch(() => undefined);
    }
  }

  /** Sends what waits, and returns the sheet's answers that the server still does not have. */
  async unsentOf(sheetId: string): Promise<readonly QueuedAnswer[]> {
    return (await this.unsent()).filter((entry) => entry.sheetId === sheetId);
  }

  /** Sends what waits, and returns the account's answers that the server still does not have. */
  async unsent(): Promise<readonly QueuedAnswer[]> {
    await this.#takenUp;
    await this.flush(); // The first run may have been under way and missed the newest change.
    await this.flush();
    return [...this.#snapshot.entries.values()];
  }

  /** Removes these answers of the account from the browser; they exist nowhere else. */
  async discardAll(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#store.update(key, () => null);
    this.#devices.broadcast({ kind: "changed" });
    await this.reload();
  }

  async reload(): Promise<void> {
    const stored = await this.#store.all(this.#accountId);
    const entries = new Map(stored.map((entry) => [entry.key, entry]));
    for (const key of this.#unwritten.keys()) {
      const shown = this.#snapshot.entries.get(key);
      if (shown) entries.set(key, shown);
    }
    this.#show({ entries, unkept: this.#store.unkept(), stuck: this.#store.stuck() });
  }

  /** Stores the change at once and sends it after `delay` milliseconds (0 = now). */
  change(change: AnswerChange, delay: number): void {
    this.#devices.journal.note(change);
    const shown = recordChange(this.#snapshot.entries.get(answerKey(change)), change, this.#devices.now());
    this.#show({ entries: new Map(this.#snapshot.entries).set(shown.key, shown) });
    this.#cancelTyping?.();
    this.#cancelTyping = null;
    this.#failures = 0; // The respondent is active: retry at short intervals again, however many attempts have failed.
    if (delay === 0) this.#paused = false; // Nobody chooses an answer in the middle of a conversion, even if its end was not said.
    const kept = this.#keep(change);
    if (delay > 0) this.#cancelTyping = this.#devices.later(() => void this.flush(), delay);
    kept.then(() => (delay === 0 ? this.flush() : undefined)).catch(() => this.lostConnection());
  }

  /** Sends nothing while an input method converts a text; what waits is sent after the change that ends it. */
  pause(on: boolean): void {
    this.#paused = on;
  }

  /** Sends all waiting changes. */
  flush(): Promise<void> {
    if (this.#paused) return this.#sending ?? Promise.resolve();
    this.#cancelTyping?.();
    this.#cancelTyping = null;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#again = true;
    this.#sending ??= this.#devices
      .alone(() => this.#drain())
      .finally(() => {
        this.#sending = null;
        if (this.#again && !this.#paused) void this.flush();
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

  keepMine(key: string): Promise<void> {
    return this.#decide(key, (entry) => keepMine(entry, this.#devices.now()));
  }

  joinRemarks(key: string): Promise<void> {
    return this.#decide(key, (entry) => joinRemarks(entry, this.#devices.now()));
  }

  keepTheirs(key: string): Promise<void> {
    return this.#decide(key, (entry) => keepTheirs(entry, this.#devices.newId));
  }

  /** Retries a change that the server refused. */
  retry(key: string): Promise<void> {
    return this.#decide(key, (entry) => ({ ...entry, problem: null }));
  }

  discard(key: string): Promise<void> {
    return this.#decide(key, () => null);
  }

  /** Resolves once the change is shown; sending continues in the background. */
  async #decide(key: string, decision: (entry: QueuedAnswer) => QueuedAnswer | null): Promise<void> {
    await this.#store.update(key, (entry) => entry && decision(entry));
    this.#devices.broadcast({ kind: "changed" });
    await this.reload();
    void this.flush();
  }

  async #keep(change: AnswerChange, stands = () => true): Promise<void> {
    const { now, broadcast } = this.#devices;
    const key = answerKey(change);
    this.#unwritten.set(key, (this.#unwritten.get(key) ?? 0) + 1);
    const record = (entry: QueuedAnswer | undefined) => (stands() ? recordChange(entry, this.#onNewest(change), now()) : entry);
    try {
      await this.#store.update(key, record, change);
    } finally {
      const others = (this.#unwritten.get(key) ?? 1) - 1;
      if (others === 0) this.#unwritten.delete(key);
      else this.#unwritten.set(key, others);
    }
    broadcast({ kind: "changed" });
  }

  /** The own answer may have been confirmed between the change and its storing. */
  #onNewest(change: AnswerChange): AnswerChange {
    const confirmed = this.#snapshot.saved.get(answerKey(change))?.version ?? 0;
    return { ...change, version: Math.max(change.version, confirmed) };
  }

  /** Sends until nothing sendable is left; each entry at most once after a failure. */
  async #drain(): Promise<void> {
    const refusedNow = new Set<string>();
    this.#again = false;
    for (;;) {
      const waiting = await this.#store.all(this.#accountId);
      const next = waiting.find((entry) => entry.problem === null && !refusedNow.has(entry.key));
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
    const { send, newId } = this.#devices;
    const entry = await this.#store.update(key, (kept) => (kept?.problem === null ? withAttempt(kept, newId) : kept));
    const attempt = entry?.attempt;
    if (!entry || !attempt) return "saved";
    const reply = await send(entry, attempt);
    if (reply.kind === "saved") this.#confirmSaved(key, attempt, reply);
    const rest = await this.#store.update(key, (kept) => kept && settle(kept, attempt, reply));
    if (reply.kind === "conflict" && rest === null) this.#confirm(key, reply.current);
    await this.reload();
    this.#devices.broadcast({ kind: "changed" });
    return reply.kind;
  }

  #confirmSaved(key: string, { draft, setAsideFor }: Attempt, reply: Extract<Reply, { kind: "saved" }>): void {
    const { version, savedAt } = reply;
    this.#confirm(key, setAsideFor ? { ...setAsideFor, version } : { ...draft, version, savedAt, byName: null, bySelf: true });
    const place = key.slice(0, key.lastIndexOf("|") + 1);
    for (const { itemId, answer } of reply.also) this.#confirm(place + itemId, answer);
    this.#show({ connection: "online" });
  }

  #confirm(key: string, answer: ServerAnswer): void {
    this.#show({ saved: new Map(this.#snapshot.saved).set(key, answer) });
    this.#devices.broadcast({ kind: "saved", key, answer });
  }

  async #pause(why: keyof typeof PAUSED): Promise<void> {
    await this.reload();
    this.#show({ connection: PAUSED[why] });
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
