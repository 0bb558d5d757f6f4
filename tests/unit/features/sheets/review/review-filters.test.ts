import { describe, expect, it } from "vitest";
import { isGone, isShown, REVIEW_FILTERS } from "@/lib/features/sheets/review/view";

type Filtered = Parameters<typeof isShown>[1];
const answer = (given: Partial<Filtered>): Filtered => ({ counted: "implemented", evidence: "規程 3条", previous: null, remarks: [], examples: [], ...given });
const remark = (withdrawnText: string | null) => ({
  id: "r",
  open: withdrawnText === null,
  text: "記録を付けてください。",
  byText: "",
  response: null,
  withdrawnText,
});
const shownBy = (given: Partial<Filtered>) => REVIEW_FILTERS.filter((filter) => isShown(filter, answer(given)));

describe("the filters of a reviewed sheet", () => {
  it("M11 show 未実施, 一部実施 and 該当なし alone, and 実施 without evidence", () => {
    expect(shownBy({ counted: "notImplemented" })).toEqual(["all", "notImplemented", "others"]);
    expect(shownBy({ counted: "partial" })).toEqual(["all", "partial", "others"]);
    expect(shownBy({ counted: "notApplicable", evidence: null })).toEqual(["all", "notApplicable", "others"]);
    expect(shownBy({ evidence: null })).toEqual(["all", "withoutEvidence"]);
    expect(shownBy({})).toEqual(["all"]);
    expect(shownBy({ counted: null, evidence: null })).toEqual(["all", "unanswered", "others"]);
  });

  it("M11 show what differs from the last cycle, and what has a remark", () => {
    expect(shownBy({ previous: { status: "partial", dateText: "" } })).toEqual(["all", "changed"]);
    expect(shownBy({ previous: { status: "implemented", dateText: "" } })).toEqual(["all"]);
    expect(shownBy({ remarks: [remark(null)] })).toEqual(["all", "remarked"]);
    expect(shownBy({ remarks: [remark("責任者")] })).toEqual(["all"]);
  });

  it("M11 show what has a remark on one of its 具体例, answered or not, but for those that were withdrawn", () => {
    const example = (given: Partial<Filtered["examples"][number]>) => ({ id: "e", anchor: "item-e", text: "例", status: null, remarks: [], ...given });
    expect(shownBy({ examples: [example({ status: "partial" }), example({ remarks: [remark(null)] })] })).toEqual(["all", "remarked"]);
    expect(shownBy({ examples: [example({ remarks: [remark("責任者"), remark(null)] })] })).toEqual(["all", "remarked"]);
    expect(shownBy({ examples: [example({ status: "implemented", remarks: [remark("責任者")] })] })).toEqual(["all"]);
  });

  it("M8 keep the row of a remark that was withdrawn, so that nothing typed in it is lost", () => {
    const goneFrom = (given: Partial<Filtered>) => REVIEW_FILTERS.filter((filter) => isGone(filter, answer(given)));
    const example = { id: "e", anchor: "item-e", text: "例", status: null, remarks: [remark("責任者")] };
    expect(goneFrom({ remarks: [remark("責任者")] })).toEqual(["remarked"]);
    expect(goneFrom({ examples: [example] })).toEqual(["remarked"]);
    expect(goneFrom({ remarks: [remark("責任者"), remark(null)] })).toEqual([]);
    expect(goneFrom({ remarks: [remark(null)], examples: [example] })).toEqual([]);
    expect(goneFrom({})).toEqual([]);
  });
});
