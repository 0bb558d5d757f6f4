import { describe, expect, it } from "vitest";
import { CYCLE_STATES } from "@/lib/domain/checking/state";
import type { StateRow } from "@/lib/features/cycle-pages/progress/queries";
import { departmentViews } from "@/lib/features/tasks/my-tasks/texts";
import { makeCycleRecord } from "@/tests/factories/cycle";

const row = (departmentId: string, state: StateRow["state"], sheets: number): StateRow => ({
  departmentId,
  departmentName: `${departmentId}部`,
  state,
  sheets,
});
const ROWS = [row("a", "accepted", 1), row("a", "inProgress", 2), row("a", "withdrawn", 4), row("b", "handedIn", 3)];

describe("the sheets of the departments of a 責任者", () => {
  it("M11 each department of a round has its own numbers, those that count beside the withdrawn", () => {
    const views = departmentViews([makeCycleRecord()], new Map([["c", ROWS]]));
    expect(views.map(({ id, title, rows }) => [id, title, rows.map(({ state, sheets }) => [state, sheets])])).toEqual([
      [
        "c-a",
        "a部の点検票　3枚",
        [
          ["inProgress", "2枚"],
          ["accepted", "1枚"],
          ["withdrawn", "4枚"],
        ],
      ],
      ["c-b", "b部の点検票　3枚", [["handedIn", "3枚"]]],
    ]);
    expect(views.map(({ note }) => note)).toEqual([
      "「2026年度 自己点検」。配った3枚のうち1枚が提出されています。",
      "「2026年度 自己点検」。配った3枚のうち3枚が提出されています。",
    ]);
  });

  it("M11 each number leads to the sheets of that department and state", () => {
    const [, second] = departmentViews([makeCycleRecord()], new Map([["c", ROWS]]));
    expect(second?.rows.map(({ href }) => href)).toEqual(["/operator/cycles/c/progress?state=handedIn&department=b#sheets"]);
  });

  it("M11 rounds are shown while they are answered or reviewed", () => {
    const shown = CYCLE_STATES.filter((state) => departmentViews([makeCycleRecord({ state })], new Map([["c", ROWS]])).length > 0);
    expect(shown).toEqual(["open", "reviewing"]);
    expect(departmentViews([makeCycleRecord()], new Map())).toEqual([]);
  });
});
