import { describe, expect, it } from "vitest";
import { readProgressPage } from "@/lib/features/cycle-pages/progress/pages";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { handsOut, missing, open, operator, run } from "@/tests/support/later-sheets";
import { as, NOW, PAGE, preparePlannedCycleGround, value } from "@/tests/support/planned-cycle-ground";

preparePlannedCycleGround();

/** Why each sheet of a person was withdrawn, in this order, and whether handing out later gives the person another one. */
const WITHDRAWALS = [
  [["left"], 1],
  [["mistake"], 0],
  [["mistake", "left"], 1],
  [["longAbsence", "left"], 1],
  [["left", "mistake"], 0],
  [["left", "longAbsence"], 0],
  [["mistake", "left", "longAbsence", "left"], 1],
  [["left", "left", "mistake"], 0],
] as const;

describe("M6 people whose sheets were withdrawn", () => {
  it.each(WITHDRAWALS)("M6 somebody without a sheet is counted and gets one as the last withdrawal says, after %j", async (reasons, expected) => {
    const of = await operator(`取り下げた順の空港 ${reasons.join(" ")}`);
    const cycleId = await open(of);
    const { personId } = of.people.colleague;
    for (const [at, reason] of reasons.entries()) {
      if (at > 0) value(await handOutLater(as("secretariat", of), { cycleId, personIds: [personId] }, NOW));
      const live = await run(of, `SELECT id FROM sheet WHERE operator_id = $1 AND person_id = '${personId}' AND state <> 'withdrawn'`);
      const [sheet] = live.rows as { id: string }[];
      const because = reason === "mistake" ? {} : { because: reason };
      value(await withdrawSheet(as("ciso", of), { sheetId: sheet!.id, reason: "誤って配ったため、退職、長期不在", ...because }, NOW));
    }
    expect((await missing(of)).counts.withoutSheet).toBe(expected);
    expect(value(await readProgressPage(as("ciso", of), { cycleId, department: null, query: PAGE }, NOW)).toCome?.people).toBe(expected);
    expect(await handsOut(of, cycleId)).toBe(expected);
    expect((await missing(of)).counts.withoutSheet).toBe(0);
  });
});
