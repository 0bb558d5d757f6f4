import type { Edition, Item, Section } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { ownBeginnings } from "@/lib/labels/own-beginnings";

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

interface Titled extends ItemTitle {
  readonly id: string;
  readonly text: string;
}

/** A title and the words of its text that tell it apart, named as such because they are no heading. */
interface NumberedTitle extends ItemTitle {
  readonly words: string;
}

const withWords = (heading: string, words: string): string => `${heading}（本文：${words}）`;

/** Titles that occur several times get their position among the equal ones, and words of their text. */
const numbered = (titles: readonly Titled[]): [string, NumberedTitle][] =>
  [...grouped(titles, ({ code, heading }) => `${code} ${heading}`).values()].flatMap((equal) => {
    const words = ownBeginnings(equal.map(({ text }) => text));
    return equal.map(({ id, code, heading }, at): [string, NumberedTitle] => [
      id,
      equal.length === 1 ? { code, heading, words: "" } : { code, heading: `${heading} ${at + 1}／${equal.length}`, words: words[at] ?? "" },
    ]);
  });

/** Unique titles of an edition's items by id. An example is titled by its measure, its position below it and words of its text. */
export function itemTitles({ sections, items }: Pick<Edition, "sections" | "items">): ReadonlyMap<string, ItemTitle> {
  const sectionOf = new Map(sections.map((section) => [section.id, section]));
  const ownTitleOf = (item: Item): ItemTitle => ownTitle(sectionOf.get(item.section), item);
  const measures = new Map(numbered(items.filter(({ kind }) => kind === "measure").map((item) => ({ id: item.id, text: item.text, ...ownTitleOf(item) }))));
  const examples = grouped(
    items.filter(({ kind }) => kind === "example"),
    ({ illustrates }) => illustrates,
  );
  const below = [...examples].flatMap(([measure, mine]) => {
    const words = ownBeginnings(mine.map(({ text }) => text));
    return mine.map((item, at): [string, ItemTitle] => {
      const { code, heading } = measures.get(measure ?? "") ?? ownTitleOf(item);
      return [item.id, { code, heading: withWords(`${heading}　具体例${at + 1}／${mine.length}`, words[at] ?? "") }];
    });
  });
  const above = [...measures].map(([id, { code, heading, words }]): [string, ItemTitle] => [
    id,
    { code, heading: words === "" ? heading : withWords(heading, words) },
  ]);
  return new Map([...above, ...below]);
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
