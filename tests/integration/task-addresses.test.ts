import { beforeEach, describe, expect, it } from "vitest";
import type { Deputyship } from "@/lib/domain/checking/actor";
import { readProgressPage } from "@/lib/features/cycle-pages/progress/pages";
import { progressQuery } from "@/lib/features/cycles/record/schema";
import { ownDepartment } from "@/lib/features/results/department/queries";
import { listTasks } from "@/lib/features/tasks/list/queries";
import { as, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const A_WHILE = 120_000;
let asked = 0;
type Who = ReturnType<typeof as>;

async function tasksOf(visitor: Who) {
  asked += 1;
  const result = await listTasks(visitor, {}, new Date(NOW.getTime() + asked * A_WHILE));
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value.items;
}

/** How many sheets the page of progress at this address lists for the visitor. */
async function listedAt(visitor: Who, page: string): Promise<number> {
  const address = new URL(page, "http://portal.example");
  const cycleId = /^\/operator\/cycles\/([^/]+)\/progress$/.exec(address.pathname)?.[1] ?? "";
  const sent = Object.fromEntries(address.searchParams);
  const { id: department } = ownDepartment(visitor, "progress.read", sent);
  const query = progressQuery.parse({ ...sent, ...(department === null ? {} : { department }) });
  const shown = await readProgressPage(visitor, { cycleId, department, query }, NOW);
  if (!shown.ok) throw new Error(shown.refusal.detail);
  return shown.value.progress.total;
}

const manages = (...departments: string[]) => departments.map((departmentId) => ({ role: "securityManager" as const, departmentId, systemId: null }));
const deputyOf = (departmentId: string): Deputyship => ({
  ...{ role: "securityManager", departmentId, systemId: null, id: departmentId, until: "2099-03-31" },
  ...{ holders: [], ahead: [] },
});

/** The 責任者 of the first department, with these posts. */
function manager(appointments: ReturnType<typeof manages>, deputyships: readonly Deputyship[] = []): Who {
  const visitor = as("manager");
  return { ...visitor, account: { ...visitor.account, departmentId: world.departments[0] }, actor: { ...visitor.actor, appointments, deputyships } };
}

beforeEach(() => rows("UPDATE cycle SET state = 'cancelled', cancelled_at = now(), cancelled_reason = '試験' WHERE operator_id = $1", [world.operatorId]));

const STATES = ["open", "reviewing"] as const;

describe("M11 the page of a task shows as many sheets as its title says", () => {
  it.each(STATES)("M11 the 責任者 of two departments sees as many, with sheets in the first, the second or both, in a round that is %s", async (state) => {
    const [first, second] = world.departments;
    const { cycleId, sheets } = await cycle({ state, sheets: state === "open" ? "inProgress" : "returned" });
    const expected = [
      [[sheets.handler, sheets.system, sheets.manager], [], [[first, 3]]],
      [[], [sheets.handler, sheets.system, sheets.manager], [[second, 3]]],
      [
        [sheets.handler, sheets.system],
        [sheets.manager],
        [
          [first, 2],
          [second, 1],
        ],
      ],
    ] as const;
    for (const [inFirst, inSecond, chased] of expected) {
      await rows("UPDATE sheet SET department_id = $2 WHERE id = ANY($1::uuid[])", [inFirst, first]);
      await rows("UPDATE sheet SET department_id = $2 WHERE id = ANY($1::uuid[])", [inSecond, second]);
      for (const visitor of [manager(manages(first, second)), manager(manages(second, first)), manager(manages(first), [deputyOf(second)])]) {
        const found = (await tasksOf(visitor)).filter(({ kind }) => kind === "chase");
        const said = found.map(({ title }) => Number(/(\d+)枚/.exec(title)?.[1]));
        expect(found.map(({ page }) => new URL(page, "http://portal.example").searchParams.get("department"))).toEqual(
          chased.map(([department]) => department),
        );
        expect(said).toEqual(chased.map(([, number]) => number));
        for (const [index, { page, cycleId: of, text }] of found.entries()) {
          expect(await listedAt(visitor, page)).toBe(said[index]);
          expect(of).toBe(cycleId);
          expect(text).toContain(`部署${chased[index]?.[0] === first ? "1" : "2"}`);
        }
      }
    }
  });

  it.each(["secretariat", "ciso", "manager"] as const satisfies OperatorRole[])(
    "M11 the %s sees as many, of the whole operator or of one department",
    async (role) => {
      for (const state of STATES) {
        await cycle({ state, sheets: state === "open" ? "notStarted" : "returned" });
        for (const { kind, title, page } of await tasksOf(as(role))) {
          if (kind !== "chase") continue;
          expect(page).not.toContain("department=");
          expect(await listedAt(as(role), page)).toBe(Number(/(\d+)枚/.exec(title)?.[1]));
        }
      }
    },
  );
});
