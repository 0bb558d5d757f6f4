import { describe, expect, it } from "vitest";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { type HandoverPlan, handoverBody } from "@/lib/features/handover/record/schema";
import { type Asked, doHandover, idOf, post, preview } from "@/tests/support/handover-ground";
import { DAY, hasLeft, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();
restoreEach();

const give = (role: string, to: OperatorRole, departmentId: string | null = null) =>
  rows("INSERT INTO appointment (operator_id, id, person_id, role, department_id) VALUES ($1, gen_random_uuid(), $2, $3, $4)", [
    ...[world.operatorId, idOf(to), role, departmentId],
  ]);
const take = (from: OperatorRole) => rows("DELETE FROM appointment WHERE person_id = $1", [idOf(from)]);
const leave = (who: OperatorRole) => rows("UPDATE person SET left_at = now() WHERE id = $1", [idOf(who)]);
const answers = (who: OperatorRole, sheetId: string) =>
  rows("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) VALUES ($1, $2, $3)", [world.operatorId, sheetId, idOf(who)]);
const handsIn = (who: OperatorRole, sheetId: string) => rows("UPDATE sheet SET handed_in_by = $2 WHERE id = $1", [sheetId, idOf(who)]);
const managing = () => post("securityManager", { departmentId: world.departments[0] });

/** Does what was shown, after what happened meanwhile. Out: the code, and what is open then. */
async function doSeen(who: OperatorRole, asked: Asked, meanwhile: () => Promise<unknown>) {
  const seen = await preview(idOf(who), asked);
  await meanwhile();
  const body = handoverBody.parse({ ...asked, hash: seen.hash });
  const later = await planLaterHandover(as("ciso"), { personId: idOf(who), ...body, effectiveOn: DAY }, NOW);
  const done = await handOver(as("ciso"), { personId: idOf(who), ...body }, NOW);
  const current = done.ok ? null : (done.refusal.current as HandoverPlan);
  return { seen, codes: [codeOf(done), codeOf(later)], current };
}

const REFUSED = ["confirmation_required", "confirmation_required"];

describe("M6 what was confirmed says who is left to hold a post and to review, and is asked again where that changed", () => {
  it.each([
    ["left", () => leave("colleague")],
    ["gave it up", () => take("colleague")],
  ])("M6 a round need not run: where the other holder of the post %s, it would be vacant unasked", async (_what, meanwhile) => {
    await give("securityManager", "colleague", world.departments[0]);
    const { seen, codes, current } = await doSeen("manager", { event: "leave" }, meanwhile);
    expect([seen.effects.vacant, codes, current?.effects.vacant, await hasLeft(idOf("manager"))]).toEqual([0, REFUSED, 1, false]);
  });

  it("M6 a role that is given up by choice is confirmed with its other holders too", async () => {
    await give("exemptionReviewer", "colleague");
    await give("exemptionReviewer", "handler");
    const asked = { event: "roles" as const, appointments: [] };
    const { codes, current } = await doSeen("handler", asked, () => take("colleague"));
    expect([codes, current?.posts.map(({ holders }) => holders)]).toEqual([REFUSED, [[world.people.committee.name]]]);
  });

  it.each([
    ["the next reviewer had a part in it", () => take("executive"), (sheetId: string) => handsIn("ciso", sheetId)],
    ["the last reviewer gave the role up", (sheetId: string) => handsIn("ciso", sheetId), () => take("executive")],
  ])("M6 a sheet that nobody could review afterwards is not left so unasked, where %s", async (_what, first, meanwhile) => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    await first(sheets.system);
    const { seen, codes, current } = await doSeen("manager", { event: "leave" }, () => meanwhile(sheets.system));
    expect([seen.effects.unreviewable, codes, current?.effects.unreviewable]).toEqual([0, REFUSED, 1]);
  });

  it("M6 a successor who answers a waiting sheet since does not review it unasked", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    await take("executive");
    await handsIn("ciso", sheets.system);
    const asked = { event: "leave" as const, successors: [{ post: managing(), personId: idOf("colleague") }] };
    const { seen, codes, current } = await doSeen("manager", asked, () => answers("colleague", sheets.system));
    expect([seen.effects.unreviewable, codes, current?.effects.unreviewable]).toEqual([0, REFUSED, 1]);
  });

  it("M6 what concerns neither the posts nor their sheets asks nothing again, and neither does another choice", async () => {
    await cycle({ sheets: "handedIn" });
    const meanwhile = async () => {
      await give("exemptionReviewer", "colleague");
      await give("securityManager", "colleague", world.departments[1]);
    };
    const chosen = { event: "leave" as const, successors: [{ post: managing(), personId: idOf("colleague") }] };
    expect((await preview(idOf("manager"), { event: "leave" })).hash).toBe((await preview(idOf("manager"), chosen)).hash);
    const { codes } = await doSeen("manager", chosen, meanwhile);
    expect(codes[0]).toBe("ok");
  });
});

