import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { exportSheetAnswers } from "@/lib/features/sheets/own-copy/queries";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

prepareSheetGround();

const table = async (role: Parameters<typeof as>[0], sheetId: string): Promise<string[][]> => {
  const result = await exportSheetAnswers(as(role), { sheetId }, NOW);
  if (!result.ok) throw new Error(codeOf(result));
  return parse(result.value.file.toString(), { bom: true });
};

describe("the copy of a respondent's answers", () => {
  it("M11 has every item of the sheet, answered or not, before handing in and after", async () => {
    const open = await cycle({ state: "open", sheets: "inProgress" });
    const done = await cycle({ state: "reviewing", sheets: "accepted" });
    for (const { sheets, items, cycleId } of [open, done]) {
      const asked = await rows<{ item_id: string }>("SELECT item_id FROM cycle_item WHERE cycle_id = $1 AND role = 'systemAdministrator' ORDER BY position", [
        cycleId,
      ]);
      const [heading, ...lines] = await table("systemAdministrator", sheets.system);
      expect(heading?.slice(0, 3)).toEqual(["番号", "条番号", "題"]);
      expect(lines.map(([id]) => id)).toEqual(asked.map(({ item_id: id }) => id));
      const [first = "", second = ""] = items.system;
      const answerTo = (id: string) => lines.find(([item]) => item === id)?.at(5);
      expect([answerTo(first), answerTo(second)]).toEqual(["実施", "未実施"]);
      expect(lines.filter(([id = ""]) => id.includes(":e")).every((line) => line.at(5) === "未回答")).toBe(true);
      expect(lines.find(([id]) => id === first)?.at(8)).toBe("点検の備考");
    }
  });

  it("M11 is for the respondent and those who may read the sheet", async () => {
    const { sheets } = await cycle({ state: "open", sheets: "inProgress" });
    for (const role of ["manager", "ciso", "auditor"] as const) expect((await table(role, sheets.system)).length).toBeGreaterThan(1);
    for (const role of ["handler", "secretariat", "executive", "committee"] as const) {
      expect(codeOf(await exportSheetAnswers(as(role), { sheetId: sheets.system }, NOW))).toBe("not_permitted");
    }
  });

  it("M11 keeps what a spreadsheet would run as a formula a text", async () => {
    const { sheets, items } = await cycle({ state: "open", sheets: "inProgress" });
    await rows("UPDATE answer SET remark = '=1+1', evidence = '＋81' WHERE sheet_id = $1 AND item_id = $2", [sheets.system, items.system[0]]);
    const line = (await table("systemAdministrator", sheets.system)).find(([id]) => id === items.system[0]);
    expect([line?.at(8), line?.at(9)]).toEqual(["'=1+1", "'＋81"]);
  });
});
