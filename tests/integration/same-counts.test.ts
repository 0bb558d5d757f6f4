import { parse } from "csv-parse/sync";
import { expect, it, vi } from "vitest";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { loadHandIn } from "@/lib/features/sheets/hand-in/pages";
import { loadOwnCopy } from "@/lib/features/sheets/own-copy/pages";
import { exportSheetAnswers } from "@/lib/features/sheets/own-copy/queries";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ role: "manager" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

const respondent = "systemAdministrator";

/** An open sheet of ten measures; the examples of two of them are answered. */
async function ground() {
  const { sheets, items } = await cycle({ sheets: "notStarted", measures: 10 });
  const sheetId = sheets.system;
  const examples = await rows<{ id: string; illustrates: string }>(
    `SELECT e.id, e.illustrates FROM sheet s JOIN cycle c ON c.id = s.cycle_id JOIN cycle_item i ON i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'example'
     JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = i.item_id WHERE s.id = $1 ORDER BY i.position`,
    [sheetId],
  );
  const [one = "", other = ""] = [...new Set(examples.map(({ illustrates }) => illustrates))];
  const below = (measure: string) => examples.filter(({ illustrates }) => illustrates === measure).map(({ id }) => id);
  const answer = async (itemId: string, status: AnswerStatus, reason: string | null = null, version = 0) =>
    expect(codeOf(await saveAnswer(as(respondent), { sheetId, itemId, status, reason, version }, NOW))).toBe("ok");
  for (const id of [below(one)[0]!, below(other)[0]!]) await answer(id, "implemented");
  const others = items.system.filter((id) => id !== one && id !== other);
  return { sheetId, one, other, others, examples: examples.length, below, answer };
}

const inWords = (counts: readonly { status: AnswerStatus | null; count: number }[]) =>
  Object.fromEntries(counts.filter(({ count }) => count > 0).map(({ status, count }) => [status ?? "none", count]));

/** What the pages of the sheet say about its numbers. */
async function pages(sheetId: string) {
  seen.role = respondent;
  const { answeredText } = await loadHandIn(sheetId);
  const copy = await loadOwnCopy(sheetId);
  const [measures, examples] = copy.counts;
  seen.role = "manager";
  const review = await loadReviewSheet(sheetId, {});
  const chips = Object.fromEntries(review.filters.map(({ label, count }) => [label, count]));
  const sections = review.sections.flatMap(({ counts }) => counts).filter(({ status }) => status === null);
  return {
    answeredText,
    copied: [measures?.total, inWords(measures?.counts ?? [])],
    copiedExamples: [examples?.total, inWords(examples?.counts ?? [])],
    reviewed: [review.measures, review.answered, inWords(review.counts)],
    reviewedExamples: review.examplesText,
    chips: [chips["未回答"], chips["該当なし"], chips["実施以外"]],
    inSections: sections.reduce((sum, { count }) => sum + count, 0),
    copy,
    review,
  };
}

it("M11 a 該当なし without a reason is unanswered in every number of the sheet, and each page says so beside it", async () => {
  const { sheetId, others, below, answer, one, ...all } = await ground();
  const examples = all.examples - below(others[3]!).length;
  for (const id of others.slice(0, 3)) await answer(id, "implemented");
  await answer(others[3]!, "notApplicable", "対象の機器がない");
  await answer(one, "notApplicable");
  const { copy, review, ...numbers } = await pages(sheetId);
  expect(numbers).toEqual({
    answeredText: "対策項目10件のうち4件に回答しました",
    copied: [10, { implemented: 3, notApplicable: 1, none: 6 }],
    copiedExamples: [examples, { implemented: 2, none: examples - 2 }],
    reviewed: [10, 4, { implemented: 3, notApplicable: 1, none: 6 }],
    reviewedExamples: `具体例 2／${String(examples)}件（任意）`,
    chips: ["6件", "1件", "7件"],
    inSections: 6,
  });
  const why = "理由がないため、未回答と数えます";
  const copied = copy.sections.flatMap(({ items }) => items);
  expect(copied.filter(({ uncountedText }) => uncountedText !== null).map(({ id, status, uncountedText }) => [id, status, uncountedText])).toEqual([
    [one, "notApplicable", why],
  ]);
  const reviewed = review.sections.flatMap(({ items }) => items);
  expect(reviewed.flatMap((item) => ("lacksReason" in item && item.lacksReason ? [[item.itemId, item.status]] : []))).toEqual([[one, "notApplicable"]]);
  const file = await exportSheetAnswers(as(respondent), { sheetId }, NOW);
  if (!file.ok) throw new Error(codeOf(file));
  const lines: string[][] = parse(file.value.file.toString(), { bom: true });
  expect(lines.filter((line) => line[6] !== "").map((line) => [line[0], line[5], line[6]])).toEqual([
    ["番号", "回答", "扱い"],
    [one, "該当なし", "未回答と数える"],
  ]);
});

it("M11 examples that are set aside with their measure are in no number, and count again with it", async () => {
  const { sheetId, one, other, examples, below, answer } = await ground();
  await answer(one, "notApplicable", "対象の機器がない");
  const asked = examples - below(one).length;
  const { copiedExamples, reviewedExamples, copied } = await pages(sheetId);
  expect(copiedExamples).toEqual([asked, { implemented: 1, none: asked - 1 }]);
  expect(reviewedExamples).toBe(`具体例 1／${String(asked)}件（任意）`);
  expect(copied).toEqual([10, { notApplicable: 1, none: 9 }]);

  await answer(other, "notApplicable", "対象の業務がない");
  const neither = asked - below(other).length;
  const both = await pages(sheetId);
  expect(both.copiedExamples).toEqual([neither, { none: neither }]);
  expect(both.reviewedExamples).toBe(`具体例 0／${String(neither)}件（任意）`);

  await answer(one, "partial", null, 1);
  expect((await pages(sheetId)).reviewedExamples).toBe(`具体例 1／${String(examples - below(other).length)}件（任意）`);
});
