import { describe, expect, it } from "vitest";
import type { CycleState } from "@/lib/domain/checking/state";
import type { Duties } from "@/lib/features/cycles/next-step/rules";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import { byDueDate, demandOf } from "@/lib/features/tasks/list/rules";
import { preparationsOf, type Register } from "@/lib/features/tasks/preparation/rules";

const counts = (some: Partial<StateCounts>): StateCounts => ({ notStarted: 0, inProgress: 0, handedIn: 0, returned: 0, accepted: 0, withdrawn: 0, ...some });
const NOBODY: Duties = { plans: false, reviews: false, approves: false, submits: false, readsReport: false };
const CISO: Duties = { plans: true, reviews: true, approves: true, submits: true, readsReport: true };
const OFFICE: Duties = { ...NOBODY, plans: true };

describe("M11 what a cycle asks of somebody", () => {
  it.each<readonly [CycleState, Partial<StateCounts>, Duties, ReturnType<typeof demandOf>]>([
    ["planned", {}, OFFICE, "handOut"],
    ["planned", {}, NOBODY, "awaited"],
    ["open", { inProgress: 1 }, CISO, "awaited"],
    ["open", { returned: 1, accepted: 9 }, CISO, "awaited"],
    ["open", { handedIn: 1, accepted: 9, withdrawn: 3 }, CISO, "close"],
    ["open", { handedIn: 10 }, OFFICE, "awaited"],
    ["reviewing", { handedIn: 1, accepted: 9 }, CISO, "awaited"],
    ["reviewing", { returned: 1, accepted: 9 }, CISO, "awaited"],
    ["reviewing", { accepted: 10, notStarted: 2 }, CISO, "approve"],
    ["reviewing", { accepted: 10 }, OFFICE, "awaited"],
    ["approved", { accepted: 10 }, CISO, "submit"],
    ["approved", { accepted: 10 }, OFFICE, null],
    ["submitted", { accepted: 10 }, CISO, null],
    ["cancelled", { accepted: 10 }, CISO, null],
  ])("M11 %s with %o", (state, some, duties, expected) => {
    expect(demandOf({ state, counts: counts(some) }, duties)).toBe(expected);
  });

  it("M11 comes by its last day, and last where no day is set", () => {
    const things = [{ dueOn: null }, { dueOn: "2026-12-11" }, { dueOn: "2026-12-04" }];
    expect(byDueDate(things).map(({ dueOn }) => dueOn)).toEqual(["2026-12-04", "2026-12-11", null]);
  });
});

describe("M11 the preparations of a new operator", () => {
  const register = (some: Partial<Register>): Register => ({ departments: 0, systems: 0, people: 1, vacantPosts: 1, cycles: 0, opened: false, ...some });
  it.each<readonly [Partial<Register>, readonly string[] | null]>([
    [{}, []],
    [{ departments: 1, vacantPosts: 2 }, ["departments"]],
    [{ departments: 1, systems: 1, people: 2 }, ["departments", "systems", "people"]],
    [{ departments: 1, vacantPosts: 0 }, ["departments", "roles"]],
    [{ vacantPosts: 0 }, []],
    [{ departments: 1, systems: 2, people: 9, vacantPosts: 0, cycles: 1 }, ["departments", "systems", "people", "roles", "plan"]],
    [{ departments: 1, systems: 2, people: 9, vacantPosts: 3, cycles: 1, opened: true }, null],
  ])("M11 with %o", (some, expected) => {
    const done = preparationsOf(register(some));
    expect(done === null ? null : [...done]).toEqual(expected);
  });
});
