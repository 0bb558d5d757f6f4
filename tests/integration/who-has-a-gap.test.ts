import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { decide } from "@/lib/domain/access/permission";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import { GAP_RULE_CODES, GAP_RULES } from "@/lib/domain/gap/rules";
import { granted } from "@/lib/domain/shared/result";
import { readCycle } from "@/lib/features/cycles/record/record";
import { exportGapPlaces, listGapPlaces } from "@/lib/features/results/gap-places/queries";
import { gapReportView } from "@/lib/features/results/gap-report/pages";
import { gapReportOf, readGapReport, readGapReportCsv } from "@/lib/features/results/gap-report/queries";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import { FIXTURE_SHEETS, type FixtureSheet } from "@/tests/support/cycle-fixture";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { OPERATOR_ROLES, type OperatorRole } from "@/tests/support/world";

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

/** A cycle in which the 該当なし of every sheet have reasons with each fault: none, a short one, the same one ten times. */
async function unusableReasons() {
  const made = await cycle({ state: "reviewing", sheets: "accepted", measures: 12 });
  for (const [key, sheet] of Object.entries(made.sheets)) {
    for (const [at, item] of made.items[key as FixtureSheet].entries()) {
      const reason = at === 0 ? "なし" : at === 1 ? "否" : "この部署では扱っていないため。";
      await rows("UPDATE answer SET status = 'notApplicable', reason = $3 WHERE sheet_id = $1 AND item_id = $2", [sheet, item, reason]);
    }
  }
  return made;
}

/** What a reader of the report gets, in each of its forms. */
async function everyForm(role: OperatorRole, cycleId: string): Promise<Record<string, string> | null> {
  const json = await readGapReport(as(role), { cycleId }, NOW);
  const csv = await readGapReportCsv(as(role), { cycleId }, NOW);
  const places = await listGapPlaces(as(role), { cycleId, ...ALL }, NOW);
  const placesCsv = await exportGapPlaces(as(role), { cycleId }, NOW);
  if (!(json.ok && csv.ok && places.ok && placesCsv.ok)) {
    expect([json, csv, places, placesCsv].map((one) => codeOf(one)).filter((code) => code !== "not_permitted")).toEqual([]);
    return null;
  }
  const files = { csv: csv.value.file.toString(), placesCsv: placesCsv.value.file.toString() };
  return { json: JSON.stringify(json.value), places: JSON.stringify(places.value), page: await pageOf(role, cycleId), ...files };
}

describe("the gap report says who", () => {
  it("M11 names no sheet in any form that its reader may not read, and nobody's own one, whatever a rule finds", async () => {
    const { cycleId, sheets } = await unusableReasons();
    const readable = (role: OperatorRole): string[] =>
      Object.entries(FIXTURE_SHEETS).flatMap(([key, { role: of, department, system, person }]) => {
        const departmentId = department === null ? null : world.departments[department];
        const respondentIds = [world.people[person].personId];
        const target = { operatorId: world.operatorId, role: of, departmentId, systemId: system === null ? null : world.systems[system], respondentIds };
        return !isOwnConduct(of) && decide(as(role).actor, "sheet.read", target).ok ? [sheets[key as FixtureSheet]] : [];
      });
    const readers = new Set<OperatorRole>();
    const named: string[] = [];
    for (const role of OPERATOR_ROLES) {
      const forms = await everyForm(role, cycleId);
      if (forms === null) continue;
      readers.add(role);
      const hidden = Object.values(sheets).filter((sheet) => !readable(role).includes(sheet));
      named.push(
        ...Object.entries(forms).flatMap(([form, text]) => hidden.filter((sheet) => text.includes(sheet)).map((sheet) => `${role}: ${sheet} in ${form}`)),
      );
    }
    expect(named).toEqual([]);
    expect(readers).toEqual(new Set(["ciso", "executive", "auditor"]));
  });

  it("M11 finds each unusable reason, and names the sheet of a post to those who read it", async () => {
    const { cycleId, sheets } = await unusableReasons();
    const found = async (role: OperatorRole) => {
      const json = await readGapReport(as(role), { cycleId }, NOW);
      if (!json.ok) throw new Error(codeOf(json));
      const ofAnswers = GAP_RULE_CODES.filter((code) => GAP_RULES[code].unit === "answer");
      return json.value.rules.filter(({ code }) => ofAnswers.includes(code)).flatMap((rule) => rule.found);
    };
    expect(new Set((await found("ciso")).map(({ detail }) => detail))).toEqual(new Set(["empty", "short", "repeated"]));
    const namedTo = async (role: OperatorRole) => new Set((await found(role)).flatMap(({ subject }) => ("sheet" in subject ? subject["sheet"] : [])));
    expect(await namedTo("executive")).toEqual(new Set([sheets.ciso, sheets.executive]));
    expect(await namedTo("ciso")).toEqual(new Set(Object.values(sheets).filter((sheet) => sheet !== sheets.handler)));
    expect((await found("executive")).map(({ count, detail }) => [count, detail])).toEqual((await found("ciso")).map(({ count, detail }) => [count, detail]));
  });

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

  it("M11 says of each place what stands out there, on the page, in the table and in the API", async () => {
    const { cycleId, sheets, items } = await cycle({ state: "reviewing", sheets: "accepted" });
    const [first = "", second = ""] = items.handler;
    // A second handler with 一部実施 of everything, and a reason that says nothing.
    await rows(
      `UPDATE tally SET asked = array_fill(2, ARRAY[cardinality(asked)]), partial = array_fill(1, ARRAY[cardinality(partial)])
       WHERE cycle_id = $1 AND role = 'handler'`,
      [cycleId],
    );
    await rows("UPDATE answer SET status = 'notApplicable', reason = 'なし' WHERE sheet_id = $1 AND item_id = $2", [sheets.handler, second]);
    const rulesOf = async (filter: object = {}) => {
      const { items: entries } = await listed("ciso", cycleId, { role: "handler", ...filter });
      return Object.fromEntries(entries.filter(({ id }) => id === first || id === second).map(({ id, rules }) => [id, rules]));
    };
    expect(await rulesOf()).toEqual({ [first]: ["partial", "implementedWithoutEvidence"], [second]: ["notImplemented", "unusableReason"] });
    expect(await rulesOf({ rule: "unusableReason" })).toEqual({ [second]: ["notImplemented", "unusableReason"] });
    expect(Object.keys(await rulesOf({ rule: "partial" }))).toEqual([first]);
    const table = await exportGapPlaces(as("ciso"), { cycleId, role: "handler" }, NOW);
    if (!table.ok) throw new Error(codeOf(table));
    const [heading = [], ...lines] = parse(table.value.file.toString(), { bom: true }) as string[][];
    const outstanding = heading.indexOf("目立つこと");
    expect(lines.find(([id]) => id === second)?.[outstanding]).toBe("未実施がある項目、「該当なし」の理由が不十分な項目");
    const json = await readGapReport(as("ciso"), { cycleId }, NOW);
    if (!json.ok) throw new Error(codeOf(json));
    const places = json.value.gaps.find(({ id }) => id === second)?.places ?? [];
    expect(places.find(({ role }) => role === "handler")?.rules).toEqual(["notImplemented", "unusableReason"]);
    expect(await pageOf("ciso", cycleId, { role: "handler", rule: "unusableReason" })).toContain("示しているのは1件・1対象です");
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
