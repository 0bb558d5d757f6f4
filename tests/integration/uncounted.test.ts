import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { readCycle } from "@/lib/features/cycles/record/record";
import { setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { returnSheet } from "@/lib/features/sheets/transitions/commands";
import { prepareSubmission } from "@/lib/features/submissions/preparing/queries";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import { makeSurvey, sheetOfSecondSystem } from "@/tests/support/cycle-fixture";
import {
  answerExamples,
  answerMeasure,
  as,
  currentAnswers,
  examples,
  examplesGround,
  expectEqualNumbers,
  exported,
  fixture,
  giveBack,
  handIn,
  kept,
  measure,
  NOW,
  notApplicable,
  other,
  owned,
  rows,
  save,
  sheet,
  tallyOf,
  versionOf,
  world,
} from "@/tests/support/examples-ground";
import { codeOf, valueOf } from "@/tests/support/links";
import { withdrawAsShown } from "@/tests/support/rounds";

/* 該当なし on a measure never changes the answers to its examples: they are set aside when the sheet is handed in, and come back with the measure. */
examplesGround();

describe("M2 該当なし by mistake", () => {
  it.each(["implemented", "partial", "notImplemented", null] as const)(
    "with one letter as the reason, then %s: every answer to its examples is unchanged",
    async (status) => {
      await answerExamples();
      const before = await currentAnswers();
      await answerMeasure({ status: "notApplicable" });
      await answerMeasure(notApplicable);
      expect(await currentAnswers()).toEqual(before);
      await answerMeasure({ status });
      expect(await currentAnswers()).toEqual(before);
      expect(await kept(examples[0]!)).toHaveLength(1);
      valueOf(await handIn(undefined, status === null ? 1 : 0));
      expect(await tallyOf(examples[0]!)).toMatchObject({ asked: 1, implemented: 1 });
      await expectEqualNumbers();
    },
  );

  it("answers to examples given at the same time, by another person or in the same batch, are kept too", async () => {
    await answerMeasure(notApplicable);
    valueOf(await save([{ itemId: examples[0]!, status: "partial", version: 0 }], "colleague"));
    valueOf(
      await save([
        { itemId: examples[1]!, status: "implemented", version: 0 },
        { itemId: measure, ...notApplicable, version: await versionOf(measure) },
        { itemId: examples[2]!, status: "notImplemented", version: 0 },
      ]),
    );
    await answerMeasure({ status: "implemented" });
    expect((await currentAnswers()).map(({ status }) => status).sort()).toEqual(["implemented", "notImplemented", "partial"]);
  });

  it("when another person answers an example at the same time, both answers are saved", async () => {
    const version = await versionOf(measure);
    const both = await Promise.all([
      save([{ itemId: measure, ...notApplicable, version }]),
      save([{ itemId: examples[0]!, status: "implemented", version: 0 }], "colleague"),
    ]);
    expect(both.map(codeOf)).toEqual(["ok", "ok"]);
    expect(await currentAnswers([examples[0]!])).toMatchObject([{ status: "implemented", version: 1 }]);
  });
});

describe("M2 handing in a 該当なし", () => {
  beforeEach(async () => {
    await answerExamples();
    valueOf(await save([{ itemId: other, status: "implemented", version: 0 }]));
    await answerMeasure(notApplicable);
  });

  it("asks for the present number, by measure, and accepts no other", async () => {
    const asked = {
      code: "confirmation_required",
      current: { unanswered: 0, setAside: examples.length, measures: [{ itemId: measure, examples: examples.length }] },
    };
    for (const confirmed of [undefined, 0, 1, examples.length - 1, examples.length + 1])
      expect(await handIn(confirmed)).toMatchObject({ ok: false, refusal: asked });
    valueOf(await save([{ itemId: examples[0]!, status: null, version: 1 }]));
    expect(codeOf(await handIn(examples.length))).toBe("confirmation_required");
    expect(codeOf(await handIn(examples.length - 1))).toBe("ok");
  });

  it("sets the answers aside: they are unchanged, count nowhere, and the history names the person who handed in", async () => {
    const before = await currentAnswers();
    valueOf(await handIn(examples.length));
    expect(await currentAnswers()).toEqual(before);
    for (const itemId of examples) expect(await tallyOf(itemId)).toEqual({ asked: 1, implemented: 0, partial: 0, not_implemented: 0, not_applicable: 0 });
    expect(await tallyOf(other)).toMatchObject({ asked: 1, implemented: 1 });
    expect(await tallyOf(measure)).toMatchObject({ not_applicable: 1 });
    await expectEqualNumbers();
    const answers = await exported();
    expect(Object.keys(answers).filter((id) => examples.includes(id))).toEqual([]);
    expect(answers).toMatchObject({ [other]: "implemented", [measure]: "notApplicable" });
    const history = valueOf(await readAnswerHistory(as("manager"), { sheetId: sheet, itemId: examples[1]!, page: 1, perPage: 10 }, NOW));
    expect(history).toMatchObject({
      total: 2,
      items: [
        { version: 1, status: "partial", cause: "notCounted", byName: world.people.systemAdministrator.name },
        { version: 1, status: "partial", cause: "answered", byName: world.people.colleague.name },
      ],
    });
    const { items } = valueOf(await readWholeSheet(as("manager"), { sheetId: sheet }, NOW));
    expect(items.filter(({ setAside }) => setAside).map(({ itemId }) => itemId)).toEqual(examples);
  });

  it.each(["implemented", "partial", "notImplemented", null] as const)(
    "returned and then %s: they are back exactly as they were, and count when it is handed in again",
    async (status) => {
      const before = await currentAnswers();
      valueOf(await handIn(examples.length));
      await giveBack();
      await expectEqualNumbers();
      expect(await currentAnswers()).toEqual(before);
      const mutationId = randomUUID();
      const change = { itemId: measure, status, version: await versionOf(measure) };
      const first = await save([change], "systemAdministrator", mutationId);
      expect(await save([change], "systemAdministrator", mutationId)).toEqual(first);
      expect(await currentAnswers()).toEqual(before);
      expect((await kept(examples[1]!)).map(({ version, cause }) => [version, cause])).toEqual([
        [1, "answered"],
        [1, "notCounted"],
        [1, "countedAgain"],
      ]);
      valueOf(await handIn(undefined, status === null ? 1 : 0));
      expect(await tallyOf(examples[0]!)).toMatchObject({ implemented: 1 });
      expect(await tallyOf(examples[3]!)).toMatchObject({ not_applicable: 1 });
      await expectEqualNumbers();
    },
  );

  it("new answers on the returned sheet stay, and the others come back", async () => {
    valueOf(await handIn(examples.length));
    await giveBack();
    valueOf(await save([{ itemId: examples[0]!, status: "notImplemented", version: 1 }], "colleague"));
    const before = await currentAnswers();
    await answerMeasure({ status: "partial" });
    expect(await currentAnswers()).toEqual(before);
    expect(before[0]).toMatchObject({ status: "notImplemented", version: 2, answered_by: world.people.colleague.personId });
    expect((await kept(examples[0]!)).map(({ cause }) => cause)).toEqual(["answered", "notCounted", "answered"]);
    valueOf(await handIn());
    await expectEqualNumbers();
  });

  it("an answer set aside in place of one that does not count keeps that one's mark: it counts again with the measure, once", async () => {
    valueOf(await handIn(examples.length));
    await giveBack();
    valueOf(await setAnswerAside(as("colleague"), { sheetId: sheet, itemId: examples[0]!, status: "notImplemented", version: 1 }, NOW));
    await answerMeasure({ status: "implemented" });
    const causes = async () => (await kept(examples[0]!)).map(({ version, cause }) => [version, cause]);
    const back = [
      [1, "answered"],
      [1, "notCounted"],
      [2, "setAside"],
      [3, "kept"],
      [3, "countedAgain"],
    ];
    expect(await causes()).toEqual(back);
    await answerMeasure(notApplicable);
    await answerMeasure({ status: "partial" });
    expect(await causes()).toEqual(back);
    await answerMeasure(notApplicable);
    valueOf(await handIn(examples.length));
    expect(await causes()).toEqual([...back, [3, "notCounted"]]);
    await expectEqualNumbers();
  });

  it("when handed in again as 該当なし it asks again; when withdrawn nothing remains in the tallies", async () => {
    valueOf(await handIn(examples.length));
    await giveBack();
    expect(codeOf(await handIn())).toBe("confirmation_required");
    valueOf(await handIn(examples.length));
    await expectEqualNumbers();
    valueOf(await returnSheet(as("manager"), { sheetId: sheet, reason: "もう一度。" }, NOW));
    await expectEqualNumbers();
    await owned((client) => sheetOfSecondSystem(client, world, sheet));
    valueOf(await handIn(examples.length));
    valueOf(await withdrawAsShown(as("ciso"), sheet, "廃止した", NOW));
    expect(await tallyOf(measure)).toEqual({ asked: 0, implemented: 0, partial: 0, not_implemented: 0, not_applicable: 0 });
  });

  it("while another person changes the measure: whichever comes first, the figures are right", async () => {
    for (let round = 0; round < 4; round += 1) {
      const version = await versionOf(measure);
      const [handed, saved] = await Promise.all([handIn(examples.length), save([{ itemId: measure, status: "implemented", version }], "colleague")]);
      expect([codeOf(handed), codeOf(saved)]).toEqual(handed.ok ? ["ok", "sheet_not_answerable"] : ["confirmation_required", "ok"]);
      await expectEqualNumbers();
      if (handed.ok) await giveBack();
      await answerMeasure(notApplicable);
    }
  });

  it("a remark for the ministry on an answer that is set aside does not leave the operator", async () => {
    await rows("UPDATE answer SET for_ministry = true WHERE sheet_id = $1 AND remark IS NOT NULL", [sheet]);
    valueOf(await handIn(examples.length));
    const surveyId = await owned((client) => makeSurvey(client, world.sectorId, [world.operatorId]));
    const prepared = valueOf(
      await auditedTransaction("reading", as("ciso"), { action: "cycle.submit", target: `cycle/${fixture.cycleId}` }, NOW, async (transaction) => {
        return prepareSubmission({ transaction, now: NOW }, (await readCycle(transaction, fixture.cycleId, "none"))!, surveyId);
      }),
    );
    expect(prepared.content.remarks.map(({ item }) => item).filter((item) => examples.includes(item))).toEqual([]);
    expect(prepared.content.remarks.length).toBeGreaterThan(0);
  });
});
