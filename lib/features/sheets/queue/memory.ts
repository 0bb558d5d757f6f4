import type { AnswerChange, QueuedAnswer } from "./entry";
import type { AnswerStore, ChangeJournal } from "./queue";

/**
 * A store that accepts every change: a change that the browser's store refuses (full, closed, forbidden) stays in memory and
 * in the journal, and is offered to it again with the next step of the same answer. Steps run one at a time, so that an older
 * change never overwrites a newer one.
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

  constructor(below: AnswerStore, journal: ChangeJournal) {
    this.#below = below;
    this.#journal = journal;
  }

  all(accountId: string): Promise<readonly QueuedAnswer[]> {
    return this.#inTurn(async () => {
      const stored = await this.#below.all(accountId).catch(() => [...this.#entries.values()]);
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
      const decide = (stored: QueuedAnswer | undefined) => change((seen = this.#refused.has(key) ? seen : stored)) ?? null;
      const kept = await this.#below.update(key, decide).catch(() => undefined);
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
