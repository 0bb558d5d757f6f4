import { beforeEach, expect, it, vi } from "vitest";
import { dutiesOf } from "@/lib/features/cycles/next-step/rules";
import { firstStep } from "@/lib/features/cycles/next-step/texts";
import { loadHome, loadPreparing, loadTasks } from "@/lib/features/tasks/pages";
import { withClient } from "@/lib/runtime/portal-logins";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { own, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

const seen: { visitor?: Visitor } = {};
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

prepareSheetGround();

/** An operator of each test's own, without a round. */
let operator: World;
beforeEach(async () => {
  operator = await withClient(own.ownerUrl, (client) => makeOperator(client, "kuko", "新しい空港"));
});
const cycle = (wanted: Parameters<typeof makeCycle>[2]) => withClient(own.ownerUrl, (client) => makeCycle(client, operator, wanted));

function enter(role: OperatorRole): Visitor {
  seen.visitor = visitorFor(operator, role);
  return seen.visitor;
}
const pageOf = (role: OperatorRole) => {
  enter(role);
  return loadTasks();
};
const homeOf = (role: OperatorRole) => {
  enter(role);
  return loadHome();
};

it("M11 a new operator's CISO begins with the preparations like the 事務局, and comes back to them, until all are done", async () => {
  for (const role of ["ciso", "secretariat"] as const) {
    expect(await homeOf(role)).toBe("/tasks");
    const { preparing, preparations, title } = await pageOf(role);
    expect(await loadPreparing()).toEqual({ text: expect.stringMatching(/^はじめの準備　5つのうち\dつ済み$/) as string, href: "/tasks" });
    expect({ preparing, title }).toEqual({ preparing: true, title: expect.stringContaining("やること　はじめの準備") as string });
    expect(preparations?.map(({ id }) => id)).toEqual(["departments", "systems", "people", "roles", "plan"]);
    expect(firstStep(dutiesOf(enter(role)))).toMatchObject({ kind: "request", href: "/tasks" });
  }
  await cycle({ state: "planned" });
  expect(await homeOf("ciso")).toBe("/operator");
  const { preparing, preparations, next } = await pageOf("ciso");
  expect({ preparing, steps: preparations?.length, next: next?.title }).toEqual({ preparing: false, steps: 5, next: "点検票を配ると、回答が始まります" });
  await rows("DELETE FROM appointment WHERE person_id = $1", [operator.people.manager.personId]);
  expect(await homeOf("ciso")).toBe("/tasks");
  await cycle({ state: "open", sheets: "inProgress" });
  expect(await homeOf("ciso")).toBe("/operator");
  expect((await pageOf("ciso")).preparations).toBeNull();
  expect(await loadPreparing()).toBeNull();
});

it("M11 the posts that the first round needs are asked for by their step alone, and the others once it is done", async () => {
  const asked = async () => {
    const { next, others, preparations } = await pageOf("secretariat");
    const vacant = [next, ...others].filter((task) => task?.title.includes("空席")).length;
    return { roles: preparations?.find(({ id }) => id === "roles")?.state, vacant };
  };
  await rows("DELETE FROM appointment WHERE person_id = $1", [operator.people.auditor.personId]);
  expect(await asked()).toEqual({ roles: "done", vacant: 1 });
  await rows("DELETE FROM appointment WHERE person_id = $1", [operator.people.manager.personId]);
  expect(await asked()).toEqual({ roles: "current", vacant: 0 });
});

it("M11 a 責任者 sees how far the sheets of the own departments are, by state, without an entry", async () => {
  const { cycleId, sheets } = await cycle({ state: "open", sheets: "handedIn" });
  await rows("UPDATE sheet SET state = 'inProgress', handed_in_at = NULL WHERE id = $1", [sheets.system]);
  const [department, second] = operator.departments;
  const [{ name } = { name: "" }] = await rows<{ name: string }>("SELECT name FROM department WHERE id = $1", [department]);
  const at = (state: string) => `/operator/cycles/${cycleId}/progress?state=${state}&department=${department}#sheets`;
  const entries = () => rows("SELECT id FROM audit WHERE operator_id = $1", [operator.operatorId]);
  const before = await entries();
  const shown = (await pageOf("manager")).departments;
  expect(await entries()).toEqual(before);
  expect(shown.map(({ title, rows: states }) => [title, states.map(({ label, sheets: text, href }) => [label, text, href])])).toEqual([
    [
      `${name}の点検票　3枚`,
      [
        ["回答中", "1枚", at("inProgress")],
        ["提出済み・確認待ち", "2枚", at("handedIn")],
      ],
    ],
  ]);
  expect(shown[0]?.note).toContain("配った3枚のうち2枚が提出されています。");
  expect(JSON.stringify(shown)).not.toContain("%");
  for (const role of ["ciso", "secretariat", "auditor", "executive", "handler"] as const) expect((await pageOf(role)).departments, role).toEqual([]);
  await rows("UPDATE sheet SET department_id = $2 WHERE id = $1", [sheets.handler, second]);
  const manager = enter("manager");
  const appointments = [department, second].map((departmentId) => ({ role: "securityManager" as const, departmentId }));
  seen.visitor = { ...manager, actor: { ...manager.actor, appointments } };
  const both = (await loadTasks()).departments;
  expect(both.map(({ title }) => title.replace(/.*　/, "")).toSorted()).toEqual(["1枚", "2枚"]);
  expect(new Set(both.map(({ id }) => id)).size).toBe(2);
});

it("M11 the 監査実施者 is led to sheets, answers, scores, the report, earlier rounds and the records, the 経営層 to the results", async () => {
  const { cycleId } = await cycle({ state: "open", sheets: "accepted" });
  const at = `/operator/cycles/${cycleId}`;
  const read = ["progress", "items", "scores", "gap-report"].map((leaf) => `${at}/${leaf}`);
  const auditor = await pageOf("auditor");
  expect(auditor.reading.map(({ href }) => href)).toEqual([...read, "/operator/cycles", "/operator/look-log", "/operator/audit"]);
  expect(auditor.reading[0]?.text).toContain("配った7枚のうち7枚が提出されています。");
  expect(auditor.nothing).toContain("下から読めます");
  expect((await pageOf("executive")).reading.map(({ href }) => href)).toEqual([...read, "/operator/cycles"]);
  for (const role of ["secretariat", "handler"] as const) expect((await pageOf(role)).reading).toEqual([]);
});

it("M11 the 事務局 has one headline with its button, and never both a thing to do and 「することはありません」", async () => {
  await cycle({ state: "open", sheets: "inProgress" });
  const { next, nothing, others } = await pageOf("secretariat");
  expect(next).toMatchObject({ title: expect.stringContaining("点検票のない人が") as string, href: "/operator/staffing#without-sheet", button: "配る" });
  expect(nothing).toBeNull();
  expect(others.map(({ title }) => title)).toContainEqual(expect.stringContaining("まだ提出されていない点検票が"));
});

it("M11 the 経営層 and the 監査実施者 see the main figures of the newest decided round first, of what is done before what is provided for, and reading them leaves an entry", async () => {
  const entries = () =>
    rows<{ target: string }>("SELECT target FROM audit WHERE operator_id = $1 AND action = 'scores.read' ORDER BY id", [operator.operatorId]);
  await cycle({ state: "open", sheets: "accepted" });
  expect((await pageOf("executive")).figures).toBeNull();
  expect(await entries()).toEqual([]);
  const policy = await cycle({ state: "approved", sheets: "accepted", edition: "shishin-3" });
  expect((await pageOf("executive")).figures).toMatchObject({ href: `/operator/cycles/${policy.cycleId}/scores` });
  // What is done comes before what is only provided for.
  const { cycleId } = await cycle({ state: "approved", sheets: "accepted" });
  await rows("UPDATE cycle SET period_from = period_from + 30 WHERE id = $1", [policy.cycleId]);
  for (const role of ["executive", "auditor"] as const) {
    const { figures, reading } = await pageOf(role);
    const report = reading.find(({ label }) => label === "要改善事項報告書")?.href;
    expect(figures?.keyFigures.map(({ name, figure, notes }) => [name, figure.kind, notes[0]])).toEqual([
      ["把握率", "value", "提出 7枚／配布 7枚"],
      ["実施率", "value", expect.stringMatching(/^\d+件・7枚・把握率 100\.0%$/)],
      ["到達率", "value", expect.stringMatching(/^全員が実施した項目 \d+件／\d+件$/)],
    ]);
    expect(figures).toMatchObject({ href: `/operator/cycles/${cycleId}/scores`, button: "採点を開く" });
    expect(report).toBe(`/operator/cycles/${cycleId}/gap-report`);
  }
  expect(await entries()).toEqual([{ target: "tasks" }, { target: "tasks" }, { target: "tasks" }]);
  for (const role of ["ciso", "secretariat", "manager", "handler"] as const) expect((await pageOf(role)).figures).toBeNull();
  expect(await entries()).toHaveLength(3);
});
