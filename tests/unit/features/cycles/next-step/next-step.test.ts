import { describe, expect, it } from "vitest";
import { type Circumstances, type Duties } from "@/lib/features/cycles/next-step/rules";
import { nextStep } from "@/lib/features/cycles/next-step/texts";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import { makeCycleRecord } from "@/tests/factories/cycle";

const NOW = new Date("2026-11-20T05:00:00Z");
const CISO: Duties = { plans: true, reviews: true, approves: true, submits: true, readsReport: true };
const EXECUTIVE: Duties = { plans: false, reviews: false, approves: false, submits: false, readsReport: true };
const MANAGER: Duties = { plans: false, reviews: false, approves: false, submits: false, readsReport: false };

const NO_SHEETS: StateCounts = { notStarted: 0, inProgress: 0, handedIn: 0, returned: 0, accepted: 0, withdrawn: 0 };
const circumstancesOf = ({ counts = {}, ...others }: Partial<Omit<Circumstances, "counts">> & { counts?: Partial<StateCounts> } = {}): Circumstances => ({
  ...{ departmentOnly: false, waiting: 0, obstacle: null },
  ...others,
  counts: { ...NO_SHEETS, ...counts },
});
const step = (state: CycleRecord["state"], circumstances: Circumstances, duties: Duties) => nextStep(makeCycleRecord({ state }), circumstances, duties, NOW);
const states = (state: CycleRecord["state"]) => step(state, circumstancesOf({ counts: { accepted: 2 } }), CISO).steps.map((one) => one.state);

describe("next step of a cycle", () => {
  it("leads each reviewer, including the CISO and the 経営層, to the sheets to review", () => {
    const circumstances = circumstancesOf({ waiting: 3, counts: { handedIn: 3, notStarted: 2 } });
    for (const duties of [CISO, EXECUTIVE, MANAGER]) {
      for (const state of ["open", "reviewing"] as const) {
        expect(step(state, circumstances, duties)).toMatchObject({ kind: "request", href: "/operator/review" });
        expect(step(state, circumstances, duties).title).toContain("3枚");
      }
    }
    expect(step("open", circumstances, CISO).links.map(({ href }) => href)).toEqual(["/operator/cycles/c/progress?state=outstanding#sheets"]);
  });

  it.each([
    ["the due date was yesterday", { dueOn: "2026-11-19" }],
    ["the period ended last year", { periodFrom: "2025-10-01", periodTo: "2025-12-18", dueOn: "2025-12-04" }],
  ])("M11 is to change the plan, not to hand out, where %s", (_case, days) => {
    const planned = (overrides: Partial<CycleRecord>) => nextStep(makeCycleRecord({ state: "planned", ...overrides }), circumstancesOf(), CISO, NOW);
    expect(planned(days)).toMatchObject({
      ...{ asks: "handOut", title: "計画の日付が過ぎています", href: "/operator/cycles/c/plan", button: "計画を直す" },
      text: "このままでは点検票を配れません。日付を直すと、配れます。要らない回は、取りやめられます。",
    });
    expect(planned({})).toMatchObject({ asks: "handOut", href: "/operator/cycles/c/hand-out" });
  });

  it("does not say that all sheets are handed in when there are none", () => {
    for (const state of ["open", "reviewing"] as const) {
      expect(step(state, circumstancesOf({ departmentOnly: true }), MANAGER)).toMatchObject({ kind: "status", title: "この回に、部署の点検票はありません" });
      expect(step(state, circumstancesOf(), CISO)).toMatchObject({ kind: "request", button: "点検票を配る" });
      expect(step(state, circumstancesOf(), EXECUTIVE)).toMatchObject({ kind: "status", title: "この回に、配られた点検票はありません" });
    }
    expect(step("open", circumstancesOf({ counts: { accepted: 2 } }), CISO).title).toBe("すべての点検票が提出されました");
    expect(step("open", circumstancesOf({ departmentOnly: true, counts: { accepted: 2 } }), MANAGER).title).toBe("部署の点検票が提出されました");
  });

  it("links to the sheets not handed in, and asks only those in charge to follow them up", () => {
    const circumstances = circumstancesOf({ counts: { inProgress: 1, returned: 1, accepted: 4 } });
    expect(step("open", circumstances, CISO)).toMatchObject({ kind: "request", href: "/operator/cycles/c/progress?state=outstanding#sheets" });
    expect(step("open", circumstances, EXECUTIVE)).toMatchObject({ kind: "status", href: null });
  });

  it("links the report and the sheets not accepted when the CISO has to approve", () => {
    const { links, title } = step("reviewing", circumstancesOf({ counts: { handedIn: 5, accepted: 4 } }), CISO);
    expect(title).toBe("報告書を読み、承認してください");
    expect(links.map(({ href }) => href)).toEqual(["/operator/cycles/c/gap-report", "/operator/cycles/c/progress?state=handedIn#sheets"]);
  });

  it("offers submitting only if a survey accepts it", () => {
    const counts = { accepted: 2 };
    expect(step("approved", circumstancesOf({ counts }), CISO)).toMatchObject({ kind: "request", href: "/operator/cycles/c/submit" });
    expect(step("approved", circumstancesOf({ counts, obstacle: "いま受付中のものがありません。" }), CISO)).toMatchObject({
      kind: "status",
      href: null,
      text: "いま受付中のものがありません。",
    });
    expect(step("submitted", circumstancesOf({ counts }), CISO)).toMatchObject({ kind: "status", title: "所管省庁に提出しました" });
  });

  it("is at 提出 once the cycle is approved", () => {
    expect(states("reviewing")).toEqual(["done", "done", "current", "ahead", "ahead"]);
    expect(states("approved")).toEqual(["done", "done", "done", "done", "current"]);
    expect(states("submitted")).toEqual(["done", "done", "done", "done", "done"]);
  });
});