describe("M6 what stays with somebody who is away or moves is confirmed with who else could do it", () => {
  const EVENTS = [["absence"], ["move"]] as const;
  const going = (event: "absence" | "move", keeps: ReturnType<typeof managing>[]): Asked =>
    event === "absence" ? { event } : { event, departmentId: world.departments[1] as string, appointments: keeps };

  it.each(EVENTS)("M6 on %s, a colleague who leaves meanwhile leaves the kept post to the person alone, with all that is open on it", async (event) => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    await give("securityManager", "colleague", world.departments[0]);
    const { seen, codes, current } = await doSeen("manager", going(event, [managing()]), () => leave("colleague"));
    expect(seen.kept.posts).toMatchObject([{ holders: [world.people.colleague.name], sheetsAlone: 0, waitingAlone: 0 }]);
    expect([codes, current?.kept.posts]).toMatchObject([REFUSED, [{ holders: [], sheetsAlone: 1, waitingAlone: 2 }]]);
  });

  it.each(EVENTS)("M6 on %s, a sheet that the person alone was named for since is asked about", async (event) => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await take("committee");
    const { seen, codes, current } = await doSeen("handler", going(event, []), () => answers("handler", sheets.committee));
    expect([seen.kept.named, codes, current?.kept.named]).toEqual([{ sheets: 0, sheetsAlone: 0 }, REFUSED, { sheets: 1, sheetsAlone: 1 }]);
  });

  it.each(EVENTS)("M6 on %s, another role of a colleague asks nothing again", async (event) => {
    await cycle({ sheets: "handedIn" });
    const { codes } = await doSeen("manager", going(event, [managing()]), () => give("exemptionReviewer", "colleague"));
    expect(codes[0]).toBe("ok");
  });
});

describe("M6 what stays with somebody who is away or moves is shown with what is open on it", () => {
  const absent = { event: "absence" as const };
  const NOBODY = { sheets: 0, sheetsAlone: 0 };
  const deputy = (who: OperatorRole) =>
    rows(
      `INSERT INTO deputy (operator_id, id, person_id, role, department_id, ordinal, from_on, until_on, reason, named_at, named_by)
       VALUES ($1, gen_random_uuid(), $2, 'securityManager', $3, 1, '2026-11-01', '2026-12-31', '育児休業のため', now(), $4)`,
      [world.operatorId, idOf(who), world.departments[0], idOf("ciso")],
    );
  const unanswerable = async (cycleId: string) => {
    const read = await readCycleProgress(as("ciso"), { cycleId, page: 1, perPage: 50, state: "unanswerable" }, NOW);
    return read.ok ? read.value.unanswerable : null;
  };

  it("M6 the sole 責任者 sees the open sheets of the kept post and what waits for a review, and that nobody else can do them", async () => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    const { kept, effects } = await preview(idOf("manager"), absent);
    expect(kept).toMatchObject({ posts: [{ ...managing(), holders: [], sheets: 1, sheetsAlone: 1, waiting: 2, waitingAlone: 2 }], named: NOBODY });
    expect([effects.unanswerable, effects.vacant]).toEqual([0, 0]);
    await give("securityManager", "colleague", world.departments[0]);
    const both = { holders: [world.people.colleague.name], sheets: 1, sheetsAlone: 0, waiting: 2, waitingAlone: 0 };
    expect((await preview(idOf("manager"), absent)).kept.posts).toMatchObject([both]);
    const moving = { event: "move" as const, departmentId: world.departments[1] };
    expect((await preview(idOf("manager"), moving)).kept.posts).toMatchObject([both]);
  });

  it("M6 a deputy of today can do what the holder cannot", async () => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    await deputy("colleague");
    expect((await preview(idOf("manager"), absent)).kept.posts).toMatchObject([{ holders: [], sheets: 1, sheetsAlone: 0, waiting: 2, waitingAlone: 0 }]);
    await rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]);
  });

  it("M6 a post that is given up is not among what stays, and the number of sheets that nobody answers is the list's", async () => {
    const { cycleId } = await cycle({ sheets: "inProgress" });
    const giving = { ...absent, appointments: [] };
    const { kept, effects } = await preview(idOf("manager"), giving);
    expect([kept, effects.unanswerable]).toEqual([{ posts: [], named: NOBODY }, 1]);
    const keeping = await preview(idOf("manager"), absent);
    expect(await doHandover(idOf("manager"), absent)).toBe("ok");
    expect(await unanswerable(cycleId)).toBe(keeping.effects.unanswerable);
    expect(await doHandover(idOf("manager"), giving)).toBe("ok");
    expect(await unanswerable(cycleId)).toBe(1);
  });

  it("M6 sheets that somebody was named for are counted on absence and moving, and listed on leaving", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await answers("handler", sheets.committee);
    const moving = { event: "move" as const, departmentId: world.departments[1] };
    for (const asked of [absent, moving]) expect((await preview(idOf("handler"), asked)).kept.named).toEqual({ sheets: 1, sheetsAlone: 0 });
    await take("committee");
    expect((await preview(idOf("handler"), absent)).kept).toEqual({ posts: [], named: { sheets: 1, sheetsAlone: 1 } });
    const leaving = await preview(idOf("handler"), { event: "leave" });
    expect([leaving.sheets.map(({ id }) => id).includes(sheets.committee), leaving.kept.named]).toEqual([true, NOBODY]);
  });
});
