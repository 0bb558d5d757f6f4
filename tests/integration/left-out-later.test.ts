import { describe, expect, it } from "vitest";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { addSystem } from "@/lib/features/organisation/units/commands";
import {
  askedForLater,
  at,
  handsOut,
  itemsOf,
  leftOutIn,
  measuresOf,
  missing,
  newcomer,
  onlyOf,
  openWithout,
  operator,
  type Place,
  run,
  takes,
  vacates,
} from "@/tests/support/later-sheets";
import { as, NOW, noDifferences, preparePlannedCycleGround, sheetsOf, value } from "@/tests/support/planned-cycle-ground";

preparePlannedCycleGround();

describe("M6 what the CISO left out at a post that somebody held", () => {
  it.each([
    ["securityCommittee", 1],
    ["auditor", 1],
    ["securityManager", 2],
  ] as const)("M6 stays left out when the withdrawn sheet of a %s is handed out again", async (role, holders) => {
    const of = await operator(`また配る空港 ${role}`);
    const [kept = "", ...others] = measuresOf(role);
    const leftOut = at(others, { role });
    const cycleId = await openWithout(of, leftOut);
    const sheets = (await sheetsOf(cycleId)).filter((sheet) => sheet.role === role);
    expect(sheets).toHaveLength(holders);
    const sheetId = sheets[0]?.id ?? "";
    await run(of, `UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '渡し間違えたため' WHERE operator_id = $1 AND id = '${sheetId}'`);
    expect(value(await handOutLater(as("secretariat", of), { cycleId, sheetIds: [sheetId] }, NOW)).handedOut).toBe(1);
    expect(await leftOutIn(of, cycleId)).toHaveLength(leftOut.length);
    expect(await itemsOf(of, cycleId, role)).toEqual([kept]);
    const entry = await run(of, "SELECT detail FROM audit WHERE operator_id = $1 AND action = 'cycle.handOutLater' AND target LIKE 'cycle/%'");
    expect(entry.rows.map(({ detail }: { detail: object }) => Object.keys(detail))).toEqual([["sheets"]]);
    await noDifferences();
  });

  it.each([
    ["auditor", "the same person holds"],
    ["securityCommittee", "another person came to hold"],
    ["securityManager", "the same person holds"],
    ["systemAdministrator", "another person came to hold"],
  ] as const)("M6 is not handed out to a %s that %s", async (role, holder) => {
    const of = await operator(`決めて外した空港 ${role}`);
    const place: Place = role === "securityManager" ? { departmentId: of.departments[1] } : role === "systemAdministrator" ? { systemId: of.systems[0] } : {};
    const cycleId = await openWithout(of, at(measuresOf(role), { role, ...place }));
    const before = await leftOutIn(of, cycleId);
    if (holder === "another person came to hold") {
      await vacates(of, role, place.systemId);
      await takes(of, of.people.colleague.personId, role, place);
    }
    expect((await missing(of)).counts.postsWithoutSheet).toBe(0);
    expect(await askedForLater(of, "secretariat")).toEqual([]);
    expect(await handsOut(of, cycleId)).toBe(0);
    expect(await leftOutIn(of, cycleId)).toEqual(before);
  });

  it("M6 is not counted as missing for the people of a department, before and after others join it", async () => {
    const of = await operator("部署を外した空港");
    const [asked, departmentId] = of.departments;
    const cycleId = await openWithout(of, at(measuresOf("handler"), { role: "handler", departmentId }));
    expect((await sheetsOf(cycleId)).filter(({ person }) => person === of.people.otherManager.personId).map(({ role }) => role)).toEqual(["securityManager"]);
    expect((await missing(of)).counts.withoutSheet).toBe(0);
    await newcomer(of, "hazusareta", departmentId);
    expect((await missing(of)).counts.withoutSheet).toBe(0);
    expect(await askedForLater(of, "secretariat")).toEqual([]);
    const personId = await newcomer(of, "kikareru", asked);
    expect((await missing(of)).withoutSheet.map((one) => one.personId)).toEqual([personId]);
    expect(await handsOut(of, cycleId)).toBe(1);
    expect((await missing(of)).counts.withoutSheet).toBe(0);
  });

  it("M6 stays left out at a vacant post too, where the sheets of the role do not ask it", async () => {
    const of = await operator("一つだけ外した空港");
    const [held, vacant] = of.departments;
    const measures = measuresOf("securityManager");
    await vacates(of, "securityManager", vacant);
    const [first = ""] = measures;
    const cycleId = await openWithout(of, [
      ...at([first], { role: "securityManager", departmentId: held }),
      ...at(measures, { role: "securityManager", departmentId: vacant }),
    ]);
    await takes(of, of.people.colleague.personId, "securityManager", { departmentId: vacant });
    expect(await handsOut(of, cycleId)).toBe(1);
    const left = await leftOutIn(of, cycleId);
    expect(new Set(left.map(({ departmentId }) => departmentId))).toEqual(new Set([held, vacant]));
    expect(left.map(({ item }) => item)).toEqual([first, first]);
    expect(await itemsOf(of, cycleId, "securityManager")).not.toContain(first);
  });
});

