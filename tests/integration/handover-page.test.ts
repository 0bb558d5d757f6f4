import { expect, it, vi } from "vitest";
import { daysAfter } from "@/lib/domain/shared/day";
import { loadHandover } from "@/lib/features/handover/pages";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";
import { as, cycle, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("ciso")) }));

prepareSheetGround();

const REVIEWER = "exemptionReviewer//";
const page = (person: "colleague" | "committee", query: Record<string, string | string[]>) =>
  loadHandover(world.people[person].personId, { event: "roles", ...query });

it("M11 a role that leaves nothing to choose shows at once what deciding it leads to, and can still be chosen again", async () => {
  const { step, effects, kept } = await page("colleague", { appointment: REVIEWER });
  expect(step).toBe("confirm");
  expect(effects.length).toBeGreaterThan(0);
  const again = Object.fromEntries(kept.map(({ name, value }) => [name, value]));
  expect((await page("colleague", { ...again, step: "choose" })).step).toBe("choose");
});

it("M11 a role that is given up, open sheets and a problem are chosen and read first", async () => {
  expect((await page("committee", { appointment: REVIEWER })).step).toBe("choose");
  expect((await page("colleague", { appointment: "no-such-role//" })).step).toBe("choose");
  await cycle({ state: "open", sheets: "inProgress" });
  expect((await loadHandover(world.people.handler.personId, { event: "leave" })).step).toBe("choose");
});

it("M6 who is away sees beside 「続けて担う」 what is open on each post, and before deciding how much nobody else could do", async () => {
  await cycle({ state: "open", sheets: "inProgress" });
  const absence = (step: string) => loadHandover(world.people.manager.personId, { event: "absence", step });
  const [post, ...others] = (await absence("choose")).posts;
  expect([others, post?.chosen]).toEqual([[], "続けて担います"]);
  expect(post?.lines).toContainEqual(expect.stringMatching(/まだ提出していない点検票が\d+枚あります。うち\d+枚は、ほかに回答する人がいません。/));
  expect((await absence("confirm")).effects).toContainEqual(expect.stringContaining("この人のほかに回答する人がいない点検票が"));
});

it("M6 who was named for a sheet sees on moving that it stays", async () => {
  const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
  const moving = () => loadHandover(world.people.handler.personId, { event: "move", department: world.departments[1] });
  expect((await moving()).named).toBeNull();
  await rows("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) VALUES ($1, $2, $3)", [
    ...[world.operatorId, sheets.committee, world.people.handler.personId],
  ]);
  expect((await moving()).named).toContain("1枚あり、そのまま残ります。");
});

it("M8 the reason of withdrawing is asked for where it is decided, with the usual one or the one that was planned", async () => {
  await cycle({ state: "open", sheets: "inProgress" });
  const { personId } = world.people.handler;
  const leaving = (step: string, more: Record<string, string> = {}) => loadHandover(personId, { event: "leave", step, ...more });
  const [shown] = (await leaving("confirm")).sheets;
  expect([shown?.course, shown?.reason?.value]).toEqual(["withdraw", "退職のため"]);
  const reasons = [{ sheetId: shown?.id, course: "withdraw", reason: "11月30日付けで退職" }];
  await rows(
    `INSERT INTO planned_handover (operator_id, id, person_id, effective_on, choices, shown, state, reasons, confirmed_at, confirmed_by, account_id)
     VALUES ($1, gen_random_uuid(), $2, '2027-01-01', $3, '{}', 'planned', '[]', now(), $4, $5)`,
    [world.operatorId, personId, JSON.stringify({ event: "leave", sheets: reasons }), world.people.ciso.personId, world.people.ciso.accountId],
  );
  const again = await leaving("confirm", { plan: "1" });
  expect(again.sheets[0]?.reason?.value).toBe("11月30日付けで退職");
  const kept = await leaving("confirm", { [again.sheets[0]?.name ?? ""]: "wait" });
  expect([kept.sheets[0]?.chosen, kept.sheets[0]?.reason]).toEqual(["残しておく", null]);
});

it("M6 withdrawing a post's sheet can be looked at before its reason is written", async () => {
  const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
  const {
    step,
    problem,
    sheets: shown,
  } = await loadHandover(world.people.manager.personId, {
    ...{ event: "leave", step: "confirm", [`course:${sheets.manager}`]: "withdraw" },
  });
  expect([step, problem, shown.find(({ id }) => id === sheets.manager)?.reason?.value]).toEqual(["confirm", null, ""]);
});

it("M6 who takes a post with open sheets has nothing to choose for them, and decides it", async () => {
  const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
  const taking = { event: "roles", appointment: `securityManager/${world.departments[0]}/` };
  const { step, sheets: shown } = await loadHandover(world.people.colleague.personId, taking);
  expect([step, shown.find(({ id }) => id === sheets.manager)?.courses]).toEqual(["choose", []]);
  expect((await loadHandover(world.people.colleague.personId, { ...taking, step: "confirm" })).step).toBe("confirm");
});

it.each(["pass", "stay", "withdraw"] as const)("M6 a choice of 「%s」 for a sheet of a post that is kept after all stands in no way", async (course) => {
  const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
  const chosen = `course:${sheets.manager}`;
  const away = (successor: string) =>
    loadHandover(world.people.manager.personId, {
      ...{ event: "absence", step: "confirm", [`successor:securityManager/${world.departments[0]}/`]: successor, [chosen]: course },
    });
  expect((await away("")).sheets.find(({ name }) => name === chosen)?.course).toBe(course);
  const { step, problem, sheets: shown, body } = await away("keep");
  expect([step, problem, shown.some(({ name }) => name === chosen), body?.sheets]).toEqual(["confirm", null, false, []]);
});

it("M6 a course that a sheet of the handover cannot take is still a problem", async () => {
  const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
  const { step, problem, body } = await loadHandover(world.people.handler.personId, { event: "leave", step: "confirm", [`course:${sheets.handler}`]: "along" });
  expect([step, problem?.details, body]).toEqual(["choose", [expect.stringMatching(/取扱者の点検票.*選べなくなりました.*選び直してください/)], null]);
});

it("M7 a handover says beside its button until when it can be undone: a planned one by the day before, an immediate one what comes back", async () => {
  const { personId } = world.people.handler;
  const undone = async (query: Record<string, string>) => (await loadHandover(personId, { step: "confirm", ...query })).undoText;
  const now = new Date();
  const tomorrow = daysAfter(calendarDate(now), 1);
  const moving = { event: "move", department: world.departments[1] ?? "" };
  expect(await undone({ ...moving, on: tomorrow })).toBe(`${dayWithWeekday(calendarDate(now))}までは、この予定を変えたり取り消したりできます。`);
  expect(await undone({ ...moving, on: daysAfter(tomorrow, 30) })).toContain(dayWithWeekday(daysAfter(tomorrow, 29)));
  expect(await undone(moving)).toContain("役割と部署は、後から戻せます。");
  expect(await undone(moving)).not.toContain("復職");
  expect(await undone({ event: "leave" })).toContain("復職を登録しても、パスワードとリンクは戻りません。");
});
