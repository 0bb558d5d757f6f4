import { expect, type Page } from "@playwright/test";
import type { TestPortal } from "@/tests/e2e/test-portal";

/** Dates with what belongs to them, and the names of people, in the shown text. */
const UNITS = {
  date: String.raw`(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（[月火水木金土日]）)?(?: \d{1,2}:\d{2})?`,
  rest: String.raw`あと\d+日|\d+日超過`,
} as const;

/** The dates and names of the page that a line break divides; the guidelines' own text is set as text. */
const divide = (page: Page, patterns: readonly string[]): Promise<string[]> =>
  page.evaluate((units) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest("script, style, textarea, .sr-only, .guideline-text")) continue;
      for (const unit of units) {
        for (const match of (node.nodeValue ?? "").matchAll(new RegExp(unit, "g"))) {
          const range = document.createRange();
          range.setStart(node, match.index);
          range.setEnd(node, match.index + match[0].length);
          const tops = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
          if (tops.size > 1) found.push(`${match[0]} in ${(node.nodeValue ?? "").slice(0, 60)}`);
        }
      }
    }
    return found;
  }, patterns);

/** The dates and the names of people in the shown text of the page that a line break divides. */
export async function dividedWords(page: Page, portal: TestPortal): Promise<string[]> {
  const people = await portal.rows<{ name: string }>("SELECT DISTINCT name FROM person");
  return divide(page, [...Object.values(UNITS), people.map((one) => one.name).join("|")]);
}

/** No form tells that it is a name, and each line of a phone has room for it. */
export const LONG_NAME = "武者小路 左衛門三郎丸 悠仁";

/** Expects whole names and dates from 340 to 420 pixels, where every part of a line comes under its end. */
export async function expectWholeNames(page: Page, portal: TestPortal): Promise<void> {
  for (let width = 340; width <= 420; width += 4) {
    await page.setViewportSize({ width, height: 800 });
    expect.soft(await dividedWords(page, portal), `divided at ${String(width)} px`).toEqual([]);
  }
}
