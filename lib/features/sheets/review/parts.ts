import "server-only";
import { countedStatus, needsReason } from "@/lib/domain/checking/answer";
import { confirmedContent } from "@/lib/domain/checking/answer-content";
import { answerNumbers, countedAnswers } from "@/lib/domain/checking/progress";
import type { ExampleMode } from "@/lib/domain/checking/state";
import type { Item } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { paragraphViews } from "@/lib/features/sheets/cards/parts";
import type { listAllRemarks, listPreviousAnswers, SheetItemRow, SheetRemark } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import {
  isGone,
  isRemarked,
  type ReviewElsewhereView,
  type ReviewedRemarkView,
  type ReviewFilter,
  type ReviewItemView,
  type ReviewSectionView,
  type ReviewSheetView,
} from "@/lib/features/sheets/review/view";
import { exampleText, itemTitle } from "@/lib/labels/item-title";
import { dateText, dayTimeText } from "@/lib/labels/japanese-date";
import { actedBy, ROLE_WORDS } from "@/lib/labels/words";

/** The data that the items of a reviewed sheet are built from. */
interface ReviewSource {
  readonly index: EditionIndex;
  readonly role: SheetRecord["role"];
  readonly rows: readonly SheetItemRow[];
  readonly previous: Awaited<ReturnType<typeof listPreviousAnswers>>;
  readonly remarks: Awaited<ReturnType<typeof listAllRemarks>>;
}

/** The paragraphs that oblige the sheet's role, and the others. */
function paragraphsOf({ index, role }: ReviewSource, itemId: string): Pick<ReviewItemView, "own" | "others"> {
  const item = index.items.get(itemId);
  const paragraphs = item ? paragraphViews(index.edition, item, role).map((one) => ({ ...one, marks: [] })) : [];
  return { own: paragraphs.filter(({ own }) => own), others: paragraphs.filter(({ own }) => !own) };
}

function previousOf({ previous }: ReviewSource, itemId: string): ReviewItemView["previous"] {
  const found = previous.find((one) => one.itemId === itemId);
  return found ? { status: found.status, dateText: dateText(found.answeredAt) } : null;
}

const stands = ({ withdrawn }: SheetRemark): boolean => withdrawn === null;
const isOpen = (remark: SheetRemark): boolean => stands(remark) && remark.responses.at(-1)?.done !== true;

/** What the remarks of a sheet ask of its reviewer. `acceptedAt`: null unless it is accepted, which decided about the remarks before. */
export function remarkCounts(remarks: readonly SheetRemark[], acceptedAt: Date | null): Pick<ReviewSheetView, "remarksText" | "returnsFor"> {
  const open = remarks.filter(isOpen);
  const done = remarks.filter(stands).length - open.length;
  return {
    remarksText: `所見 ${open.length}件${done === 0 ? "" : `（ほかに対応済み${done}件）`}`,
    returnsFor: open.filter(({ at }) => acceptedAt === null || at > acceptedAt).length,
  };
}

function remarkView(remark: SheetRemark): ReviewedRemarkView {
  const { id, text, byName, represented, at, responses, withdrawn } = remark;
  const said = responses.at(-1);
  const response = said ? { done: said.done, reply: said.reply, byText: `${actedBy(said.byName, said.represented)}　${dayTimeText(said.at)}` } : null;
  const withdrawnText = withdrawn && `${actedBy(withdrawn.byName, withdrawn.represented)}　${dayTimeText(withdrawn.at)}`;
  return { id, open: isOpen(remark), text, byText: `${actedBy(byName, represented)}　${dayTimeText(at)}`, response, withdrawnText };
}

const remarksOf = ({ remarks }: ReviewSource, itemId: string): ReviewedRemarkView[] =>
  remarks.filter((one) => one.itemId === itemId).map((one) => remarkView(one));

const anchorOf = (itemId: string): string => `item-${itemId}`;

/** The examples of the sheet by their measure, those that were answered or remarked on. */
function shownExamples(source: ReviewSource): ReadonlyMap<string | null, ReviewItemView["examples"]> {
  const { index, rows, remarks } = source;
  const remarked = new Set(remarks.map(({ itemId }) => itemId));
  const shown = rows.filter(({ itemId, kind, status }) => kind === "example" && (status !== null || remarked.has(itemId)));
  const statuses = new Map(shown.map(({ itemId, status }) => [itemId, status]));
  const examples = grouped(
    index.edition.items.filter(({ id }) => statuses.has(id)),
    ({ illustrates }) => illustrates,
  );
  const viewOf = (item: Item) => ({
    ...{ id: item.id, anchor: anchorOf(item.id), text: exampleText(item), status: statuses.get(item.id) ?? null },
    remarks: remarksOf(source, item.id),
  });
  return new Map([...examples].map(([measure, mine]) => [measure, mine.map(viewOf)]));
}

