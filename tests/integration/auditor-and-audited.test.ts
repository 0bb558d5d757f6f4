import { beforeEach, describe, expect, it } from "vitest";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import { nameDeputy } from "@/lib/features/organisation/deputies/commands";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { ROLE_WORDS } from "@/lib/labels/words";
import { withClient } from "@/lib/runtime/portal-logins";
import { type CycleFixture, equalCyclesOf, type FixtureSheet } from "@/tests/support/cycle-fixture";
import { doHandover, idOf, post } from "@/tests/support/handover-ground";
import { listFile } from "@/tests/support/lists";
import { onDay, plan, plansOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();
restoreEach();
beforeEach(() => rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]));

const X = "colleague";
const CONFLICT = "conflicting_appointments";

/** 3.1.4.1(2) in both directions: what X is named on, and the post that cannot go with it, with its holder. */
const DIRECTIONS = {
  "a respondent of an audited sheet gets to audit": { sheet: "manager", opposite: "auditor", holder: "auditor", taken: () => post("auditor") },
  "a respondent of the auditor's sheet gets to be audited": {
    ...{ sheet: "auditor", opposite: "system", holder: "systemAdministrator" },
    taken: () => post("systemAdministrator", { systemId: world.systems[0] }),
  },
} as const satisfies Record<string, { sheet: FixtureSheet; opposite: FixtureSheet; holder: OperatorRole; taken: () => ReturnType<typeof post> }>;
type Direction = (typeof DIRECTIONS)[keyof typeof DIRECTIONS];
const EACH = Object.entries(DIRECTIONS);

const named = (sheetId: string, who: OperatorRole = X) =>
  rows("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) VALUES ($1, $2, $3)", [world.operatorId, sheetId, idOf(who)]);
const unnamed = (sheetId: string) => rows("DELETE FROM sheet_respondent WHERE sheet_id = $1 AND person_id = $2", [sheetId, idOf(X)]);
const respondentsOf = async (sheetId: string) =>
  (await rows<{ id: string }>("SELECT person_id AS id FROM sheet_respondent WHERE sheet_id = $1", [sheetId])).map(({ id }) => id);

const DAYS = { from: "2026-11-20", until: "2026-12-20" } as const;
const deputised = async ({ taken }: Direction) =>
  codeOf(await nameDeputy(as("ciso"), { personId: idOf(X), ...taken(), order: 1, ...DAYS, reason: "長期の出張のため" }, NOW));
const appointed = async ({ taken }: Direction) => codeOf(await appoint(as("ciso"), { personId: idOf(X), appointments: [taken()] }, NOW));
const email = () => world.people[X].email;

/** Every way to give somebody a post or a deputyship. Out: the refusal's code, or `ok`. */
const WAYS: Record<string, (direction: Direction) => Promise<string>> = {
  appointing: appointed,
  "naming a deputy": deputised,
  "a list of roles": async ({ taken, sheet }) => {
    const file = listFile("メール,役割,対象", `${email()},${ROLE_WORDS[taken().role]},${sheet === "auditor" ? "試験空港 システム1" : ""}`);
    return codeOf(await importRoleList(as("ciso"), { file }, NOW));
  },
  "a handover of the person": ({ taken }) => doHandover(idOf(X), { event: "roles", appointments: [taken()] }),
  "a handover of another's post": ({ taken, holder }) =>
    doHandover(idOf(holder), { event: "roles", appointments: [], successors: [{ post: taken(), personId: idOf(X) }] }),
  "planning a handover": ({ taken }) => plan(idOf(X), { event: "roles", appointments: [taken()] }),
};

