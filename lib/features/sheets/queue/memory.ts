import type { AnswerChange, QueuedAnswer } from "./entry";
import type { AnswerStore, ChangeJournal, QueueDevices } from "./queue";

/** Milliseconds that a step of the browser's store may take; a sound one takes a few. */
export const STORE_PATIENCE = 3_000;

/**
 * A store that accepts every change: a change that the browser's store refuses (full, closed, forbidden) stays in memory and
 * in the journal, and is offered to it again with the next step of the same answer. A store that does not answer at all is
 * left alone until it does; then it gets what happened meanwhile. Steps run one at a time, so that an older change never
 * overwrites a newer one.
 */
export class SteadyStore implements AnswerStore {
  readonly #below: AnswerStore;
  readonly #journal: ChangeJournal;
  /** All waiting entries, as last read. */
  #entries = new Map<string, QueuedAnswer>();
  /** Keys of entries that the store below refused. */
  readonly #refused = new Set<string>();
  /** By key, the change that the journal holds until the store below has it. */
  readonly #noted = new Map<string, AnswerChange>();
  #turn: Promise<unknown> = Promise.resolve();
  readonly #later: QueueDevices["later"];
  readonly #onBack: () => void;
  #stuck = false;

  /** `onBack`: the store below answers again. */
  constructor(below: AnswerStore, journal: ChangeJournal, later: QueueDevices["later"], onBack: () => void) {
    this.#below = below;
    this.#journal = journal;
    this.#later = later;
    this.#onBack = onBack;
  }

  /** Whether the store below does not answer, so that everything is in memory only. */
  stuck(): boolean {
    return this.#stuck;
  }

  all(accountId: string): Promise<readonly QueuedAnswer[]> {
    return this.#inTurn(async () => {
      const stored = await this.#ask(() => this.#below.all(accountId)).catch(() => [...this.#entries.values()]);
      const entries = new Map(stored.map((entry) => [entry.key, entry]));
      for (const key of this.#refused) put(entries, key, this.#entries.get(key));
      this.#entries = entries;
      return [...entries.values()];
    });
  }

  /** `noted`: the change that this step resumes from the journal. */
  update(key: string, change: Parameters<AnswerStore["update"]>[1], noted?: AnswerChange): Promise<QueuedAnswer | null> {
    return this.#inTurn(async () => {
      let seen = this.#entries.get(key);
      let givenUp = false;
      const decide = (stored: QueuedAnswer | undefined) => (givenUp ? stored : (change((seen = this.#refused.has(key) ? seen : stored)) ?? null));
      const kept = await this.#ask(() => this.#below.update(key, decide)).catch(() => undefined);
      givenUp = true;
      const result = kept === undefined ? (change(seen) ?? null) : kept;
      if (kept === undefined) this.#refused.add(key);
      else this.#refused.delete(key);
      put(this.#entries, key, result ?? undefined);
      if (noted) this.#noted.set(key, noted);
      if (kept !== undefined || result === null) this.#forget(key);
      return result;
    });
  }

  /** Whether a waiting answer is only in memory, so that closing the page would lose it. */
  unkept(): boolean {
    return [...this.#refused].some((key) => {
      const noted = this.#noted.get(key);
      return this.#entries.has(key) && (noted === undefined || !this.#journal.holds(noted));
    });
  }

  /** Asks the store below, but waits no longer than it may take. */
  #ask<Value>(step: () => Promise<Value>): Promise<Value> {
    if (this.#stuck) return Promise.reject(new Error("the store does not answer"));
    const asked = step();
    return new Promise((resolve, reject) => {
      const cancel = this.#later(() => {
        this.#stuck = true;
        reject(new Error("the store does not answer"));
      }, STORE_PATIENCE);
      const settled = () => (this.#stuck ? this.#comeBack() : cancel());
      asked.then(resolve, reject).finally(settled);
    });
  }

  /** The store below gets the present state of every answer that it missed. */
  #comeBack(): void {
    const back = this.#inTurn(async () => {
      this.#stuck = false;
      for (const key of [...this.#refused]) {
        await this.#ask(() => this.#below.update(key, () => this.#entries.get(key) ?? null));
        this.#refused.delete(key);
        this.#forget(key);
      }
    });
    back.catch(() => undefined).finally(this.#onBack);
  }

  #forget(key: string): void {
    const noted = this.#noted.get(key);
    if (noted) this.#journal.clear(noted);
    this.#noted.delete(key);
  }

  #inTurn<Value>(step: () => Promise<Value>): Promise<Value> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function put(entries: Map<string, QueuedAnswer>, key: string, entry: QueuedAnswer | undefined): void {
  if (entry) entries.set(key, entry);
  else entries.delete(key);
}
