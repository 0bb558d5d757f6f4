import { beforeAll, describe, expect, it, vi } from "vitest";
import { loadOperatorAudit } from "@/lib/features/admin/audit/pages";
import { listAudit } from "@/lib/features/admin/audit/queries";
import { auditQuery } from "@/lib/features/admin/record/schema";
import { withClient } from "@/lib/runtime/portal-logins";
import { as, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { insert } from "@/tests/support/world";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("auditor")) }));

prepareSheetGround();

const ROUND = "十一月の点検";
let sheets: Awaited<ReturnType<typeof cycle>>["sheets"];
let cycleId: string;

beforeAll(async () => {
  ({ cycleId, sheets } = await cycle({ state: "open", sheets: "inProgress" }));
  await rows("UPDATE cycle SET title = $2 WHERE id = $1", [cycleId, ROUND]);
  await rows("UPDATE department SET name = '旅客サーバー課' WHERE id = $1", [world.departments[0]]);
  await rows("UPDATE person SET name = '御子柴　環' WHERE id = $1", [world.people.handler.personId]);
  const targets = [`cycle/${cycleId}`, `department/${world.departments[0]}`, `person/${world.people.handler.personId}`];
  const ofSheets = [`sheet/${sheets.handler}`, `sheet/${sheets.manager}/kuko-2:3.1.2.4-3:1`, `sheet/${sheets.system}`];
  await withClient(own.ownerUrl, (client) =>
    insert(
      client,
      "audit",
      [...targets, ...ofSheets, "people"].map((target, at) => ({
        ...{ operator_id: world.operatorId, account_id: world.people.ciso.accountId, action: `made.${at}`, outcome: "done", target, detail: {} },
        at: NOW.toISOString(),
      })),
    ),
  );
});

/** The entries made above, by the numbers of their targets. */
async function found(target: string): Promise<string[]> {
  const listed = await listAudit(as("auditor"), auditQuery.parse({ target, perPage: "200" }), NOW);
  if (!listed.ok) throw new Error(listed.refusal.code);
  return listed.value.items
    .map(({ action }) => action)
    .filter((action) => action.startsWith("made."))
    .toSorted();
}

describe("M12 the entries about an object", () => {
  it.each([
    ["a round by a part of its title", "十一月", ["made.0"]],
    ["a person and the person's sheet by a part of the name", "御子柴", ["made.2", "made.3"]],
    ["the same by the name in another width", "御子柴 環", ["made.2", "made.3"]],
    ["a department and the sheet of its post", "旅客サーバ", ["made.1", "made.4"]],
    ["nothing by words that are nobody's name", "居ない人", []],
    ["nothing by what only stands for anything", "%", []],
  ] as const)("M12 are found: %s", async (_what, words, expected) => {
    expect(await found(words)).toEqual(expected);
  });

  it("M12 are found by the id in the target, as before", async () => {
    expect(await found(sheets.system)).toEqual(["made.5"]);
    expect(await found(`cycle/${cycleId}`)).toEqual(["made.0"]);
  });

  it("M12 are led to by each row, and the page names the object instead of its id", async () => {
    const all = await loadOperatorAudit({ action: "made.3" });
    const [row] = all.rows;
    expect(row?.target).toBe("点検票「取扱者・御子柴　環」");
    expect(row?.targetHref).toBe(`/operator/audit?target=${encodeURIComponent(`sheet/${sheets.handler}`)}`);
    expect(all.chosen).toBeNull();
    const one = await loadOperatorAudit({ target: `sheet/${sheets.handler}` });
    expect(one.chosen).toMatchObject({ text: "点検票「取扱者・御子柴　環」", value: `sheet/${sheets.handler}` });
    expect(one.chosen?.clearHref).toBe("/operator/audit");
    expect(one.rows.map(({ target }) => target)).toContain("点検票「取扱者・御子柴　環」");
    const narrower = await loadOperatorAudit({ target: `cycle/${cycleId}`, outcome: "refused" });
    expect(narrower).toMatchObject({ rows: [], chosen: { text: `点検の回「${ROUND}」`, clearHref: "/operator/audit?outcome=refused" } });
    expect((await loadOperatorAudit({ target: "御子柴" })).chosen).toBeNull();
    expect((await loadOperatorAudit({ action: "made.6" })).rows[0]?.targetHref).toBeNull();
  });
});
