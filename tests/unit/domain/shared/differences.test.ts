import { describe, expect, it } from "vitest";
import { differences } from "@/lib/domain/shared/differences";

const PLAN = { title: "点検", from: "2026-10-01", to: "2026-12-18", dueOn: "2026-12-04" };

describe("the fields that differ", () => {
  it("C1 are none if every value is the same", () => {
    expect(differences(PLAN, { ...PLAN })).toBeNull();
  });

  it.each([{ title: "直した点検" }, { dueOn: "2026-12-05", title: "直した点検" }])("C1 are those of %j, before and after", (changed) => {
    const before = Object.fromEntries(Object.keys(changed).map((field) => [field, PLAN[field as keyof typeof PLAN]]));
    expect(differences(PLAN, { ...PLAN, ...changed })).toEqual({ before, after: changed });
  });

  it("C1 are also those that only one of the two has", () => {
    expect(differences<Partial<Record<string, string>>>({ kept: "1", gone: "2" }, { kept: "1", come: "3" })).toEqual({
      before: { gone: "2" },
      after: { come: "3" },
    });
  });

  it.each([{ from: "2026-10-02" }, { to: "2026-12-19" }])("C1 with %j are both ends, if they are given together", (moved) => {
    const { from, to } = PLAN;
    expect(differences(PLAN, { ...PLAN, ...moved }, ["from", "to"])).toEqual({ before: { from, to }, after: { from, to, ...moved } });
    expect(differences(PLAN, { ...PLAN, ...moved })?.after).toEqual(moved);
  });
});
