import { expect, it } from "vitest";
import { closingConfirmation, outstandingText } from "@/lib/features/cycles/closing/queries";

const numbers = {
  ...{ outstanding: 35, notStarted: 20, inProgress: 14, returned: 1, unanswered: 1204, examplesAsked: false },
  ...{ daysEarly: 0, early: false, dueOn: "2026-12-18" },
};

it("M11 the number of what is unanswered says that it leaves out the examples where the round asks them", () => {
  expect(outstandingText(numbers)).toContain("未回答1204件）");
  expect(outstandingText({ ...numbers, examplesAsked: true })).toContain("未回答1204件、具体例を除く）");
  expect(outstandingText({ ...numbers, outstanding: 0, examplesAsked: true })).toBe("提出されていない点検票はありません");
});

it("M11 what a client confirms before answering closes has the same fields in every round", () => {
  const { early: _early, examplesAsked: _examplesAsked, ...current } = numbers;
  for (const examplesAsked of [false, true]) expect(closingConfirmation({ ...numbers, examplesAsked })).toMatchObject({ current });
  expect(Object.keys(closingConfirmation({ ...numbers, examplesAsked: true }).current ?? {})).not.toContain("examplesAsked");
});
