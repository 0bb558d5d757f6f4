import "server-only";
import { Memo } from "@/lib/domain/shared/memo";
import type { Transaction } from "@/lib/server/database/client";
import { ofProcess } from "@/lib/server/process/of-process";
import { workUnderWay } from "@/lib/server/process/work-under-way";

/**
 * A key that changes with every change at the visitor's operator: the last of its audit trail's entries of changes. Their sum and
 * not only the last id, because concurrent actions do not end in the order of their ids. One that ends behind more than 200 later
 * ids changes no key: what is kept is then out of date until it is read again (`KEPT_FOR`). Answers have no such entry (ADR 0011).
 */
export async function lastChanges(transaction: Transaction): Promise<string> {
  const [last] = await transaction.$queryRaw<{ entries: string }[]>`
    SELECT portal_operator() || '/' || count(*) || '/' || coalesce(sum(id), 0) AS entries
    FROM (SELECT id FROM audit WHERE operator_id = portal_operator() AND changed ORDER BY id DESC LIMIT 200) t`;
  return last?.entries ?? "";
}

/** What the owner of the tables changes by hand has no audit entry, so what is kept is read again after this many milliseconds in any case. */
const KEPT_FOR = 60_000;

/**
 * Keeps in memory, until the operator's next change, what `read` derives from data that changes only with an entry in the audit
 * trail (nothing of answers in sheets that are not handed in, and no clock). `key` starts with `lastChanges`, which was read
 * before, and names everything else that the value depends on. Requests with the same key read it once for all of them: whichever
 * does, saw the same changes.
 */
export function untilNextChange<Value>(name: string, most: number) {
  const known = ofProcess(name, () => new Memo<string, { readonly at: number; readonly value: Value }>(most));
  const underWay = workUnderWay<Value>(`${name} under way`);
  return async (key: readonly [changes: string, ...unknown[]], now: Date, read: () => Promise<Value>): Promise<Value> => {
    const whole = JSON.stringify(key);
    const found = known().get(whole);
    // While one request reads it again after a minute, the others get what is there: nothing in the trail says that it changed.
    if (found && (now.getTime() - found.at < KEPT_FOR || underWay.runs(whole))) return found.value;
    return underWay.of(whole, async () => {
      const value = await read();
      known().set(whole, { at: now.getTime(), value });
      return value;
    });
  };
}
