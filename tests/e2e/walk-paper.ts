import type { Page } from "@playwright/test";
import { findPlaces } from "@/tests/e2e/pages";
import { printedSheets } from "@/tests/e2e/paper";
import { expect, test } from "@/tests/e2e/portal";

const kilobytes = (bytes: number): string => `${String(Math.round(bytes / 1000))} kB`;

/** Prints how many gaps the report has, and the sheets of paper and bytes that it takes. */
async function measure(page: Page, cycleId: string): Promise<void> {
  const response = await page.goto(`/operator/cycles/${cycleId}/gap-report`, { waitUntil: "networkidle" });
  const html = (await response?.body()) ?? Buffer.alloc(0);
  const gaps = await page.locator("article.gap-entry").count();
  expect(gaps).toBeGreaterThan(0);
  const paper = await printedSheets(page);
  const sent = (await response?.request().sizes())?.responseBodySize ?? 0;
  const bytes = `HTML ${kilobytes(html.length)}  送る量 ${kilobytes(sent)}`;
  process.stdout.write(`要改善事項報告書  要改善 ${String(gaps)}件  A4 ${String(paper)}枚  ${bytes}\n`);
}

test("the gap report on paper", async ({ enter, portal }) => {
  const { lastCycle, openCycle } = await findPlaces(portal);
  const page = await enter("ciso");
  for (const cycleId of [lastCycle, openCycle]) await measure(page, cycleId);
});
