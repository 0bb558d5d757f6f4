import { describe, expect, it } from "vitest";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { openCycle } from "@/lib/features/cycles/hand-out/commands";
import { planCycle } from "@/lib/features/cycles/plan/commands";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { planChangeBody } from "@/lib/features/cycles/record/schema";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { closeSurvey } from "@/lib/features/surveys/transitions/commands";
import { makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { NOW, plan, planAsShown, roundsGround } from "@/tests/support/rounds";
import { makeOperator, type World } from "@/tests/support/world";

const ground = roundsGround();
const alone = (): Promise<World> => makeOperator(ground.owner, "kuko", "一つの回の空港");
const planning = (of: World, days: object = {}, confirmedEqualCycles?: number) =>
  planCycle(ground.as("secretariat", of), { ...plan(days), confirmedEqualCycles }, NOW);
const period = (from: number, to: number, more: object = {}) => ({ period: { from: dayFromNow(from), to: dayFromNow(to) }, ...more });

/** Leaves out every measure but one, so that nobody is missing who would answer. */
const askOne = (of: World, cycleId: string) =>
  ground.owner.query(
    `INSERT INTO cycle_left_out (operator_id, cycle_id, item_id, scope, reason, by, at)
     SELECT $1, $2, id, '', '担当がまだ決まっていないため', $3, now() FROM edition_item WHERE edition_id = 'kuko-2' AND kind = 'measure' AND id <> 'kuko-2:3.1.1:1'`,
    [of.operatorId, cycleId, of.people.ciso.personId],
  );

describe("M7 two equal cycles are asked about", () => {
  it("M7 planning says which cycle it equals, and takes the number that was shown", async () => {
    const of = await alone();
    const first = valueOf(await planning(of, { title: "上期の点検" }));
    for (const confirmed of [undefined, 0, 2]) {
      const refusal = refusalOf(await planning(of, {}, confirmed));
      expect(refusal).toMatchObject({
        code: "confirmation_required",
        current: { equalCycles: 1, cycles: [{ id: first.id, title: "上期の点検", state: "planned" }] },
      });
      expect(refusal.detail).toContain("「上期の点検」");
    }
    expect(codeOf(await planning(of, {}, 1))).toBe("ok");
  });

  it.each([
    { name: "overlapping on one day", days: period(60, 120, { dueOn: dayFromNow(80) }), asked: true },
    { name: "the day after", days: period(61, 120, { dueOn: dayFromNow(80) }), asked: false },
    { name: "the day before", days: period(-90, -31), asked: false },
    { name: "another edition", days: { edition: "shishin-3" }, asked: false },
    { name: "a measure in common", days: { measures: ["kuko-2:3.1.1:1"] }, asked: true },
  ])("M7 $name: asked $asked", async ({ days, asked }) => {
    const of = await alone();
    valueOf(await planning(of));
    expect(codeOf(await planning(of, days))).toBe(asked ? "confirmation_required" : "ok");
  });

  it("M7 measures that are apart are no double, and a cancelled cycle is none", async () => {
    const of = await alone();
    const { id } = valueOf(await planning(of, { measures: ["kuko-2:3.1.1:1"] }));
    const { rows } = await ground.owner.query<{ id: string }>(
      "SELECT id FROM edition_item WHERE edition_id = 'kuko-2' AND kind = 'measure' ORDER BY position OFFSET 3 LIMIT 1",
    );
    expect(codeOf(await planning(of, { measures: [rows[0]?.id] }))).toBe("ok");
    await ground.owner.query("UPDATE cycle SET state = 'cancelled', cancelled_at = now(), cancelled_reason = 'x' WHERE operator_id = $1", [of.operatorId]);
    expect(codeOf(await planning(of))).toBe("ok");
    expect(id).not.toBe("");
  });

  it("M7 restoring a cancelled cycle asks about those that took its place, handed out or planned as it was", async () => {
    const of = await alone();
    const ciso = ground.as("ciso", of);
    const { cycleId } = await makeCycle(ground.owner, of, { sheets: "notStarted" });
    valueOf(await cancelCycle(ciso, { cycleId, reason: "二重に配ったため", confirmedAnswers: undefined }, NOW));
    const { cycleId: other } = await makeCycle(ground.owner, of, { sheets: "notStarted" });
    const restore = (id: string, confirmedEqualCycles?: number) =>
      restoreCycle(ciso, { cycleId: id, reason: "取りやめたのが誤りでした", confirmedEqualCycles }, NOW);
    for (const confirmed of [undefined, 0, 2]) {
      const refusal = refusalOf(await restore(cycleId, confirmed));
      expect(refusal).toMatchObject({ code: "confirmation_required", current: { equalCycles: 1, cycles: [{ id: other, state: "open" }] } });
      expect(refusal.detail).toContain("元に戻すときは");
    }
    expect(codeOf(await restore(cycleId, 1))).toBe("ok");
    const planned = valueOf(await planAsShown(ciso, plan(), NOW));
    valueOf(await cancelCycle(ciso, { cycleId: planned.id, reason: "計画し直すため", confirmedAnswers: undefined }, NOW));
    expect(refusalOf(await restore(planned.id)).current).toMatchObject({ equalCycles: 2 });
    const free = await alone();
    const only = valueOf(await planning(free));
    const of2 = ground.as("ciso", free);
    valueOf(await cancelCycle(of2, { cycleId: only.id, reason: "計画し直すため", confirmedAnswers: undefined }, NOW));
    expect(codeOf(await restoreCycle(of2, { cycleId: only.id, reason: "やはり点検します", confirmedEqualCycles: undefined }, NOW))).toBe("ok");
  });

  it("M7 changing the period asks about cycles that it comes to equal, and about no other twice", async () => {
    const of = await alone();
    const ciso = ground.as("ciso", of);
    const first = valueOf(await planning(of, period(0, 60, { dueOn: dayFromNow(50) })));
    const second = valueOf(await planning(of, period(61, 120, { dueOn: dayFromNow(80) })));
    const change = (body: object) => changePlan(ciso, { cycleId: second.id, ...planChangeBody.parse(body) }, NOW);
    const over = { period: { from: dayFromNow(60), to: dayFromNow(120) } };
    expect(codeOf(await change({ title: "下期の点検" }))).toBe("ok");
    expect(refusalOf(await change(over))).toMatchObject({ code: "confirmation_required", current: { equalCycles: 1, cycles: [{ id: first.id }] } });
    expect(codeOf(await change({ ...over, confirmedEqualCycles: 1 }))).toBe("ok");
    expect(codeOf(await change({ title: "下期の点検（2回目）" }))).toBe("ok");
    expect(codeOf(await change({ measures: ["kuko-2:3.1.1:1"] }))).toBe("ok");
  });

  it("M7 so does changing the period of a cycle whose sheets are out, about such cycles only", async () => {
    const of = await alone();
    const ciso = ground.as("ciso", of);
    const { cycleId } = await makeCycle(ground.owner, of, { sheets: "notStarted" });
    const { cycleId: other } = await makeCycle(ground.owner, of, { sheets: "notStarted" });
    await ground.owner.query("UPDATE cycle SET period_from = $2, period_to = $3 WHERE id = $1", [other, dayFromNow(-300), dayFromNow(-250)]);
    const change = (body: object) => changePlan(ciso, { cycleId: other, ...planChangeBody.parse(body) }, NOW);
    const over = { period: { from: dayFromNow(-300), to: dayFromNow(20) }, reason: "期間を延ばすため" };
    const refusal = refusalOf(await change(over));
    expect(refusal).toMatchObject({ code: "confirmation_required", current: { cycles: [{ id: cycleId }] } });
    expect(refusal.detail).toContain("それでも変えるときは");
    expect(codeOf(await change({ ...over, confirmedEqualCycles: 1 }))).toBe("ok");
  });

  it.each([
    { start: 12, asked: true },
    { start: 1, asked: true },
    { start: 0, asked: false },
    { start: -20, asked: false },
  ])("M7 moving the start of a running cycle to $start days from now: asked $asked", async ({ start, asked }) => {
    const of = await alone();
    const { cycleId } = await makeCycle(ground.owner, of, { sheets: "notStarted" });
    const change = (body: object) => changePlan(ground.as("ciso", of), { cycleId, reason: "始まりを直すため", ...planChangeBody.parse(body) }, NOW);
    const moved = { period: { from: dayFromNow(start), to: dayFromNow(90) } };
    if (asked) {
      for (const confirmed of [undefined, start + 1]) {
        const refusal = refusalOf(await change({ ...moved, confirmedDaysEarly: confirmed }));
        expect(refusal).toMatchObject({ code: "confirmation_required", current: { equalCycles: 0, daysEarly: start, periodFrom: dayFromNow(start) } });
        expect(refusal.detail).toContain(`${start}日後`);
      }
    }
    expect(codeOf(await change({ ...moved, confirmedDaysEarly: asked ? start : undefined }))).toBe("ok");
    // Other changes, sent with the dates as they are by now, are not asked about again.
    expect(codeOf(await change({ ...moved, title: "始まりを直した点検" }))).toBe("ok");
  });

  it("M7 handing out asks about cycles that were handed out, and not about planned ones", async () => {
    const of = await alone();
    const { cycleId } = await makeCycle(ground.owner, of, { sheets: "notStarted" });
    const { id } = valueOf(await planAsShown(ground.as("ciso", of), plan(), NOW));
    await askOne(of, id);
    const open = (confirmedEqualCycles?: number) => openCycle(ground.as("ciso", of), { cycleId: id, confirmedEqualCycles, confirmedDaysEarly: undefined }, NOW);
    for (const confirmed of [undefined, 0, 2]) {
      expect(refusalOf(await open(confirmed))).toMatchObject({
        code: "confirmation_required",
        current: { equalCycles: 1, cycles: [{ id: cycleId, state: "open" }] },
      });
    }
    await ground.owner.query("UPDATE cycle SET state = 'planned' WHERE id = $1", [cycleId]);
    expect(codeOf(await open())).toBe("ok");
  });
});

describe("M7 handing out before the period begins is asked about", () => {
  it.each([
    { from: 12, asked: true },
    { from: 1, asked: true },
    { from: 0, asked: false },
    { from: -1, asked: false },
  ])("M7 $from days before: asked $asked", async ({ from, asked }) => {
    const of = await alone();
    const { id } = valueOf(await planning(of, period(from, 90)));
    await askOne(of, id);
    const open = (confirmedDaysEarly?: number) => openCycle(ground.as("ciso", of), { cycleId: id, confirmedEqualCycles: undefined, confirmedDaysEarly }, NOW);
    if (asked) {
      for (const confirmed of [undefined, from - 1, from + 1].filter((days) => days !== 0)) {
        const refusal = refusalOf(await open(confirmed));
        expect(refusal).toMatchObject({ code: "confirmation_required", current: { equalCycles: 0, daysEarly: from, periodFrom: dayFromNow(from) } });
        expect(refusal.detail).toContain(`${from}日前`);
      }
    }
    expect(codeOf(await open(asked ? from : undefined))).toBe("ok");
  });
});

describe("M7 reopening says that the survey closes soon", () => {
  const closingIn = async (of: World, days: number) => {
    const id = await makeSurvey(ground.owner, "kuko", [of.operatorId]);
    await ground.owner.query("UPDATE survey SET closes_on = $2 WHERE id = $1", [id, dayFromNow(days)]);
    return id;
  };
  const approved = (of: World) => makeCycle(ground.owner, of, { state: "approved", sheets: "accepted" });
  const reopen = (of: World, cycleId: string, confirmed: { closed?: number; closing?: number } = {}) =>
    reopenCycle(
      ground.as("ciso", of),
      { cycleId, reason: "直すため", confirmedClosedSurveys: confirmed.closed, confirmedClosingSurveys: confirmed.closing },
      NOW,
    );

  it.each([
    { days: 14, asked: true },
    { days: 15, asked: false },
    { days: 0, asked: true },
    { days: -3, asked: true },
  ])("M7 an approved cycle, $days days before: asked $asked", async ({ days, asked }) => {
    const of = await alone();
    const { cycleId } = await approved(of);
    await closingIn(of, days);
    if (asked) {
      const refusal = refusalOf(await reopen(of, cycleId));
      expect(refusal).toMatchObject({ code: "confirmation_required", current: { closedSurveys: 0, closingSurveys: 1 } });
      expect(refusal.detail).toContain("締切");
      expect(codeOf(await reopen(of, cycleId, { closing: 2 }))).toBe("confirmation_required");
    }
    expect(codeOf(await reopen(of, cycleId, asked ? { closing: 1 } : {}))).toBe("ok");
  });

  it("M7 a submitted cycle with one survey closed and another about to: both numbers", async () => {
    const of = await alone();
    const { cycleId } = await approved(of);
    const [closed, soon] = [await closingIn(of, 40), await closingIn(of, 3)];
    for (const surveyId of [closed, soon]) {
      valueOf(await submitCycle(ground.as("ciso", of), { cycleId, surveyId }, NOW));
      await ground.owner.query("UPDATE cycle SET state = 'approved' WHERE id = $1", [cycleId]);
    }
    valueOf(await closeSurvey(ground.officer, { surveyId: closed, confirmedMissing: 0 }, NOW));
    expect(refusalOf(await reopen(of, cycleId, { closed: 1 })).current).toMatchObject({ closedSurveys: 1, closingSurveys: 1 });
    expect(codeOf(await reopen(of, cycleId, { closing: 1 }))).toBe("confirmation_required");
    expect(codeOf(await reopen(of, cycleId, { closed: 1, closing: 1 }))).toBe("ok");
  });

  it("M7 a survey to which another cycle was submitted, and one of another edition, are no risk to this one", async () => {
    const of = await alone();
    const [sent, other] = [await approved(of), await approved(of)];
    const id = await closingIn(of, 3);
    valueOf(await submitCycle(ground.as("ciso", of), { cycleId: sent.cycleId, surveyId: id }, NOW));
    const foreign = await closingIn(of, 3);
    await ground.owner.query("UPDATE survey SET edition_id = 'shishin-3' WHERE id = $1", [foreign]);
    expect(codeOf(await reopen(of, other.cycleId))).toBe("ok");
  });
});
