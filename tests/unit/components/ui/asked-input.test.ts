import { expect, it } from "vitest";
import { type FormOutcome, keepingForm, type Refused } from "@/components/ui/form-outcome";

const refusal = (confirms?: Refused["confirms"]): Refused => ({ status: "refused", message: "確かめてください。", ...(confirms && { confirms }) });
const after = (previous: FormOutcome, outcome: FormOutcome) => keepingForm(() => Promise.resolve(outcome))(previous, new FormData());

it("M7 what a refusal asked to confirm stays asked over one for another reason, and goes with one for another input", async () => {
  const asked = { input: "a", numbers: { confirmedSheets: 3 } };
  expect(await after(refusal(asked), refusal())).toEqual(refusal(asked));
  const tick = { input: "a", numbers: {} };
  expect(await after(refusal(asked), refusal(tick)), "a tick for the same input").toEqual(refusal(asked));
  const more = { input: "a", numbers: { confirmedSheets: 4, confirmedAnswers: 1 } };
  expect(await after(refusal(asked), refusal(more)), "the newest numbers").toEqual(refusal(more));
  const other = { input: "b", numbers: { confirmedAnswers: 1 } };
  expect(await after(refusal(asked), refusal(other))).toEqual(refusal(other));
  expect(await after({ status: "idle" }, refusal(asked))).toEqual(refusal(asked));
});
