import "server-only";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { granted } from "@/lib/domain/shared/result";
import { listSheets } from "@/lib/features/sheets/record/queries";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { type AnswerCounts, countAnswers } from "@/lib/features/sheets/review/queries";
import type { ReviewListEntry, ReviewListView } from "@/lib/features/sheets/review/view";
import { acceptSheets } from "@/lib/features/sheets/transitions/commands";
import { sheetsWaitingFor } from "@/lib/features/sheets/waiting-for-review/queries";
import { answerWordOver } from "@/lib/labels/answer-words";
import { timeText } from "@/lib/labels/japanese-date";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";
import { pageQuery, pagerView } from "@/lib/validation/paging";

const NOTHING: AnswerCounts = { partial: 0, notImplemented: 0, notApplicable: 0, withoutEvidence: 0 };

const listEntry = (sheet: SheetSummary, counts: AnswerCounts, asDeputy: boolean, now: Date): ReviewListEntry => ({
  id: sheet.id,
  href: `/operator/sheets/${sheet.id}`,
  title: sheetTitle(sheet),
  cycleTitle: sheet.cycleTitle,
  answered: sheet.answered,
  measures: sheet.measures,
  counts,
  handedInText: sheet.handedInAt === null ? "" : timeText(new Date(sheet.handedInAt), now),
  asDeputy,
});

const readWaiting = reading({
  of: acceptSheets,
  may: "operator.read",
  on: ofOwnOperator("sheets"),
  input: pageQuery,
  async run({ transaction, input: paging, visitor, now }) {
    const waiting = await sheetsWaitingFor(transaction, visitor, now);
    const sheetIds = waiting.map(({ id }) => id);
    const asDeputy = new Set(waiting.flatMap((one) => (one.asDeputy ? [one.id] : [])));
    const { items } = await listSheets(transaction, { sheetIds, ...paging });
    const counts = await countAnswers(
      transaction,
      items.map(({ id }) => id),
    );
    const editions = await transaction.edition.findMany({ where: { id: { in: items.map(({ edition }) => edition) } }, select: { kind: true } });
    return granted({ items, total: sheetIds.length, counts, asDeputy, kinds: editions.map(({ kind }) => kind as GuidelineKind) });
  },
});

/** Handed-in sheets that wait for the visitor's review, over all running cycles, a page of them with their counts. */
export async function loadReviewList(sent: Readonly<Record<string, unknown>>): Promise<ReviewListView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const asked = pageQuery.pick({ page: true }).safeParse({ page: sent["page"] });
  const paging = { page: asked.success ? asked.data.page : 1, perPage: 50 };
  const { items, total, counts, asDeputy, kinds } = valueOrPage(await readWaiting(visitor, paging, now));
  return {
    sheets: items.map((sheet) => listEntry(sheet, counts.get(sheet.id) ?? NOTHING, asDeputy.has(sheet.id), now)),
    total,
    words: {
      implemented: answerWordOver(kinds, "implemented"),
      partial: answerWordOver(kinds, "partial"),
      notImplemented: answerWordOver(kinds, "notImplemented"),
      notApplicable: answerWordOver(kinds, "notApplicable"),
    },
    pager: pagerView({ ...paging, total }, "枚", (page) => `/operator/review?page=${page}`),
  };
}
