import { describe, expect, it } from "vitest";
import type { CycleState } from "@/lib/domain/checking/state";
import { choicesOf, mostToDo, type Workload } from "@/lib/features/dashboard/choice/rules";

interface One {
  readonly id: string;
  readonly editionId: string;
  readonly state: CycleState;
}
const cycle = (id: string, state: CycleState, editionId = "kuko-2"): One => ({ id, state, editionId });
const NOTHING: Workload = { waiting: 0, undecided: 0 };
const chosen = (cycles: readonly One[], workloads: Readonly<Record<string, Workload>> = {}) =>
  mostToDo(choicesOf(cycles), ({ id }) => workloads[id] ?? NOTHING)?.id;

describe("the dashboard's cycle", () => {
  it("is the running one with most to do for the visitor; of equals the newest", () => {
    const cycles = [cycle("small", "open", "shishin-3"), cycle("large", "open"), cycle("last", "submitted")];
    expect(chosen(cycles)).toBe("small");
    expect(chosen(cycles, { small: { waiting: 0, undecided: 1 }, large: { waiting: 0, undecided: 75 } })).toBe("large");
    expect(chosen(cycles, { small: { waiting: 1, undecided: 1 }, large: { waiting: 0, undecided: 75 } })).toBe("small");
  });

  it("is the newest opened one if none is running, and a planned one only if there is no other", () => {
    expect(chosen([cycle("next", "planned"), cycle("last", "submitted"), cycle("before", "approved")])).toBe("last");
    expect(chosen([cycle("next", "planned")])).toBe("next");
    expect(chosen([])).toBeUndefined();
  });

  it("M11 can be changed to any planned or running one, and to the newest approved and the last submitted one of each edition", () => {
    const cycles = [
      cycle("next", "planned"),
      cycle("small", "open", "shishin-3"),
      cycle("large", "approved"),
      cycle("before", "approved"),
      cycle("old", "submitted"),
      cycle("older", "submitted"),
      cycle("policy", "approved", "shishin-3"),
      cycle("policySent", "submitted", "shishin-3"),
    ];
    const offered = (some: readonly One[]): string[] => choicesOf(some).map(({ id }) => id);
    expect(offered(cycles)).toEqual(["next", "small", "large", "old", "policy", "policySent"]);
    expect(offered(cycles.slice(4, 6))).toEqual(["old"]);
    // A round that is approved again after a correction is no submitted one.
    expect(offered([cycle("large", "approved"), cycle("again", "approved"), cycle("older", "submitted")])).toEqual(["large", "older"]);
  });

  it("M11 can be changed to what was submitted last, however much was opened since", () => {
    const cycles = [
      cycle("running", "open", "shishin-3"),
      cycle("now", "open"),
      cycle("reviewed", "reviewing"),
      cycle("sent", "submitted"),
      cycle("old", "submitted"),
    ];
    expect(choicesOf(cycles).map(({ id }) => id)).toEqual(["running", "now", "reviewed", "sent"]);
    expect(chosen(cycles)).toBe("running");
  });
});
