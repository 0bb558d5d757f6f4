import { describe, expect, it } from "vitest";
import { readProgressPage } from "@/lib/features/cycle-pages/progress/pages";
import { readCycleDetail } from "@/lib/features/cycles/list/queries";
import { leaveOut } from "@/lib/features/cycles/plan/commands";
import { addDepartment, addSystem } from "@/lib/features/organisation/units/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { askedForLater, handsOut, missing, newcomer, open, operator, run, takes } from "@/tests/support/later-sheets";
import { as, kuko, NOW, noDifferences, own, PAGE, plannedCycle, preparePlannedCycleGround, sheetsOf, value } from "@/tests/support/planned-cycle-ground";

preparePlannedCycleGround();

describe("M6 what was not handed out is counted by the rule that hands it out", () => {
  it("M6 a department and a system that come later are told to 事務局 and CISO with their holders, and get their sheets", async () => {
    const of = await operator("増える空港");
    const cycleId = await open(of);
    expect((await missing(of)).counts).toMatchObject({ withoutSheet: 0, postsWithoutSheet: 0 });
    const { id: departmentId } = value(await addDepartment(as("secretariat", of), { name: "新しい部署" }, NOW));
    const { id: systemId } = value(await addSystem(as("secretariat", of), { name: "新しい案内システム", kind: "flightInformation", departmentId }, NOW));
    expect((await missing(of)).counts).toMatchObject({ withoutSheet: 0, postsWithoutSheet: 0, vacantPosts: 2 });
    await takes(of, await newcomer(of, "buchou", departmentId), "securityManager", { departmentId });
    expect((await missing(of)).counts).toMatchObject({ withoutSheet: 1, postsWithoutSheet: 1, vacantPosts: 1 });
    await takes(of, await newcomer(of, "kanri", departmentId), "systemAdministrator", { systemId });
    const found = await missing(of);
    expect(found.counts).toMatchObject({ withoutSheet: 2, postsWithoutSheet: 2, vacantPosts: 0 });
    const post = { cycleId, departmentId: null, departmentName: null, systemId: null, systemName: null };
    expect(found.postsWithoutSheet).toHaveLength(2);
    expect(found.postsWithoutSheet).toEqual(
      expect.arrayContaining([
        { ...post, cycleTitle: expect.any(String) as string, role: "securityManager", departmentId, departmentName: "新しい部署" },
        { ...post, cycleTitle: expect.any(String) as string, role: "systemAdministrator", systemId, systemName: "新しい案内システム" },
      ]),
    );
    for (const role of ["secretariat", "ciso"] as const) {
      expect(await askedForLater(of, role)).toEqual([
        ["点検票のない人が2人います", "/operator/staffing#without-sheet"],
        ["まだ配っていない役職の点検票が2枚あります", "/operator/staffing#posts-without-sheet"],
      ]);
    }
    expect(await askedForLater(of, "manager")).toEqual([]);
    expect(await handsOut(of, cycleId)).toBe(4);
    expect((await missing(of)).counts).toMatchObject({ withoutSheet: 0, postsWithoutSheet: 0 });
    expect(await handsOut(of, cycleId)).toBe(0);
    await noDifferences();
  });

  it("M6 the progress page counts again after a change, and not for each reader", async () => {
    const of = await operator("見るたびに数えない空港");
    const cycleId = await open(of);
    const toCome = async () => value(await readProgressPage(as("ciso", of), { cycleId, department: null, query: PAGE }, NOW)).toCome;
    expect(await toCome()).toEqual({ people: 0, posts: 0, askedAgain: 0, whyNot: null });
    const { id: departmentId } = value(await addDepartment(as("secretariat", of), { name: "数える部署" }, NOW));
    await takes(of, await newcomer(of, "kazoeru", departmentId), "securityManager", { departmentId });
    expect(await toCome()).toEqual({ people: 1, posts: 1, askedAgain: 0, whyNot: null });
    await run(of, `DELETE FROM appointment WHERE operator_id = $1 AND department_id = '${departmentId}'`);
    expect(await toCome()).toEqual({ people: 1, posts: 1, askedAgain: 0, whyNot: null });
  });

  it("M6 who left and came back is handed out with all others, as they are counted", async () => {
    const of = await operator("戻る空港");
    const cycleId = await open(of);
    const { personId } = of.people.colleague;
    await run(
      of,
      "UPDATE sheet SET state = 'withdrawn', withdrawn_because = 'left', withdrawn_reason = '退職' WHERE operator_id = $1 AND person_id = '" + personId + "'",
    );
    expect((await missing(of)).counts).toMatchObject({ withoutSheet: 1, postsWithoutSheet: 0 });
    expect(await handsOut(of, cycleId)).toBe(1);
    expect((await missing(of)).counts.withoutSheet).toBe(0);
  });

  it("M6 a post whose sheet was withdrawn is not counted, and neither is one of a round that is not open", async () => {
    const of = await operator("取り下げる空港");
    const cycleId = await open(of);
    await run(of, "UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '不要' WHERE operator_id = $1 AND role = 'securityManager'");
    expect((await missing(of)).counts.postsWithoutSheet).toBe(0);
    expect(await handsOut(of, cycleId)).toBe(0);
    const { id: departmentId } = value(await addDepartment(as("secretariat", of), { name: "締切り後の部署" }, NOW));
    await takes(of, await newcomer(of, "shimekiri", departmentId), "securityManager", { departmentId });
    expect((await missing(of)).counts.postsWithoutSheet).toBe(1);
    await run(of, "UPDATE cycle SET state = 'reviewing', reviewing_at = now() WHERE operator_id = $1");
    expect((await missing(of)).counts).toMatchObject({ withoutSheet: 0, postsWithoutSheet: 0 });
  });
});