describe("M6 nobody audits and is audited (3.1.4.1(2)): a sheet that is answered counts as a post does", () => {
  describe.each(EACH)("M6 %s", (_which, direction) => {
    it.each(Object.keys(WAYS))("M6 is refused by way of %s, and done without the name", async (way) => {
      const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
      await named(sheets[direction.sheet]);
      expect(await WAYS[way]?.(direction)).toBe(CONFLICT);
      await unnamed(sheets[direction.sheet]);
      expect(await WAYS[way]?.(direction)).toBe("ok");
    });

    it("M6 is not done on the day of a handover that was planned before the person was named", async () => {
      expect(await WAYS["planning a handover"]?.(direction)).toBe("ok");
      const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
      await named(sheets[direction.sheet]);
      await onDay();
      expect(await plansOf(idOf(X))).toMatchObject([{ state: "toConfirm", details: [expect.stringContaining("監査を受ける側")] }]);
      expect(await rows("SELECT 1 FROM appointment WHERE person_id = $1", [idOf(X)])).toEqual([]);
    });

    it.each([
      ["holds the post", appointed],
      ["is a deputy of it", deputised],
      [
        "was one this year",
        async ({ taken }: Direction) => {
          const { role, systemId } = taken();
          await rows(
            `INSERT INTO deputy (operator_id, id, person_id, role, system_id, ordinal, from_on, until_on, reason, named_at, named_by)
             VALUES ($1, gen_random_uuid(), $2, $3, $4, 1, '2026-04-01', '2026-05-01', '育児休業のため', now(), $5)`,
            [world.operatorId, idOf(X), role, systemId, idOf("ciso")],
          );
          return "ok";
        },
      ],
      [
        "answers a sheet of it",
        async ({ opposite }: Direction, { sheets }: CycleFixture) => {
          await named(sheets[opposite]);
          return "ok";
        },
      ],
    ] as const)("M6 who %s is not named, and is afterwards", async (_what, does) => {
      const round = await cycle({ state: "open", sheets: "inProgress" });
      const sheetId = round.sheets[direction.sheet];
      const naming = async () => codeOf(await assignSheet(as("ciso"), { sheetId, respondentIds: [...(await respondentsOf(sheetId)), idOf(X)] }, NOW));
      expect(await does(direction, round)).toBe("ok");
      expect(await naming()).toBe(CONFLICT);
      await rows("DELETE FROM appointment WHERE person_id = $1", [idOf(X)]);
      await rows("DELETE FROM deputy WHERE person_id = $1", [idOf(X)]);
      await unnamed(round.sheets[direction.opposite]);
      expect(await naming()).toBe("ok");
    });
  });

  it.each([
    ["manager", "manager", () => post("auditor")],
    ["auditor", "auditor", () => post("systemAdministrator", { systemId: world.systems[1] })],
  ] as const)("M6 the %s who changes to the other side does not finish the post's sheet", async (who, sheet, taken) => {
    const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
    const changing = { event: "roles", appointments: [taken()] } as const;
    expect(await doHandover(idOf(who), { ...changing, appointments: [taken()], sheets: [{ sheetId: sheets[sheet], course: "stay" }] })).toBe(CONFLICT);
    expect(await doHandover(idOf(who), { ...changing, appointments: [taken()] })).toBe("ok");
  });

  it.each([
    ["systems", importSystemList, () => `重要システム,種類,部署,システム管理者\n試験空港 システム1,その他,試験空港 部署1,${email()}`],
    ["departments", importDepartmentList, () => `部署,情報セキュリティ責任者\n試験空港 部署1,${email()}`],
  ] as const)("M6 a list of %s gives no audited post to a respondent of the auditor's sheet", async (_what, bring, text) => {
    const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
    await named(sheets.auditor);
    const file = listFile(...text().split("\n"));
    expect(codeOf(await bring(as("ciso"), { file }, NOW))).toBe(CONFLICT);
    await unnamed(sheets.auditor);
    expect(codeOf(await bring(as("ciso"), { file }, NOW))).toBe("ok");
  });
});

const reopening = async (cycleId: string) =>
  codeOf(await reopenCycle(as("ciso"), { cycleId, reason: "数え漏れがあったため。", confirmedClosedSurveys: 0, confirmedClosingSurveys: 0 }, NOW));

/** Every way to make a round run again. */
const AGAIN = {
  approved: { state: "approved", again: reopening },
  submitted: { state: "submitted", again: reopening },
  cancelled: {
    state: "open",
    again: async (cycleId: string) => {
      const confirmedEqualCycles = await withClient(own.ownerUrl, (client) => equalCyclesOf(client, world, "handingOut"));
      return codeOf(await restoreCycle(as("ciso"), { cycleId, reason: "要ることになったため。", confirmedEqualCycles }, NOW));
    },
  },
} as const;

const end = async ({ cycleId }: CycleFixture) => {
  const [row] = await rows<{ answers: number }>("SELECT count(*)::int AS answers FROM answer a JOIN sheet s ON s.id = a.sheet_id WHERE s.cycle_id = $1", [
    cycleId,
  ]);
  const confirmedAnswers = row?.answers ?? 0;
  expect(codeOf(await cancelCycle(as("ciso"), { cycleId, reason: "重なったため。", confirmedAnswers }, NOW))).toBe("ok");
};

describe("M6 a round that runs again has no respondent who would audit and be audited", () => {
  describe.each(EACH)("M6 %s", (_which, direction) => {
    it.each(["approved", "submitted", "cancelled"] as const)("M6 the %s round comes back without the name, which is recorded", async (ended) => {
      const { state, again } = AGAIN[ended];
      const round = await cycle({ state, sheets: "inProgress" });
      const sheetId = round.sheets[direction.sheet];
      const before = await respondentsOf(sheetId);
      await named(sheetId);
      await named(sheetId, "handler");
      if (ended === "cancelled") await end(round);
      expect(await (ended === "submitted" ? deputised : appointed)(direction)).toBe("ok");
      expect(await again(round.cycleId)).toBe("ok");
      expect((await respondentsOf(sheetId)).toSorted()).toEqual([...before, idOf("handler")].toSorted());
      const recorded = await rows<{ detail: { before: { respondentIds: string[] }; after: { respondentIds: string[] } } }>(
        "SELECT detail FROM audit WHERE target = $1 AND action IN ('cycle.reopen', 'cycle.restore')",
        [`sheet/${sheetId}`],
      );
      const lists = recorded.map(({ detail }) => [detail.before.respondentIds, detail.after.respondentIds].map((some) => some.toSorted()));
      expect(lists).toEqual([[[...before, idOf("handler"), idOf(X)].toSorted(), [...before, idOf("handler")].toSorted()]]);
    });
  });
});
