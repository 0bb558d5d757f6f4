import { describe, expect, it } from "vitest";
import { CYCLE_STATES } from "@/lib/domain/checking/state";
import type { Duties } from "@/lib/features/cycles/next-step/rules";
import { nextStep } from "@/lib/features/cycles/next-step/texts";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import type { PlannedHandoverRow } from "@/lib/features/handover/record/schema";
import type { WaitingLate } from "@/lib/features/submissions/late/queries";
import { inOrder } from "@/lib/features/tasks/list/rules";
import { awaitedLate, demandOf, handoverTask, lateTask } from "@/lib/features/tasks/list/texts";
import { preparationViews } from "@/lib/features/tasks/my-tasks/texts";
import { isPreparing, preparationsOf, type Register } from "@/lib/features/tasks/preparation/rules";
import type { Task } from "@/lib/features/tasks/record/schema";
import { dueText } from "@/lib/labels/japanese-date";
import { makeCycleRecord } from "@/tests/factories/cycle";

const NOW = new Date("2026-11-20T05:00:00Z");
const counts = (some: Partial<StateCounts>): StateCounts => ({ notStarted: 0, inProgress: 0, handedIn: 0, returned: 0, accepted: 0, withdrawn: 0, ...some });
const NOBODY: Duties = { plans: false, reviews: false, approves: false, submits: false, readsReport: false };
const CISO: Duties = { plans: true, reviews: true, approves: true, submits: true, readsReport: true };
const OFFICE: Duties = { ...NOBODY, plans: true };
const READER: Duties = { ...NOBODY, readsReport: true };
const COUNTS: readonly Partial<StateCounts>[] = [
  {},
  { inProgress: 1 },
  { returned: 1, accepted: 9 },
  { handedIn: 1, accepted: 9, withdrawn: 3 },
  { handedIn: 10, notStarted: 2 },
  { accepted: 10 },
];

