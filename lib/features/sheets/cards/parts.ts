import { shownContent } from "@/lib/domain/checking/answer";
import { inForm } from "@/lib/domain/checking/answer-content";
import type { AnsweringRole, Edition, Item, Paragraph, Section } from "@/lib/domain/guideline/edition";
import { Memo, oncePer } from "@/lib/domain/shared/memo";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { marksIn } from "@/lib/features/sheets/cards/texts";
import type {
  AnswerView,
  ElsewhereItemView,
  ExampleGroupView,
  ItemCardView,
  ParagraphView,
  PreviousAnswerView,
  ReviewRemarkView,
} from "@/lib/features/sheets/cards/view";
import type { SheetItemRow, SheetRemark } from "@/lib/features/sheets/record/queries";
import { exampleText, itemTitle } from "@/lib/labels/item-title";
import { dateText, dayTimeText, timeText } from "@/lib/labels/japanese-date";
import { inSentence } from "@/lib/labels/own-direction";
import { deputyNote, ROLE_WORDS } from "@/lib/labels/words";

/** The data that the cards of a sheet are built from. */
export interface CardSource {
  readonly edition: Edition;
  readonly titles: EditionIndex["titles"];
  readonly role: AnsweringRole;
  readonly rows: ReadonlyMap<string, SheetItemRow>;
  readonly previous: ReadonlyMap<string, PreviousAnswerView>;
  readonly remarks: readonly SheetRemark[];
  readonly now: Date;
}

export function answerView(row: SheetItemRow, now: Date): AnswerView | null {
  if (row.version === 0) return null;
  return {
    ...inForm(shownContent(row)),
    keptReason: row.keptReason ?? "",
    version: row.version,
    savedAtText: row.answeredAt === null ? "" : timeText(row.answeredAt, now),
    byName: row.byName,
  };
}

function makeParagraphs(edition: Edition, item: Item, role: AnsweringRole): ParagraphView[] {
  const isOwn = ({ actors }: Paragraph): boolean =>
    item.answeredBy.length === 1 ||
    actors.length === 0 ||
    actors.some((actor) => edition.readings.some((reading) => reading.actor === actor && reading.answeredBy === role));
  return item.paragraphs.map((paragraph) => ({
    text: paragraph.text,
    list: paragraph.list,
    own: isOwn(paragraph),
    marks: marksIn(edition, [item.id, item.section], paragraph.text),
  }));
}

/** The paragraphs of an item by role. Scanning a text for terms takes longer than drawing it. */
const paragraphsOf = oncePer((_item: Item) => new Memo<AnsweringRole, ParagraphView[]>());

/** If an item has several roles, only the paragraphs that oblige this role are unfolded. */
export const paragraphViews = (edition: Edition, item: Item, role: AnsweringRole): ParagraphView[] =>
  paragraphsOf(item).of(role, () => makeParagraphs(edition, item, role));

function exampleGroups(source: CardSource, measure: Item): ExampleGroupView[] {
  const groups: { lead: string | null; group: string | null; rows: ExampleGroupView["rows"][number][] }[] = [];
  let lead: string | null = null;
  for (const item of source.edition.items) {
    const row = item.illustrates === measure.id ? source.rows.get(item.id) : undefined;
    if (!row) continue;
    const last = groups.at(-1);
    const view = {
      ...{ itemId: item.id, text: exampleText(item), depth: item.parent === null ? (0 as const) : (1 as const) },
      ...{ answer: answerView(row, source.now), previous: source.previous.get(item.id) ?? null },
    };
    if (last && last.group === item.group && item.lead === lead) last.rows.push(view);
    else groups.push({ lead: item.lead === lead ? null : item.lead, group: item.group, rows: [view] });
    lead = item.lead;
  }
  return groups;
}

const shortCode = (section: Section, item: Item): string => {
  const code = `${/^\([a-z]\)$/.test(section.printedCode) ? section.printedCode : ""}${item.code}`;
  return code === "" ? section.code : code;
};

/** The remarks on a measure and on its examples: those that stand, and of the others those that were answered. */
function remarkViews({ edition, remarks }: CardSource, measure: Item): ReviewRemarkView[] {
  const examples = new Map(edition.items.flatMap((item) => (item.illustrates === measure.id ? [[item.id, item] as const] : [])));
  return remarks.flatMap(({ id, itemId, text, byName, represented, at, responses, withdrawn }) => {
    const example = examples.get(itemId);
    const said = responses.at(-1);
    if ((itemId !== measure.id && !example) || (withdrawn !== null && said === undefined)) return [];
    return [
      {
        ...{
          id,
          about: itemId,
          text: example ? `具体例「${exampleText(example)}」について：${text}` : text,
          byName: inSentence(byName),
          dateText: [deputyNote(represented), dateText(at)].filter((part) => part !== "").join("　"),
        },
        ...{ done: said?.done ?? false, reply: said?.reply ?? "", saidText: said ? dayTimeText(said.at) : "" },
        ...{ earlierReplies: responses.length > 1, withdrawn: withdrawn !== null },
      },
    ];
  });
}

/** The card of a measure that the sheet asks. */
export function cardView(source: CardSource, section: Section, item: Item, row: SheetItemRow): ItemCardView {
  return {
    itemId: item.id,
    ...itemTitle(source, item.id),
    shortCode: shortCode(section, item),
    tier: item.tier,
    paragraphs: paragraphViews(source.edition, item, source.role),
    answer: answerView(row, source.now),
    previous: source.previous.get(item.id) ?? null,
    reviewRemarks: remarkViews(source, item),
    exampleGroups: exampleGroups(source, item),
    guideId: section.id,
  };
}

/** A measure that other roles answer, folded, with the examples that the sheet asks all the same (docs/design.md 3). */
export const elsewhereView = (source: CardSource, section: Section, item: Item): ElsewhereItemView => ({
  itemId: item.id,
  ...itemTitle(source, item.id),
  shortCode: shortCode(section, item),
  answeredBy: item.answeredBy.map((role) => ROLE_WORDS[role]),
  exampleCount: source.edition.items.filter(({ id, illustrates }) => illustrates === item.id && !source.rows.has(id)).length,
  paragraphs: item.paragraphs.map(({ text, list }) => ({ text, list, own: true, marks: [] })),
  exampleGroups: exampleGroups(source, item),
  reviewRemarks: remarkViews(source, item),
});
