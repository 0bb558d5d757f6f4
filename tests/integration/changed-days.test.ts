import { describe, expect, it } from "vitest";
import { fiscalYearOf } from "@/lib/domain/shared/day";
import { changeText } from "@/lib/features/cycles/changes/texts";
import { readCycleDetail } from "@/lib/features/cycles/list/queries";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { readMySheets } from "@/lib/features/sheets/mine/queries";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import { dayFromNow } from "@/tests/support/days";
import { refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { handOutAsShown, NOW, openAsShown, plan, planAsShown, reading, roundsGround, survey } from "@/tests/support/rounds";

const ground = roundsGround();

describe("M2 title, period and due date of an open cycle are changed with a reason", () => {
  it("notifies the respondents, keeps before and after, and leaves everything else unchanged", async () => {
    const cycle = await ground.fixture({ sheets: "inProgress" });
    await ground.setDue(cycle.cycleId, 5);
    const states = await ground.sheetStates(cycle.cycleId);
    const change = { dueOn: dayFromNow(12), reason: "連休があるため" };
    expect(codeOf(await changePlan(ground.as("manager"), { cycleId: cycle.cycleId, ...change }, NOW))).toBe("not_permitted");
    expect(refusalOf(await changePlan(ground.as("secretariat"), { cycleId: cycle.cycleId, dueOn: dayFromNow(12) }, NOW))).toMatchObject({
      code: "reason_required",
      fields: [{ path: "reason" }],
    });
    expect(valueOf(await changePlan(ground.as("secretariat"), { cycleId: cycle.cycleId, ...change }, NOW))).toEqual({ id: cycle.cycleId, state: "open" });
    expect(await ground.cycleOf(cycle.cycleId)).toMatchObject({ dueOn: dayFromNow(12), state: "open" });
    expect(await ground.sheetStates(cycle.cycleId)).toEqual(states);

    const checks = await reading(ground.as("handler"), (transaction) =>
      readMySheets(transaction, ground.world.operatorId, ground.world.people.handler.personId, NOW),
    );
    const told = checks.changes.filter(({ cycleId }) => cycleId === cycle.cycleId);
    expect(told).toMatchObject([
      { reason: "連休があるため", before: { dueOn: dayFromNow(5) }, after: { dueOn: dayFromNow(12) }, byName: ground.world.people.secretariat.name },
    ]);
    expect(changeText({ reason: "連休があるため", before: { dueOn: "2026-12-04" }, after: { dueOn: "2026-12-11" } })).toBe(
      "回答の期限が2026年12月4日（金）から2026年12月11日（金）に変わりました（理由：連休があるため）",
    );
    expect(valueOf(await readCycleDetail(ground.as("handler"), { cycleId: cycle.cycleId }, NOW)).changes).toMatchObject([
      { before: { dueOn: dayFromNow(5) }, after: { dueOn: dayFromNow(12) } },
    ]);
    expect((await ground.audits(`cycle/${cycle.cycleId}`, "cycle.changePlan")).at(-1)).toEqual({
      outcome: "done",
      detail: { reason: "連休があるため", before: { dueOn: dayFromNow(5) }, after: { dueOn: dayFromNow(12) } },
    });
  });

  it("changes title and period together, and records no change of what stays the same", async () => {
    const cycle = await ground.fixture();
    const before = await ground.cycleOf(cycle.cycleId);
    const period = { from: dayFromNow(-90), to: before?.periodTo ?? "" };
    valueOf(await changePlan(ground.ciso(), { cycleId: cycle.cycleId, title: "新しい名前", period, reason: "名前を直すため" }, NOW));
    const { changes, ...after } = valueOf(await readCycleDetail(ground.ciso(), { cycleId: cycle.cycleId }, NOW));
    expect(after).toMatchObject({ title: "新しい名前", period });
    expect(changes).toMatchObject([{ before: { title: before?.title, from: before?.periodFrom, to: period.to }, after: { title: "新しい名前", ...period } }]);
    expect(Object.keys(changes[0]?.after ?? {})).not.toContain("dueOn");
    valueOf(await changePlan(ground.ciso(), { cycleId: cycle.cycleId, title: "新しい名前", period }, NOW));
    expect(valueOf(await readCycleDetail(ground.ciso(), { cycleId: cycle.cycleId }, NOW)).changes).toHaveLength(1);
  });

  it.each([{ examples: "asked" as const }, { measures: ["kuko-2:3.1.1:1"] }])("the contents of the sheets stay: %o", async (what) => {
    const { cycleId } = await ground.fixture();
    expect(refusalOf(await changePlan(ground.ciso(), { cycleId, ...what, reason: "変える" }, NOW))).toMatchObject({
      code: "wrong_state",
      fields: [{ path: Object.keys(what)[0] }],
    });
  });

  it.each(["reviewing", "approved", "submitted"] as const)("a cycle in state %s cannot be changed", async (state) => {
    const { cycleId } = await ground.fixture({ state, sheets: "accepted" });
    expect(codeOf(await changePlan(ground.ciso(), { cycleId, dueOn: dayFromNow(12), reason: "延ばす" }, NOW))).toBe("wrong_state");
  });

  it("an overdue cycle can get a new title without a new date, and a new date only from today on", async () => {
    const { cycleId } = await ground.fixture();
    await ground.setDue(cycleId, -3);
    expect(codeOf(await changePlan(ground.ciso(), { cycleId, title: "新しい名前", dueOn: dayFromNow(-3), reason: "名前を直すため" }, NOW))).toBe("ok");
    expect(codeOf(await changePlan(ground.ciso(), { cycleId, dueOn: dayFromNow(-1), reason: "延ばす" }, NOW))).toBe("invalid_input");
    expect(codeOf(await changePlan(ground.ciso(), { cycleId, dueOn: dayFromNow(0), reason: "延ばす" }, NOW))).toBe("ok");
  });
});

describe("M2 a due date in the past or outside the accepted range is refused", () => {
  it.each([
    { name: "a due date of yesterday", days: { dueOn: dayFromNow(-1) }, path: "dueOn" },
    { name: "a due date more than a year ahead", days: { dueOn: dayFromNow(367) }, path: "dueOn" },
    { name: "a due date before the period", days: { period: { from: dayFromNow(10), to: dayFromNow(60) }, dueOn: dayFromNow(9) }, path: "dueOn" },
    { name: "a period of many years", days: { period: { from: dayFromNow(0), to: "2199-12-31" } }, path: "period.to" },
    { name: "a period of another century", days: { period: { from: "2000-01-01", to: "2000-12-31" } }, path: "period.from" },
  ])("$name: planning, changing a plan, changing an open cycle, each with field, value and accepted range", async ({ days, path }) => {
    const planned = valueOf(await planAsShown(ground.as("secretariat"), plan(), NOW));
    const open = await ground.fixture();
    const refusals = [
      await planAsShown(ground.ciso(), plan(days), NOW),
      await changePlan(ground.ciso(), { cycleId: planned.id, ...days }, NOW),
      await changePlan(ground.ciso(), { cycleId: open.cycleId, ...days, reason: "変える" }, NOW),
    ].map(refusalOf);
    for (const { code, fields } of refusals) {
      expect(code).toBe("invalid_input");
      expect(fields?.map((field) => field.path)).toEqual([path]);
      expect(fields?.[0]?.message).toMatch(/（\d{4}年\d+月\d+日）は、\d{4}年\d+月\d+日から\d{4}年\d+月\d+日までの日にしてください。/);
    }
  });

  it("a half-year in the past can be planned with a future due date", async () => {
    expect(codeOf(await planAsShown(ground.ciso(), plan({ period: { from: dayFromNow(-240), to: dayFromNow(-60) } }), NOW))).toBe("ok");
  });

  it("a plan whose due date has passed is not handed out until it is changed", async () => {
    const { cycleId } = await ground.fixture({ state: "planned" });
    await ground.setDue(cycleId, -1);
    const refusal = refusalOf(await handOutAsShown(ground.ciso(), { cycleId }, NOW));
    expect(refusal).toMatchObject({ code: "invalid_input", fields: [{ path: "dueOn" }] });
    expect(refusal.detail).toContain("計画を開いて直してください");
    valueOf(await changePlan(ground.ciso(), { cycleId, dueOn: dayFromNow(0) }, NOW));
    expect(codeOf(await handOutAsShown(ground.ciso(), { cycleId }, NOW))).not.toBe("invalid_input");
  });

  it("it is tomorrow in Japan from 15:00 UTC", async () => {
    const evening = new Date(`${dayFromNow(3)}T14:59:00Z`);
    const night = new Date(`${dayFromNow(3)}T15:00:00Z`);
    expect(codeOf(await planAsShown(ground.ciso(), plan({ dueOn: dayFromNow(3) }), evening))).toBe("ok");
    expect(codeOf(await planAsShown(ground.ciso(), plan({ dueOn: dayFromNow(3) }), night))).toBe("invalid_input");
  });

  it.each([
    { name: "closing yesterday", days: { closesOn: dayFromNow(-1) }, path: "closesOn" },
    { name: "closing in another century", days: { closesOn: "2099-12-31" }, path: "closesOn" },
    { name: "opening in another century", days: { opensOn: "2150-01-01", closesOn: "2150-12-31" }, path: "opensOn" },
  ])("a survey $name: planning, changing", async ({ days, path }) => {
    const { id } = valueOf(await createSurvey(ground.officer, survey(), NOW));
    for (const refused of [await createSurvey(ground.officer, survey(days), NOW), await changeSurvey(ground.officer, { surveyId: id, ...days }, NOW)]) {
      expect(refusalOf(refused)).toMatchObject({ code: "invalid_input", fields: [{ path }] });
    }
  });

  it("a survey whose last day has passed is not opened until it is changed; an open one can get a new title without a new day", async () => {
    const { id } = valueOf(await createSurvey(ground.officer, survey(), NOW));
    await ground.owner.query("UPDATE survey SET closes_on = $2 WHERE id = $1", [id, dayFromNow(-1)]);
    expect(refusalOf(await openAsShown(ground.officer, id, NOW))).toMatchObject({ code: "invalid_input", fields: [{ path: "closesOn" }] });
    valueOf(await changeSurvey(ground.officer, { surveyId: id, closesOn: dayFromNow(0) }, NOW));
    valueOf(await openAsShown(ground.officer, id, NOW));
    await ground.owner.query("UPDATE survey SET closes_on = $2 WHERE id = $1", [id, dayFromNow(-1)]);
    expect(codeOf(await changeSurvey(ground.officer, { surveyId: id, title: "新しい名前" }, NOW))).toBe("ok");
  });

  it.each([
    { name: "of a century to come", fiscalYear: () => 2100 },
    { name: "of which none of its days is", fiscalYear: () => fiscalYearOf(dayFromNow(40)) + 1 },
    { name: "that was over a year before", fiscalYear: () => fiscalYearOf(dayFromNow(-5)) - 2 },
  ])("a survey of a fiscal year $name: planning, changing, opening", async ({ fiscalYear }) => {
    const { id } = valueOf(await createSurvey(ground.officer, survey(), NOW));
    for (const refused of [
      await createSurvey(ground.officer, survey({ fiscalYear: fiscalYear() }), NOW),
      await changeSurvey(ground.officer, { surveyId: id, fiscalYear: fiscalYear() }, NOW),
    ]) {
      const refusal = refusalOf(refused);
      expect(refusal).toMatchObject({ code: "invalid_input", fields: [{ path: "fiscalYear" }] });
      expect(refusal.detail).toMatch(/（\d{4}年度）は、受付の期間（.*）に合う、\d{4}年度から\d{4}年度までにしてください。/);
    }
    await ground.owner.query("UPDATE survey SET fiscal_year = $2 WHERE id = $1", [id, fiscalYear()]);
    expect(refusalOf(await openAsShown(ground.officer, id, NOW))).toMatchObject({ code: "invalid_input", fields: [{ path: "fiscalYear" }] });
    // An unchanged day does not prevent other changes, and it can be corrected.
    expect(codeOf(await changeSurvey(ground.officer, { surveyId: id, title: "新しい名前" }, NOW))).toBe("ok");
    valueOf(await changeSurvey(ground.officer, { surveyId: id, fiscalYear: fiscalYearOf(dayFromNow(-5)) }, NOW));
    expect(codeOf(await openAsShown(ground.officer, id, NOW))).toBe("ok");
    expect(codeOf(await changeSurvey(ground.officer, { surveyId: id, fiscalYear: fiscalYearOf(dayFromNow(-5)) - 1 }, NOW))).toBe("wrong_state");
  });

  it.each([0, -1])("a survey of its own fiscal year, or of the one before (%i), is accepted", async (years) => {
    expect(codeOf(await createSurvey(ground.officer, survey({ fiscalYear: fiscalYearOf(dayFromNow(-5)) + years }), NOW))).toBe("ok");
  });
});
