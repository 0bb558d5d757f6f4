import pg from "pg";
import { vi } from "vitest";
import type { LOCK_ORDER } from "@/lib/server/database/lock";

export type Locked = (typeof LOCK_ORDER)[number];

const ROWS: Readonly<Record<string, Locked>> = { o: "operator", h: "plannedHandover", c: "cycle", s: "sheet", t: "tally" };

/** What a statement locks, in its own order. */
function lockedBy({ text = "", values = [] }: { readonly text?: string; readonly values?: readonly unknown[] }): Locked[] {
  if (/pg_advisory_xact_lock/.test(text)) return values.some((value) => typeof value === "string" && value.startsWith("organisation ")) ? ["people"] : [];
  return [...text.matchAll(/\bFOR (?:NO KEY )?(?:UPDATE|SHARE) OF (\w)\b/g)].flatMap(([, alias = ""]) => ROWS[alias] ?? []);
}

interface Taken<Value> {
  readonly value: Value;
  /** For each transaction that locked something: what, each once, in the order in which it was locked first. */
  readonly transactions: readonly (readonly Locked[])[];
  /** How many statements failed because transactions waited for one another in a circle. */
  readonly deadlocks: number;
}

/**
 * Watches what the work locks. `after`: `act` runs once after the first statement with this text, before its answer is handed over.
 */
export async function locksTaken<Value>(
  work: () => Promise<Value>,
  meanwhile?: { readonly after: RegExp; readonly act: () => Promise<unknown> },
): Promise<Taken<Value>> {
  const send = pg.Client.prototype.query;
  const running = new Map<pg.Client, Locked[]>();
  const transactions: Locked[][] = [];
  let [deadlocks, acted] = [0, meanwhile === undefined];
  const note = (connection: pg.Client, locked: readonly Locked[]) => {
    const taken = running.get(connection);
    const fresh = locked.filter((one) => taken?.includes(one) !== true);
    if (fresh.length === 0) return;
    if (taken) {
      taken.push(...fresh);
    } else {
      const begun = [...fresh];
      running.set(connection, begun);
      transactions.push(begun);
    }
  };
  const statement = async (connection: pg.Client, given: unknown[]): Promise<unknown> => {
    const asked: { text?: string; values?: unknown[] } = typeof given[0] === "string" ? { text: given[0] } : (given[0] as object);
    if (/^\s*(?:BEGIN|COMMIT|ROLLBACK\s*$)/.test(asked.text ?? "")) running.delete(connection);
    note(connection, lockedBy(asked));
    try {
      const answered: unknown = await Reflect.apply(send, connection, given);
      if (!acted && meanwhile?.after.test(asked.text ?? "")) {
        acted = true;
        await meanwhile.act();
      }
      return answered;
    } catch (error) {
      if ((error as { code?: unknown }).code === "40P01") deadlocks += 1;
      throw error;
    }
  };
  const sent = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function watched(this: pg.Client, ...given: unknown[]) {
    return statement(this, given);
  } as never);
  const value = await work().finally(() => sent.mockRestore());
  if (!acted) throw new Error("no statement has this text");
  return { value, transactions, deadlocks };
}