/** The measures that others answer, with the examples below them that were answered or remarked on (docs/design.md 3), in printed order. */
export function elsewhereItems(source: ReviewSource): ReviewElsewhereView[] {
  const { index, rows } = source;
  const own = new Set(rows.map(({ itemId }) => itemId));
  return [...shownExamples(source)].flatMap(([id, examples]) => {
    const item = id === null || own.has(id) ? undefined : index.items.get(id);
    if (!item) return [];
    const paragraphs = item.paragraphs.map(({ text, list }) => ({ text, list, own: true, marks: [] }));
    const answeredBy = item.answeredBy.map((role) => ROLE_WORDS[role]);
    return [{ itemId: item.id, anchor: anchorOf(item.id), ...itemTitle(index, item.id), answeredBy, paragraphs, examples }];
  });
}

/** Which of them a filter shows: they are no answers of the sheet, but have remarks. */
export const elsewhereShown = (filter: ReviewFilter, elsewhere: readonly ReviewElsewhereView[]): readonly ReviewElsewhereView[] =>
  filter === "all" ? elsewhere : filter === "remarked" ? elsewhere.filter((item) => isRemarked(item) || isGone(filter, item)) : [];

/** Every measure of the sheet with its answer, last cycle's, the answered and remarked examples and the remarks so far. */
export function reviewItems(source: ReviewSource): ReviewItemView[] {
  const { index, rows } = source;
  const aside = new Set(rows.flatMap(({ itemId, uncounted }) => (uncounted ? [itemId] : [])));
  const examples = shownExamples(source);
  return rows
    .filter(({ kind }) => kind === "measure")
    .map(({ itemId, forMinistry, tickRests = false, answeredAt, byName, represented, ...answer }) => ({
      ...{ itemId, ...confirmedContent(answer), forMinistry, tickRests, anchor: anchorOf(itemId) },
      counted: countedStatus("measure", answer.status, answer.reason),
      lacksReason: needsReason("measure", answer.status, answer.reason),
      ...itemTitle(index, itemId),
      ...paragraphsOf(source, itemId),
      answeredText: answeredAt === null ? null : `${actedBy(byName ?? "", represented)}　${dayTimeText(answeredAt)}`,
      previous: previousOf(source, itemId),
      remarks: remarksOf(source, itemId),
      uncounted: (examples.get(itemId) ?? []).filter(({ id }) => aside.has(id)).length,
      examples: examples.get(itemId) ?? [],
    }));
}

/** The number of each answer; 未回答 only if there is one. */
export const countsOf = (items: readonly ReviewItemView[]): ReviewSheetView["counts"] =>
  answerNumbers(items.map(({ counted }) => counted)).filter(({ status, count }) => status !== null || count > 0);

/** 「具体例 102／118件（任意）」; empty if the sheet asks none. */
export function examplesText({ items }: EditionIndex, rows: readonly SheetItemRow[], mode: ExampleMode): string {
  const asked = rows.flatMap(({ itemId }) => items.get(itemId) ?? []);
  const examples = countedAnswers(asked, new Map(rows.map((row) => [row.itemId, row])), "example");
  const answered = examples.filter((status) => status !== null);
  return examples.length === 0 ? "" : `具体例 ${answered.length}／${examples.length}件${mode === "asked" ? "" : "（任意）"}`;
}

/** The items by section in printed order, with the counts of answers to measures in each section. */
export function reviewSections(
  { items: known, sections }: EditionIndex,
  items: readonly ReviewItemView[],
  elsewhere: readonly ReviewElsewhereView[],
  filter: ReviewFilter,
): ReviewSectionView[] {
  type Shown = Pick<ReviewItemView, "itemId">;
  const orderOf = ({ itemId }: Shown): number => known.get(itemId)?.order ?? 0;
  const sectionOf = ({ itemId }: Shown): string => known.get(itemId)?.section ?? "";
  const all = [...items, ...elsewhere].sort((one, other) => orderOf(one) - orderOf(other));
  return [...grouped(all, sectionOf)].map(([id, mine]) => ({
    anchor: `section-${id}`,
    code: sections.get(id)?.code ?? "",
    heading: sections.get(id)?.heading ?? "",
    counts: countsOf(items.filter((one) => sectionOf(one) === id && !isGone(filter, one))).filter(({ count }) => count > 0),
    items: mine,
    gone: mine.filter((one) => isGone(filter, one)).map(({ itemId }) => itemId),
  }));
}
