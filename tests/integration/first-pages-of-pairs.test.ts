import { expect, it, vi } from "vitest";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import type { Deputyship } from "@/lib/domain/checking/actor";
import { loadTasks } from "@/lib/features/tasks/pages";
import { withClient } from "@/lib/runtime/portal-logins";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { own, prepareSheetGround } from "@/tests/support/sheet-ground";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

const seen: { visitor?: Visitor } = {};
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

prepareSheetGround();

const ROLES = ["systemAdministrator", "manager", "otherManager", "ciso", "executive", "auditor", "secretariat", "committee"] as const;
type Post = Visitor["actor"]["appointments"][number];

const PAIRS = ROLES.flatMap((one, at) => ROLES.slice(at + 1).map((other) => [one, other] as const));

/** What a first page leads to, each as one text. */
async function partsFor(visitor: Visitor) {
  seen.visitor = visitor;
  const { figures, reading, departments, preparations, next, others, awaited } = await loadTasks();
  return [
    ...(figures === null ? [] : [`figures ${figures.href}`]),
    ...(preparations === null ? [] : ["preparations"]),
    ...reading.map(({ href }) => `reading ${href}`),
    ...departments.map(({ title }) => `sheets ${title}`),
    ...[...(next === null ? [] : [next]), ...others, ...awaited].map(({ title }) => `task ${title}`),
  ];
}

/** Two rounds: one that was decided, one in which sheets wait for their review. */
async function operatorWithRounds(): Promise<World> {
  return withClient(own.ownerUrl, async (client) => {
    const operator = await makeOperator(client, "kuko", "兼務の空港");
    await makeCycle(client, operator, { state: "approved", sheets: "accepted" });
    await makeCycle(client, operator, { state: "reviewing", sheets: "handedIn" });
    return operator;
  });
}

const deputyOf = ({ role, departmentId, systemId }: Post): Deputyship => ({
  ...{ role, departmentId: departmentId ?? null, systemId: systemId ?? null },
  ...{ id: "00000000-0000-4000-8000-00000000dddd", until: "2099-03-31", ahead: [], holders: [] },
});

it("M11 who holds two posts, or stands in for the second, is shown the results and records of both on the first page", async () => {
  const operator = await operatorWithRounds();
  const posts = (role: OperatorRole) => visitorFor(operator, role).actor.appointments;
  const withPosts = (appointments: readonly Post[], deputyships: readonly Deputyship[] = []): Visitor => {
    const visitor = visitorFor(operator, "colleague");
    return { ...visitor, actor: { ...visitor.actor, appointments, deputyships } };
  };
  const alone = new Map<OperatorRole, string[]>();
  for (const role of ROLES) alone.set(role, await partsFor(withPosts(posts(role))));
  expect(alone.get("executive")).toContainEqual(expect.stringMatching(/^figures /));
  expect(alone.get("ciso")).not.toContainEqual(expect.stringMatching(/^figures /));
  const lost: string[] = [];
  const compare = (name: string, roles: readonly OperatorRole[], shown: readonly string[]) => {
    const before = roles.flatMap((role) => alone.get(role) ?? []).filter((part) => !part.startsWith("task "));
    lost.push(...before.filter((part) => !shown.includes(part)).map((part) => `${name}: ${part}`));
  };
  for (const [one, other] of PAIRS) {
    if (conflictingAppointments([...posts(one), ...posts(other)]).length > 0) continue;
    compare(`${one} and ${other}`, [one, other], await partsFor(withPosts([...posts(one), ...posts(other)])));
    compare(`${one} for ${other}`, [one, other], await partsFor(withPosts(posts(one), posts(other).map(deputyOf))));
    compare(`${other} for ${one}`, [one, other], await partsFor(withPosts(posts(other), posts(one).map(deputyOf))));
  }
  expect(lost).toEqual([]);
});
