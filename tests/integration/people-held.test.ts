import { describe, expect, it } from "vitest";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { applyDueHandovers } from "@/lib/features/handover/due/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { changeSystem } from "@/lib/features/organisation/units/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { as, codeOf, valueOf } from "@/tests/support/links";
import { locksTaken } from "@/tests/support/locks-taken";
import { acceptAsShown } from "@/tests/support/rounds";
import { holder, NOW, owner, prepareWaitingGround, running } from "@/tests/support/waiting-ground";
import { makeOperator, type World } from "@/tests/support/world";

prepareWaitingGround();

/** Others use the processor too. */
const PATIENTLY = { interval: 10, timeout: 5_000 };

/** How many sessions wait, for the holder or for one another. */
const waiting = async (): Promise<number> => (await owner.query("SELECT DISTINCT pid FROM pg_locks WHERE NOT granted")).rowCount ?? 0;

/** Both requests at once: the first waits for the held row, and the second is done or waits too before it is let go. */
async function atOnce<One, Other>(sheetId: string, first: () => Promise<One>, second: () => Promise<Other>): Promise<readonly [One, Other]> {
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM sheet_respondent WHERE sheet_id = $1 FOR UPDATE", [sheetId]);
  try {
    const one = first();
    await expect.poll(waiting, PATIENTLY).toBe(1);
    let done = false;
    const other = second().finally(() => (done = true));
    await expect.poll(async () => done || (await waiting()) === 2, PATIENTLY).toBe(true);
    await holder.query("COMMIT");
    return [await one, await other];
  } finally {
    await holder.query("ROLLBACK");
  }
}

const leaving = async (by: Visitor, personId: string) => {
  const asked = { personId, ...handoverBody.parse({ event: "leave" }) };
  return { ...asked, hash: valueOf(await previewHandover(by, asked, NOW)).hash };
};

interface Case {
  readonly name: string;
  /** What is done before, and then at once with the naming. Out: its outcome. */
  readonly prepare: (world: World, by: Visitor) => Promise<() => Promise<string>>;
  readonly otherwise: string;
}

const auditor = { role: "auditor", departmentId: null, systemId: null } as const;
const idOf = ({ people }: World): string => people.colleague.personId;
const TOMORROW = dayFromNow(1);

const CASES: readonly Case[] = [
  {
    name: "becomes 監査実施者",
    prepare: (world, by) => Promise.resolve(async () => codeOf(await appoint(by, { personId: idOf(world), appointments: [auditor] }, NOW))),
    otherwise: "conflicting_appointments",
  },
  {
    name: "becomes 監査実施者 by a list",
    prepare: (world, by) =>
      Promise.resolve(async () => codeOf(await importRoleList(by, { file: Buffer.from(`メール,役割\n${world.people.colleague.email},監査実施者\n`) }, NOW))),
    otherwise: "conflicting_appointments",
  },
  {
    name: "leaves",
    prepare: (world, by) => Promise.resolve(async () => codeOf(await changePerson(by, { personId: idOf(world), left: true }, NOW))),
    otherwise: "confirmation_required",
  },
  {
    name: "leaves by a handover",
    prepare: async (world, by) => {
      const asked = await leaving(by, idOf(world));
      return async () => codeOf(await handOver(by, asked, NOW));
    },
    otherwise: "confirmation_required",
  },
  {
    name: "leaves by a handover that was planned for the day",
    prepare: async (world, by) => {
      valueOf(await planLaterHandover(by, { ...(await leaving(by, idOf(world))), effectiveOn: TOMORROW }, NOW));
      return async () => {
        await applyDueHandovers(world.operatorId, new Date(`${TOMORROW}T01:00:00+09:00`));
        const { rows } = await owner.query<{ state: string }>("SELECT state FROM planned_handover WHERE person_id = $1", [idOf(world)]);
        return rows[0]?.state ?? "";
      };
    },
    otherwise: "toConfirm",
  },
];

describe("M6 people stay as they were found while a sheet gets its respondents", () => {
  it.each(CASES)("M6 nobody is named who at the same time $name", async ({ prepare, otherwise }) => {
    const world = await makeOperator(owner, "kuko", "空港");
    const { sheets } = await makeCycle(owner, world, running);
    const ciso = await as(world, "ciso");
    const other = await prepare(world, ciso);
    const naming = await as(world, "secretariat");
    const [named, done] = await atOnce(sheets.system, () => assignSheet(naming, { sheetId: sheets.system, respondentIds: [idOf(world)] }, NOW), other);
    expect([codeOf(named), done]).toEqual(["ok", otherwise]);
  });
});

describe("C2 requests at once wait for one another in one order", () => {
  it.each([
    ["a person", (by: Visitor, { people, departments }: World) => changePerson(by, { personId: people.handler.personId, departmentId: departments[1] }, NOW)],
    ["a critical system", (by: Visitor, { systems, departments }: World) => changeSystem(by, { systemId: systems[0], departmentId: departments[1] }, NOW)],
  ])("C2 handing out and moving %s", async (_what, move) => {
    const world = await makeOperator(owner, "kuko", "空港");
    const { cycleId } = await makeCycle(owner, world, running);
    const [ciso, secretariat] = [await as(world, "ciso"), await as(world, "secretariat")];
    const { value, deadlocks } = await locksTaken(async () => {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM cycle WHERE id = $1 FOR UPDATE", [cycleId]);
      const handing = handOutLater(secretariat, { cycleId }, NOW);
      await expect.poll(waiting, PATIENTLY).toBe(1);
      const moving = move(ciso, world);
      await expect.poll(waiting, PATIENTLY).toBe(2);
      await holder.query("COMMIT");
      return Promise.all([handing, moving]);
    });
    expect([value.map(({ ok }) => ok), deadlocks]).toEqual([[true, true], 0]);
  });

  it("C2 accepting and moving sheets of two cycles", async () => {
    const world = await makeOperator(owner, "kuko", "空港");
    const [one, other] = [await makeCycle(owner, world, { sheets: "handedIn" }), await makeCycle(owner, world, { sheets: "handedIn" })];
    const chosen = [one.sheets.handler, other.sheets.handler].sort();
    // The first sheet belongs to the cycle that comes last.
    const cycles = [one.cycleId, other.cycleId].sort().reverse();
    if (chosen.map((id) => (id === one.sheets.handler ? one.cycleId : other.cycleId)).join() !== cycles.join()) {
      const [first, second] = chosen as [string, string];
      await owner.query("UPDATE sheet SET cycle_id = CASE WHEN id = $1 THEN $3::uuid ELSE $4::uuid END WHERE id IN ($1, $2)", [first, second, ...cycles]);
    }
    const [manager, ciso] = [await as(world, "manager"), await as(world, "ciso")];
    const { personId } = world.people.handler;
    const moves: Promise<{ ok: boolean }>[] = [];
    const accepting = async () => {
      // Whether the sheets are still theirs to accept once they have seen the numbers depends on who is first.
      await acceptAsShown(manager, chosen, NOW);
      return moves[0];
    };
    const act = async () => {
      moves.push(changePerson(ciso, { personId, departmentId: world.departments[1] }, NOW));
      await expect.poll(waiting, PATIENTLY).toBe(1);
    };
    const { value, deadlocks } = await locksTaken(accepting, { after: /FOR NO KEY UPDATE OF s/, act });
    expect([value?.ok, deadlocks]).toEqual([true, 0]);
  });
});
