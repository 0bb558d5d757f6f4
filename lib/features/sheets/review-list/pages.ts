import "server-only";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { listSheets } from "@/lib/features/sheets/record/queries";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { type AnswerCounts, countAnswers } from "@/lib/features/sheets/review/queries";
import type { ReviewListEntry, ReviewListView } from "@/lib/features/sheets/review/view";
import { sheetsWaitingFor } from "@/lib/features/sheets/waiting/queries";
import { timeText } from "@/lib/labels/japanese-date";
import { look } from "@/lib/server/audit/change";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { pageQuery, pagerView } from "@/lib/validation/paging";

const NOTHING: AnswerCounts = { partial: 0, notImplemented: 0, notApplicable: 0, withoutEvidence: 0 };

const listEntry = (sheet: SheetSummary, counts: AnswerCounts, now: Date): ReviewListEntry => ({
  id: sheet.id,
  href: `/operator/sheets/${sheet.id}`,
  title: sheetTitle(sheet),
  cycleTitle: sheet.cycleTitle,
  answered: sheet.answered,
  measures: sheet.measures,
  counts,
  handedInText: sheet.handedInAt === null ? "" : timeText(new Date(sheet.handedInAt), now),
});

/** Handed-in sheets that wait for the visitor's decision, over all running cycles, a page of them with their counts. */
export async function loadReviewList(sent: Readonly<Record<string, unknown>>): Promise<ReviewListView> {
  const visitor = await requireVisitor();
  const now = new Date();
  if (visitor.actor.operatorId === null) return valueOrPage(refused(refusal("not_permitted", "事業者の画面です。")));
  const asked = pageQuery.pick({ page: true }).safeParse({ page: sent["page"] });
  const paging = { page: asked.success ? asked.data.page : 1, perPage: 50 };
  const { items, total, counts } = valueOrPage(
    await look(visitor, { action: "sheet.accept", target: "sheets" }, now, async (transaction) => {
      const sheetIds = (await sheetsWaitingFor(transaction, visitor)).map(({ id }) => id);
      const list = await listSheets(transaction, { sheetIds, ...paging });
      return granted({
        items: list.items,
        total: sheetIds.length,
        counts: await countAnswers(
          transaction,
          list.items.map(({ id }) => id),
        ),
      });
    }),
  );
  return {
    sheets: items.map((sheet) => listEntry(sheet, counts.get(sheet.id) ?? NOTHING, now)),
    total,
    pager: pagerView({ ...paging, total }, "枚", (page) => `/operator/review?page=${page}`),
  };
}
