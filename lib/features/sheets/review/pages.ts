import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { transitionSheet } from "@/lib/domain/checking/sheet";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { listPreviousAnswers, listRemarks, listSheetItems, listSheets, readableSheet } from "@/lib/features/sheets/record/queries";
import { readSheet, reviewTarget } from "@/lib/features/sheets/record/record";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { noRemark, noTick } from "@/lib/features/sheets/remarks/commands";
import { reviewItems, reviewSections } from "@/lib/features/sheets/review/parts";
import { isShown, REVIEW_FILTERS, type ReviewFilter, type ReviewItemView, type ReviewSheetView } from "@/lib/features/sheets/review/view";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { look } from "@/lib/server/audit/change";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";

async function decisionFor(visitor: Visitor, transaction: Parameters<typeof readSheet>[0], sheetId: string) {
  const sheet = await readSheet(transaction, sheetId, "none");
  const target = sheet ? await reviewTarget(transaction, sheet) : {};
  const permission = decide(visitor.actor, "sheet.accept", target);
  const mayRemark = decide(visitor.actor, "itemRemark.write", target).ok && sheet !== null && noRemark(sheet) === null;
  if (!permission.ok) {
    const why =
      permission.refusal.code === "ownSheet" ? "自分が回答した点検票は、自分では受理・差戻しできません。" : "この点検票を受理・差戻しするのは別の担当です。";
    return { mayRemark, decision: { possible: false as const, why } };
  }
  if (!sheet || !transitionSheet(sheet.state, "return", sheet.cycleState).ok) {
    return { mayRemark, decision: { possible: false as const, why: "いまは受理・差戻しする状態ではありません。" } };
  }
  return { mayRemark, decision: { possible: true as const } };
}

const FILTER_WORDS = { all: "すべて", others: "実施以外", changed: "前回から変わった" } as const satisfies Record<ReviewFilter, string>;
const POLICY_OTHERS = "規定済以外";

/** What is asked for by the address: which answers, and whether the reader came from the progress of the cycle. */
export interface ReviewAsked {
  readonly show?: unknown;
  readonly from?: unknown;
}

function filtersOf(
  sheetId: string,
  policy: boolean,
  items: readonly ReviewItemView[],
  chosen: ReviewFilter,
  fromProgress: boolean,
): ReviewSheetView["filters"] {
  return REVIEW_FILTERS.map((filter) => {
    const count = items.filter(({ status, previous }) => isShown(filter, status, previous?.status)).length;
    const search = new URLSearchParams({ ...(filter === "all" ? {} : { show: filter }), ...(fromProgress ? { from: "progress" } : {}) }).toString();
    return {
      label: `${policy && filter === "others" ? POLICY_OTHERS : FILTER_WORDS[filter]}（${count}件）`,
      href: `/operator/sheets/${sheetId}${search === "" ? "" : `?${search}`}`,
      current: filter === chosen,
    };
  });
}

const stepsOf = ({ cycleId, cycleTitle }: SheetSummary, title: string, fromProgress: boolean): ReviewSheetView["steps"] => [
  { label: "統括", href: "/operator" },
  ...(fromProgress
    ? [
        { label: cycleTitle, href: cycleHref(cycleId) },
        { label: "進み具合", href: cycleHref(cycleId, "progress") },
      ]
    : [{ label: "確認する点検票", href: "/operator/review" }]),
  { label: title },
];

/** A sheet for its reviewer: its measures by section, and what can be decided about it. */
export async function loadReviewSheet(sheetId: string, asked: ReviewAsked): Promise<ReviewSheetView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const chosen = REVIEW_FILTERS.find((filter) => filter === asked.show) ?? "all";
  const fromProgress = asked.from === "progress";
  return valueOrPage(
    await look(visitor, { action: "sheet.read", target: `sheet/${sheetId}` }, now, async (transaction) => {
      const found = await readableSheet(transaction, visitor, sheetId);
      if (!found.ok) return found;
      const sheet = found.value;
      const [summary] = (await listSheets(transaction, { sheetIds: [sheetId], page: 1, perPage: 1 })).items;
      const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
      if (!summary || !index) return refused(NOT_FOUND);
      const rows = await listSheetItems(transaction, sheet);
      const previous = await listPreviousAnswers(transaction, sheet);
      const items = reviewItems({ index, role: sheet.role, rows, previous, remarks: await listRemarks(transaction, sheet), now });
      const title = sheetTitle(summary);
      return granted({
        sheetId,
        title,
        note: summary.cycleTitle,
        steps: stepsOf(summary, title, fromProgress),
        state: sheet.state,
        kind: index.edition.kind,
        returnedReason: sheet.state === "returned" ? sheet.returnedReason : null,
        answered: sheet.answered,
        measures: sheet.measures,
        mayTick: noTick(sheet) === null && decide(visitor.actor, "cycle.submit", { operatorId: sheet.operatorId }).ok,
        filters: filtersOf(sheetId, index.edition.kind === "policy", items, chosen, fromProgress),
        sections: reviewSections(
          index,
          items.filter(({ status, previous: last }) => isShown(chosen, status, last?.status)),
        ),
        ...(await decisionFor(visitor, transaction, sheetId)),
      });
    }),
  );
}
