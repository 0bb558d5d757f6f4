import { beforeAll, describe, expect, it } from "vitest";
import { saveAnswer, setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { takeBackHandIn } from "@/lib/features/sheets/taking-back/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { name, ofSystem } from "@/tests/support/deputies";
import { examples, examplesGround, giveBack, measure, NOW, rows, sheet, versionOf, world } from "@/tests/support/examples-ground";
import { as, valueOf } from "@/tests/support/links";

/* Whose deputy gave an answer stays with the answer, also in entries of its history that somebody else brings about. */

examplesGround();
beforeAll(() => name(world, "committee", ofSystem(world)));

const HOLDER = "systemAdministrator";
const DEPUTY = "committee";
type Respondent = typeof HOLDER | typeof DEPUTY;
const represents = (who: Respondent): string | null => (who === DEPUTY ? `systemAdministrator//${world.systems[0]}` : null);

const historyOf = (itemId: string) =>
  rows<{ cause: string; by: string; represented: string | null }>(
    "SELECT cause, answered_by AS by, represented FROM answer_history WHERE sheet_id = $1 AND item_id = $2 ORDER BY version, mark",
    [sheet, itemId],
  );
const entry = (cause: string, who: Respondent) => ({ cause, by: world.people[who].personId, represented: represents(who) });

async function answers(who: Respondent, itemId: string, part: { readonly status: "implemented" | "partial" | "notApplicable"; readonly reason?: string }) {
  valueOf(await saveAnswer(await as(world, who), { sheetId: sheet, itemId, version: await versionOf(itemId), ...part }, NOW));
}
async function setsAside(who: Respondent, itemId: string) {
  valueOf(await setAnswerAside(await as(world, who), { sheetId: sheet, itemId, status: "notImplemented", version: await versionOf(itemId) }, NOW));
}

describe("C1 the capacity in which an answer was given stays with it", () => {
  it.each([
    [HOLDER, DEPUTY],
    [DEPUTY, HOLDER],
    [DEPUTY, DEPUTY],
    [HOLDER, HOLDER],
  ] as const)("C1 the answer of the %s that stays keeps it where the %s sets another one aside, also twice", async (answering, asideBy) => {
    await answers(answering, measure, { status: "implemented" });
    await setsAside(asideBy, measure);
    await setsAside(asideBy, measure);
    // The first is of the fixture's answer.
    expect((await historyOf(measure)).slice(1)).toEqual([
      entry("answered", answering),
      ...[entry("setAside", asideBy), entry("kept", answering)],
      ...[entry("setAside", asideBy), entry("kept", answering)],
    ]);
  });

  /** Clears it like an earlier version: no status, the next version, in the name of the person who chose 該当なし. */
  const clear = (itemId: string) =>
    rows(
      `WITH cleared AS (UPDATE answer SET status = NULL, version = version + 1, answered_by = $3, answered_at = now() WHERE sheet_id = $1 AND item_id = $2 RETURNING *)
       INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, cause)
       SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, 'measureNotApplicable' FROM cleared`,
      [sheet, itemId, world.people[HOLDER].personId],
    );

  const handIn = async (who: Respondent) => {
    const [measures] = await rows<{ open: number }>("SELECT measures - answered AS open FROM sheet WHERE id = $1", [sheet]);
    valueOf(await handInSheet(await as(world, who), { sheetId: sheet, confirmedUnanswered: measures?.open ?? 0 }, NOW));
  };
  const WAYS = {
    "saving that brings it back": (who: Respondent) => answers(who, measure, { status: "implemented" }),
    "a return": async (who: Respondent) => {
      await rows("UPDATE answer SET status = 'implemented', reason = NULL WHERE sheet_id = $1 AND item_id = $2", [sheet, measure]);
      await handIn(who);
      await giveBack();
    },
    "taking back": async (who: Respondent) => {
      await rows("UPDATE answer SET status = 'implemented', reason = NULL WHERE sheet_id = $1 AND item_id = $2", [sheet, measure]);
      await handIn(who);
      valueOf(await takeBackHandIn(await as(world, who), { sheetId: sheet }, NOW));
    },
  };

  describe.each(Object.entries(WAYS))("C1 an answer that an earlier version cleared keeps it over %s", (_way, bring) => {
    it.each([
      [HOLDER, DEPUTY],
      [DEPUTY, HOLDER],
    ] as const)("C1 the answer of the %s, brought back by the %s", async (answering, bringing) => {
      const itemId = examples[0] ?? "";
      await answers(answering, itemId, { status: "implemented" });
      await answers(HOLDER, measure, { status: "notApplicable", reason: "機器がないため" });
      await clear(itemId);
      await bring(bringing);
      expect((await historyOf(itemId)).filter(({ cause }) => cause !== "measureNotApplicable")).toEqual([
        entry("answered", answering),
        entry("countedAgain", answering),
      ]);
    });
  });
});
