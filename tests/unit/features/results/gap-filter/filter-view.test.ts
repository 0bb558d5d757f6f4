import { describe, expect, it } from "vitest";
import { filteredGaps, type GapFilter } from "@/lib/domain/gap/filter";
import { filterView } from "@/lib/features/results/gap-filter/parts";
import { reportWithPlaces } from "@/tests/factories/gap-report";

const report = reportWithPlaces();
const labelsOf = (filter: GapFilter) =>
  Object.fromEntries(filterView(report, filter).fields.map(({ name, options }) => [name, options.map(({ label }) => label)]));

describe("the filter of the gap report", () => {
  it("M11 each choice says how many gaps it would leave beside the others, 0 as well", () => {
    expect(labelsOf({})).toMatchObject({
      department: ["すべて（3件）", expect.stringMatching(/（1件）$/u), "警備保安部（2件）"],
      role: ["すべて（3件）", "取扱者（1件）", "システム管理者（2件）", "最高情報セキュリティ責任者（CISO）（1件）"],
    });
    const { role, phase, department } = labelsOf({ role: "ciso" });
    expect(role).toEqual(["すべて（3件）", "取扱者（1件）", "システム管理者（2件）", "最高情報セキュリティ責任者（CISO）（1件）"]);
    expect(department).toEqual(["すべて（1件）", expect.stringMatching(/（1件）$/u), "警備保安部（0件）"]);
    expect(phase?.filter((label) => label.endsWith("（0件）"))).toHaveLength(2);
    expect(phase?.[0]).toBe("すべて（1件）");
  });

  it("M11 what it leaves is said beside all gaps of the report, and nothing while nothing is chosen", () => {
    expect(filterView(report, {}).text).toBeNull();
    for (const filter of [{ department: "d1" }, { role: "handler" }, { phase: "do", department: "d1" }] as const) {
      expect(filterView(report, filter).text).toMatch(new RegExp(`　${filteredGaps(report.gaps, filter).length}件／3件$`, "u"));
    }
    expect(filterView(report, { department: "d1", role: "handler" }).text).toBe("警備保安部、取扱者　1件／3件");
    expect(filterView(report, { department: "gone" }).text).toBe("この回にはない　0件／3件");
  });
});
