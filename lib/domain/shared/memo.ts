/**
 * Values in memory by their keys, at most `most` of them: the one that was used least recently goes first. A key names what
 * the value derives from, so that no value is ever out of date. What a transaction reads is kept only under such a key, since
 * the transaction may still be rolled back.
 */
export class Memo<Key, Value> {
  readonly #values = new Map<Key, Value>();

  constructor(private readonly most = Number.POSITIVE_INFINITY) {}

  get(key: Key): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.most) return;
    const [leastRecent] = this.#values.keys();
    if (leastRecent !== undefined) this.#values.delete(leastRecent);
  }

  /** Forgets what stands under the key; with a value, only where it is that one. */
  delete(key: Key, value?: Value): void {
    if (value === undefined || this.#values.get(key) === value) this.#values.delete(key);
  }

  /**
   * The value of the key, made if there is none; an error is thrown and not kept. A promise is kept while it runs, so that
   * callers at the same time share one piece of work, and forgotten if it rejects.
   */
  of(key: Key, make: () => Value): Value {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    if (made instanceof Promise) {
      made.catch(() => {
        this.delete(key, made);
      });
    }
    return made;
  }
}

/** `make`, which then runs once for each object; its value is kept as long as the object is. */
export function oncePer<Key extends object, Value extends object>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
