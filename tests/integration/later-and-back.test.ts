import { describe, expect, it } from "vitest";
import { noteText } from "@/lib/features/admin/audit/texts";
import { readProgressPage, toComeTexts } from "@/lib/features/cycle-pages/progress/pages";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { handsOut, leftOutIn, missing, open, operator, type Place, run, takes, vacates } from "@/tests/support/later-sheets";
import { as, codeOf, NOW, noDifferences, PAGE, preparePlannedCycleGround, value } from "@/tests/support/planned-cycle-ground";
import type { World } from "@/tests/support/world";

preparePlannedCycleGround();

const REASON = "誤って配ったため";
const POSTS = [
  ["auditor", null],
  ["executive", null],
  ["securityCommittee", null],
  ["systemAdministrator", "system"],
  ["securityManager", "department"],
] as const;
type Role = (typeof POSTS)[number][0];

const toCome = async (of: World, cycleId: string) =>
  value(await readProgressPage(as("ciso", of), { cycleId, department: null, query: PAGE }, new Date())).toCome;
/** What handing out later changes and withdrawing has to bring back. */
const stateOf = async (of: World, cycleId: string) => {
  const { counts, postsWithoutSheet } = await missing(of);
  return { counts, postsWithoutSheet, leftOut: await leftOutIn(of, cycleId) };
};
const liveOf = async (of: World, role: Role, place?: string): Promise<string[]> => {
  const { rows } = await run(of, `SELECT id, place FROM sheet WHERE operator_id = $1 AND role = '${role}' AND state <> 'withdrawn' ORDER BY id`);
  return (rows as { id: string; place: string }[]).filter((sheet) => place === undefined || sheet.place === place).map(({ id }) => id);
};
const alone = async (of: World, sheetId: string) => withdrawSheet(as("ciso", of), { sheetId, reason: REASON }, NOW);
const together = (of: World, cycleId: string, sheetIds: readonly string[]) =>
  withdrawSheets(as("ciso", of), { cycleId, sheetIds: [...sheetIds], reason: REASON, confirmedSheets: sheetIds.length, confirmedAnswers: 0 }, NOW);

/** An open round in which somebody took a post that was vacant when it began. */
async function takenLater(role: Role, place: (typeof POSTS)[number][1], name: string) {
  const of = await operator(name);
  const where: Place = place === "system" ? { systemId: of.systems[1] } : place === "department" ? { departmentId: of.departments[1] } : {};
  const placeId = where.systemId ?? where.departmentId;
  await vacates(of, role, placeId);
  const cycleId = await open(of);
  const { personId } = of.people.colleague;
  await takes(of, personId, role, where);
  return { of, cycleId, personId, placeId: placeId ?? of.operatorId };
}

