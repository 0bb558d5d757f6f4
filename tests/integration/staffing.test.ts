import { describe, expect, it } from "vitest";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { handOutLater, openCycle } from "@/lib/features/cycles/hand-out/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { type HandoverBody, handoverBody } from "@/lib/features/handover/record/schema";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { readStaffing } from "@/lib/features/staffing/counts/queries";
import { as, codeOf, NOW, noDifferences, PAGE, plannedCycle, preparePlannedCycleGround, unattended, value, world } from "@/tests/support/planned-cycle-ground";

preparePlannedCycleGround();

const missing = async (role: "ciso" | "secretariat" | "auditor" = "secretariat") => value(await readStaffing(as(role), {}, NOW));
const join = async (name: string): Promise<string> =>
  value(await addPerson(as("secretariat"), { name, email: `${name}@new.example`, departmentId: world.departments[0] }, NOW)).id;
const handsOver = async (personId: string, body: Partial<HandoverBody>): Promise<void> => {
  const asked = { personId, ...handoverBody.parse(body) };
  const { hash } = value(await previewHandover(as("ciso"), asked, NOW));
  value(await handOver(as("ciso"), { ...asked, hash }, NOW));
};
const leave = (personId: string) => handsOver(personId, { event: "leave" });

describe("M6 the 事務局 is told who has no sheet, no password, no successor", () => {
  it("M6 new staff in an open round are listed and get a sheet, one or many; who was withdrawn is not, who came back is", async () => {
    const cycleId = await plannedCycle();
    expect((await missing()).counts.withoutSheet).toBe(0);
    value(await openCycle(as("ciso"), { cycleId }, NOW));
    const before = await missing();
    expect(before.counts.withoutSheet).toBe(0);
    const [one, two, three] = [await join("hitori"), await join("futari"), await join("sannin")];
    const joined = await missing();
    expect([joined.counts.withoutSheet, joined.counts.withoutPassword - before.counts.withoutPassword]).toEqual([3, 3]);
    expect(joined.withoutSheet.map(({ personId, cycleId: cycle }) => [personId, cycle]).sort()).toEqual([one, two, three].map((id) => [id, cycleId]).sort());
    expect(value(await handOutLater(as("secretariat"), { cycleId, personIds: [one] }, NOW)).handedOut).toBe(1);
    expect((await missing("ciso")).counts.withoutSheet).toBe(2);
    expect(value(await handOutLater(as("secretariat"), { cycleId, personIds: [one, two, three] }, NOW)).handedOut).toBe(2);
    expect((await missing("auditor")).counts.withoutSheet).toBe(0);
    await leave(one);
    expect((await missing()).counts.withoutSheet).toBe(0);
    value(await changePerson(as("ciso"), { personId: one, left: false }, NOW));
    expect((await missing()).withoutSheet.map(({ personId }) => personId)).toEqual([one]);
    expect(value(await handOutLater(as("secretariat"), { cycleId, personIds: [one] }, NOW)).handedOut).toBe(1);
    await noDifferences();
  });

  it("M6 a vacant post is listed until somebody takes it, with the sheets that nobody can answer", async () => {
    const vacant = async () => (await missing()).vacantPosts.map(({ role, departmentId, systemId }) => [role, departmentId ?? systemId]);
    expect(await vacant()).toEqual([["systemAdministrator", unattended]]);
    const { personId } = world.people.manager;
    await handsOver(personId, { event: "roles", appointments: [] });
    expect(await vacant()).toEqual([
      ["securityManager", world.departments[0]],
      ["systemAdministrator", unattended],
    ]);
    const seen = await missing();
    const inProgress = await Promise.all(
      seen.unanswerable.map(async ({ cycleId }) => value(await readCycleProgress(as("ciso"), { cycleId, ...PAGE }, NOW)).unanswerable),
    );
    expect(seen.unanswerable.map(({ sheets }) => sheets)).toEqual(inProgress);
    value(await appoint(as("ciso"), { personId, appointments: [{ role: "securityManager", departmentId: world.departments[0], systemId: null }] }, NOW));
    expect((await missing()).counts.unanswerable).toBe(0);
  });

  it("M6 staff and 責任者 do not read the list", async () => {
    for (const role of ["handler", "manager", "executive"] as const) expect(codeOf(await readStaffing(as(role), {}, NOW))).toBe("not_permitted");
  });
});
