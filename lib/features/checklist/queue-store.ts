import type { AnswerStore, ChangeJournal } from "./queue";
import { answerKey, type AnswerChange, type QueuedAnswer } from "./queue-entry";

const DATABASE = "portal-answers";
const STORE = "answers";
const ENTRY = "portal-answer:";
const JOURNAL = "portal-answer-change:";

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("account", "accountId");
    request.onsuccess = () => resolve(request.result);
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

/** Where IndexedDB is refused (private windows of some browsers). */
function plainStore(storage: Storage): AnswerStore {
  const read = (key: string) => parsed<QueuedAnswer>(storage.getItem(ENTRY + key));
  return {
    all: (accountId) =>
      Promise.resolve(
        names(storage, ENTRY)
          .flatMap((name) => parsed<QueuedAnswer>(storage.getItem(name)) ?? [])
          .filter((entry) => entry.accountId === accountId)
          .sort(byAge),
      ),
    update: (key, change) => {
      const result = change(read(key)) ?? null;
      if (result === null) storage.removeItem(ENTRY + key);
      else storage.setItem(ENTRY + key, JSON.stringify(result));
      return Promise.resolve(result);
    },
  };
}

/** Opens at first use and falls back without losing the change that asked for it. */
export function browserStore(): AnswerStore {
  let opened: Promise<AnswerStore> | null = null;
  const store = () => (opened ??= openDatabase().then(databaseStore, () => plainStore(localStorage)));
  return {
    all: async (accountId) => (await store()).all(accountId),
    update: async (key, change) => (await store()).update(key, change),
  };
}

export function browserJournal(): ChangeJournal {
  return {
    note: (change) => quietly(() => localStorage.setItem(JOURNAL + answerKey(change), JSON.stringify(change))),
    clear: (change) =>
      quietly(() => {
        const name = JOURNAL + answerKey(change);
        if (localStorage.getItem(name) === JSON.stringify(change)) localStorage.removeItem(name);
      }),
    left: (accountId) =>
      quietly(() =>
        names(localStorage, JOURNAL)
          .flatMap((name) => parsed<AnswerChange>(localStorage.getItem(name)) ?? [])
          .filter((change) => change.accountId === accountId),
      ) ?? [],
  };
}

function byAge(one: QueuedAnswer, other: QueuedAnswer): number {
  return one.changedAt - other.changedAt;
}

function names(storage: Storage, prefix: string): string[] {
  return Object.keys(storage).filter((name) => name.startsWith(prefix));
}

function parsed<Value>(json: string | null): Value | undefined {
  if (json === null) return undefined;
  try {
    return JSON.parse(json) as Value;
  } catch {
    return undefined;
  }
}

/** A full or forbidden localStorage only takes the second copy away, never the answer. */
function quietly<Value>(task: () => Value): Value | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}
