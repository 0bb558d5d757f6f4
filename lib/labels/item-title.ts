import type { Edition, Item, Section } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";

/** The title of an item on the screen: its printed number and heading. */
export interface ItemTitle {
  /** 「3.1.2.6(2)①」 */
  readonly code: string;
  /** 「情報の利用」; 「サーバ装置 1／5（本文：…）」 if several items of a section have the same printed heading. */
  readonly heading: string;
}

/** A 具体例 as printed, with its letter if it has one. */
export const exampleText = ({ code, text }: Pick<Item, "code" | "text">): string => (code === "" ? text : `${code} ${text}`);

/** The whole printed number. In the 指針, the item's own number already includes the section's. */
const wholeCode = (section: string, item: string): string => (item.startsWith(section) ? item : `${section}${item}`);

const ownTitle = (section: Section | undefined, { code, heading }: Item): ItemTitle => ({
  code: wholeCode(section?.code ?? "", code),
  heading: heading === "" ? (section?.heading ?? "") : heading,
});

const FIRST_WORDS = 14;

/** The beginning of a text, up to a comma where there is one near. */
function firstWords(text: string): string {
  const characters = [...new Intl.Segmenter("ja", { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);
  if (characters.length <= FIRST_WORDS) return text;
  const comma = characters.slice(0, FIRST_WORDS).lastIndexOf("、");
  return `${characters.slice(0, comma > FIRST_WORDS / 2 ? comma : FIRST_WORDS).join("")}…`;
}

/** Titles that occur several times get their position and the first words of their text, named as such because they are no heading. */
const numbered = (titles: readonly { readonly id: string; readonly title: ItemTitle; readonly text: string }[]): [string, ItemTitle][] =>
  [...grouped(titles, ({ title: { code, heading } }) => `${code} ${heading}`).values()].flatMap((equal) =>
    equal.map(({ id, title: { code, heading }, text }, at): [string, ItemTitle] => [
      id,
      { code, heading: equal.length === 1 ? heading : `${heading} ${at + 1}／${equal.length}（本文：${firstWords(text)}）` },
    ]),
  );

/** Unique titles of an edition's items by id. An example is titled by its measure and its position below it. */
export function itemTitles({ sections, items }: Pick<Edition, "sections" | "items">): ReadonlyMap<string, ItemTitle> {
  const sectionOf = new Map(sections.map((section) => [section.id, section]));
  const measures = new Map(
    numbered(
      items.filter(({ kind }) => kind === "measure").map((item) => ({ id: item.id, title: ownTitle(sectionOf.get(item.section), item), text: item.text })),
    ),
  );
  const examples = grouped(
    items.filter(({ kind }) => kind === "example"),
    ({ illustrates }) => illustrates,
  );
  const below = [...examples].flatMap(([measure, mine]) =>
    mine.map((item, at): [string, ItemTitle] => {
      const { code, heading } = measures.get(measure ?? "") ?? ownTitle(sectionOf.get(item.section), item);
      return [item.id, { code, heading: `${heading}　具体例${at + 1}／${mine.length}` }];
    }),
  );
  return new Map([...measures, ...below]);
}

interface Titles {
  readonly titles: ReadonlyMap<string, ItemTitle>;
}

/** The title of an item; for an unknown item its id. */
export const itemTitle = ({ titles }: Titles, id: string): ItemTitle => titles.get(id) ?? { code: id, heading: "" };

/** 「3.1.2.6(2)① 情報の利用」 in one line. */
export function itemLabel(index: Titles, id: string): string {
  const { code, heading } = itemTitle(index, id);
  return heading === "" ? code : `${code} ${heading}`;
}
