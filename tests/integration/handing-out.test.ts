import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { previewHandOut } from "@/lib/features/cycles/hand-out/queries";
import { leaveOut } from "@/lib/features/cycles/plan/commands";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import {
  as,
  codeOf,
  kuko,
  NOW,
  noDifferences,
  own,
  PAGE,
  PLAN,
  plannedCycle,
  preparePlannedCycleGround,
  sheetsOf,
  unattended,
  value,
  world,
} from "@/tests/support/planned-cycle-ground";
import { handOutAsShown, planAsShown } from "@/tests/support/rounds";
import { insert, makeOperator } from "@/tests/support/world";

preparePlannedCycleGround();

/** The entries of what was done or refused at an operator, in order. */
const entriesOf = (operatorId: string, action: string, outcome = "done"): Promise<{ readonly target: string; readonly detail: object }[]> =>
  withClient(own.ownerUrl, async (client) => {
    const asked = "SELECT target, detail FROM audit WHERE operator_id = $1 AND action = $2 AND outcome = $3 ORDER BY id";
    return (await client.query<{ target: string; detail: object }>(asked, [operatorId, action, outcome])).rows;
  });

describe("planning and handing out", () => {
  it("opening is refused with a list while measures are on no sheet, and works once they are left out", async () => {
    const { id } = value(await planAsShown(as("secretariat"), PLAN, NOW));
    const preview = value(await previewHandOut(as("secretariat"), { cycleId: id }, NOW));
    expect(preview.unassigned.map(({ role, systemId }) => [role, systemId])).toContainEqual(["systemAdministrator", unattended]);
    const opening = await handOutAsShown(as("secretariat"), { cycleId: id }, NOW);
    expect(codeOf(opening)).toBe("items_on_no_sheet");
    expect(opening.ok ? [] : opening.refusal.list?.length).toBe(new Set(preview.unassigned.flatMap(({ items }) => items)).size);
    expect(codeOf(await leaveOut(as("secretariat"), { cycleId: id, leftOut: [] }, NOW))).toBe("not_permitted");
    const cycleId = await plannedCycle();
    expect(value(await handOutAsShown(as("secretariat"), { cycleId }, NOW)).state).toBe("open");
    const sheets = await sheetsOf(cycleId);
    expect(sheets.filter(({ role }) => role === "handler")).toHaveLength(Object.keys(world.people).length);
    expect(sheets.filter(({ role }) => role === "systemAdministrator").length).toBeGreaterThan(0);
    await noDifferences();
  });

  it("an open cycle asks exactly what was planned", async () => {
    const cycleId = await plannedCycle();
    expect(codeOf(await handOutAsShown(as("ciso"), { cycleId }, NOW))).toBe("ok");
    expect(codeOf(await changePlan(as("ciso"), { cycleId, measures: ["kuko-2:3.1.1:1"] }, NOW))).toBe("wrong_state");
  });

  it("a measure cannot be left out of one department that has a respondent", async () => {
    const cycleId = await plannedCycle();
    const item = kuko.items.find(({ kind, answeredBy }) => kind === "measure" && answeredBy.includes("securityManager"))?.id ?? "";
    value(
      await leaveOut(
        as("ciso"),
        { cycleId, leftOut: [{ item, role: "securityManager", departmentId: world.departments[0], reason: "担当がいないため" }] },
        NOW,
      ),
    );
    expect(codeOf(await handOutAsShown(as("ciso"), { cycleId }, NOW))).toBe("invalid_input");
    expect(codeOf(await leaveOut(as("ciso"), { cycleId, leftOut: [{ item: "kuko-2:none:1", reason: "担当がいないため" }] }, NOW))).toBe("unknown_item");
    for (const reason of ["-", "なし", "四文字だ"]) {
      const refusedReason = await leaveOut(
        as("ciso"),
        {
          cycleId,
          leftOut: [
            { item, reason: "担当がいないため" },
            { item: "kuko-2:3.1.1:1", reason },
          ],
        },
        NOW,
      );
      expect(refusedReason.ok ? null : [refusedReason.refusal.code, refusedReason.refusal.fields?.map(({ path }) => path)], reason).toEqual([
        "invalid_input",
        ["leftOut.1.reason"],
      ]);
    }
  });

  it("2,000 people get their sheets at once, and people who join later get theirs", async () => {
    const large = await withClient(own.ownerUrl, async (client) => {
      const made = await makeOperator(client, "airport", "大きな空港");
      await insert(
        client,
        "person",
        Array.from({ length: 2000 }, (_none, index) => ({
          ...{
            operator_id: made.operatorId,
            id: randomUUID(),
            department_id: made.departments[index % 2],
            name: `職員${index}`,
            email: `s${index}.${made.operatorId}@x.example`,
          },
        })),
      );
      return made;
    });
    const cycleId = await plannedCycle(large);
    value(await handOutAsShown(as("ciso", large), { cycleId }, NOW));
    expect(value(await handOutLater(as("secretariat", large), { cycleId }, NOW)).handedOut).toBe(0);
    const personId = randomUUID();
    await withClient(own.ownerUrl, (client) =>
      insert(client, "person", [
        { operator_id: large.operatorId, id: personId, department_id: large.departments[0], name: "新人", email: `new.${large.operatorId}@x.example` },
      ]),
    );
    expect(value(await handOutLater(as("secretariat", large), { cycleId }, NOW)).handedOut).toBe(1);
    const progress = value(await readCycleProgress(as("manager", large), { cycleId, ...PAGE, department: large.departments[0] }, NOW));
    expect(progress.counts.notStarted).toBe(progress.total);
    const whole = value(await readCycleProgress(as("ciso", large), { cycleId, ...PAGE }, NOW));
    const managed = value(await readCycleProgress(as("manager", large), { cycleId, ...PAGE }, NOW));
    expect(managed.departments).toEqual(whole.departments.filter(({ departmentId }) => departmentId === large.departments[0]));
    await noDifferences();
  });

  it("C1 changing a planned round keeps its measures and its way with examples, before and after", async () => {
    const airport = await withClient(own.ownerUrl, (client) => makeOperator(client, "airport", "変える空港"));
    const { id: cycleId } = value(await planAsShown(as("ciso", airport), PLAN, NOW));
    const [one = "", two = ""] = kuko.items.flatMap(({ id, kind }) => (kind === "measure" ? [id] : []));
    value(await changePlan(as("ciso", airport), { cycleId, measures: [two, one] }, NOW));
    value(await changePlan(as("ciso", airport), { cycleId, measures: [one], examples: "asked", title: "変えた回" }, NOW));
    value(await changePlan(as("ciso", airport), { cycleId, measures: [one] }, NOW));
    const details = (await entriesOf(airport.operatorId, "cycle.changePlan")).map(({ detail }) => detail);
    expect(details).toEqual([
      { before: { measures: "all" }, after: { measures: [one, two] } },
      {
        before: { measures: [one, two], examples: "optional", title: PLAN.title },
        after: { measures: [one], examples: "asked", title: "変えた回" },
      },
      {},
    ]);
    const unknown = { cycleId, title: "断られる名前", measures: ["どこにもない"] };
    expect(await changePlan(as("ciso", airport), unknown, NOW)).toMatchObject({ ok: false, refusal: { code: "unknown_item" } });
    expect(await entriesOf(airport.operatorId, "cycle.changePlan", "refused")).toEqual([{ target: `cycle/${cycleId}`, detail: { code: "unknown_item" } }]);
  });

  it("C1 leaving measures out keeps the reasons that it takes back, changes or gives, and nothing that stays", async () => {
    const airport = await withClient(own.ownerUrl, (client) => makeOperator(client, "airport", "外す空港"));
    const { id: cycleId } = value(await planAsShown(as("ciso", airport), PLAN, NOW));
    const [one, two, three] = kuko.items.flatMap(({ id, kind }) => (kind === "measure" ? [id] : []));
    const [kept, first, second] = ["担当がまだ決まっていないため", "対象の設備がないため", "別の回で点検するため"];
    const leave = async (...entries: readonly (readonly [item: string | undefined, reason: string])[]) =>
      value(await leaveOut(as("ciso", airport), { cycleId, leftOut: entries.map(([item = "", reason]) => ({ item, reason })) }, NOW));
    await leave([one, kept], [two, first]);
    await leave([one, kept], [two, second], [three, first]);
    await leave([one, kept]);
    await leave([one, kept]);
    const details = (await entriesOf(airport.operatorId, "cycle.leaveOut")).map(({ detail }) => detail);
    expect(details).toEqual([
      { entries: 2, before: {}, after: { [`${one}`]: kept, [`${two}`]: first } },
      { entries: 3, before: { [`${two}`]: first }, after: { [`${two}`]: second, [`${three}`]: first } },
      { entries: 1, before: { [`${two}`]: second, [`${three}`]: first }, after: {} },
      { entries: 1 },
    ]);
  });

  it("C1 leaves an entry with the number of sheets when a round opens, and one for each sheet that is handed out later", async () => {
    const airport = await withClient(own.ownerUrl, (client) => makeOperator(client, "airport", "記録の空港"));
    const cycleId = await plannedCycle(airport);
    value(await handOutAsShown(as("ciso", airport), { cycleId }, NOW));
    const first = (await sheetsOf(cycleId)).map(({ id }) => id);
    expect((await entriesOf(airport.operatorId, "cycle.open")).at(-1)).toEqual({ target: `cycle/${cycleId}`, detail: { sheets: new Set(first).size } });

    value(await handOutLater(as("secretariat", airport), { cycleId }, NOW));
    const personIds = [randomUUID(), randomUUID()];
    await withClient(own.ownerUrl, (client) =>
      insert(
        client,
        "person",
        personIds.map((id, nth) => ({
          ...{
            operator_id: airport.operatorId,
            id,
            department_id: airport.departments[0],
            name: `新人${String(nth)}`,
            email: `new${String(nth)}.${airport.operatorId}@x.example`,
          },
        })),
      ),
    );
    value(await handOutLater(as("secretariat", airport), { cycleId }, NOW));
    const later = (await sheetsOf(cycleId)).map(({ id }) => id).filter((id) => !first.includes(id));
    expect(later).toHaveLength(2);
    const [none, whole, ...each] = await entriesOf(airport.operatorId, "cycle.handOutLater");
    expect([none, whole]).toEqual([0, 2].map((sheets) => ({ target: `cycle/${cycleId}`, detail: { sheets } })));
    expect(each.map(({ target }) => target).sort()).toEqual(later.map((id) => `sheet/${id}`).sort());
    expect(each.map(({ detail }) => detail)).toEqual([{}, {}]);
  });
});
