import "server-only";
import { z } from "zod";
import { representedPost } from "@/lib/domain/access/capacity";
import { decide } from "@/lib/domain/access/permission";
import { reviewerOf } from "@/lib/domain/access/review";
import { reviewedSheet } from "@/lib/domain/access/sheet-target";
import { transitionSheet, undoReturn } from "@/lib/domain/checking/sheet";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { acceptingText } from "@/lib/features/sheets/accepting/texts";
import { noRemark, noTick } from "@/lib/features/sheets/item-remarks/commands";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { listAllRemarks, listPreviousAnswers, listSheetItems, sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent, reviewTarget, type SheetRecord } from "@/lib/features/sheets/record/record";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { countsOf, elsewhereItems, elsewhereShown, examplesText, remarkCounts, reviewItems, reviewSections } from "@/lib/features/sheets/review/parts";
import { handedInBy } from "@/lib/features/sheets/review/queries";
import {
  isGone,
  isRemarked,
  isShown,
  REVIEW_FILTERS,
  type ReviewElsewhereView,
  type ReviewFilter,
  type ReviewItemView,
  type ReviewSheetView,
} from "@/lib/features/sheets/review/view";
import { readReturnUndo } from "@/lib/features/sheets/taking-back/queries";
import { sheetBelow, sheetsWaitingFor } from "@/lib/features/sheets/waiting-for-review/queries";
import { answerWord } from "@/lib/labels/answer-words";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { dayTimeText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { denied } from "@/lib/labels/permission-words";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { NOBODY_REVIEWS, representedText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { type Asking, reading } from "@/lib/server/use-cases/use-case";
import { type AddressQuery, askedOf } from "@/lib/validation/address";

async function decisionFor({ visitor, now }: Asking, transaction: Parameters<typeof reviewTarget>[0], sheet: SheetRecord) {
  const target = await reviewTarget(transaction, sheet, now);
  const permission = decide(visitor.actor, "sheet.accept", target);
  const mayRemark = decide(visitor.actor, "itemRemark.write", target).ok && noRemark(sheet) === null;
  const mayTick = decide(visitor.actor, "cycle.submit", target).ok && noTick(sheet) === null;
  if (!permission.ok) {
    const sheetToReview = reviewedSheet(target);
    const nobody = sheetToReview !== null && reviewerOf(sheetToReview) === null;
    const why = nobody
      ? NOBODY_REVIEWS
      : permission.refusal.code === "ownSheet"
        ? denied("sheet.accept", permission.refusal).detail
        : "この点検票を受理・差戻しするのは別の担当です。";
    return { mayRemark, mayTick, undoTo: null, repliesSince: 0, decision: { possible: false as const, why } };
  }
  const standsIn = representedText(representedPost(permission.value));
  const may = (action: "accept" | "return"): boolean => transitionSheet(sheet.state, action, sheet.cycleState).ok;
  if (!may("return")) {
    const kept = await readReturnUndo(transaction, sheet);
    const undone = undoReturn({ ...sheet, before: kept?.state ?? null, changed: kept?.changed ?? true });
    return {
      mayRemark,
      mayTick,
      undoTo: undone.ok ? undone.value : null,
      repliesSince: kept?.replies ?? 0,
      decision: { possible: false as const, why: "いまは受理・差戻しする状態ではありません。" },
    };
  }
  return { mayRemark, mayTick, undoTo: null, repliesSince: 0, decision: { possible: true as const, accepts: may("accept") }, standsIn };
}

const filterWords = (kind: GuidelineKind): Record<ReviewFilter, string> => ({
  all: "すべて",
  unanswered: answerWord(kind, null),
  notImplemented: answerWord(kind, "notImplemented"),
  partial: answerWord(kind, "partial"),
  notApplicable: answerWord(kind, "notApplicable"),
  withoutEvidence: `根拠のない${answerWord(kind, "implemented")}`,
  others: `${answerWord(kind, "implemented")}以外`,
  changed: "前回から変わった",
  remarked: "所見のある",
});

const MARKS: Partial<Record<ReviewFilter, NonNullable<ReviewSheetView["filters"][number]["mark"]>>> = {
  ...{ unanswered: "unanswered", notImplemented: "notImplemented", partial: "partial", notApplicable: "notApplicable" },
  withoutEvidence: "implemented",
};

/** The filter of the answers that were not seen yet; the browser narrows them, so that the page has every answer. */
const UNSEEN = "unseen";

/** The parts of the address: which answers to show, and whether the reader came from the cycle's progress. */
const shownBy = z.object({ show: z.enum([...REVIEW_FILTERS, UNSEEN]).default("all"), from: z.literal("progress").optional() });

const askedFor = z.object({ chosen: z.enum(REVIEW_FILTERS), unseenOnly: z.boolean(), fromProgress: z.boolean() });
type Asked = z.output<typeof askedFor>;

/** What of a sheet a filter can show. */
interface Filterable {
  readonly items: readonly ReviewItemView[];
  readonly elsewhere: readonly ReviewElsewhereView[];
}

function numberShown(filter: ReviewFilter, { items, elsewhere }: Filterable): number {
  const answers = items.filter((item) => isShown(filter, item)).length;
  return filter === "remarked" ? answers + elsewhere.filter((item) => isRemarked(item)).length : answers;
}

function filtersOf(
  sheetId: string,
  kind: GuidelineKind,
  filterable: Filterable,
  { chosen, unseenOnly, fromProgress }: Asked,
  marked: boolean,
): ReviewSheetView["filters"] {
  const words = filterWords(kind);
  const hrefOf = (show: string): string => {
    const search = new URLSearchParams({ ...(show === "all" ? {} : { show }), ...(fromProgress ? { from: "progress" } : {}) }).toString();
    return `/operator/sheets/${sheetId}${search === "" ? "" : `?${search}`}`;
  };
  const narrows = marked && unseenOnly;
  const [all, ...others] = REVIEW_FILTERS.map((filter) => ({
    label: words[filter],
    mark: MARKS[filter] ?? null,
    count: `${numberShown(filter, filterable)}件`,
    href: hrefOf(filter),
    current: filter === chosen && !narrows,
  }));
  const unseen = marked ? [{ label: "まだ見ていない", mark: null, count: null, href: hrefOf(UNSEEN), current: narrows }] : [];
  return [...(all ? [all] : []), ...unseen, ...others];
}

const stepsOf = ({ cycleId, cycleTitle }: SheetSummary, title: string, fromProgress: boolean): ReviewSheetView["steps"] => [
  ...(fromProgress
    ? [
        { label: "ダッシュボード", href: "/operator" },
        { label: cycleTitle, href: cycleHref(cycleId) },
        { label: "進み具合", href: cycleHref(cycleId, "progress") },
      ]
    : [{ label: "点検票の確認", href: "/operator/review" }]),
  { label: title },
];

const readReview = reading({
  of: readWholeSheet,
  takesOut: { exceptOwn: isRespondent },
  on: anySheet.read,
  input: askedFor,
  async run({ transaction, subject: sheet, input: asked, visitor, now }): Promise<Result<ReviewSheetView, Refusal>> {
    const { id: sheetId } = sheet;
    const summary = await sheetSummary(transaction, sheetId);
    const index = await loadEdition(transaction, sheet.editionId, sheet.contentHash);
    if (!summary || !index) return refused(NOT_FOUND);
    const rows = await listSheetItems(transaction, sheet);
    const previous = await listPreviousAnswers(transaction, sheet);
    const remarks = await listAllRemarks(transaction, sheet, visitor);
    const source = { index, role: sheet.role, rows, previous, remarks };
    const items = reviewItems(source);
    const elsewhere = elsewhereItems(source);
    const acceptedAt = sheet.state === "accepted" && summary.reviewedAt !== null ? new Date(summary.reviewedAt) : null;
    const title = sheetTitle(summary);
    const { standsIn = null, ...decided } = await decisionFor({ visitor, now }, transaction, sheet);
    const { decision } = decided;
    const { handedInAt } = summary;
    const round = decision.possible && handedInAt !== null ? { handedInAt, unseenOnly: asked.unseenOnly } : null;
    const by = await handedInBy(transaction, sheetId);
    const next = await sheetBelow(transaction, await sheetsWaitingFor(transaction, visitor, now), sheetId);
    return granted({
      sheetId,
      title,
      steps: stepsOf(summary, title, asked.fromProgress),
      state: sheet.state,
      kind: index.edition.kind,
      returned:
        sheet.returnedReason === null ? null : { title: sheet.state === "returned" ? "差戻しの理由" : "前の差戻しの理由", reason: sheet.returnedReason },
      answered: sheet.answered,
      measures: sheet.measures,
      examplesText: examplesText(index, rows, sheet.exampleMode),
      counts: countsOf(items),
      handIn: by === null || handedInAt === null ? null : { by, at: `${dayTimeText(new Date(handedInAt))}に提出` },
      accepting: decision.possible && decision.accepts ? acceptingText(index.edition.kind) : null,
      round,
      ...remarkCounts(remarks, acceptedAt),
      next: next && { href: `/operator/sheets/${next.id}`, others: next.others },
      shortcuts: visitor.account.shortcutKeys,
      filters: filtersOf(sheetId, index.edition.kind, { items, elsewhere }, asked, round !== null),
      sections: reviewSections(
        index,
        items.filter((item) => isShown(asked.chosen, item) || isGone(asked.chosen, item)),
        round?.unseenOnly === true ? [] : elsewhereShown(asked.chosen, elsewhere),
        asked.chosen,
      ),
      note: standsIn === null ? summary.cycleTitle : sentence`${summary.cycleTitle}　${standsIn}として確認します`,
      ...decided,
    });
  },
});

/** A sheet for its reviewer: its measures by section, and the possible decisions. */
export async function loadReviewSheet(sheetId: string, asked: AddressQuery): Promise<ReviewSheetView & UnusedView> {
  const { parts, unused } = askedOf(shownBy, asked);
  const { show, from } = parts;
  const narrowed = { chosen: show === UNSEEN ? "all" : show, unseenOnly: show === UNSEEN, fromProgress: from !== undefined } as const;
  return { ...valueOrPage(await readReview(await requireVisitor(), { sheetId, ...narrowed }, new Date())), unused: unusedText(unused) };
}
