import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { SheetState } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { coursesOf, HANDOVER_EVENTS } from "@/lib/domain/handover/courses";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import type { HandoverBody } from "@/lib/features/handover/record/schema";
import { changePerson } from "@/lib/features/organisation/people/commands";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { acceptSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { type Asked, doHandover, endCycles, expectCountsRight, idOf, post, sheetsForAll } from "@/tests/support/handover-ground";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { OPERATOR_ROLES } from "@/tests/support/world";

prepareSheetGround();
beforeAll(async () => {
  await rows("CREATE TABLE first_posts AS SELECT * FROM appointment WHERE operator_id = $1", [world.operatorId]);
});
/** Each sequence begins with everybody present, in the posts whose sheets the fixture gives them. */
beforeEach(async () => {
  await endCycles();
  await rows("UPDATE person SET left_at = NULL WHERE operator_id = $1", [world.operatorId]);
  await rows("UPDATE account SET disabled_at = NULL WHERE operator_id = $1", [world.operatorId]);
  await rows("DELETE FROM appointment a WHERE operator_id = $1 AND NOT EXISTS (SELECT 1 FROM first_posts f WHERE f.id = a.id)", [world.operatorId]);
  await rows("INSERT INTO appointment SELECT * FROM first_posts f WHERE f.operator_id = $1 ON CONFLICT DO NOTHING", [world.operatorId]);
});

/** Numbers that look random and are the same in every run (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const posts = (): AppointmentBody[] => [
  ...world.departments.map((departmentId) => post("securityManager", { departmentId })),
  ...world.systems.map((systemId) => post("systemAdministrator", { systemId })),
  ...(["executive", "auditor", "securityCommittee", "exemptionReviewer"] as const).map((role) => post(role)),
];

interface PersonNow {
  readonly id: string;
  readonly department: string;
  readonly left: boolean;
  readonly held: AppointmentBody[];
  readonly sheets: { id: string; role: AnsweringRole; state: SheetState }[];
}

const personNow = async (personId: string): Promise<PersonNow | undefined> =>
  (
    await rows<PersonNow>(
      `SELECT p.id, p.department_id AS department, p.left_at IS NOT NULL AS left,
         coalesce((SELECT jsonb_agg(jsonb_build_object('role', a.role, 'departmentId', a.department_id, 'systemId', a.system_id))
           FROM appointment a WHERE a.operator_id = p.operator_id AND a.person_id = p.id), '[]') AS held,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'role', s.role, 'state', s.state)) FROM sheet s
           JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
           WHERE s.operator_id = p.operator_id AND s.person_id = p.id AND s.state <> 'withdrawn'), '[]') AS sheets
       FROM person p WHERE p.id = $1`,
      [personId],
    )
  )[0];

/** What must hold whatever was handed over. */
async function expectOrder(cycleId: string): Promise<void> {
  await expectCountsRight();
  const unanswered = await rows<{ id: string }>(
    `SELECT s.id FROM sheet s WHERE s.cycle_id = $1 AND s.state IN ('notStarted', 'inProgress', 'returned') AND NOT EXISTS (
       SELECT 1 FROM sheet_respondent r JOIN person p ON p.id = r.person_id AND p.operator_id = r.operator_id
       WHERE r.sheet_id = s.id AND p.left_at IS NULL) ORDER BY s.id`,
    [cycleId],
  );
  const read = await readCycleProgress(as("ciso"), { cycleId, page: 1, perPage: 200, state: "unanswerable" }, NOW);
  expect(read.ok ? read.value.items.map(({ id }) => id).sort() : null).toEqual(unanswered.map(({ id }) => id));
  const held = await rows<{ id: string; roles: AppointmentBody["role"][] }>(
    "SELECT person_id AS id, array_agg(DISTINCT role) AS roles FROM appointment WHERE operator_id = $1 GROUP BY 1",
    [world.operatorId],
  );
  for (const { roles } of held) expect(conflictingAppointments(roles.map((role) => ({ role })))).toEqual([]);
  const auditors = new Set(held.filter(({ roles }) => roles.includes("auditor")).map(({ id }) => id));
  const respondents = await rows<{ role: AppointmentBody["role"] | "handler"; person: string; own: string | null; holds: boolean }>(
    `SELECT s.role, r.person_id AS person, s.person_id AS own, EXISTS (SELECT 1 FROM appointment a WHERE a.operator_id = s.operator_id
       AND a.person_id = r.person_id AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id)) AS holds
     FROM sheet s JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id WHERE s.cycle_id = $1 AND s.state <> 'withdrawn'`,
    [cycleId],
  );
  for (const { role, person, own } of respondents) {
    if (role === "handler") expect(person).toBe(own);
    else if (auditors.has(person)) expect(conflictingAppointments([{ role: "auditor" }, { role }])).toEqual([]);
  }
  const missing = await rows(
    `SELECT s.id FROM sheet s JOIN appointment a ON a.operator_id = s.operator_id
       AND portal_answers_as(a.role, a.department_id, a.system_id, s.role, s.department_id, s.system_id)
     WHERE s.cycle_id = $1 AND s.state <> 'withdrawn' AND s.role <> 'handler'
       AND NOT EXISTS (SELECT 1 FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id = a.person_id)`,
    [cycleId],
  );
  expect(missing).toEqual([]);
}

describe("M6 after any sequence of handovers", () => {
  it.each([1, 2, 3, 4])("M6 nothing is lost or counted wrongly, and the separation of duties holds (sequence %i)", async (seed) => {
    const below = numbers(seed * 7919);
    const { cycleId, sheets } = await cycle({ sheets: seed % 2 === 0 ? "handedIn" : "inProgress" });
    await sheetsForAll(cycleId);
    const people = OPERATOR_ROLES.filter((role) => role !== "ciso" && role !== "secretariat").map(idOf);
    const pick = <One>(of: readonly One[]): One => of[below(of.length)] as One;
    const outcomes: string[] = [];
    for (let step = 0; step < 14; step += 1) {
      const personId = pick(people);
      const person = await personNow(personId);
      if (!person) throw new Error("nobody");
      if (person.left) {
        expect(codeOf(await changePerson(as("ciso"), { personId, left: false }, NOW))).toBe("ok");
        continue;
      }
      const event = pick(HANDOVER_EVENTS);
      const appointments = event === "roles" ? posts().filter(() => below(6) === 0) : event === "leave" ? [] : person.held.filter(() => below(2) === 0);
      const kept = new Set(appointments.map((one) => JSON.stringify(one)));
      const givenUp = person.held.filter(
        (one) => !appointments.some((other) => other.role === one.role && other.departmentId === one.departmentId && other.systemId === one.systemId),
      );
      const successors = givenUp.filter(() => below(2) === 0).map((one) => ({ post: one, personId: pick(people.filter((id) => id !== personId)) }));
      const chosen =
        event === "roles" ? [] : person.sheets.map(({ id, ...sheet }) => ({ sheetId: id, course: pick(coursesOf(sheet, event)), reason: "試験の理由" }));
      const asked: Asked = {
        ...{ event, successors, sheets: chosen as HandoverBody["sheets"] },
        ...(event === "leave" ? {} : { appointments: [...kept].map((one) => JSON.parse(one) as AppointmentBody) }),
        ...(event === "move" ? { departmentId: world.departments.find((id) => id !== person.department) ?? "" } : {}),
      };
      outcomes.push(await doHandover(personId, asked));
      if (step % 5 === 4)
        await (below(2) === 0
          ? acceptSheet(as("ciso"), { sheetId: sheets.committee }, NOW)
          : returnSheet(as("ciso"), { sheetId: sheets.manager, reason: "根拠を足してください。" }, NOW));
      await expectOrder(cycleId);
    }
    expect(outcomes.filter((outcome) => outcome === "ok").length).toBeGreaterThan(2);
    expect(outcomes.filter((outcome) => !["ok", "not_found", "wrong_state", "conflicting_appointments", "items_on_no_sheet"].includes(outcome))).toEqual([]);
  });
});
