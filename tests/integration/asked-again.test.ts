import { beforeEach, describe, expect, it, vi } from "vitest";
import { changePlanAction, changeRunningAction, planCycleAction } from "@/lib/features/cycles/actions";
import { addDepartmentAction } from "@/lib/features/organisation/actions";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import { askedAgain } from "@/tests/support/asked-again";
import { dayFromNow } from "@/tests/support/days";
import { roundsGround } from "@/tests/support/rounds";

vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("next/navigation", () => ({
  redirect: (href: string) => {
    throw new Error(`to ${href}`);
  },
}));
vi.mock("@/lib/server/auth/current", () => ({ currentVisitor: () => Promise.resolve(ground.as("secretariat")) }));

const ground = roundsGround();
type Entries = Readonly<Record<string, string>>;
type Action = (previous: FormOutcome, form: FormData) => Promise<FormOutcome>;

/** Sends the form as a browser does after this outcome. */
function send(action: Action, entries: Entries, before: FormOutcome = { status: "idle" }): Promise<FormOutcome> {
  const form = new FormData();
  form.set("$sender", ground.as("secretariat").account.accountId);
  for (const [name, value] of [...askedAgain(before), ...Object.entries(entries)]) form.append(name, value);
  return action(before, form);
}

/** A cycle of the title over forty days that begin that many days from now. */
async function cycleAt(title: string, from: number, state: "open" | "planned" = "open"): Promise<string> {
  const { cycleId } = await ground.fixture({ state, sheets: "notStarted" });
  await ground.owner.query("UPDATE cycle SET title = $2, period_from = $3, period_to = $4, due_on = $5 WHERE id = $1", [
    cycleId,
    title,
    dayFromNow(from),
    dayFromNow(from + 40),
    dayFromNow(from + 35),
  ]);
  return cycleId;
}

const over = (from: number) => ({
  ...{ title: "重ねる回", edition: "kuko-2", scope: "all", examples: "optional" },
  ...{ from: dayFromNow(from), to: dayFromNow(from + 30), dueOn: dayFromNow(from + 20) },
});
// No test's cycles overlap another's.
beforeEach(() => ground.owner.query("UPDATE cycle SET period_from = period_from - 5000, period_to = period_to - 5000"));

describe("M7 what a refusal asked to confirm is confirmed for the input that it was asked for", () => {
  it("M7 a plan with other dates asks about the round that it overlaps now, though the number is the same", async () => {
    await cycleAt("甲の回", 100);
    await cycleAt("乙の回", 200);
    const asked = await send(planCycleAction, over(105));
    expect(asked).toMatchObject({ status: "refused", message: expect.stringContaining("甲の回"), confirms: { numbers: { confirmedEqualCycles: 1 } } });
    const again = await send(planCycleAction, over(205), asked);
    expect(again).toMatchObject({ status: "refused", message: expect.stringContaining("乙の回"), confirms: { numbers: { confirmedEqualCycles: 1 } } });
    await expect(send(planCycleAction, over(205), again)).rejects.toThrow("to /operator/cycles/");
  });

  it("M7 a plan that is changed asks again for other dates", async () => {
    const cycleId = await cycleAt("丙の回", 300, "planned");
    await cycleAt("丁の回", 100);
    await cycleAt("戊の回", 200);
    const action: Action = (before, form) => changePlanAction(cycleId, before, form);
    const asked = await send(action, over(105));
    expect(asked).toMatchObject({ message: expect.stringContaining("丁の回") });
    expect(await send(action, over(205), asked)).toMatchObject({ status: "refused", message: expect.stringContaining("戊の回") });
    await expect(send(action, over(105), asked), "the first dates again").rejects.toThrow("to /operator/cycles/");
  });

  it("M7 a running round that would begin later asks again when anything else of the change is another", async () => {
    const cycleId = await cycleAt("己の回", -30);
    const action: Action = (before, form) => changeRunningAction(cycleId, before, form);
    const { examples: _fixed, ...dates } = over(5);
    const change = { ...dates, reason: "始まりを遅らせるため" };
    const asked = await send(action, change);
    expect(asked).toMatchObject({ status: "refused", confirms: { numbers: { confirmedDaysEarly: 5 } } });
    expect(await send(action, { ...change, title: "別の名前" }, asked)).toMatchObject({ status: "refused", confirms: { numbers: { confirmedDaysEarly: 5 } } });
    await expect(send(action, change, asked)).rejects.toThrow("to /operator/cycles/");
  });

  it("M7 both numbers of a running round stay asked, without a script too, over a reason that is missing", async () => {
    const cycleId = await cycleAt("庚の回", -30);
    await cycleAt("辛の回", 20);
    const action: Action = (before, form) => changeRunningAction(cycleId, before, form);
    const { examples: _fixed, ...dates } = over(5);
    const asked = await send(action, { ...dates, reason: "始まりを遅らせるため" });
    const numbers = { confirmedEqualCycles: 1, confirmedDaysEarly: 5 };
    expect(asked).toMatchObject({ status: "refused", confirms: { numbers } });
    const without = await send(action, { ...dates, reason: "" }, asked);
    expect(without).toMatchObject({ status: "refused", fields: [{ path: "reason" }], confirms: { numbers } });
    await expect(send(action, { ...dates, reason: "始まりを遅らせるため" }, without)).rejects.toThrow("to /operator/cycles/");
  });

  it("M7 the tick that a name is another than the one it resembles is for the name that was entered", async () => {
    for (const name of ["保安検査課", "旅客案内課"]) expect(await send(addDepartmentAction, { name })).toMatchObject({ status: "done" });
    const asked = await send(addDepartmentAction, { name: "保安検査室" });
    expect(asked).toMatchObject({ status: "refused", fields: [{ path: "confirmedSimilar" }] });
    const ticked = (outcome: FormOutcome): Entries => ({ confirmedSimilar: `yes/${(outcome.status === "refused" && outcome.confirms?.input) || ""}` });
    expect(await send(addDepartmentAction, { name: "旅客案内室", ...ticked(asked) }, asked)).toMatchObject({
      status: "refused",
      fields: [{ message: expect.stringContaining("旅客案内課") }],
    });
    expect(await send(addDepartmentAction, { name: "保安検査室", ...ticked(asked) }, asked)).toMatchObject({ status: "done" });
  });
});
