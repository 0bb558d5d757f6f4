import { beforeAll, describe, expect, it } from "vitest";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { handOutLater, openCycle } from "@/lib/features/cycles/hand-out/commands";
import { planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { applyDueHandovers } from "@/lib/features/handover/due/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import { endDeputy } from "@/lib/features/organisation/deputies/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { inScope, Prisma } from "@/lib/server/database/client";
import { LOCK_ORDER } from "@/lib/server/database/lock";
import type { Visitor } from "@/lib/server/scope/scope";
import { lockPeople } from "@/lib/server/use-cases/people-lock";
import { linkFor } from "@/tests/support/account-ground";
import { type CycleFixture, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { name, ofManager } from "@/tests/support/deputies";
import { addNewcomer, as, valueOf } from "@/tests/support/links";
import { type Locked, locksTaken } from "@/tests/support/locks-taken";
import { acceptAsShown } from "@/tests/support/rounds";
import { NOW, owner, prepareWaitingGround } from "@/tests/support/waiting-ground";
import { makeOperator, type World } from "@/tests/support/world";

prepareWaitingGround();

/* While it stands here, the portal changes people, roles and respondents under their lock, or not at all. */
beforeAll(async () => {
  await owner.query(`
    CREATE FUNCTION people_are_locked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    DECLARE name bigint := hashtextextended('organisation ' || current_setting('app.operator', true), 0);
    BEGIN
      IF session_user <> '${(await owner.query<{ me: string }>("SELECT session_user AS me")).rows[0]!.me}' AND NOT EXISTS (SELECT 1 FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND (classid::bigint << 32) + objid::bigint = name
            AND (TG_TABLE_NAME = 'sheet_respondent' OR mode = 'ExclusiveLock')) THEN
        RAISE EXCEPTION 'people are not locked: % of %', TG_OP, TG_TABLE_NAME;
      END IF;
      RETURN NULL;
    END $$;
    CREATE FUNCTION first_ciso_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      IF portal_holds(NEW.id, '{ciso}') AND NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()) THEN
        RAISE EXCEPTION 'people are not locked: the password of a CISO';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER a_first_ciso_waits BEFORE UPDATE OF password_hash ON account FOR EACH ROW
      WHEN (OLD.password_hash IS NULL AND NEW.password_hash IS NOT NULL) EXECUTE FUNCTION first_ciso_waits()`);
  for (const table of ["person", "appointment", "deputy", "department", "critical_system", "sheet_respondent"])
    await owner.query(`CREATE TRIGGER people_are_locked BEFORE INSERT OR UPDATE OR DELETE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION people_are_locked()`);
});

const REASON = "試すため";
const TOMORROW = dayFromNow(1);
const OPEN = { sheets: "inProgress" } as const;
const list = (...rows: string[]) => ({ file: Buffer.from(`${rows.join("\n")}\n`) });

interface At extends CycleFixture {
  readonly world: World;
  readonly ciso: Visitor;
}

interface Case {
  readonly name: string;
  readonly cycle: NonNullable<Parameters<typeof makeCycle>[2]>;
  readonly locks: readonly Locked[];
  /** What is there before. Out: the request. */
  readonly request: (at: At) => Promise<() => Promise<unknown>> | (() => Promise<unknown>);
}

const done = (request: () => Promise<Parameters<typeof valueOf>[0]>) => async () => valueOf(await request());

const confirmed = async ({ ciso }: At, personId: string, body: object) => {
  const asked = { personId, ...handoverBody.parse(body) };
  return { ...asked, hash: valueOf(await previewHandover(ciso, asked, NOW)).hash };
};

const departmentName = async (id: string) => (await owner.query<{ name: string }>("SELECT name FROM department WHERE id = $1", [id])).rows[0]?.name ?? "";

/** Somebody with a link and this role, who sets a password with it. */
async function firstPassword(world: World, ciso: Visitor, role: "ciso" | null) {
  const { personId } = await addNewcomer(owner, world);
  const link = await linkFor(ciso, personId);
  if (role !== null) valueOf(await appoint(ciso, { personId, appointments: [{ role, departmentId: null, systemId: null }] }, NOW));
  return done(() => acceptInvitation(link, "まったく別の合言葉 9 staple", null, new Date()));
}

const CASES: readonly Case[] = [
  {
    name: "names respondents",
    cycle: OPEN,
    locks: ["people", "cycle", "sheet"],
    request: ({ ciso, sheets, world }) => done(() => assignSheet(ciso, { sheetId: sheets.system, respondentIds: [world.people.colleague.personId] }, NOW)),
  },
  {
    name: "hands out",
    cycle: { state: "planned" },
    locks: ["people", "cycle"],
    request: ({ ciso, cycleId }) => done(() => openCycle(ciso, { cycleId }, NOW)),
  },
  {
    name: "hands out later",
    cycle: OPEN,
    locks: ["people", "cycle"],
    request: ({ ciso, cycleId }) => done(() => handOutLater(ciso, { cycleId }, NOW)),
  },
  {
    name: "restores",
    cycle: OPEN,
    locks: ["people", "cycle", "sheet"],
    request: async ({ ciso, cycleId }) => {
      const { rows } = await owner.query<{ answers: number }>(
        "SELECT count(*)::int AS answers FROM answer a JOIN sheet s ON s.id = a.sheet_id WHERE s.cycle_id = $1 AND a.status <> 'unanswered'",
        [cycleId],
      );
      valueOf(await cancelCycle(ciso, { cycleId, reason: REASON, confirmedAnswers: rows[0]?.answers ?? 0 }, NOW));
      return done(() => restoreCycle(ciso, { cycleId, reason: REASON }, NOW));
    },
  },
  {
    name: "reopens",
    cycle: { state: "approved", sheets: "accepted" },
    locks: ["people", "cycle", "sheet"],
    request: ({ ciso, cycleId }) => done(() => reopenCycle(ciso, { cycleId, reason: REASON }, NOW)),
  },
  {
    name: "moves a person",
    cycle: { sheets: "handedIn" },
    locks: ["people", "cycle", "sheet", "tally"],
    request: ({ ciso, world }) => done(() => changePerson(ciso, { personId: world.people.handler.personId, departmentId: world.departments[1] }, NOW)),
  },
  {
    name: "moves people by a list",
    cycle: { sheets: "handedIn" },
    locks: ["people", "cycle", "sheet", "tally"],
    request: async ({ ciso, world }) => {
      const { email, name: called } = world.people.handler;
      const row = `,${called},${email},${await departmentName(world.departments[1])}`;
      return done(() => importStaffList(ciso, list("職員番号,氏名,メール,部署", row), NOW));
    },
  },
  {
    name: "moves a critical system",
    cycle: { sheets: "handedIn" },
    locks: ["people", "cycle", "sheet", "tally"],
    request: ({ ciso, world }) => done(() => changeSystem(ciso, { systemId: world.systems[0], departmentId: world.departments[1] }, NOW)),
  },
  {
    name: "hands sheets over",
    cycle: { sheets: "handedIn" },
    locks: ["people", "cycle", "sheet", "tally"],
    request: async (at) => {
      const asked = await confirmed(at, at.world.people.handler.personId, { event: "move", departmentId: at.world.departments[1] });
      return done(() => handOver(at.ciso, asked, NOW));
    },
  },
  {
    name: "does a handover on its day",
    cycle: OPEN,
    locks: ["people", "plannedHandover"],
    request: async (at) => {
      const asked = await confirmed(at, at.world.people.colleague.personId, { event: "leave" });
      valueOf(await planLaterHandover(at.ciso, { ...asked, effectiveOn: TOMORROW }, NOW));
      return () => applyDueHandovers(at.world.operatorId, new Date(`${TOMORROW}T01:00:00+09:00`));
    },
  },
  {
    name: "adds a person",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso, world }) =>
      done(() => addPerson(ciso, { name: "新任 ふたり", email: `${world.operatorId}@new.example`, departmentId: world.departments[0] }, NOW)),
  },
  {
    name: "appoints",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso, world }) =>
      done(() =>
        appoint(
          ciso,
          { personId: world.people.colleague.personId, appointments: [{ role: "systemAdministrator", departmentId: null, systemId: world.systems[0] }] },
          NOW,
        ),
      ),
  },
  {
    name: "appoints by a list",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso, world }) => done(() => importRoleList(ciso, list("メール,役割", `${world.people.colleague.email},事務局`), NOW)),
  },
  {
    name: "names a deputy",
    cycle: OPEN,
    locks: ["people"],
    request:
      ({ world }) =>
      () =>
        name(world, "colleague", ofManager(world)),
  },
  {
    name: "ends a deputyship",
    cycle: OPEN,
    locks: ["people"],
    request: async ({ ciso, world }) => {
      const { id } = await name(world, "colleague", ofManager(world));
      return done(() => endDeputy(ciso, { deputyId: id, reason: REASON }, NOW));
    },
  },
  {
    name: "adds a department",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso }) => done(() => addDepartment(ciso, { name: "新しい部署" }, NOW)),
  },
  {
    name: "adds departments by a list",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso }) => done(() => importDepartmentList(ciso, list("部署", "別の新しい部署"), NOW)),
  },
  {
    name: "renames a department",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso, world }) => done(() => changeDepartment(ciso, { departmentId: world.departments[1], name: "名前を変えた部署" }, NOW)),
  },
  {
    name: "adds a critical system",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso, world }) => done(() => addSystem(ciso, { name: "新しいシステム", kind: "other", departmentId: world.departments[0] }, NOW)),
  },
  {
    name: "sets a first password",
    cycle: OPEN,
    locks: [],
    request: ({ ciso, world }) => firstPassword(world, ciso, null),
  },
  {
    name: "sets the first password of a CISO",
    cycle: OPEN,
    locks: ["people"],
    request: ({ ciso, world }) => firstPassword(world, ciso, "ciso"),
  },
  {
    name: "hands in",
    cycle: OPEN,
    locks: ["cycle", "sheet", "tally"],
    request: async ({ sheets, world }) => {
      const manager = await as(world, "manager");
      return done(() => handInSheet(manager, { sheetId: sheets.manager, confirmedUnanswered: 0 }, NOW));
    },
  },
  {
    name: "accepts several",
    cycle: { sheets: "handedIn" },
    locks: ["cycle", "sheet"],
    request: async ({ sheets, world }) => {
      const manager = await as(world, "manager");
      return done(() => acceptAsShown(manager, [sheets.handler, sheets.system], NOW));
    },
  },
];

