import { beforeAll, describe, expect, it } from "vitest";
import { readWithdrawing } from "@/lib/features/cycle-pages/withdrawing/pages";
import { planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { acceptSheet, acceptSheets, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { ROLE_WORDS } from "@/lib/labels/words";
import type { Visitor } from "@/lib/server/scope/scope";
import { type CycleFixture, FIXTURE_SHEETS, type FixtureSheet, makeCycle } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { name, ofManager } from "@/tests/support/deputies";
import { refusalOf } from "@/tests/support/integration-ground";
import { as, codeOf, placed, withoutPassword } from "@/tests/support/links";
import { NOW, roundsGround } from "@/tests/support/rounds";
import { makeOperator, OPERATOR_ROLES, type OperatorRole, type World } from "@/tests/support/world";

const ground = roundsGround();
const SHEETS = Object.keys(FIXTURE_SHEETS) as FixtureSheet[];
const REASON = "試すため";

/** Everybody, and deputies: those who answer a sheet, those whose holder does, and one without a part in any. */
const STANDING_IN: readonly (readonly [OperatorRole, Parameters<typeof name>[2]])[] = [
  ["handler", { role: "ciso" }],
  ["colleague", { role: "ciso", order: 2 }],
  ["systemAdministrator", { role: "secretariat" }],
  ["otherManager", { role: "secretariat", order: 2 }],
  ["committee", { role: "executive" }],
];
const WHO = ["holders", "deputies"] as const;

async function operatorOf(who: (typeof WHO)[number]): Promise<World> {
  const world = await makeOperator(ground.owner, "kuko", who);
  if (who === "holders") return world;
  for (const [person, overrides] of STANDING_IN) await name(world, person, overrides);
  await name(world, "colleague", ofManager(world));
  return world;
}

let worlds: Readonly<Record<(typeof WHO)[number], World>>;
beforeAll(async () => {
  worlds = { holders: await operatorOf("holders"), deputies: await operatorOf("deputies") };
});

const mayNot = (code: string): boolean => code === "not_permitted" || code === "own_work";

/** For each person and sheet, whether the single and the bulk command deny it. */
async function compared(
  world: World,
  { sheets }: CycleFixture,
  decide: (by: Visitor, sheetId: string) => Promise<readonly [single: string, bulk: string]>,
): Promise<{ readonly single: Record<string, boolean>; readonly bulk: Record<string, boolean> }> {
  const [single, bulk]: [Record<string, boolean>, Record<string, boolean>] = [{}, {}];
  for (const person of OPERATOR_ROLES) {
    const by = await as(world, person);
    for (const sheet of SHEETS) {
      const [one, many] = await decide(by, sheets[sheet]);
      single[`${person}: ${sheet}`] = mayNot(one);
      bulk[`${person}: ${sheet}`] = mayNot(many);
    }
  }
  return { single, bulk };
}

describe("M7 what is done for many at once is decided for each as it would be alone", () => {
  describe.each(WHO)("%s may do to many what they may do to each", (who) => {
    it.each(["inProgress", "handedIn"] as const)("M7 withdrawing sheets that are %s", async (state) => {
      const world = worlds[who];
      const at = await makeCycle(ground.owner, world, { sheets: state });
      const { single, bulk } = await compared(world, at, async (by, sheetId) => [
        codeOf(await withdrawSheet(by, { sheetId, reason: REASON }, NOW)),
        codeOf(await withdrawSheets(by, { cycleId: at.cycleId, sheetIds: [sheetId], reason: REASON }, NOW)),
      ]);
      expect(bulk).toEqual(single);
      expect(new Set(Object.values(single))).toEqual(new Set([true, false]));
    });

    it("M7 accepting sheets", async () => {
      const world = worlds[who];
      const at = await makeCycle(ground.owner, world, { sheets: "handedIn" });
      const { single, bulk } = await compared(world, at, async (by, sheetId) => {
        const many = codeOf(await acceptSheets(by, { sheetIds: [sheetId] }, NOW));
        await ground.owner.query("UPDATE sheet SET state = 'handedIn' WHERE id = $1", [sheetId]);
        const one = codeOf(await acceptSheet(by, { sheetId }, NOW));
        await ground.owner.query("UPDATE sheet SET state = 'handedIn' WHERE id = $1", [sheetId]);
        return [one, many];
      });
      expect(bulk).toEqual(single);
      expect(new Set(Object.values(single))).toEqual(new Set([true, false]));
    });

    it.each(["ciso", "executive", "auditor", "secretariat"] as const)("M7 giving the role %s by a list", async (role) => {
      const world = worlds[who];
      const { personId, email } = world.people.colleague;
      const forget = () => ground.owner.query("DELETE FROM appointment WHERE person_id = $1", [personId]);
      const decided = new Map<string, readonly [string, string]>();
      for (const person of OPERATOR_ROLES) {
        const by = await as(world, person);
        const single = codeOf(await appoint(by, { personId, appointments: [placed(world, role)] }, NOW));
        await forget();
        const file = Buffer.from(`メール,役割\n${email},${ROLE_WORDS[role]}\n`);
        decided.set(person, [single, codeOf(await importRoleList(by, { file }, NOW))]);
        await forget();
      }
      for (const [person, [single, bulk]] of decided) expect([person, mayNot(bulk)]).toEqual([person, mayNot(single)]);
    });

    it("M7 changing the address of a sign-in by a list", async () => {
      const world = await operatorOf(who);
      const decided = new Set<boolean>();
      for (const person of OPERATOR_ROLES) {
        const by = await as(world, person);
        for (const other of (["handler", "manager", "ciso", "auditor", "secretariat"] as const).filter((one) => one !== person)) {
          const { personId, accountId, name: called, email } = world.people[other];
          const one = codeOf(await changePerson(by, { personId, email: `1.${email}` }, NOW));
          await ground.owner.query("UPDATE person SET staff_number = $2 WHERE id = $1", [personId, `番号${personId}`]);
          const file = Buffer.from(`職員番号,氏名,メール,部署\n番号${personId},${called},2.${email},${who} 部署1\n`);
          const many = codeOf(await importStaffList(by, { file }, NOW));
          expect([person, other, mayNot(many)]).toEqual([person, other, mayNot(one)]);
          decided.add(mayNot(one));
          // As before: a new address ends what was had with the old one.
          await ground.owner.query("UPDATE person SET email = $2, staff_number = NULL WHERE id = $1", [personId, email]);
          await ground.owner.query("UPDATE account SET email = $2 WHERE id = $1", [accountId, email]);
          await ground.owner.query("UPDATE access_token SET revoked_at = NULL WHERE account_id = $1", [accountId]);
        }
      }
      expect(decided).toEqual(new Set([true, false]));
    });

    it("M7 inviting everybody without a password", async () => {
      const world = worlds[who];
      for (const person of ["ciso", "secretariat", "handler", "otherManager"] as const) {
        for (const invited of OPERATOR_ROLES.filter((one) => one !== person)) await withoutPassword(ground.owner, world.people[invited].accountId);
        const by = await as(world, person);
        const single = new Set<string>();
        for (const { personId } of OPERATOR_ROLES.map((one) => world.people[one])) {
          if ((await invitePerson(by, { personId }, NOW)).ok) single.add(personId);
        }
        const many = await inviteEverybody(by, { onlyMissing: false }, NOW);
        expect([person, new Set(many.ok ? many.value.invitations.map(({ personId }) => personId) : [])]).toEqual([person, single]);
      }
    });
  });

  it("M7 a person's leaving as part of a handover", async () => {
    const world = await makeOperator(ground.owner, "kuko", "退職の空港");
    await makeCycle(ground.owner, world, { sheets: "inProgress" });
    for (const person of OPERATOR_ROLES) {
      const by = await as(world, person);
      // Each has something open, so nobody leaves by the single command.
      for (const other of ["handler", "systemAdministrator", "manager", "ciso", "executive", "auditor", "committee"] as const) {
        const { personId } = world.people[other];
        const one = codeOf(await changePerson(by, { personId, left: true }, NOW));
        const asked = { personId, ...handoverBody.parse({ event: "leave" }) };
        const seen = await previewHandover(by, asked, NOW);
        const many = seen.ok ? await planLaterHandover(by, { ...asked, hash: seen.value.hash, effectiveOn: dayFromNow(1) }, NOW) : seen;
        expect([person, other, mayNot(codeOf(many))]).toEqual([person, other, mayNot(one)]);
      }
    }
  });

  it("M7 a deputy withdraws the own sheet, or the holder's, by no way, and hears which stand in the way", async () => {
    const world = worlds.deputies;
    const { cycleId, sheets } = await makeCycle(ground.owner, world, { sheets: "inProgress" });
    const deputy = await as(world, "handler");
    const sheetIds = [sheets.handler, sheets.ciso, sheets.committee];
    const refused = refusalOf(await withdrawSheets(deputy, { cycleId, sheetIds, reason: REASON, confirmedSheets: 3 }, NOW));
    expect(refused.code).toBe("not_permitted");
    const why = new Map((refused.list as { sheetId: string; why: string; text: string }[]).map((one) => [one.sheetId, one]));
    for (const id of [sheets.handler, sheets.ciso]) expect(why.get(id)).toMatchObject({ why: "notAsDeputy", text: expect.stringContaining("代行") as unknown });
    expect(refused.detail).toMatch(/2枚は、代行としては/);
    const { rows } = await ground.owner.query("SELECT 1 FROM sheet WHERE cycle_id = $1 AND state = 'withdrawn'", [cycleId]);
    expect(rows).toEqual([]);
    const page = await readWithdrawing(deputy, { cycleId, filter: {}, withoutHindered: false }, NOW);
    const marked = page.ok ? page.value.obstacles.flatMap(({ id, why: because }) => (because === "notAsDeputy" ? [id] : [])) : [];
    expect(marked.sort()).toEqual([sheets.handler, sheets.ciso].sort());
  });
});
