import "server-only";
import { z } from "zod";
import { confirmationOf } from "@/lib/domain/checking/acceptance";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { granted } from "@/lib/domain/shared/result";
import { acceptanceNumbers } from "@/lib/features/sheets/accepting/queries";
import { ACCEPTING_MEANS, lookedAtText } from "@/lib/features/sheets/accepting/texts";
import { type AskedExamples, askedExamples, NO_EXAMPLES } from "@/lib/features/sheets/asked-examples/queries";
import { listCycleSheets } from "@/lib/features/sheets/list/queries";
import { listSheets } from "@/lib/features/sheets/record/queries";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { type AnswerCounts, countAnswers } from "@/lib/features/sheets/review/queries";
import type { AcceptingView, ReviewListEntry, ReviewListView } from "@/lib/features/sheets/review/view";
import { untouchedReturns } from "@/lib/features/sheets/taking-back/queries";
import { acceptSheets } from "@/lib/features/sheets/transitions/commands";
import { listInReviewOrder, sheetsWaitingFor } from "@/lib/features/sheets/waiting-for-review/queries";
import { answerWordOver } from "@/lib/labels/answer-words";
import { dayTimeText } from "@/lib/labels/japanese-date";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";
import { pageQuery, pagerView } from "@/lib/validation/paging";
import { asIdentifier, isIdentifier } from "@/lib/validation/plain-text";

/** The maximum number of returned sheets offered for undoing. */
const MOST_RETURNED = 10;

/** As many as the use case takes. */
const MOST_ACCEPTED = 500;

const NOTHING: AnswerCounts = { partial: 0, notImplemented: 0, notApplicable: 0, withoutEvidence: 0 };

const missingText = (missing: number): string | null => (missing === 0 ? null : `具体例の未回答 ${missing}件`);

const listEntry = (sheet: SheetSummary, counts: AnswerCounts, examples: AskedExamples, asDeputy: boolean): ReviewListEntry => ({
  id: sheet.id,
  href: `/operator/sheets/${sheet.id}`,
  title: sheetTitle(sheet),
  cycleTitle: sheet.cycleTitle,
  answered: sheet.answered,
  measures: sheet.measures,
  counts: { ...counts, unanswered: sheet.measures - sheet.answered },
  missingExamplesText: missingText(examples.missing),
  handedInText: sheet.handedInAt === null ? "" : dayTimeText(new Date(sheet.handedInAt)),
  asDeputy,
});

export const readWaiting = reading({
  of: acceptSheets,
  takesOut: "always",
  entry: listCycleSheets,
  may: "operator.read",
  on: ofOwnOperator("sheets"),
  input: pageQuery,
  async run({ transaction, input: paging, visitor, now }) {
    const waiting = await sheetsWaitingFor(transaction, visitor, now);
    const sheetIds = waiting.map(({ id }) => id);
    const asDeputy = new Set(waiting.flatMap((one) => (one.asDeputy ? [one.id] : [])));
    const items = await listInReviewOrder(transaction, sheetIds, paging.page, paging.perPage);
    const returned = await listSheets(transaction, {
      sheetIds: await untouchedReturns(transaction, visitor.actor.personId, MOST_RETURNED),
      ...{ page: 1, perPage: MOST_RETURNED },
    });
    const shown = items.map(({ id }) => id);
    const counts = await countAnswers(transaction, shown);
    const editions = await transaction.edition.findMany({ where: { id: { in: items.map(({ edition }) => edition) } }, select: { kind: true } });
    const examples = await askedExamples(transaction, shown);
    return granted({
      items,
      returned: returned.items,
      total: sheetIds.length,
      counts,
      examples,
      asDeputy,
      kinds: editions.map(({ kind }) => kind as GuidelineKind),
    });
  },
});

const wordsOver = (kinds: readonly GuidelineKind[]): ReviewListView["words"] => ({
  implemented: answerWordOver(kinds, "implemented"),
  partial: answerWordOver(kinds, "partial"),
  notImplemented: answerWordOver(kinds, "notImplemented"),
  notApplicable: answerWordOver(kinds, "notApplicable"),
});