describe("M7 handing out later is taken back by withdrawing its sheets", () => {
  it.each(POSTS.flatMap(([role, place]) => (["alone", "with others"] as const).map((how) => [role, how, place] as const)))(
    "M7 the sheet of a %s withdrawn %s: what was left out is left out again, and handing out later offers it as before",
    async (role, how, place) => {
      const { of, cycleId, placeId } = await takenLater(role, place, `配って戻す空港 ${role} ${how}`);
      const before = await stateOf(of, cycleId);
      expect(before.counts.postsWithoutSheet).toBe(1);
      expect(before.leftOut.length).toBeGreaterThan(0);
      for (const _again of [1, 2]) {
        expect(await handsOut(of, cycleId)).toBe(1);
        expect(await leftOutIn(of, cycleId)).toEqual([]);
        const [sheetId = ""] = await liveOf(of, role, placeId);
        expect(codeOf(how === "alone" ? await alone(of, sheetId) : await together(of, cycleId, [sheetId]))).toBe("ok");
        expect(await stateOf(of, cycleId)).toEqual(before);
      }
      await noDifferences();
    },
  );

  it("M7 a handover withdraws it too", async () => {
    const { of, cycleId, personId, placeId } = await takenLater("auditor", null, "引き継いで戻す空港");
    const before = await leftOutIn(of, cycleId);
    expect(await handsOut(of, cycleId)).toBe(1);
    const [sheetId = ""] = await liveOf(of, "auditor", placeId);
    const giving = { personId, ...handoverBody.parse({ event: "roles", appointments: [], sheets: [{ sheetId, course: "withdraw", reason: REASON }] }) };
    const { hash } = value(await previewHandover(as("ciso", of), giving, NOW));
    value(await handOver(as("ciso", of), { ...giving, hash }, NOW));
    expect(await leftOutIn(of, cycleId)).toEqual(before);
    const { rows } = await run(
      of,
      `SELECT detail FROM audit WHERE operator_id = $1 AND outcome = 'done' AND target = 'sheet/${sheetId}' ORDER BY id DESC LIMIT 1`,
    );
    const { leftOutAgain, after } = (rows[0] as { detail: { leftOutAgain: number; after: Record<string, unknown> } }).detail;
    expect([leftOutAgain, Object.keys(after).filter((key) => key !== "respondentIds").length]).toEqual([before.length, before.length]);
  });

  it("M7 the history says which measures are left out again", async () => {
    const { of, cycleId, placeId } = await takenLater("auditor", null, "記録に残す空港");
    const reasons = async (action: string) =>
      (
        await run(of, `SELECT detail FROM audit WHERE operator_id = $1 AND outcome = 'done' AND action = '${action}' AND detail ? 'before' ORDER BY id`)
      ).rows.map(({ detail }: { detail: { before: object; after: object } }) => [detail.before, detail.after]);
    for (const how of ["alone", "together"] as const) {
      expect(await handsOut(of, cycleId)).toBe(1);
      const sheetIds = await liveOf(of, "auditor", placeId);
      expect(codeOf(how === "alone" ? await alone(of, sheetIds[0] ?? "") : await together(of, cycleId, sheetIds))).toBe("ok");
    }
    const [takenIn] = await reasons("cycle.handOutLater");
    expect(await reasons("sheet.withdraw")).toEqual([takenIn?.toReversed()]);
    expect(await reasons("sheet.withdrawMany")).toEqual([takenIn?.toReversed()]);
    const entry = { operatorId: of.operatorId, action: "sheet.withdraw", detail: { leftOutAgain: 3 } };
    expect(noteText(entry as never, new Map())).toBe("空席のため外した状態に戻した項目 3件");
  });

  it.each(["alone", "with others"] as const)("M7 a measure that was also asked where somebody answered is not left to nobody: %s", async (how) => {
    const { of, cycleId, placeId } = await takenLater("systemAdministrator", "system", `両方を戻す空港 ${how}`);
    expect(await handsOut(of, cycleId)).toBe(1);
    const [later = ""] = await liveOf(of, "systemAdministrator", placeId);
    const both = await liveOf(of, "systemAdministrator");
    expect(both).toHaveLength(2);
    if (how === "with others") {
      expect(codeOf(await together(of, cycleId, both))).toBe("items_on_no_sheet");
      return;
    }
    for (const sheetId of both.filter((id) => id !== later)) expect(codeOf(await alone(of, sheetId))).toBe("ok");
    expect(codeOf(await alone(of, later))).toBe("items_on_no_sheet");
  });

  it("M7 the page says beforehand how many measures are asked again", async () => {
    const { of, cycleId } = await takenLater("auditor", null, "前もって言う空港");
    const leftOut = await leftOutIn(of, cycleId);
    const shown = await toCome(of, cycleId);
    expect(shown).toEqual({ people: 0, posts: 1, askedAgain: leftOut.length, whyNot: null });
    expect(shown && toComeTexts(shown).text).toBe(
      `まだ配っていない役職の点検票が1枚あります。空席のため外した項目${leftOut.length}件を、配るとまた聞きます。配った点検票を取り下げれば、外した状態に戻ります。`,
    );
    expect(toComeTexts({ people: 1, posts: 1, askedAgain: 0, whyNot: null }).text).toBe("まだ配っていない人の点検票が1枚、役職の点検票が1枚あります。");
  });
});
