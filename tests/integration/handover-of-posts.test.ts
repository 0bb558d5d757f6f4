import { describe, expect, it } from "vitest";
import { planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { type HandoverPlan, handoverBody } from "@/lib/features/handover/record/schema";
import { type Asked, idOf, post, preview } from "@/tests/support/handover-ground";
import { DAY, hasLeft, onDay, plan, plansOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();
restoreEach();

const managing = () => post("securityManager", { departmentId: world.departments[0] });
const nameOf = (role: OperatorRole): string => world.people[role].name;
const take = (from: OperatorRole) => rows("DELETE FROM appointment WHERE person_id = $1", [idOf(from)]);
const takingOver = (...also: ReturnType<typeof post>[]): Asked => ({ event: "roles", appointments: [...also, managing()] });

/** Does what was shown, after what happened meanwhile, at once and planned. Out: the codes, and what is open then. */
async function doSeen(who: OperatorRole, asked: Asked, meanwhile: () => Promise<unknown>) {
  const { hash } = await preview(idOf(who), asked);
  await meanwhile();
  const body = handoverBody.parse({ ...asked, hash });
  const later = await planLaterHandover(as("ciso"), { personId: idOf(who), ...body, effectiveOn: DAY }, NOW);
  const done = await handOver(as("ciso"), { personId: idOf(who), ...body }, NOW);
  return { codes: [codeOf(done), codeOf(later)], current: done.ok ? null : (done.refusal.current as HandoverPlan) };
}

const REFUSED = ["confirmation_required", "confirmation_required"];

describe("M6 who takes a post sees first what waits for a review from it", () => {
  it("M6 each sheet of a vacant 責任者 post is shown with who reviews it then", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    await take("manager");
    const { posts, effects } = await preview(idOf("colleague"), takingOver());
    expect(posts).toMatchObject([{ change: "taken", holders: [], waiting: 2, unreviewable: 0 }]);
    const byColleague = { reviewers: [nameOf("colleague")] };
    expect(posts[0]?.reviews.map(({ sheetId, reviewers }) => [sheetId, { reviewers }]).sort()).toEqual(
      [
        [sheets.handler, byColleague],
        [sheets.system, byColleague],
      ].sort(),
    );
    expect(effects.unreviewable).toBe(0);
  });

  it("M6 a holder who stays is named as a reviewer beside the taker", async () => {
    await cycle({ sheets: "handedIn" });
    const { posts } = await preview(idOf("colleague"), takingOver());
    expect(posts).toMatchObject([{ holders: [nameOf("manager")], waiting: 2 }]);
    for (const { reviewers } of posts[0]?.reviews ?? []) expect(reviewers.toSorted()).toEqual([nameOf("colleague"), nameOf("manager")].sort());
  });

  it("M6 what the taker answers falls to the CISO, as a sheet of their own or of another post that they hold", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    await take("manager");
    const reviewersOf = async (who: OperatorRole, asked: Asked) =>
      Object.fromEntries((await preview(idOf(who), asked)).posts.flatMap(({ reviews }) => reviews.map(({ sheetId, reviewers }) => [sheetId, reviewers])));
    expect(await reviewersOf("handler", takingOver())).toEqual({ [sheets.handler]: [nameOf("ciso")], [sheets.system]: [nameOf("handler")] });
    const administrating = post("systemAdministrator", { systemId: world.systems[0] });
    expect(await reviewersOf("colleague", takingOver(administrating))).toEqual({ [sheets.handler]: [nameOf("colleague")], [sheets.system]: [nameOf("ciso")] });
  });

  it("M6 the own sheet of who becomes CISO falls to the 経営層, though a 責任者 reviewed it", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    const { posts } = await preview(idOf("handler"), { event: "roles", appointments: [post("ciso")] });
    expect(posts[0]?.reviews.find(({ sheetId }) => sheetId === sheets.handler)?.reviewers).toEqual([nameOf("executive")]);
  });

  it("M6 what the taker is a deputy for falls to the CISO, and a new deputy is asked about", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    await take("manager");
    const deputising = () =>
      rows(
        `INSERT INTO deputy (operator_id, id, person_id, role, system_id, ordinal, from_on, until_on, reason, named_at, named_by)
         VALUES ($1, gen_random_uuid(), $2, 'systemAdministrator', $3, 1, '2026-11-01', '2026-12-31', '育児休業のため', now(), $4)`,
        [world.operatorId, idOf("colleague"), world.systems[0], idOf("ciso")],
      );
    const { codes, current } = await doSeen("colleague", takingOver(), deputising);
    expect(codes).toEqual(REFUSED);
    expect(current?.posts[0]?.reviews.find(({ sheetId }) => sheetId === sheets.system)?.reviewers).toEqual([nameOf("ciso")]);
    await rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]);
  });

  it.each(["roles", "absence"] as const)("M6 the preview of %s can be sent back as it is, with every sheet and its course", async (event) => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    const asked: Asked = { ...takingOver(post("systemAdministrator", { systemId: world.systems[0] })), event };
    const { sheets: shown, hash } = await preview(idOf("colleague"), asked);
    expect(shown.map(({ id }) => id)).toEqual(expect.arrayContaining([sheets.manager, sheets.system]));
    const echo = { ...asked, sheets: shown.map(({ id, course }) => ({ sheetId: id, course })) };
    expect((await preview(idOf("colleague"), echo)).hash).toBe(hash);
    const body = handoverBody.parse({ ...echo, hash });
    expect(codeOf(await planLaterHandover(as("ciso"), { personId: idOf("colleague"), ...body, effectiveOn: DAY }, NOW))).toBe("ok");
    expect(codeOf(await handOver(as("ciso"), { personId: idOf("colleague"), ...body }, NOW))).toBe("ok");
  });

  it("M6 a sheet handed in meanwhile is shown before it is confirmed", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await take("manager");
    const handsIn = () => rows("UPDATE sheet SET state = 'handedIn', handed_in_by = $2 WHERE id = $1", [sheets.handler, idOf("handler")]);
    const { codes, current } = await doSeen("colleague", takingOver(), handsIn);
    expect([codes, current?.posts.map(({ waiting }) => waiting)]).toEqual([REFUSED, [1]]);
  });
});

