import { JOURNAL, openDatabase, quietly, STORE } from "./store";

function storedKeys(database: IDBDatabase): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(STORE).objectStore(STORE).getAllKeys();
    request.onsuccess = () => resolve(request.result.map(String));
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

/** The number of unsent answers in this browser, by account. Reads their keys alone, never what was answered. */
export async function unsentByAccount(): Promise<ReadonlyMap<string, number>> {
  const noted = quietly(() => Object.keys(localStorage).flatMap((name) => (name.startsWith(JOURNAL) ? [name.slice(JOURNAL.length)] : []))) ?? [];
  const database = await openDatabase(() => undefined).catch(() => null);
  const stored = database === null ? [] : await storedKeys(database).catch(() => []);
  database?.close();
  const counts = new Map<string, number>();
  for (const key of new Set([...stored, ...noted])) {
    const account = key.split("|")[0] ?? "";
    counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  return counts;
}
