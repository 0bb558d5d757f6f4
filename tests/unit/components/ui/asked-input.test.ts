import { expect, it, vi } from "vitest";
import { type FormOutcome, keepingForm, type Refused } from "@/components/ui/form-outcome";

const refusal = (confirms?: Refused["confirms"]): Refused => ({ status: "refused", message: "確かめてください。", ...(confirms && { confirms }) });
const asked = refusal({ input: "a", numbers: { confirmedSheets: 3, confirmedSimilar: "yes" } });

it("M7 what a refusal asked to confirm stays asked where the portal gives no answer", async () => {
  vi.stubGlobal("navigator", { onLine: true });
  const unanswered = (previous: FormOutcome) => keepingForm(() => Promise.reject(new Error("no connection")))(previous, new FormData());
  expect(await unanswered(asked)).toMatchObject({ status: "refused", message: expect.stringContaining("応えない"), confirms: asked.confirms });
  expect(await unanswered(refusal())).not.toHaveProperty("confirms");
  expect(await unanswered({ status: "idle" })).not.toHaveProperty("confirms");
  vi.unstubAllGlobals();
});

it("M7 an answer of the portal says all that is asked now", async () => {
  for (const outcome of [refusal(), refusal({ input: "b", numbers: {} }), { status: "done", message: "直しました。" } as const])
    expect(await keepingForm(() => Promise.resolve(outcome))(asked, new FormData())).toEqual(outcome);
});