describe("M6 who leaves ends the own deputyships (代行), which is shown and confirmed", () => {
  const leaving: Asked = { event: "leave" };
  const stands = (who: OperatorRole, from = "2026-11-01", until = "2026-12-31", order = 1) =>
    rows(
      `INSERT INTO deputy (operator_id, id, person_id, role, department_id, ordinal, from_on, until_on, reason, named_at, named_by)
       VALUES ($1, gen_random_uuid(), $2, 'securityManager', $3, $4, $5, $6, '育児休業のため', now(), $7)`,
      [world.operatorId, idOf(who), world.departments[0], order, from, until, idOf("ciso")],
    );
  const without = (who: OperatorRole) => rows("DELETE FROM deputy WHERE person_id = $1", [idOf(who)]);
  /** A round in which there is something to answer and to review at the post, and the deputyship of a colleague. */
  async function deputyLeaves(...period: [string, string] | []) {
    await rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]);
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    await stands("colleague", ...period);
  }

  it("M6 the only deputy of a vacant post: how many sheets nobody else could then do", async () => {
    await deputyLeaves();
    await take("manager");
    const { deputyships, effects } = await preview(idOf("colleague"), leaving);
    // The CISO reviews what nobody at the post reviews any more; answering it is nobody else's.
    expect(deputyships).toMatchObject([{ ...managing(), until: "2026-12-31", holders: [], deputies: [], sheets: 1, sheetsAlone: 1, waiting: 2 }]);
    expect(effects.deputyships).toBe(1);
  });

  it.each([
    ["still to come", "2027-01-01", "2027-03-31", 1],
    ["on its last day", "2026-11-01", "2026-11-20", 1],
    ["over", "2026-10-01", "2026-11-19", 0],
  ])("M6 a deputyship that is %s is counted, unless it is over", async (_what, from, until, count) => {
    await deputyLeaves(from, until);
    const { deputyships, effects } = await preview(idOf("colleague"), leaving);
    expect([deputyships.length, effects.deputyships]).toEqual([count, count]);
  });

  it("M6 the post's holders and other deputies are named, and nothing is left to the leaver alone", async () => {
    await deputyLeaves();
    await stands("committee", "2026-11-01", "2026-12-31", 2);
    const { deputyships } = await preview(idOf("colleague"), leaving);
    const others = { holders: [nameOf("manager")], deputies: [nameOf("committee")] };
    expect(deputyships).toMatchObject([{ ...others, sheets: 1, sheetsAlone: 0, waiting: 2, waitingAlone: 0 }]);
  });

  it("M6 who is away goes on as a deputy, and for other roles it is not in question", async () => {
    await deputyLeaves();
    const shown = async (event: "absence" | "roles") => {
      const { deputyships, effects } = await preview(idOf("colleague"), { event });
      return [deputyships.length, effects.deputyships];
    };
    expect([await shown("absence"), await shown("roles")]).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it("M6 another deputy who is gone meanwhile, or a deputyship that came, is asked about", async () => {
    await deputyLeaves();
    await stands("committee", "2026-11-01", "2026-12-31", 2);
    const gone = await doSeen("colleague", leaving, () => without("committee"));
    expect([gone.codes, gone.current?.deputyships.map(({ deputies }) => deputies)]).toEqual([REFUSED, [[]]]);
    const came = await doSeen("handler", leaving, () => stands("handler", "2026-11-01", "2026-12-31", 3));
    expect([came.codes, came.current?.effects.deputyships]).toEqual([REFUSED, 1]);
  });

  it("M6 planned for a later day, the post without anybody else by then waits to be confirmed again", async () => {
    await deputyLeaves();
    expect(await plan(idOf("colleague"), leaving)).toBe("ok");
    await take("manager");
    await onDay();
    const [kept] = await plansOf(idOf("colleague"));
    expect([kept?.state, kept?.codes, await hasLeft(idOf("colleague"))]).toEqual(["toConfirm", ["soleHolder", "onlyTheirs"], false]);
  });

  it("M6 a deputy who leaves is not who reviews afterwards", async () => {
    await deputyLeaves();
    await take("executive");
    await rows("UPDATE sheet SET handed_in_by = $2 WHERE operator_id = $1 AND state = 'handedIn'", [world.operatorId, idOf("ciso")]);
    await rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]);
    await stands("manager");
    const { effects } = await preview(idOf("manager"), leaving);
    expect(effects.unreviewable).toBe(2);
  });
});
