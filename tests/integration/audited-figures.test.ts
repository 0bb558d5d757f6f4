import pg from "pg";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { readProgressPage } from "@/lib/features/cycle-pages/progress/pages";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { readWithdrawing } from "@/lib/features/cycle-pages/withdrawing/pages";
import { readOverseeing } from "@/lib/features/dashboard/pages";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { readHandover } from "@/lib/features/handover/page-facts/queries";
import { readChosen, readWaiting } from "@/lib/features/sheets/review-list/pages";
import { readAssignment } from "@/lib/features/staffing/assignment/queries";
import { lastChanges } from "@/lib/server/audit/last-changes";
import { inScope } from "@/lib/server/database/client";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const PAGE = { page: 1, perPage: 50 };
let last = "0";
let keptUntil = "";
const changes = () => inScope(as("ciso").scope, lastChanges);

beforeEach(async () => {
  last = (await rows<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit", []))[0]?.id ?? "0";
  keptUntil = await changes();
});

/** The entries since the test began. */
const entries = async () =>
  (
    await rows<{ action: string; outcome: string; target: string; changed: boolean }>(
      "SELECT action, outcome, target, changed FROM audit WHERE id > $1 ORDER BY id",
      [last],
    )
  ).map(({ action, outcome, target, changed }) => `${action} ${outcome} ${target}${changed ? " changed" : ""}`);

/** The entries of what was read; what is kept until the operator's next change stays. */
async function after(read: Promise<Result<unknown, Refusal>>): Promise<string[]> {
  expect(codeOf(await read)).toBe("ok");
  expect(await changes()).toBe(keptUntil);
  return entries();
}

describe("M12 the dashboard leaves an entry where it shows figures", () => {
  const look = (role: OperatorRole, department: string | null = null) => readOverseeing(as(role), { department }, NOW);

  it.each(["ciso", "executive", "auditor"] as const)("M12 one, for each reading, to %s", async (role) => {
    await cycle({ sheets: "handedIn" });
    await after(look(role));
    expect(await after(look(role))).toEqual(["scores.read done dashboard", "scores.read done dashboard"]);
  });

  it("M12 one to a manager, for the figures of the department", async () => {
    await cycle({ sheets: "handedIn" });
    expect(await after(look("manager", world.departments[0] ?? null))).toEqual(["scores.read done dashboard"]);
  });

  it("M12 an entry takes one statement more than a reading that leaves none", async () => {
    await cycle({ sheets: "handedIn" });
    await look("ciso");
    const sent = vi.spyOn(pg.Client.prototype, "query");
    await look("ciso");
    const statements = sent.mock.calls.map(([statement]: unknown[]) => (typeof statement === "string" ? statement : (statement as { text: string }).text));
    sent.mockRestore();
    const writing = statements.filter((statement) => /INSERT|UPDATE|app\.request/.test(statement) && !statement.startsWith("BEGIN"));
    expect(writing).toEqual([expect.stringContaining("INSERT INTO audit")]);
    expect(statements.slice(-2)).toEqual([writing[0], "COMMIT"]);
  });

  it("M12 none to the secretariat, who sees how many sheets are in which state", async () => {
    await cycle({ sheets: "handedIn" });
    expect(await after(look("secretariat"))).toEqual([]);
  });

  it("M12 a refused reading leaves its refusal", async () => {
    expect(codeOf(await look("handler"))).toBe("not_permitted");
    expect(await entries()).toEqual(["progress.read refused dashboard"]);
  });
});

describe("M12 rows about people leave an entry", () => {
  it("M12 the progress of a cycle, in the API and on its page", async () => {
    const { cycleId } = await cycle({ sheets: "handedIn" });
    await after(readCycleProgress(as("secretariat"), { cycleId, ...PAGE }, NOW));
    expect(await after(readProgressPage(as("secretariat"), { cycleId, department: null, query: PAGE }, NOW))).toEqual([
      `progress.read done cycle/${cycleId}`,
      `progress.read done cycle/${cycleId}`,
    ]);
  });

  it("M12 the sheets that wait for review, and those that are about to be accepted", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    await after(readWaiting(as("manager"), PAGE, NOW));
    expect(await after(readChosen(as("manager"), { chosen: [sheets.handler] }, NOW))).toEqual(["sheet.list done sheets", "sheet.list done sheets"]);
  });

  it("M12 the sheets that are about to be withdrawn", async () => {
    const { cycleId } = await cycle({ sheets: "inProgress" });
    expect(await after(readWithdrawing(as("ciso"), { cycleId, filter: {}, withoutHindered: false }, NOW))).toEqual([`progress.read done cycle/${cycleId}`]);
  });

  it("M12 the people who could answer a sheet, searched or not", async () => {
    const { sheets } = await cycle({ sheets: "notStarted" });
    await after(readAssignment(as("secretariat"), { sheetId: sheets.ciso, search: "", selected: null }, NOW));
    expect(await after(readAssignment(as("secretariat"), { sheetId: sheets.ciso, search: "a", selected: [] }, NOW))).toEqual([
      `people.list done sheet/${sheets.ciso}`,
      `people.list done sheet/${sheets.ciso}`,
    ]);
  });

  it("M12 a handover that is prepared: the page with its search for successors, and the preview of the API", async () => {
    const personId = world.people.manager.personId;
    await after(readHandover(as("secretariat"), { personId, query: { event: ["leave"], q: ["a"] } }, NOW));
    expect(await after(previewHandover(as("secretariat"), { personId, event: "leave", successors: [], sheets: [] }, NOW))).toEqual([
      `people.read done person/${personId}`,
      `people.previewHandover done person/${personId}`,
    ]);
  });
});
