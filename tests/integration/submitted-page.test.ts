import { expect, it } from "vitest";
import { openCycle } from "@/lib/features/cycles/hand-out/commands";
import { approveCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { readSubmitting } from "@/lib/features/submissions/pages";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { as, NOW, plannedCycle, preparePlannedCycleGround, sheetsOf, surveyId, value } from "@/tests/support/planned-cycle-ground";

preparePlannedCycleGround();

it("M11 the page of a submission prepares what would be sent, and after that reads what was sent", async () => {
  const cycleId = await plannedCycle();
  value(await openCycle(as("ciso"), { cycleId }, NOW));
  value(await reviewCycle(as("ciso"), { cycleId, confirmedOutstanding: (await sheetsOf(cycleId)).length }, NOW));
  value(await approveCycle(as("ciso"), { cycleId }, NOW));
  const before = value(await readSubmitting(as("ciso"), { cycleId }, NOW));
  if (before.last !== null || !before.prepared.ok) throw new Error("nothing was prepared");
  const sent = value(await submitCycle(as("ciso"), { cycleId, surveyId, hash: before.prepared.value.hash }, NOW));
  const after = value(await readSubmitting(as("ciso"), { cycleId }, NOW));
  expect(after.last).toMatchObject({ hash: sent.hash, version: 1, canonical: before.prepared.value.canonical });
  expect("prepared" in after).toBe(false);
});
