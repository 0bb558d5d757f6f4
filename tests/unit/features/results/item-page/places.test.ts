import { describe, expect, it } from "vitest";
import { placesPage } from "@/lib/features/results/item-page/parts";

const places = (number: number): number[] => Array.from({ length: number }, (_, at) => at);
const pageOf = (number: number, asked: number) => placesPage(places(number), asked, (page) => `?places=${page}`);

describe("the places of an item", () => {
  it.each([0, 1, 59, 60, 61, 120, 121, 400])("M11 all %i are reached by the links to the next page, each once", (number) => {
    const seen: number[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const { shown, placesPager } = pageOf(number, page);
      seen.push(...shown);
      const next: string | null = placesPager?.nextHref ?? null;
      page = next === null ? null : Number(next.replace("?places=", ""));
    }
    expect(seen).toEqual(places(number));
  });

  it("M11 there are links only where they do not fit on one page", () => {
    expect([pageOf(60, 1).placesPager, pageOf(61, 1).placesPager?.summary]).toEqual([null, "1〜60対象／61対象"]);
  });

  it.each([
    [61, 2, [60]],
    [61, 99_999, [60]],
    [3, 2, [0, 1, 2]],
    [0, 7, []],
  ])("M11 of %i places, page %i of an old address shows the last page that there is", (number, asked, shown) => {
    expect(pageOf(number, asked).shown).toEqual(shown);
  });
});
