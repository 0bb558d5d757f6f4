import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { readStaffing } from "@/lib/features/staffing/counts/queries";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { makeOfficer, refusalOf } from "@/tests/support/integration-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { handOutAsShown, NOW, openAsShown, plan, planAsShown, roundsGround, survey } from "@/tests/support/rounds";
import { makeOperator, type World } from "@/tests/support/world";

const ground = roundsGround();

describe("M2 an edition that does not bind the sector is refused", () => {
  let railway: World;
  let railwayOfficer: Visitor;
  beforeAll(async () => {
    railway = await makeOperator(ground.owner, "tetsudo", "試験鉄道");
    railwayOfficer = await makeOfficer(ground.owner, "tetsudo");
  });

  it("a railway officer cannot plan a survey on the airport guideline, nor a railway operator a cycle; the 指針 binds both", async () => {
    for (const refused of [await createSurvey(railwayOfficer, survey(), NOW), await planAsShown(ground.as("ciso", railway), plan(), NOW)].map(refusalOf)) {
      expect(refused).toMatchObject({
        code: "edition_not_binding",
        fields: [{ path: "edition" }],
        current: { edition: "kuko-2", sector: "tetsudo", binding: ["shishin-3"] },
      });
      expect(refused.detail).toMatch(/空港分野.*鉄道の分野のガイドラインではありません。.*を選んでください。/);
    }
    expect(codeOf(await createSurvey(railwayOfficer, survey({ edition: "shishin-3" }), NOW))).toBe("ok");
    expect(codeOf(await planAsShown(ground.as("ciso", railway), plan({ edition: "shishin-3" }), NOW))).toBe("ok");
    expect(codeOf(await createSurvey(ground.officer, survey({ edition: "shishin-3" }), NOW))).toBe("ok");
    expect(codeOf(await planAsShown(ground.ciso(), plan({ edition: "shishin-3" }), NOW))).toBe("ok");
  });

  it("a cycle planned before cannot be opened", async () => {
    const cycle = await makeCycle(ground.owner, railway, { state: "planned" });
    expect(codeOf(await handOutAsShown(ground.as("ciso", railway), { cycleId: cycle.cycleId }, NOW))).toBe("edition_not_binding");
    const surveyId = await makeSurvey(ground.owner, "tetsudo", [railway.operatorId], "planned");
    expect(codeOf(await openAsShown(railwayOfficer, surveyId, NOW))).toBe("edition_not_binding");
  });

  it("M6 a cycle on an edition that no longer binds the sector can be finished, but not handed out to more people, and nobody is told to", async () => {
    const cycle = await makeCycle(ground.owner, railway, { sheets: "inProgress" });
    const surveyId = await makeSurvey(ground.owner, "tetsudo", []);
    const later = () => handOutLater(ground.as("ciso", railway), { cycleId: cycle.cycleId }, NOW);
    const refused = [await later(), await changeSurvey(railwayOfficer, { surveyId, addOperatorIds: [railway.operatorId] }, NOW)].map(refusalOf);
    for (const { code, detail } of refused) expect([code, detail]).toEqual(["edition_not_binding", expect.stringContaining("ガイドラインではありません")]);
    expect(codeOf(await handInSheet(ground.as("handler", railway), { sheetId: cycle.sheets.handler, confirmedUnanswered: 0 }, NOW))).toBe("ok");
    const counted = async () => {
      const { counts } = valueOf(await readStaffing(ground.as("secretariat", railway), {}, NOW));
      return [counts.withoutSheet, counts.postsWithoutSheet];
    };
    expect(await counted()).toEqual([0, 0]);
    await ground.owner.query("UPDATE sector SET editions = array_append(editions, 'kuko-2') WHERE id = 'tetsudo'");
    const [people = 0, posts = 0] = await counted();
    expect([people > 0, posts > 0]).toEqual([true, true]);
    expect(codeOf(await later())).not.toBe("edition_not_binding");
    await ground.owner.query("UPDATE sector SET editions = array_remove(editions, 'kuko-2') WHERE id = 'tetsudo'");
  });

  it("a cycle cannot be submitted to a survey on another edition, nor to one that did not call the operator", async () => {
    const policy = await ground.fixture({ state: "approved", sheets: "accepted", edition: "shishin-3", measures: 1 });
    const surveyId = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId]);
    expect(codeOf(await submitCycle(ground.ciso(), { cycleId: policy.cycleId, surveyId }, NOW))).not.toBe("ok");
    const foreign = await makeSurvey(ground.owner, "tetsudo", [railway.operatorId]);
    const cycle = await ground.fixture({ state: "approved", sheets: "accepted" });
    expect(codeOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: foreign }, NOW))).toBe("not_called");
    expect(codeOf(await changeSurvey(ground.officer, { surveyId, addOperatorIds: [railway.operatorId] }, NOW))).toBe("invalid_input");
    expect(codeOf(await submitCycle(ground.ciso(), { cycleId: cycle.cycleId, surveyId: randomUUID() }, NOW))).toBe("not_called");
  });
});
