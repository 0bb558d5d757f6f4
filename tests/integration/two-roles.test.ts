import { beforeAll, expect, it, vi } from "vitest";
import { mayAnywhere } from "@/lib/domain/access/permission";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import { loadCycle } from "@/lib/features/cycle-pages/overview/pages";
import { loadProgress } from "@/lib/features/cycle-pages/progress/pages";
import { loadDashboard } from "@/lib/features/dashboard/pages";
import { loadScores } from "@/lib/features/results/scores-page/pages";
import { loadShell } from "@/lib/features/shell/pages";
import { loadTasks } from "@/lib/features/tasks/pages";
import { type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { cycle, prepareSheetGround, world } from "@/tests/support/sheet-ground";
import { visitorFor } from "@/tests/support/visitors";
import type { OperatorRole } from "@/tests/support/world";

const seen: { visitor?: Visitor } = {};
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(new Headers()) }));

prepareSheetGround();

let cycleId = "";
beforeAll(async () => {
  ({ cycleId } = await cycle({ state: "reviewing", sheets: "handedIn" }));
});

const ROLES = ["handler", "systemAdministrator", "manager", "otherManager", "ciso", "executive", "auditor", "secretariat", "committee"] as const;

/** One person, with the posts of these roles. */
function holder(...roles: readonly OperatorRole[]): Visitor {
  const { account } = visitorFor(world, "colleague");
  return visitorOf({ ...account, appointments: roles.flatMap((role) => visitorFor(world, role).account.appointments) });
}

interface Tabbed {
  readonly departments: readonly { readonly href: string }[];
}

/** A page, and the same page at each of its tabs of departments. */
async function atTabs<View extends Tabbed>(load: (query: Record<string, string>) => Promise<View>): Promise<View[]> {
  const first = await load({});
  const tabs = first.departments.map(({ href }) => Object.fromEntries(new URL(href, "http://portal.example").searchParams));
  return [first, ...(await Promise.all(tabs.map(load)))];
}

/** The figures and pages that are offered to somebody, as texts to compare. */
async function offered(...roles: readonly OperatorRole[]): Promise<ReadonlySet<string>> {
  const visitor = holder(...roles);
  seen.visitor = visitor;
  const found: string[] = (await loadShell()).navigation.map(({ label }) => `menu ${label}`);
  if (mayAnywhere(visitor.actor, "progress.read")) {
    const dashboards = await atTabs(loadDashboard);
    found.push(...dashboards.flatMap(({ numbers }) => (numbers === null ? [] : [`numbers ${JSON.stringify(numbers)}`])));
    const overviews = await atTabs((query) => loadCycle(cycleId, query));
    found.push(...overviews.flatMap(({ links }) => links.map(({ label }) => `link ${label}`)));
    const { departments, reading } = await loadTasks();
    found.push(...departments.map(({ id }) => `department ${id}`), ...reading.map(({ href }) => `reading ${href}`));
  }
  if (mayAnywhere(visitor.actor, "scores.read")) {
    const scores = await atTabs(async (query) => {
      const page = await loadScores(cycleId, query);
      return page.status === "shown" ? page : { departments: [], numbers: null };
    });
    found.push(...scores.map(({ numbers }) => `scores ${JSON.stringify(numbers)}`));
  }
  return new Set(found);
}

/** The sheets that somebody's page of progress links. */
async function linked(...roles: readonly OperatorRole[]): Promise<ReadonlySet<string>> {
  const visitor = holder(...roles);
  seen.visitor = visitor;
  if (!mayAnywhere(visitor.actor, "progress.read")) return new Set();
  const page = await loadProgress(cycleId, {});
  return new Set(page.status === "shown" ? page.sheets.flatMap(({ href }) => href ?? []) : []);
}

const PAIRS = ROLES.flatMap((one, place) => ROLES.slice(place + 1).map((other) => [one, other] as const));

/** What each pair of roles lacks of what one of them has alone. */
async function lacking(shown: (...roles: readonly OperatorRole[]) => Promise<ReadonlySet<string>>): Promise<string[]> {
  const alone = new Map<OperatorRole, ReadonlySet<string>>();
  for (const role of ROLES) alone.set(role, await shown(role));
  const lacks: string[] = [];
  for (const pair of PAIRS) {
    if (conflictingAppointments(holder(...pair).account.appointments).length > 0) continue;
    const together = await shown(...pair);
    for (const role of pair)
      lacks.push(...[...(alone.get(role) ?? [])].filter((one) => !together.has(one)).map((one) => `${pair.join("＋")}: ${one.slice(0, 80)}`));
  }
  return lacks;
}

it("M11 with a second role a person is offered at least what each role alone is: menus, figures, departments and pages", async () => {
  expect([...(await offered("manager"))].some((one) => one.startsWith("numbers "))).toBe(true);
  expect(await lacking(offered)).toEqual([]);
}, 240_000);

it("M11 the page of progress links for a second role at least the sheets that it links for each role alone", async () => {
  expect((await linked("manager")).size).toBeGreaterThan(2);
  expect((await linked("secretariat")).size).toBe(0);
  expect(await lacking(linked)).toEqual([]);
}, 240_000);
