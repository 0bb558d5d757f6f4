import { withClient } from "@/lib/runtime/portal-logins";
import type { CycleFixture } from "@/tests/support/cycle-fixture";
import { cycle, own, rows } from "@/tests/support/sheet-ground";

/** Words that only the last round's answers have, so that none of them may be found where only confirmed answers belong. */
export const OLD_WORDS = "前回の言葉";

/** An approved round of the past and an open one, both with the same measures. */
export async function twoRounds(measures = 4): Promise<{ last: CycleFixture; now: CycleFixture }> {
  const last = await cycle({ state: "approved", sheets: "accepted", measures });
  await withClient(own.ownerUrl, async (client) => {
    // Only one round of the past: the newest one is the last.
    await client.query("UPDATE cycle SET period_from = period_from - 3650, period_to = period_to - 3650 WHERE id <> $1", [last.cycleId]);
    await client.query("UPDATE cycle SET period_from = period_from - 365, period_to = period_to - 365 WHERE id = $1", [last.cycleId]);
    await client.query(
      `UPDATE answer a SET remark = $2 || a.item_id, evidence = $2 || '（台帳）', reason = CASE WHEN a.status = 'notApplicable' THEN $2 || '（理由）' END
       FROM sheet s WHERE s.id = a.sheet_id AND s.cycle_id = $1`,
      [last.cycleId, OLD_WORDS],
    );
  });
  return { last, now: await cycle({ state: "open", sheets: "notStarted", measures }) };
}

/** Gives the last round's answer to an item another status. */
export const answeredLastTime = (last: CycleFixture, itemId: string, status: string) =>
  rows(
    `UPDATE answer a SET status = $3, reason = CASE WHEN $3 = 'notApplicable' THEN $4 || '（理由）' END FROM sheet s
     WHERE s.id = a.sheet_id AND s.cycle_id = $1 AND a.item_id = $2 RETURNING a.item_id`,
    [last.cycleId, itemId, status, OLD_WORDS],
  );