/** Those of the chosen sheets that still wait for the visitor's review. */
export const readChosen = reading({
  of: acceptSheets,
  takesOut: "always",
  entry: listCycleSheets,
  may: "operator.read",
  on: ofOwnOperator("sheets"),
  input: z.object({ chosen: z.array(z.string()) }),
  async run({ transaction, input: { chosen }, visitor, now }) {
    const waiting = new Map((await sheetsWaitingFor(transaction, visitor, now)).map((one) => [one.id, one.asDeputy]));
    const sheetIds = chosen.filter((id) => waiting.has(id)).slice(0, MOST_ACCEPTED);
    const asDeputy = new Set(sheetIds.filter((id) => waiting.get(id)));
    const items = await listInReviewOrder(transaction, sheetIds, 1, MOST_ACCEPTED);
    const editions = await transaction.edition.findMany({ where: { id: { in: items.map(({ edition }) => edition) } }, select: { kind: true } });
    const kinds = editions.map(({ kind }) => kind as GuidelineKind);
    const examples = await askedExamples(transaction, sheetIds);
    return granted({
      items,
      kinds,
      asDeputy,
      examples,
      counts: await countAnswers(transaction, sheetIds),
      numbers: await acceptanceNumbers(transaction, sheetIds),
    });
  },
});

/** The chosen sheets with what has to be seen before they are accepted together. */
export async function loadAccepting(sent: Readonly<Record<string, string | readonly string[] | undefined>>): Promise<AcceptingView> {
  const chosen = [sent[sent["all"] === undefined ? "sheet" : "shown"] ?? []].flat().filter(isIdentifier).map(asIdentifier);
  const now = new Date();
  const { items, kinds, asDeputy, counts, examples, numbers } = valueOrPage(await readChosen(await requireVisitor(), { chosen }, now));
  const words = wordsOver(kinds);
  const missing = missingText([...examples.values()].reduce((sum, one) => sum + one.missing, 0));
  return {
    sheets: items.map((sheet) => listEntry(sheet, counts.get(sheet.id) ?? NOTHING, examples.get(sheet.id) ?? NO_EXAMPLES, asDeputy.has(sheet.id))),
    words,
    title: items.length === 0 ? "受理する点検票が選ばれていません。" : `点検票${items.length}枚を受理します。`,
    numbersText: `${lookedAtText(numbers, kinds) ?? `すべて「${words.implemented}」で、根拠があります`}。${missing === null ? "" : `${missing}。`}`,
    follows: [
      `${ACCEPTING_MEANS}回答と数値は変わりません。`,
      `「${words.notImplemented}」と「${words.partial}」は、受理しても要改善事項として残ります。`,
      UNDONE_UNTIL["sheet.acceptMany"],
    ],
    confirmed: confirmationOf(numbers),
    button: `点検票${items.length}枚を受理する`,
  };
}

/** Handed-in sheets that wait for the visitor's review, over all running cycles, a page of them with their counts. */
export async function loadReviewList(sent: Readonly<Record<string, unknown>>): Promise<ReviewListView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const asked = pageQuery.pick({ page: true }).safeParse({ page: sent["page"] });
  const paging = { page: asked.success ? asked.data.page : 1, perPage: 50 };
  const { items, returned, total, counts, examples, asDeputy, kinds } = valueOrPage(await readWaiting(visitor, paging, now));
  return {
    sheets: items.map((sheet) => listEntry(sheet, counts.get(sheet.id) ?? NOTHING, examples.get(sheet.id) ?? NO_EXAMPLES, asDeputy.has(sheet.id))),
    justReturned: returned.map((sheet) => ({ id: sheet.id, title: sheetTitle(sheet), href: `/operator/sheets/${sheet.id}` })),
    total,
    words: wordsOver(kinds),
    pager: pagerView({ ...paging, total }, "枚", (page) => `/operator/review?page=${page}`),
  };
}
