import { describe, expect, it } from "vitest";
import { readProgressPage } from "@/lib/features/cycle-pages/progress/pages";
import { readWithdrawing } from "@/lib/features/cycle-pages/withdrawing/pages";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { addItemRemark, respondToRemark, tickForMinistry } from "@/lib/features/sheets/item-remarks/commands";
import { takeBackHandIn } from "@/lib/features/sheets/taking-back/commands";
import { handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { readAssignment } from "@/lib/features/staffing/assignment/queries";
import { makeCycle, sheetOfSecondSystem } from "@/tests/support/cycle-fixture";
import { name, ofSystem } from "@/tests/support/deputies";
import { refusalOf } from "@/tests/support/integration-ground";
import { as, codeOf, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const NOW = new Date();
const REASON = "二重に配ったため";
prepareOperatorGround();

/** A システム管理者 sheet that somebody else took part in before, and others that ask the same, so that it can be withdrawn. */
async function started(took: (sheetId: string, itemId: string) => Promise<void> = async () => {}) {
  const { cycleId, sheets, items } = await makeCycle(ground.owner, world, { sheets: "inProgress" });
  const beside = await sheetOfSecondSystem(ground.owner, world, sheets.system);
  await sheetOfSecondSystem(ground.owner, world, sheets.system);
  await took(sheets.system, items.system[0]!);
  return { cycleId, sheetId: sheets.system, itemId: items.system[0]!, answers: items.system.length, beside };
}
type Started = Awaited<ReturnType<typeof started>>;

const assign = async (sheetId: string, ...who: OperatorRole[]) =>
  valueOf(await assignSheet(await as(world, "ciso"), { sheetId, respondentIds: who.map((one) => world.people[one].personId) }, NOW));
const handIn = async (sheetId: string, by: OperatorRole) => valueOf(await handInSheet(await as(world, by), { sheetId, confirmedUnanswered: 0 }, NOW));

/** Hands it in, which is taken back, and is no respondent any more. */
const handsIn = (who: OperatorRole) => async (sheetId: string) => {
  await assign(sheetId, "systemAdministrator", who);
  await handIn(sheetId, who);
  valueOf(await takeBackHandIn(await as(world, "systemAdministrator"), { sheetId }, NOW));
  await assign(sheetId, "systemAdministrator");
};
/** Answers an item again, and is no respondent any more. */
const answers = (who: OperatorRole) => async (sheetId: string, itemId: string) => {
  await assign(sheetId, "systemAdministrator", who);
  valueOf(await saveAnswer(await as(world, who), { sheetId, itemId, version: 1, status: "implemented", remark: "直した備考" }, NOW));
  await assign(sheetId, "systemAdministrator");
};
const repliesTo = (who: OperatorRole) => async (sheetId: string, itemId: string) => {
  await handIn(sheetId, "systemAdministrator");
  const { id: remarkId } = valueOf(await addItemRemark(await as(world, "manager"), { sheetId, itemId, text: "記録を付けてください。" }, NOW));
  valueOf(await returnSheet(await as(world, "manager"), { sheetId, reason: "根拠を書いてください。" }, NOW));
  await assign(sheetId, "systemAdministrator", who);
  valueOf(await respondToRemark(await as(world, who), { sheetId, remarkId, done: true, reply: "記録を付けました。" }, NOW));
  await assign(sheetId, "systemAdministrator");
};

/** What the person is told who names who answers it, shows a remark of it to the ministry, or withdraws it. */
async function told({ sheetId, itemId, answers: confirmedAnswers }: Started, by: OperatorRole) {
  const visitor = await as(world, by);
  const respondentIds = [world.people.systemAdministrator.personId];
  return [
    codeOf(await readAssignment(visitor, { sheetId, search: "", selected: null }, NOW)),
    codeOf(await assignSheet(visitor, { sheetId, respondentIds }, NOW)),
    codeOf(await tickForMinistry(visitor, { sheetId, itemId, forMinistry: true }, NOW)),
    codeOf(await withdrawSheet(visitor, { sheetId, reason: REASON, confirmedAnswers }, NOW)),
  ];
}
const REFUSED = ["not_permitted", "not_permitted", "not_permitted", "not_permitted"];
const ALLOWED = ["ok", "ok", "ok", "ok"];

/** What stands in the way of withdrawing it: on the page, and with another sheet at once; and whether the progress leads to who answers each. */
async function inTheWay({ cycleId, sheetId, beside }: Started, by: OperatorRole) {
  const visitor = await as(world, by);
  const filter = { system: world.systems[0] };
  const { obstacles } = valueOf(await readWithdrawing(visitor, { cycleId, filter, withoutHindered: false }, NOW));
  const { code, list = [] } = refusalOf(await withdrawSheets(visitor, { cycleId, sheetIds: [sheetId, beside], reason: REASON }, NOW));
  const { assignable } = valueOf(await readProgressPage(visitor, { cycleId, department: null, query: { page: 1, perPage: 50 } }, NOW));
  return [obstacles.map(({ id, why }) => ({ id, why })), code, list.map((one) => one as unknown), assignable.has(sheetId), assignable.has(beside)];
}
const hindered = ({ sheetId }: Started) => [
  [{ id: sheetId, why: "notAsDeputy" }],
  "not_permitted",
  [expect.objectContaining({ sheetId, why: "notAsDeputy" })],
  false,
  true,
];
const FREE = [[], "confirmation_required", [], true, true];

describe("M6 who once took part in a sheet decides nothing about it as a deputy, though they have no part in it any more", () => {
  it.each([
    ["handed it in", handsIn],
    ["answered it", answers],
    ["answered a remark on it", repliesTo],
  ])("M6 a deputy who %s", async (_what, takes) => {
    const at = await started(takes("colleague"));
    await name(world, "colleague");
    expect(await inTheWay(at, "colleague")).toEqual(hindered(at));
    expect(await told(at, "colleague")).toEqual(REFUSED);
  });

  it("M6 a deputy of a CISO who handed it in", async () => {
    const at = await started(handsIn("ciso"));
    await name(world, "colleague");
    expect(await inTheWay(at, "colleague")).toEqual(hindered(at));
    expect(await told(at, "colleague")).toEqual(REFUSED);
  });

  it("M6 a deputy of the sheet's own post, as who may not review it either", async () => {
    const at = await started();
    await name(world, "colleague", ofSystem(world));
    await name(world, "colleague");
    expect(await inTheWay(at, "colleague")).toEqual(hindered(at));
    expect(await told(at, "colleague")).toEqual(REFUSED);
  });

  it("M6 the next deputy decides instead of the first one, who handed it in", async () => {
    const at = await started(handsIn("manager"));
    await name(world, "manager");
    await name(world, "colleague", { order: 2 });
    expect(await inTheWay(at, "manager")).toEqual(hindered(at));
    expect(await told(at, "manager")).toEqual(REFUSED);
    expect(await told(at, "colleague")).toEqual(ALLOWED);
  });

  it("M6 a deputy who was a respondent but did nothing decides", async () => {
    const at = await started(async (sheetId) => {
      await assign(sheetId, "systemAdministrator", "colleague");
      await assign(sheetId, "systemAdministrator");
    });
    await name(world, "colleague");
    expect(await inTheWay(at, "colleague")).toEqual(FREE);
    expect(await told(at, "colleague")).toEqual(ALLOWED);
  });

  it("M6 the CISO decides, also where they handed it in", async () => {
    const at = await started(handsIn("ciso"));
    expect(await inTheWay(at, "ciso")).toEqual(FREE);
    expect(await told(at, "ciso")).toEqual(ALLOWED);
  });

  it("M6 a handed-in sheet, which only the CISO withdraws, is not withdrawn as a deputy either", async () => {
    const at = await started(handsIn("secretariat"));
    await handIn(at.sheetId, "systemAdministrator");
    await name(world, "secretariat");
    const visitor = await as(world, "secretariat");
    const asked = { reason: REASON, confirmedAnswers: at.answers };
    expect(codeOf(await withdrawSheet(visitor, { sheetId: at.sheetId, ...asked }, NOW))).toBe("not_permitted");
    const many = { cycleId: at.cycleId, sheetIds: [at.sheetId], confirmedSheets: 1, confirmedHandedIn: 1 };
    expect(refusalOf(await withdrawSheets(visitor, { ...many, ...asked }, NOW)).list).toMatchObject([{ why: "handedIn" }]);
  });
});
