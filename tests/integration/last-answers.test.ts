import { describe, expect, it } from "vitest";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import type { CycleFixture } from "@/tests/support/cycle-fixture";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

prepareSheetGround();

type Days = readonly [from: string, to: string];

/** An approved round of these days, whose answer to every item is this one. */
async function decided(days: Days, status: string, measures = 4): Promise<CycleFixture> {
  const round = await cycle({ state: "approved", sheets: "accepted", measures });
  await rows("UPDATE cycle SET period_from = $2, period_to = $3 WHERE id = $1 RETURNING 1", [round.cycleId, ...days]);
  await rows("UPDATE answer a SET status = $2 FROM sheet s WHERE s.id = a.sheet_id AND s.cycle_id = $1 RETURNING 1", [round.cycleId, status]);
  return round;
}

async function running(days: Days, measures = 4): Promise<CycleFixture> {
  const round = await cycle({ state: "open", sheets: "notStarted", measures });
  await rows("UPDATE cycle SET period_from = $2, period_to = $3 WHERE id = $1 RETURNING 1", [round.cycleId, ...days]);
  return round;
}

/** The last answer to an item, as the checklist offers it, as the page of the item shows it, and whether it can be copied. */
async function lastAnswer({ cycleId, sheets, items }: CycleFixture, position = 0) {
  const itemId = items.system[position]!;
  const whole = await readWholeSheet(as("systemAdministrator"), { sheetId: sheets.system }, NOW);
  const listed = await listItemAnswers(as("auditor"), { cycleId, itemId, page: 1, perPage: 50 }, NOW);
  if (!whole.ok || !listed.ok) throw new Error("not read");
  const offered = whole.value.previous.find((one) => one.itemId === itemId)?.status ?? null;
  const copy = { sheetId: sheets.system, itemId, status: null, copied: offered, version: 0 };
  return {
    offered,
    shown: listed.value.items.find(({ sheetId }) => sheetId === sheets.system)?.previous ?? null,
    copied: codeOf(await saveAnswer(as("systemAdministrator"), copy, NOW)),
  };
}

const both = (status: string) => ({ offered: status, shown: status, copied: "ok" });

/** Each case has years of its own, later ones than the cases before. */
const CASES: readonly [what: string, now: Days, last: Days, other: Days][] = [
  ["of a longer round that ends on the same day", ["2030-10-01", "2031-03-31"], ["2030-04-01", "2031-03-31"], ["2029-04-01", "2030-03-31"]],
  ["of a longer round that ends later", ["2032-10-01", "2032-12-31"], ["2032-04-01", "2033-03-31"], ["2031-04-01", "2032-03-31"]],
  ["of a shorter round that begins on the same day", ["2034-04-01", "2035-03-31"], ["2034-04-01", "2034-06-30"], ["2033-04-01", "2034-03-31"]],
  ["of the later begun of two rounds that end on the same day", ["2037-04-01", "2038-03-31"], ["2036-10-01", "2037-03-31"], ["2036-04-01", "2037-03-31"]],
  ["of the later planned of two rounds of the same days", ["2040-04-01", "2041-03-31"], ["2039-04-01", "2040-03-31"], ["2039-04-01", "2040-03-31"]],
];

describe("the last answer", () => {
  it.each(CASES)("M8 is that %s, on the checklist, on the page of the item and for copying alike", async (_what, now, last, other) => {
    // Whichever was planned first, unless nothing else tells them apart.
    const same = last.join() === other.join();
    for (const lastFirst of same ? [false] : [true, false]) {
      const rounds = lastFirst ? [await decided(last, "partial"), await decided(other, "notImplemented")] : [];
      if (!lastFirst) rounds.push(await decided(other, "notImplemented"), await decided(last, "partial"));
      expect(await lastAnswer(await running(now)), lastFirst ? "planned first" : "planned last").toEqual(both("partial"));
      await rows("UPDATE cycle SET state = 'cancelled', cancelled_at = now(), cancelled_reason = 'x' WHERE id = ANY($1) RETURNING 1", [
        rounds.map(({ cycleId }) => cycleId),
      ]);
    }
  });

  it("M8 to an item stands until a later round has another one: not asked and left unanswered hide none", async () => {
    await decided(["2050-04-01", "2051-03-31"], "partial", 8);
    const again = await decided(["2051-04-01", "2051-06-30"], "implemented", 3);
    const [, second] = again.items.system;
    await rows("UPDATE answer a SET status = NULL FROM sheet s WHERE s.id = a.sheet_id AND s.cycle_id = $1 AND a.item_id = $2 RETURNING 1", [
      again.cycleId,
      second,
    ]);
    const now = await running(["2051-07-01", "2052-03-31"], 8);
    const asked = now.items.system.map((item) => again.items.system.includes(item));
    expect(asked).toContain(false);
    expect(await lastAnswer(now, 0)).toEqual(both("implemented"));
    expect(await lastAnswer(now, 1)).toEqual(both("partial"));
    expect(await lastAnswer(now, asked.indexOf(false))).toEqual(both("partial"));
  });

  it("M8 is none that its own round only copied, whatever it had", async () => {
    for (const [year, status] of [2010, 2014, 2018].map((year, at) => [year, (["partial", "notApplicable", "implemented"] as const)[at]!] as const)) {
      const last = await decided([`${String(year)}-04-01`, `${String(year + 1)}-03-31`], status);
      await rows(
        `UPDATE answer a SET status = NULL, copied = $2, remark = '前の前の備考', evidence = '前の前の根拠', reason = '前の前の理由' FROM sheet s
         WHERE s.id = a.sheet_id AND s.cycle_id = $1 RETURNING 1`,
        [last.cycleId, status],
      );
      const now = await running([`${String(year + 1)}-04-01`, `${String(year + 2)}-03-31`]);
      const whole = await readWholeSheet(as("systemAdministrator"), { sheetId: now.sheets.system }, NOW);
      expect(whole.ok ? whole.value.previous : codeOf(whole), status).toEqual([]);
    }
  });

  it("M8 is none of a round of the very same days, of a later one, nor of one that is not approved", async () => {
    await decided(["2060-04-01", "2061-03-31"], "partial");
    await decided(["2061-04-01", "2062-03-31"], "notImplemented");
    await decided(["2061-10-01", "2062-03-31"], "notImplemented");
    const open = await decided(["2060-10-01", "2061-03-31"], "notImplemented");
    await rows("UPDATE cycle SET state = 'reviewing' WHERE id = $1 RETURNING 1", [open.cycleId]);
    expect(await lastAnswer(await running(["2061-04-01", "2062-03-31"]))).toEqual(both("partial"));
  });
});
