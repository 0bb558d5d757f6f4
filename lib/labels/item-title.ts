import type { Edition, Item, Section } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";

/** The title of an item on the screen: its printed number and heading. */
export interface ItemTitle {
  /** 「3.1.2.6(2)①」 */
  readonly code: string;
  /** 「情報の利用」; 「サーバ装置 1／5」 if several items of a section have the same printed heading. */
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

/** Titles that occur several times get their position appended. */
const numbered = (titles: readonly (readonly [string, ItemTitle])[], position: (at: number, of: number) => string): [string, ItemTitle][] =>
  [...grouped(titles, ([, { code, heading }]) => `${code} ${heading}`).values()].flatMap((equal) =>
    equal.map(([id, { code, heading }], at): [string, ItemTitle] => [
      id,
      { code, heading: equal.length === 1 ? heading : `${heading} ${position(at + 1, equal.length)}` },
    ]),
  );

/** Unique titles of an edition's items by id. An example is titled by its measure and its position below it. */
export function itemTitles({ sections, items }: Pick<Edition, "sections" | "items">): ReadonlyMap<string, ItemTitle> {
  const sectionOf = new Map(sections.map((section) => [section.id, section]));
  const measures = new Map(
    numbered(
      items.filter(({ kind }) => kind === "measure").map((item) => [item.id, ownTitle(sectionOf.get(item.section), item)]),
      (at, of) => `${at}／${of}`,
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
