import { expect, it, vi } from "vitest";
import { loadHandover } from "@/lib/features/handover/pages";
import { as, cycle, prepareSheetGround, world } from "@/tests/support/sheet-ground";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("ciso")) }));

prepareSheetGround();

const REVIEWER = "exemptionReviewer//";
const page = (person: "colleague" | "committee", query: Record<string, string | string[]>) =>
  loadHandover(world.people[person].personId, { event: "roles", ...query });

it("M11 a role that leaves nothing to choose shows at once what deciding it leads to, and can still be chosen anew", async () => {
  const { step, effects, againHref } = await page("colleague", { appointment: REVIEWER });
  expect(step).toBe("confirm");
  expect(effects.length).toBeGreaterThan(0);
  const again = Object.fromEntries(new URL(againHref, "http://portal").searchParams);
  expect((await page("colleague", again)).step).toBe("choose");
});

it("M11 a role that is given up, open sheets and a problem are chosen and read first", async () => {
  expect((await page("committee", { appointment: REVIEWER })).step).toBe("choose");
  expect((await page("colleague", { appointment: "no-such-role//" })).step).toBe("choose");
  await cycle({ state: "open", sheets: "inProgress" });
  expect((await loadHandover(world.people.handler.personId, { event: "leave" })).step).toBe("choose");
});
