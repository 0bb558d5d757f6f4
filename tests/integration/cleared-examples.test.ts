import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { setAnswerAside } from "@/lib/features/sheets/answers/commands";
import {
  answerExamples,
  answerMeasure,
  as,
  currentAnswers,
  examples,
  examplesGround,
  expectEqualNumbers,
  giveBack,
  handIn,
  kept,
  measure,
  NOW,
  notApplicable,
  rows,
  save,
  sheet,
  tallyOf,
  world,
} from "@/tests/support/examples-ground";
import { valueOf } from "@/tests/support/links";

examplesGround();

describe("M2 answers that an earlier version cleared", () => {
  /** Clears them like the earlier version: no status, the next version, in the name of the person who chose 該当なし. */
  async function clearAsBefore(): Promise<void> {
    await rows(
      `WITH cleared AS (UPDATE answer SET status = NULL, version = version + 1, answered_by = $3, answered_at = now() WHERE sheet_id = $1 AND item_id = ANY($2) RETURNING *)
       INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, cause)
       SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, 'measureNotApplicable' FROM cleared`,
      [sheet, examples, world.people.systemAdministrator.personId],
    );
  }
  const content = async () => (await currentAnswers()).map(({ version: _version, ...row }) => row);

  it("come back with their measure and their respondents, and the response reports them to the browser", async () => {
    await answerExamples();
    const before = await content();
    await answerMeasure(notApplicable);
    await clearAsBefore();
    valueOf(await save([{ itemId: examples[2]!, status: "partial", version: 2 }]));
    const { also } = await answerMeasure({ status: "implemented" });
    expect(also.map(({ itemId }) => itemId)).toEqual(examples.filter((id) => id !== examples[2]).sort());
    expect(also.find(({ itemId }) => itemId === examples[1])).toMatchObject({ status: "partial", version: 3, byName: world.people.colleague.name });
    const after = await content();
    expect(after.filter(({ item_id: id }) => id !== examples[2])).toEqual(before.filter(({ item_id: id }) => id !== examples[2]));
    expect(after.find(({ item_id: id }) => id === examples[2])).toMatchObject({ status: "partial" });
    valueOf(await handIn());
    await expectEqualNumbers();
  });

  it.each([
    { name: "a measure that was put right before it was handed in", measured: { status: "implemented" } as const },
    { name: "a measure that is 該当なし without a reason, with a remark alone", measured: { status: null, remark: "備考" } as const },
  ])("come back when a handed-in sheet is returned: $name", async ({ measured }) => {
    await answerExamples();
    const before = await content();
    await answerMeasure(notApplicable);
    await clearAsBefore();
    // The earlier version saved the measure and left the examples cleared.
    await rows("UPDATE answer SET status = $3, reason = NULL, version = version + 1 WHERE sheet_id = $1 AND item_id = $2", [sheet, measure, measured.status]);
    await rows(
      "UPDATE sheet SET answered = (SELECT count(*) FROM answer a JOIN cycle_item i ON i.item_id = a.item_id AND i.cycle_id = sheet.cycle_id AND i.role = sheet.role AND i.kind = 'measure' WHERE a.sheet_id = sheet.id AND a.status IS NOT NULL) WHERE id = $1",
      [sheet],
    );
    valueOf(await handIn(0, measured.status === null ? 1 : 0));
    await expectEqualNumbers();
    await giveBack();
    expect(await content()).toEqual(before);
    expect((await kept(examples[0]!)).map(({ version, cause }) => [version, cause])).toEqual([
      [1, "answered"],
      [2, "measureNotApplicable"],
      [3, "countedAgain"],
    ]);
    valueOf(await handIn(0, measured.status === null ? 1 : 0));
    expect(await tallyOf(examples[0]!)).toMatchObject({ implemented: 1 });
    await expectEqualNumbers();
  });

  it("stay as they are while the returned sheet has 該当なし, and later answers stay", async () => {
    await answerExamples();
    await answerMeasure(notApplicable);
    await clearAsBefore();
    valueOf(await handIn());
    await giveBack();
    expect((await currentAnswers()).map(({ status }) => status)).toEqual(examples.map(() => null));
    valueOf(await save([{ itemId: examples[0]!, status: "partial", version: 2 }]));
    await answerMeasure({ status: "implemented" });
    expect((await currentAnswers([examples[0]!]))[0]).toMatchObject({ status: "partial", version: 3 });
    expect((await currentAnswers([examples[1]!]))[0]).toMatchObject({ status: "partial", version: 3 });
  });

  it("come back with a measure whose reason was removed before", async () => {
    await answerExamples();
    const before = await content();
    await answerMeasure(notApplicable);
    await clearAsBefore();
    await rows("UPDATE answer SET reason = NULL WHERE sheet_id = $1 AND item_id = $2", [sheet, measure]);
    await rows("UPDATE sheet SET answered = answered - 1 WHERE id = $1", [sheet]); // 該当なし without a reason counts as unanswered.
    await answerMeasure({ status: "implemented" });
    expect(await content()).toEqual(before);
  });

  it("come back too if another answer was set aside for the cleared one", async () => {
    await answerExamples();
    const before = await content();
    await answerMeasure(notApplicable);
    await clearAsBefore();
    valueOf(await setAnswerAside(as("colleague"), { sheetId: sheet, itemId: examples[0]!, status: "notImplemented", version: 2 }, NOW));
    await answerMeasure({ status: "implemented" });
    expect(await content()).toEqual(before);
  });

  it.each(["20261129002000_examples_set_aside", "20261129007000_cleared_examples"])(
    "come back by the migration %s if their measure already has another answer and the sheet is not handed in",
    async (name) => {
      await answerExamples();
      const before = await content();
      await clearAsBefore();
      const migration = await readFile(`prisma/migrations/${name}/migration.sql`, "utf8");
      await rows(migration.slice(migration.indexOf("WITH cleared")), []);
      expect(await content()).toEqual(before);
      expect((await kept(examples[0]!)).map(({ version, cause }) => [version, cause])).toEqual([
        [1, "answered"],
        [2, "measureNotApplicable"],
        [3, "countedAgain"],
      ]);
    },
  );
});
