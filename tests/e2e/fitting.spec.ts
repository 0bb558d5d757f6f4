import { findPlaces } from "@/tests/e2e/pages";
import { printedSheets } from "@/tests/e2e/paper";
import { expect, test } from "@/tests/e2e/portal";
import { LARGE_SECTION, openSection } from "@/tests/e2e/sheets";

/** The first report printed 63 gaps on 51 sheets, most of them empty by three quarters. */
const GAPS_ON_A_SHEET = 3;

test("M11 the printed report fills its sheets: three gaps and more on each, whatever the round", async ({ enter, portal }) => {
  const { lastCycle, openCycle } = await findPlaces(portal);
  const page = await enter("ciso");
  for (const cycleId of [lastCycle, openCycle]) {
    await page.goto(`/operator/cycles/${cycleId}/gap-report`, { waitUntil: "networkidle" });
    const gaps = await page.locator("article.gap-entry").count();
    const sheets = await printedSheets(page);
    expect(sheets).toBeGreaterThan(2);
    expect(gaps / sheets, `${String(gaps)} gaps on ${String(sheets)} sheets`).toBeGreaterThan(GAPS_ON_A_SHEET);
  }
});

for (const width of [1280, 768, 360]) {
  test(`M11 the answers to an example stand in one row at ${String(width)} px`, async ({ enter, portal }) => {
    const { systemSheet } = await findPlaces(portal);
    const page = await enter("system", { viewport: { width, height: 800 } });
    await openSection(page, systemSheet, LARGE_SECTION);
    const rows = await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      return [...document.querySelectorAll(".answer-segments")]
        .filter((control) => control.checkVisibility())
        .map((control) => new Set([...control.querySelectorAll("label")].map((label) => Math.round(label.getBoundingClientRect().top))).size);
    });
    expect(rows.length).toBeGreaterThan(1);
    expect(new Set(rows)).toEqual(new Set([1]));
  });
}