describe("M6 a post that was vacant when the round was opened", () => {
  it.each([
    ["systemAdministrator", 1],
    ["securityManager", 1],
    ["auditor", 0],
    ["executive", 0],
  ] as const)("M6 of a %s gets its sheet once somebody holds it, and what was left out there is asked from then on", async (role, ofPlace) => {
    const of = await operator(`空席の空港 ${role}`);
    const [, second] = role === "systemAdministrator" ? of.systems : of.departments;
    const place = ofPlace === 0 ? {} : role === "systemAdministrator" ? { systemId: second } : { departmentId: second };
    await run(
      of,
      `DELETE FROM appointment WHERE operator_id = $1 AND role = '${role}'${ofPlace === 0 ? "" : ` AND '${second}' IN (department_id, system_id)`}`,
    );
    const cycleId = await open(of);
    const sheets = (await sheetsOf(cycleId)).filter((sheet) => sheet.role === role);
    expect(sheets).toHaveLength(ofPlace);
    expect((await missing(of)).counts.postsWithoutSheet).toBe(0);
    expect(await handsOut(of, cycleId)).toBe(0);
    expect(value(await readCycleDetail(as("ciso", of), { cycleId }, NOW)).leftOut.length).toBeGreaterThan(0);

    await takes(of, of.people.colleague.personId, role, place);
    const found = await missing(of);
    expect([found.counts.postsWithoutSheet, found.postsWithoutSheet.map((post) => post.role)]).toEqual([1, [role]]);
    expect(await handsOut(of, cycleId)).toBe(1);
    expect((await sheetsOf(cycleId)).filter((sheet) => sheet.role === role)).toHaveLength(ofPlace + 1);
    expect(value(await readCycleDetail(as("ciso", of), { cycleId }, NOW)).leftOut).toEqual([]);
    const entries = await withClient(own.ownerUrl, (client) =>
      client.query<{ detail: { before?: object; after?: object; takenIn?: number } }>(
        "SELECT detail FROM audit WHERE operator_id = $1 AND action = 'cycle.handOutLater' AND target LIKE 'cycle/%' ORDER BY id",
        [of.operatorId],
      ),
    );
    const { before = {}, after, takenIn } = entries.rows.at(-1)?.detail ?? {};
    expect(after).toEqual({});
    expect(takenIn).toBe(Object.keys(before).length);
    expect(Object.keys(before).length).toBeGreaterThan(0);
    expect(new Set(Object.values(before))).toEqual(new Set(["担当がまだ決まっていないため"]));
    await noDifferences();
  });

  it("M6 what was left out everywhere, or for a whole role of several places, was decided and stays", async () => {
    const of = await operator("決めた空港");
    const cycleId = await plannedCycle(of);
    const ofManagers = kuko.items.flatMap(({ id, kind, answeredBy }) => (kind === "measure" && answeredBy.includes("securityManager") ? [id] : []));
    const [everywhere = "", ...others] = ofManagers;
    const leftOut = [
      { item: everywhere, reason: "今回は点検しないため" },
      ...others.map((item) => ({ item, role: "securityManager" as const, reason: "今回は点検しないため" })),
    ];
    value(await leaveOut(as("ciso", of), { cycleId, leftOut }, NOW));
    await open(of, cycleId);
    expect((await sheetsOf(cycleId)).filter(({ role }) => role === "securityManager")).toEqual([]);
    expect((await missing(of)).counts.postsWithoutSheet).toBe(0);
    expect(await handsOut(of, cycleId)).toBe(0);
    expect(value(await readCycleDetail(as("ciso", of), { cycleId }, NOW)).leftOut).toHaveLength(leftOut.length);
  });
});
