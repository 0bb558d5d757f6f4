import { type AnswerChange, answerKey, type QueuedAnswer } from "./entry";
import type { AnswerStore, ChangeJournal } from "./queue";

const DATABASE = "portal-answers";
export const STORE = "answers";
export const JOURNAL = "portal-answer-change:";

/** `onClosed`: the browser has closed the connection (storage cleared or lost), or another version of the page asks to close it. */
export function openDatabase(onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("account", "accountId");
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = onClosed;
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
    request.onblocked = () => reject(new Error("IndexedDB is blocked"));
  });
}

function databaseStore(database: IDBDatabase): AnswerStore {
  return {
    all: (accountId) =>
      new Promise((resolve, reject) => {
        const request = database.transaction(STORE).objectStore(STORE).index("account").getAll(accountId);
        request.onsuccess = () => resolve((request.result as QueuedAnswer[]).sort(byAge));
        request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
      }),
    update: (key, change) =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
        const store = transaction.objectStore(STORE);
        const read = store.get(key);
        let result: QueuedAnswer | null = null;
        read.onsuccess = () => {
          result = change(read.result as QueuedAnswer | undefined) ?? null;
          if (result === null) store.delete(key);
          else store.put(result);
        };
        transaction.oncomplete = () => resolve(result);
        transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
      }),
  };
}

/** Opens at first use, and again after any failure, because the connection may be the cause. `SteadyStore` handles the rest. */
export function browserStore(): AnswerStore {
  let opened: Promise<IDBDatabase> | null = null;
  const forget = () => {
    opened = null;
  };
  const onDatabase = async <Value>(step: (store: AnswerStore) => Promise<Value>): Promise<Value> => {
    const opening = (opened ??= openDatabase(forget));
    try {
      return await step(databaseStore(await opening));
    } catch (error) {
      forget();
      void opening.then((database) => database.close()).catch(() => undefined);
      throw error;
    }
  };
  return {
    all: (accountId) => onDatabase((store) => store.all(accountId)),
    update: (key, change) => onDatabase((store) => store.update(key, change)),
  };
}

export function browserJournal(): ChangeJournal {
  const holds = (change: AnswerChange) => quietly(() => localStorage.getItem(JOURNAL + answerKey(change)) === JSON.stringify(change)) ?? false;
  return {
    note: (change) => quietly(() => localStorage.setItem(JOURNAL + answerKey(change), JSON.stringify(change))),
    holds,
    clear: (change) => quietly(() => holds(change) && localStorage.removeItem(JOURNAL + answerKey(change))),
    left: (accountId) =>
      quietly(() =>
        Object.keys(localStorage)
          .filter((name) => name.startsWith(JOURNAL))
          .flatMap((name) => parsed<AnswerChange>(localStorage.getItem(name)) ?? [])
          .filter((change) => change.accountId === accountId),
      ) ?? [],
  };
}

function byAge(one: QueuedAnswer, other: QueuedAnswer): number {
  return one.changedAt - other.changedAt;
}

function parsed<Value>(json: string | null): Value | undefined {
  if (json === null) return undefined;
  try {
    return JSON.parse(json) as Value;
  } catch {
    return undefined;
  }
}

/** A full or forbidden localStorage only loses the second copy. */
export function quietly<Value>(task: () => Value): Value | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}