describe("M11 what a cycle asks of somebody", () => {
  it.each(CYCLE_STATES)("M11 is to do in the list exactly where the dashboard asks for it, while the cycle is %s", (state) => {
    for (const some of COUNTS) {
      for (const duties of [CISO, OFFICE, READER, NOBODY]) {
        for (const [departmentOnly, obstacle] of [
          [false, null],
          [false, "いま受付中のものがありません。"],
          [true, null],
        ] as const) {
          const cycle = makeCycleRecord({ state });
          const step = nextStep(cycle, { counts: counts(some), departmentOnly, waiting: 0, obstacle }, duties, NOW);
          const demand = demandOf({ cycle, department: null }, step, counts(some), duties);
          expect([demand?.task?.kind ?? null, demand?.task?.page ?? null], JSON.stringify({ some, duties })).toEqual([step.asks, step.href]);
          expect(demand?.awaited !== undefined && demand.task !== undefined).toBe(false);
        }
      }
    }
  });

  it("M11 says the day until which it is due once, beside its headline, on the dashboard and in the list", () => {
    const cycle = makeCycleRecord({ state: "open" });
    for (const [duties, waiting] of [
      [CISO, 0],
      [CISO, 2],
      [READER, 0],
    ] as const) {
      const some = counts({ inProgress: 2, handedIn: waiting });
      const step = nextStep(cycle, { counts: some, departmentOnly: false, waiting, obstacle: null }, duties, NOW);
      expect(step.due).toEqual(dueText(cycle.dueOn, NOW));
      const demand = demandOf({ cycle, department: null }, step, some, duties);
      const { title, text } = demand?.task ?? demand?.awaited ?? step;
      expect(`${step.title}${step.text}${title}${text}`).not.toMatch(/期限|\d+月\d+日/);
      expect((demand?.task ?? demand?.awaited)?.dueOn).toBe(cycle.dueOn);
    }
    expect(
      nextStep(makeCycleRecord({ state: "reviewing" }), { counts: counts({ inProgress: 2 }), departmentOnly: false, waiting: 0, obstacle: null }, CISO, NOW)
        .due,
    ).toBeNull();
  });

  it("M11 says the day of a late correction and of a planned handover once, and no person's name", () => {
    const late: WaitingLate = {
      surveyId: "s",
      surveyTitle: "2026年度の調査",
      late: { untilOn: "2026-12-04", reason: "集計の誤り", afterVersion: 1 } as WaitingLate["late"],
      cycle: null,
    };
    for (const { title, text, dueOn } of [lateTask(late), awaitedLate(late)]) {
      expect(`${title}${text}`).not.toMatch(/\d+月\d+日/);
      expect(dueOn).toBe("2026-12-04");
    }
    const handover = { personId: "p", personName: "森田 健二", event: "move", effectiveOn: "2026-12-01", reasons: [] } as unknown as PlannedHandoverRow;
    const { title, text, dueOn } = handoverTask(handover);
    expect(`${title}${text}`).not.toMatch(/森田|\d+月\d+日/);
    expect([title, dueOn]).toEqual(["異動の引継ぎは、確認が必要です", "2026-12-01"]);
  });

  it("M11 is awaited where others have to act first, and nothing once it is approved or over", () => {
    const awaited = (state: (typeof CYCLE_STATES)[number], some: Partial<StateCounts>, duties: Duties) => {
      const cycle = makeCycleRecord({ state });
      return demandOf(
        { cycle, department: null },
        nextStep(cycle, { counts: counts(some), departmentOnly: false, waiting: 0, obstacle: null }, duties, NOW),
        counts(some),
        duties,
      )?.awaited?.title;
    };
    expect(awaited("open", { inProgress: 2 }, READER)).toBe("提出を待っている点検票が2枚あります");
    expect(awaited("open", { handedIn: 2 }, OFFICE)).toBe("すべての点検票が提出されました");
    expect(awaited("reviewing", { accepted: 2 }, OFFICE)).toBe("CISO の承認を待っています");
    for (const state of ["approved", "submitted", "cancelled"] as const) expect(awaited(state, { accepted: 2 }, OFFICE)).toBeUndefined();
  });

  it("M11 comes by its last day, and last where no day is set, but what others wait for comes first", () => {
    const task = (kind: Task["kind"], dueOn: string | null) => ({ kind, dueOn });
    const things = [
      task("invite", null),
      task("answer", "2026-12-11"),
      task("chase", "2026-12-04"),
      task("handOutLater", null),
      task("review", null),
      task("confirmHandover", "2026-12-20"),
    ];
    expect(inOrder(things).map(({ kind }) => kind)).toEqual(["confirmHandover", "review", "handOutLater", "chase", "answer", "invite"]);
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
  ])("M11 a register with %o has these steps done", (some, expected) => {
    const done = preparationsOf(register(some));
    expect(done === null ? null : [...done]).toEqual(expected);
  });

  it("M11 lead to the plan itself while there is none, and say which further sheets wait for their posts", () => {
    const views = (some: Partial<Register>) => {
      const given = register(some);
      return preparationViews(preparationsOf(given) ?? new Set(), given);
    };
    const step = (some: Partial<Register>, id: string) => views(some).find((one) => one.id === id);
    expect(step({}, "plan")?.href).toBe("/operator/cycles/new");
    expect(step({ cycles: 1 }, "plan")?.href).toBe("/operator/cycles");
    expect(step({ departments: 1, vacantPosts: 0 }, "roles")?.text).toContain("経営層・情報セキュリティ委員会・審査者・監査実施者");
  });

  it("M11 come first until all of them are done, and stay to be read until sheets are handed out", () => {
    expect(isPreparing(preparationsOf(register({ departments: 1, systems: 1, people: 2, vacantPosts: 3, cycles: 1 })))).toBe(true);
    expect(isPreparing(preparationsOf(register({ departments: 1, systems: 1, people: 2, vacantPosts: 0, cycles: 1 })))).toBe(false);
    expect(isPreparing(null)).toBe(false);
  });
});
