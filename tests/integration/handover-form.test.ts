import { describe, expect, it, vi } from "vitest";
import { chooseHandoverAction, handOverAction, planHandoverAction } from "@/lib/features/handover/actions";
import { loadHandover } from "@/lib/features/handover/pages";
import type { HandoverView } from "@/lib/features/handover/record/view";
import { withClient } from "@/lib/runtime/portal-logins";
import { inRequest, type RequestContext } from "@/lib/server/request/context";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import { sheetOfSecondSystem } from "@/tests/support/cycle-fixture";
import { post } from "@/tests/support/handover-ground";
import { restoreEach } from "@/tests/support/planned-handovers";
import { as, cycle, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const refreshed = vi.hoisted(() => ({ times: 0 }));
vi.mock("next/cache", () => ({ refresh: () => void (refreshed.times += 1) }));
vi.mock("next/navigation", () => ({
  redirect: (href: string) => {
    throw new Error(`to ${href}`);
  },
}));
vi.mock("@/lib/server/auth/current", () => ({ currentVisitor: () => Promise.resolve(as("ciso")), requireVisitor: () => Promise.resolve(as("ciso")) }));

prepareSheetGround();
restoreEach();

const request = (): RequestContext => ({ id: "r", source: null, address: null, userAgent: null, actionBegan: false, complaints: null });
type Changed = Readonly<Record<string, string>>;

/** The form as a browser sends it: what the page keeps, the controls of the step, and what somebody changed in them. */
function formOf(view: HandoverView, changed: Changed): FormData {
  const form = new FormData();
  form.set("$sender", as("ciso").account.accountId);
  for (const { name, value } of view.kept) form.append(name, value);
  const choosing = [
    ...[["on", view.day.value] as const, ...(view.department ? [["department", view.department.value] as const] : [])],
    ...view.posts.flatMap(({ select }) => (select ? [[select.name, select.value] as const] : [])),
  ];
  const courses = view.sheets.flatMap((sheet) => (sheet.courses.length > 0 ? [[sheet.name, sheet.course] as const] : []));
  const reasons = view.sheets.flatMap(({ reason }) => (reason ? [[reason.name, reason.value.replaceAll("\n", "\r\n")] as const] : []));
  for (const [name, value] of [...(view.step === "choose" ? choosing : reasons), ...courses]) form.append(name, value);
  for (const [name, value] of Object.entries(changed)) form.set(name, value);
  return form;
}

interface Pressed {
  readonly outcome: FormOutcome | string;
  readonly view: HandoverView;
}

const ADDRESS = { event: "leave" };

/** Presses a button of the page. Out: what its action says, or where it leads, and the page that the same request renders. */
function press(view: HandoverView, changed: Changed, address: Record<string, string> = ADDRESS): Promise<Pressed> {
  const form = formOf(view, changed);
  const act = (): Promise<FormOutcome> => {
    if (view.step === "choose") return chooseHandoverAction({ status: "idle" }, form);
    if (view.body === null) throw new Error("there is nothing to decide");
    const { event, departmentId, appointments, successors, hash } = view.body;
    const bound = [view.personId, event, departmentId, appointments, successors, hash] as const;
    return view.effectiveOn === null
      ? handOverAction(...bound, { status: "idle" }, form)
      : planHandoverAction(...bound, view.effectiveOn, { status: "idle" }, form);
  };
  return inRequest(request(), async () => {
    const outcome = await act().catch((error: Error) => error.message);
    return { outcome, view: await loadHandover(view.personId, address) };
  });
}
const open = (who: OperatorRole, address: Record<string, string> = ADDRESS) => loadHandover(world.people[who].personId, address);
const choose = async (view: HandoverView, changed: Changed = {}) => (await press(view, { ...changed, step: "confirm" })).view;
const again = async (view: HandoverView, typed: Changed = {}) => (await press(view, { ...typed, step: "choose" })).view;
const decide = (view: HandoverView, typed: Changed = {}) => press(view, { ...typed, step: "confirm" });

/** The open sheet of a critical system, beside one of another that asks the same, so that it can be withdrawn. */
async function withdrawable(): Promise<string> {
  const { system } = (await cycle({ sheets: "inProgress" })).sheets;
  await withClient(own.ownerUrl, (client) => sheetOfSecondSystem(client, world, system));
  return system;
}

const TYPED = "更新で止めるため\n後の回で配り直す";
const reasonOf = (view: HandoverView, id: string) => view.sheets.find((sheet) => sheet.id === id)?.reason?.value;

describe("M8 nothing that was chosen or typed for a handover is lost between its steps, with or without a script", () => {
  it("M8 a typed reason stays with its lines while the choices are made again, also of a sheet that is not withdrawn meanwhile", async () => {
    const system = await withdrawable();
    const [course, reason] = [`course:${system}`, `reason:${system}`];
    const confirming = await choose(await open("systemAdministrator"), { [course]: "withdraw" });
    expect([confirming.step, reasonOf(confirming, system)]).toEqual(["confirm", ""]);
    const choosing = await again(confirming, { [reason]: TYPED.replace("\n", "\r\n") });
    expect([choosing.step, choosing.sheets.find(({ id }) => id === system)?.course]).toEqual(["choose", "withdraw"]);
    const back = await choose(choosing);
    expect(reasonOf(back, system)).toBe(TYPED);
    const passing = await choose(await again(back), { [course]: "pass" });
    expect(reasonOf(passing, system)).toBeUndefined();
    const withdrawing = await choose(await again(passing), { [course]: "withdraw" });
    expect(reasonOf(withdrawing, system)).toBe(TYPED);
    const { outcome } = await decide(withdrawing);
    expect(outcome).toMatch(/^to \/operator\/people\//);
    expect(await rows("SELECT state, withdrawn_reason AS reason FROM sheet WHERE id = $1", [system])).toEqual([{ state: "withdrawn", reason: TYPED }]);
  });

  it("M8 a refused decision shows the same choices and reasons again, over what is open now", async () => {
    const system = await withdrawable();
    const confirming = await choose(await open("systemAdministrator"), { [`course:${system}`]: "withdraw" });
    const missing = await decide(confirming);
    expect([missing.outcome, missing.view.step]).toEqual([expect.objectContaining({ status: "refused" }), "confirm"]);
    await rows("UPDATE sheet SET state = 'returned', returned_reason = '根拠を足してください。' WHERE id = $1", [system]);
    const { outcome, view } = await decide(missing.view, { [`reason:${system}`]: TYPED });
    expect([outcome, view.step, reasonOf(view, system)]).toEqual([expect.objectContaining({ status: "refused" }), "confirm", TYPED]);
    expect((await decide(view)).outcome).toMatch(/^to /);
  });

  it.each(["secretariat", "manager"] as const)("M8 the successor of the %s's post stays, and so do the day and the new department", async (who) => {
    const address = { event: "move" };
    const start = await open(who, address);
    const to = start.department?.options[1]?.value ?? "";
    const placed = (await press(start, { department: to }, address)).view;
    const [select] = placed.posts.flatMap((one) => (one.select ? [one.select] : []));
    const { personId } = world.people.colleague;
    const confirming = (await press(placed, { [select?.name ?? ""]: personId, on: "2027-01-10", step: "confirm" }, address)).view;
    const picked = { departmentId: to, successors: [expect.objectContaining({ personId })] };
    expect([confirming.step, confirming.effectiveOn, confirming.body]).toEqual(["confirm", "2027-01-10", expect.objectContaining(picked)]);
    const { view } = await press(confirming, { step: "choose" }, address);
    expect([view.step, view.day.value, view.department?.value, view.posts.flatMap((one) => (one.select ? [one.select.value] : []))]).toEqual([
      ...["choose", "2027-01-10", to],
      expect.arrayContaining([personId]),
    ]);
  });

  it("M8 the roles that are asked for stay, from the first page on", async () => {
    const address = { event: "roles", appointment: "exemptionReviewer//" };
    const start = await open("colleague", address);
    expect(start.step).toBe("confirm");
    const { view } = await press(start, { step: "choose" }, address);
    expect([view.step, view.body?.appointments]).toEqual(["choose", [post("exemptionReviewer")]]);
  });
});

const courseOf = (view: HandoverView, id: string | undefined) => view.sheets.find((sheet) => sheet.id === id)?.course;
const REFUSED = { status: "refused" };

describe("M8 what can no longer be chosen takes no other choice with it", () => {
  it.each([
    ["handed in", "UPDATE sheet SET state = 'handedIn', handed_in_at = now() WHERE id = $1", /「取り下げる」.*「役職に就く人へ移す」/],
    ["withdrawn", "UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '統合' WHERE id = $1", null],
  ] as const)("M8 a sheet that was %s meanwhile is named, and the others keep what was chosen for them", async (_what, change, said) => {
    const system = await withdrawable();
    const start = await open("systemAdministrator");
    const other = start.sheets.find(({ id }) => id !== system);
    const [title = "", date] = [start.sheets.find(({ id }) => id === system)?.title, "2027-01-10"];
    const confirming = await choose(start, { ...Object.fromEntries(start.sheets.map(({ name }) => [name, "withdraw"])), on: date });
    const typed = Object.fromEntries(confirming.sheets.flatMap(({ reason }) => (reason ? [[reason.name, TYPED]] : [])));
    await rows(change, [system]);
    const { outcome, view } = await decide(confirming, typed);
    expect(outcome).toMatchObject({ ...REFUSED, message: expect.stringContaining("残っているものを確かめてから") });
    expect(JSON.stringify([outcome, view.problem])).not.toContain("開き直して");
    expect([view.step, view.day.value, courseOf(view, other?.id), reasonOf(view, other?.id ?? "")]).toEqual(["confirm", date, "withdraw", TYPED]);
    if (said === null) expect(view.problem).toBeNull();
    else expect(view.problem?.details).toEqual([expect.stringMatching(new RegExp(`${title}.*${said.source}`))]);
    const back = await again(view, typed);
    expect([courseOf(back, other?.id), back.problem]).toEqual(["withdraw", null]);
    if (said !== null) expect((await decide(await choose(back))).outcome).toMatch(/^to /);
  });

  it("M8 a successor who left meanwhile is named, and the sheets and the day stay as chosen", async () => {
    const system = await withdrawable();
    const start = await open("systemAdministrator");
    const [post] = start.posts.flatMap(({ select }) => (select ? [select.name] : []));
    const { personId } = world.people.colleague;
    const confirming = await choose(start, { [post ?? ""]: personId, [`course:${system}`]: "withdraw", on: "2027-01-10" });
    await rows("UPDATE person SET left_at = now() WHERE id = $1", [personId]);
    const { view } = await decide(confirming, { [`reason:${system}`]: TYPED });
    expect(view.problem?.details ?? (await again(view)).problem?.details).toEqual([expect.stringContaining("colleague")]);
    const back = await again(confirming, { [`reason:${system}`]: TYPED });
    expect([back.step, back.day.value, courseOf(back, system)]).toEqual(["choose", "2027-01-10", "withdraw"]);
    expect(reasonOf(await choose(back), system)).toBe(TYPED);
  });

  it("M8 where nothing of it can be planned, everything that was chosen stays in the form", async () => {
    const address = { event: "move" };
    const system = await withdrawable();
    const start = await open("systemAdministrator", address);
    const to = start.department?.options[1]?.value ?? "";
    const placed = (await press(start, { department: to, [`course:${system}`]: "withdraw" }, address)).view;
    const { view } = await press(placed, { department: "", [`course:${system}`]: "withdraw", step: "confirm" }, address);
    expect([view.step, view.sheets, view.problem]).toEqual(["choose", [], expect.anything()]);
    expect(view.kept).toContainEqual({ name: `course:${system}`, value: "withdraw" });
  });
});

describe("M8 refused decisions", () => {
  it("M8 taking the last CISO away is announced before, and its refusal stays with the step and the choices", async () => {
    const start = await open("ciso", { event: "roles" });
    expect(start.problem?.message).toContain("CISO");
    const confirming = (await press(start, { on: "2027-01-10", step: "confirm" }, { event: "roles" })).view;
    expect([confirming.step, confirming.problem?.message]).toEqual(["confirm", start.problem?.message]);
    for (const on of ["2027-01-10", start.day.first]) {
      const shown = on === confirming.day.value ? confirming : await choose(await again(confirming), { on });
      const before = refreshed.times;
      const { outcome, view } = await press(shown, { step: "confirm" }, { event: "roles" });
      expect(outcome).toEqual({ status: "refused", message: expect.stringContaining("CISO") });
      expect([view.step, view.day.value, refreshed.times]).toEqual(["confirm", on, before + 1]);
    }
  });

  it("M8 the own leaving is refused before anything is chosen for it", async () => {
    const start = await open("ciso");
    expect([start.step, start.problem?.message]).toEqual(["choose", expect.stringContaining("自分自身の退職")]);
    expect((await choose(start)).step).toBe("choose");
  });

  it("M8 a refusal is where reading goes on, unless another step is shown", async () => {
    const confirming = await choose(await open("handler"));
    expect(confirming.turn).not.toBeNull();
    expect((await decide({ ...confirming, body: confirming.body && { ...confirming.body, hash: "0".repeat(64) } })).view.turn).toBeNull();
    expect((await again(confirming)).turn).not.toBeNull();
    await rows("UPDATE person SET left_at = now() WHERE id = $1", [world.people.handler.personId]);
    const { view } = await decide(confirming);
    expect([view.step, view.turn === null]).toEqual(["choose", false]);
  });

  it("M8 a refused form does not send its texts twice with the next decision", async () => {
    const system = await withdrawable();
    const confirming = await choose(await open("systemAdministrator"), { [`course:${system}`]: "withdraw" });
    expect((await decide(confirming)).outcome).not.toHaveProperty("entered");
  });
});

describe("M6 a handover of more sheets than an address could hold", () => {
  it("M6 600 sheets are chosen, shown and decided together, and the page's address says nothing of them", async () => {
    const { system } = (await cycle({ sheets: "inProgress" })).sheets;
    const { personId } = world.people.colleague;
    await rows(
      `WITH places AS (
         INSERT INTO critical_system (operator_id, id, department_id, name, kind)
         SELECT y.operator_id, gen_random_uuid(), y.department_id, 'システム ' || n, y.kind FROM critical_system y, generate_series(1, 600) AS n WHERE y.id = $1
         RETURNING operator_id, id),
       made AS (
         INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, system_id, state, measures)
         SELECT s.operator_id, gen_random_uuid(), s.cycle_id, s.role, s.department_id, p.id, 'notStarted', s.measures FROM sheet s CROSS JOIN places p WHERE s.id = $2
         RETURNING operator_id, id)
       INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) SELECT operator_id, id, $3 FROM made`,
      [world.systems[0], system, personId],
    );
    const choosing = await open("colleague");
    expect(choosing.sheets.length).toBeGreaterThanOrEqual(600);
    const [withdrawn, ...others] = choosing.sheets.filter(({ courses }) => courses.length > 1);
    expect(others.length).toBeGreaterThanOrEqual(599);
    const kept = Object.fromEntries(choosing.sheets.map(({ name }) => [name, "withdraw"]));
    const all = await choose(choosing, kept);
    expect([all.step, all.problem, all.sheets.filter(({ course }) => course === "withdraw").length]).toEqual(["confirm", null, choosing.sheets.length]);
    const few = await choose(await again(all), { ...Object.fromEntries(others.map(({ name }) => [name, "pass"])), [withdrawn?.name ?? ""]: "withdraw" });
    const typed = Object.fromEntries(few.sheets.flatMap(({ reason }) => (reason ? [[reason.name, "配り直すため"]] : [])));
    expect(Object.keys(typed)).toHaveLength(1);
    expect((await decide(few, typed)).outcome).toMatch(/^to \/operator\/people\/[0-9a-f-]+\?[a-z]+=[a-z-]+$/);
    expect(await rows("SELECT 1 FROM sheet WHERE id = $1 AND state = 'withdrawn'", [withdrawn?.id])).toHaveLength(1);
  });

  it("M8 a button that goes on, back or searches shows the page again", async () => {
    const before = refreshed.times;
    await choose(await open("handler"));
    expect(refreshed.times).toBe(before + 1);
  });
});