describe("M6 a place as the CISO named it", () => {
  it.each(["without the role", "with the role"])("M6 of a 責任者's department counts as the place of the vacant post, %s", async (named) => {
    const of = await operator("役割を書かない空港");
    const [, vacant] = of.departments;
    const whole = { role: "securityManager", departmentId: vacant };
    await vacates(of, "securityManager", vacant);
    const measures = measuresOf("securityManager");
    const alone = onlyOf("securityManager");
    expect(alone).not.toBe("");
    const others = measures.filter((id) => id !== alone);
    const cycleId = await openWithout(of, [...at([alone], named === "with the role" ? whole : { departmentId: vacant }), ...at(others, whole)]);
    await takes(of, of.people.colleague.personId, "securityManager", { departmentId: vacant });
    expect((await missing(of)).counts.postsWithoutSheet).toBe(1);
    expect(await handsOut(of, cycleId)).toBe(1);
    expect(await leftOutIn(of, cycleId)).toEqual([]);
  });

  it("M6 of several posts holds back the one sheet that would ask what was left out, and no other", async () => {
    const of = await operator("一枚だけ配らない空港");
    const [, departmentId] = of.departments;
    const [, first] = of.systems;
    const { id: second } = value(await addSystem(as("secretariat", of), { name: "同じ部署のシステム", kind: "other", departmentId }, NOW));
    await vacates(of, "systemAdministrator", first);
    const role = "systemAdministrator";
    const [together = "", ...others] = measuresOf(role);
    const cycleId = await openWithout(of, [
      ...at([together], { role, departmentId }),
      ...[first, second].flatMap((systemId) => at(others, { role, systemId })),
    ]);
    const before = await leftOutIn(of, cycleId);
    await takes(of, of.people.colleague.personId, role, { systemId: first });
    await newcomer(of, "shinjin", departmentId);
    expect((await missing(of)).counts.postsWithoutSheet).toBe(0);
    expect(await handsOut(of, cycleId)).toBe(1);
    expect(await leftOutIn(of, cycleId)).toEqual(before);
  });

  it.each(["department and system", "system alone", "department alone"])("M6 of a system follows it to another department: %s", async (named) => {
    const of = await operator("移すシステムの空港");
    const [first, second] = of.departments;
    const [, systemId] = of.systems;
    await vacates(of, "systemAdministrator", systemId);
    const place = { ...(named === "system alone" ? {} : { departmentId: second }), ...(named === "department alone" ? {} : { systemId }) };
    const cycleId = await openWithout(of, at(measuresOf("systemAdministrator"), { role: "systemAdministrator", ...place }));
    await run(of, `UPDATE critical_system SET department_id = '${first}' WHERE operator_id = $1 AND id = '${systemId}'`);
    await takes(of, of.people.colleague.personId, "systemAdministrator", { systemId });
    expect((await missing(of)).counts.postsWithoutSheet).toBe(1);
    expect(await handsOut(of, cycleId)).toBe(1);
    expect(await leftOutIn(of, cycleId)).toHaveLength(0);
  });

  it("M6 stays left out in a round that was opened before the vacant posts were kept", async () => {
    const of = await operator("前からの回の空港");
    await vacates(of, "auditor");
    const cycleId = await openWithout(of, at(measuresOf("auditor"), { role: "auditor" }));
    await run(of, "UPDATE cycle_left_out SET vacant_place = NULL WHERE operator_id = $1");
    await takes(of, of.people.colleague.personId, "auditor");
    expect((await missing(of)).counts.postsWithoutSheet).toBe(0);
    expect(await handsOut(of, cycleId)).toBe(0);
  });
});