describe("C2 the lock order", () => {
  it.each(CASES)("C2 is kept, with people first, by who $name", async ({ cycle, locks, request }) => {
    const world = await makeOperator(owner, "kuko", "空港");
    const fixture = await makeCycle(owner, world, cycle);
    await makeSurvey(owner, "kuko", [world.operatorId]);
    const act = await request({ ...fixture, world, ciso: await as(world, "ciso") });
    const { transactions } = await locksTaken(act);
    for (const taken of transactions) expect(taken).toEqual(LOCK_ORDER.filter((one) => taken.includes(one)));
    expect(transactions.at(-1) ?? []).toEqual(locks);
  });

  it.each([
    ["people without their lock", null, "UPDATE person SET name = name"],
    ["roles under a share of it", "share", "DELETE FROM appointment"],
    ["respondents without it", null, "DELETE FROM sheet_respondent"],
  ] as const)("C2 a change of %s would be noticed here", async (_what, lock, statement) => {
    const visitor = await as(await makeOperator(owner, "kuko", "空港"), "ciso");
    const change = inScope(visitor.scope, async (transaction) => {
      if (lock !== null) await lockPeople(transaction, visitor, lock);
      await transaction.$executeRaw(Prisma.raw(statement));
    });
    await expect(change).rejects.toThrow("people are not locked");
  });
});
