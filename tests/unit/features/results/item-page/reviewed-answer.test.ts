import { expect, it } from "vitest";
import { answerView } from "@/lib/features/results/item-page/parts";
import { makeExample, makeItem } from "@/tests/factories/edition";

const measure = makeItem({ id: "t-1:m" });
const example = makeExample({ id: "t-1:m-e1", illustrates: measure.id });
const given = (status: "implemented" | "notApplicable" | null) => ({
  ...{ sheetId: "s", role: "ciso", department: null, system: null, respondents: [], status, reason: null, remark: null, evidence: null },
  ...{ answeredAt: null, byName: null, represented: null, previous: null, counts: true, state: "accepted" },
});
const href = (item: typeof measure, status: Parameters<typeof given>[0]) => answerView(item, given(status) as never).href;

it("M11 an answer leads to its place in the review, and an example without one to its measure, since only answered examples are there", () => {
  expect([href(measure, "implemented"), href(measure, null)]).toEqual(["/operator/sheets/s#item-t-1:m", "/operator/sheets/s#item-t-1:m"]);
  expect([href(example, "implemented"), href(example, "notApplicable")]).toEqual(["/operator/sheets/s#item-t-1:m-e1", "/operator/sheets/s#item-t-1:m-e1"]);
  expect(href(example, null)).toBe("/operator/sheets/s#item-t-1:m");
});
