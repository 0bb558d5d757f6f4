import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCycle } from "@/lib/demo/cycle-rows";
import { airportCycles, policyCycle } from "@/lib/demo/cycles";
import { demoCalendar } from "@/lib/demo/days/calendar";
import { isWorkday } from "@/lib/demo/days/workdays";
import { dayOf, nineOClock } from "@/lib/demo/days/working-time";
import { AIRPORTS } from "@/lib/demo/operators";
import { organise } from "@/lib/demo/organisation";
import { type Row, RowBook } from "@/lib/demo/rows";
import { daysAfter } from "@/lib/domain/shared/day";
import { loadEdition } from "@/tests/content/loaded-content";
import { SPECIAL_DAYS } from "@/tests/support/load-days";

const airport = loadEdition("kuko-2");
const policy = loadEdition("shishin-3");
/** Operators whose running cycle is planned, open and approved, and the one that corrected its submission. */
const EVERY_STATE = ["asagiri", "minato", "shiokaze", "shirasuna"];

/** Rows of the operators' cycles, loaded on the day. */
function rowsOf(day: string, slugs: readonly string[]): ReadonlyMap<string, readonly Row[]> {
  const book = new RowBook();
  const calendar = demoCalendar(day);
  for (const profile of AIRPORTS.filter(({ slug }) => slugs.includes(slug))) {
    const operator = organise(profile, calendar);
    for (const cycle of airportCycles(operator)) addCycle(book, operator, cycle, airport);
    addCycle(book, operator, policyCycle(operator, "approved"), policy);
  }
  return book.tables;
}

const rows = (tables: ReadonlyMap<string, readonly Row[]>, table: string): readonly Row[] => tables.get(table) ?? [];
const instantsOf = (row: Row): Date[] => Object.values(row).filter((value): value is Date => value instanceof Date);
/** Whether the instants of these columns, without nulls, are in this order. */
const inOrder = (row: Row, ...columns: readonly string[]): boolean => {
  const instants = columns.flatMap((column) => (row[column] instanceof Date ? [row[column].getTime()] : []));
  return instants.every((instant, index) => index === 0 || (instants[index - 1] ?? 0) <= instant);
};

/** The working hours of each day, cached: there are tens of thousands of instants on a few hundred days. */
const hours = new Map<string, { readonly from: number; readonly until: number } | null>();
function hoursOf(day: string) {
  const from = nineOClock(day).getTime();
  if (!hours.has(day)) hours.set(day, isWorkday(day) ? { from, until: from + 520 * 60_000 } : null);
  return hours.get(day) ?? null;
}

const isWorkingMinute = (at: Date): boolean => {
  const open = hoursOf(dayOf(at));
  return open !== null && open.from <= at.getTime() && at.getTime() <= open.until;
};

function expectLivelyRows(day: string, slugs: readonly string[]): void {
  const tables = rowsOf(day, slugs);
  const { lastWork } = demoCalendar(day);
  for (const [table, found] of tables) {
    const wrong = found.filter((row) => instantsOf(row).some((at) => at > lastWork || !isWorkingMinute(at)));
    expect(wrong, `${table}: what happened, happened at work and before the day`).toEqual([]);
  }
  const cycles = new Map(rows(tables, "cycle").map((row) => [row["id"], row]));
  for (const cycle of cycles.values()) {
    expect(inOrder(cycle, "created_at", "opened_at", "reviewing_at", "approved_at"), JSON.stringify(cycle)).toBe(true);
    if (cycle["state"] === "open" || cycle["state"] === "planned") expect(String(cycle["due_on"]) > day).toBe(true);
  }
  const wrong = rows(tables, "sheet").filter((sheet) => {
    const cycle = cycles.get(sheet["cycle_id"]) ?? {};
    const began = { opened_at: cycle["opened_at"] ?? null, started_at: sheet["started_at"] ?? null };
    const ended = { reviewed_at: sheet["reviewed_at"] ?? null, approved_at: cycle["approved_at"] ?? null };
    // A returned sheet was handed in again, and may wait for its second review.
    const reviewed = sheet["state"] === "accepted" ? ["handed_in_at", "reviewed_at", "approved_at"] : ["handed_in_at"];
    return !inOrder(began, "opened_at", "started_at") || !inOrder({ ...sheet, ...ended }, "started_at", ...reviewed);
  });
  expect(wrong).toEqual([]);
}

describe("the rows of the demo", () => {
  it.each(SPECIAL_DAYS)("M5 are in working hours, in order and before the day: %s, %s", (day) => {
    expectLivelyRows(day, EVERY_STATE);
  });

  it("M5 are in working hours, in order and before the day, for any day of ten years", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_652 }), (days) => {
        expectLivelyRows(daysAfter("2026-01-01", days), ["asagiri", "yukimidaira"]);
      }),
      { numRuns: 10 },
    );
  });

  it("M5 have the same number on every day, and the same bytes on the same day", () => {
    const counts = (day: string) => [...rowsOf(day, ["minato"])].map(([table, found]) => [table, found.length]);
    const expected = counts("2026-11-21");
    for (const [day] of SPECIAL_DAYS.slice(0, 5)) expect(counts(day)).toEqual(expected);
    expect(JSON.stringify([...rowsOf("2028-02-29", ["minato"])])).toBe(JSON.stringify([...rowsOf("2028-02-29", ["minato"])]));
  });
});
