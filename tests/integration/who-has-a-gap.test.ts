import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { granted } from "@/lib/domain/shared/result";
import { readCycle } from "@/lib/features/cycles/record/record";
import { exportGapPlaces, listGapPlaces } from "@/lib/features/results/gap-places/queries";
import { gapReportView } from "@/lib/features/results/gap-report/pages";
import { gapReportOf, readGapReport } from "@/lib/features/results/gap-report/queries";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const ALL = { page: 1, perPage: 200 };

const listed = async (role: OperatorRole, cycleId: string, filter: object = {}) => {
  const result = await listGapPlaces(as(role), { cycleId, ...ALL, ...filter }, NOW);
  if (!result.ok) throw new Error(codeOf(result));
  return result.value;
};

const pageOf = async (role: OperatorRole, cycleId: string, filter: object = {}): Promise<string> => {
  const result = await auditedTransaction("reading", as(role), { action: "gapReport.read", target: "cycle" }, NOW, async (transaction) => {
    const found = await readCycle(transaction, cycleId, "none");
    if (!found) throw new Error("no cycle");
    return granted(gapReportView(await gapReportOf(transaction, found, NOW, as(role)), cycleId, "", filter, as(role).actor));
  });
  if (!result.ok) throw new Error(codeOf(result));
  return JSON.stringify(result.value);
};

describe("the gap report says who", () => {
  it("M11 names the department, system and role of each gap, with the sheet", async () => {
    const { cycleId, sheets, items } = await cycle({ state: "reviewing", sheets: "accepted" });
    const { items: entries, total } = await listed("ciso", cycleId);
    expect(total).toBe(entries.length);
    const [, second = ""] = items.system;
    expect(entries.find(({ id, place }) => id === second && place.role === "systemAdministrator")?.place).toEqual({
      ...{ item: second, role: "systemAdministrator", implemented: 0, partial: 0, notImplemented: 1, notApplicable: 0 },
      department: { id: world.departments[0], name: expect.any(String) },
      system: { id: world.systems[0], name: expect.any(String) },
      sheet: sheets.system,
    });
  });

  it("M11 counts the 取扱者 of a department, and neither names them nor leads to their sheets", async () => {
    const { cycleId, sheets, items } = await cycle({ state: "reviewing", sheets: "accepted" });
    const [name] = await rows<{ name: string }>("SELECT name FROM person WHERE id = $1", [world.people.handler.personId]);
    const json = await readGapReport(as("ciso"), { cycleId }, NOW);
    const csv = await exportGapPlaces(as("ciso"), { cycleId }, NOW);
    if (!json.ok || !csv.ok) throw new Error("refused");
    const { items: entries } = await listed("ciso", cycleId, { role: "handler" });
    expect(entries.map(({ id, place }) => [id, place.notImplemented, place.sheet])).toEqual([[items.handler[1], 1, null]]);
    for (const text of [JSON.stringify(json.value), csv.value.file.toString(), await pageOf("ciso", cycleId)]) {
      expect(text).not.toContain(sheets.handler);
      expect(text).not.toContain(name?.name);
    }
  });

  it("M11 leads to no sheet that the reader may not see", async () => {
    const { cycleId, sheets } = await cycle({ state: "reviewing", sheets: "accepted" });
    const sheetsFor = async (role: OperatorRole) => new Set((await listed(role, cycleId)).items.flatMap(({ place }) => place.sheet ?? []));
    expect(await sheetsFor("auditor")).toEqual(new Set([sheets.ciso, sheets.system, sheets.manager, sheets.executive, sheets.committee, sheets.auditor]));
    // The 経営層 reviews the CISO's sheet and answers its own; it reads the others' figures alone.
    expect(await sheetsFor("executive")).toEqual(new Set([sheets.ciso, sheets.executive]));
    expect(await pageOf("executive", cycleId)).not.toContain(sheets.system);
    for (const role of ["manager", "secretariat", "handler"] as const) {
      expect(codeOf(await listGapPlaces(as(role), { cycleId, ...ALL }, NOW))).toBe("not_permitted");
      expect(codeOf(await exportGapPlaces(as(role), { cycleId }, NOW))).toBe("not_permitted");
    }
  });

  it("M11 writes a flat table with one row for each gap and place, narrowed like the page", async () => {
    const { cycleId } = await cycle({ state: "reviewing", sheets: "accepted" });
    const { total } = await listed("ciso", cycleId);
    const table = async (filter: object): Promise<string[][]> => {
      const result = await exportGapPlaces(as("ciso"), { cycleId, ...filter }, NOW);
      if (!result.ok) throw new Error(codeOf(result));
      return parse(result.value.file.toString(), { bom: true });
    };
    const [heading, ...all] = await table({});
    expect(heading?.slice(5, 9)).toEqual(["部署", "役割", "重要システム", "回答"]);
    expect(all).toHaveLength(total);
    // As on the page: a sheet, and of people the answers of their department.
    const links = all.map((row) => [row[6], row.at(-1) ?? ""] as const);
    expect(links.find(([role]) => role === "取扱者")?.[1]).toMatch(
      new RegExp(`^https?://.+/operator/cycles/${cycleId}/items/.+\\?role=handler&department=${world.departments[0] ?? ""}$`),
    );
    expect(links.filter(([role, link]) => role !== "取扱者" && !/\/operator\/sheets\/.+#/.test(link))).toEqual([]);
    const narrowed = await table({ role: "systemAdministrator", department: world.departments[0] });
    expect(new Set(narrowed.slice(1).map(([, , , , , , role]) => role))).toEqual(new Set(["システム管理者"]));
    expect(narrowed).toHaveLength((await listed("ciso", cycleId, { role: "systemAdministrator" })).total + 1);
    expect(
      (await listed("ciso", cycleId, { department: "none", phase: "do" })).items.every(({ place, phase }) => place.department === null && phase === "do"),
    ).toBe(true);
  });

  it("M11 says how many items and places it shows, as many as the list has", async () => {
    const { cycleId } = await cycle({ state: "reviewing", sheets: "accepted" });
    for (const filter of [{}, { role: "systemAdministrator" }, { department: "none" }]) {
      const { items: entries, total } = await listed("ciso", cycleId, filter);
      const ids = new Set(entries.map(({ id }) => id));
      expect(ids.size).toBeLessThanOrEqual(total);
      expect(await pageOf("ciso", cycleId, filter)).toContain(`示しているのは${ids.size}件・${total}対象です`);
    }
  });

  it("M11 takes no sheet that does not count for a place with a gap", async () => {
    const { cycleId, sheets } = await cycle({ state: "open", sheets: "inProgress" });
    expect((await listed("ciso", cycleId)).total).toBe(0);
    expect(await pageOf("ciso", cycleId)).not.toContain(sheets.system);
  });
});
