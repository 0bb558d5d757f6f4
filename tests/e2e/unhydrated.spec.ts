import { findPlaces } from "@/tests/e2e/pages";
import { expect, test as onShared, testOfChange as test } from "@/tests/e2e/portal";
import { LARGE_SECTION, openSection } from "@/tests/e2e/sheets";

test("what is not hydrated is there after an action, and again after going back", async ({ ownPortal, enter }) => {
  const [survey] = await ownPortal.rows<{ id: string }>("SELECT id FROM survey WHERE sector_id = 'kuko' AND state = 'open' LIMIT 1");
  const page = await enter("ministry");
  const phases = page.getByRole("region", { name: "PDCA の観点別" });
  const address = `/ministry/surveys/${survey?.id ?? ""}`;
  await page.goto(address);
  const figures = await phases.innerText();
  expect(figures).toContain("実施率");

  // Shown again in place.
  await page.getByLabel("調査の名前").fill("名前を直した調査");
  await page.getByRole("button", { name: "調査を直す" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("名前を直した調査");
  expect(await phases.innerText()).toBe(figures);

  // Led on, and back to what came as a document.
  await page.goto(address);
  await page.getByLabel("提出状況と日付を確かめました").check();
  await page.getByRole("button", { name: /締め切る$/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "締め切りました" })).toBeVisible();
  expect(await phases.innerText()).toBe(figures);
  await page.goBack();
  await expect(phases).toBeVisible();
  expect(await phases.innerText()).toBe(figures);
});

onShared("a page that the script leaves and comes back to is complete", async ({ enter }) => {
  const page = await enter("ciso");
  await page.goto("/operator");
  const main = page.getByRole("main");
  const shown = await main.innerText();
  await page.evaluate(() => {
    (window as unknown as { next: { router: { push(href: string): void } } }).next.router.push("/operator/cycles");
  });
  await expect(page.getByRole("heading", { level: 1, name: "点検の回" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "点検の回" })).toHaveCount(0);
  await expect(async () => expect(await main.innerText()).toBe(shown)).toPass();
});

/** As an extension of the browser does: changes text before the page's script starts, which then renders the whole page again. */
const meddle = () => {
  new MutationObserver((_, observer) => {
    const text = document.querySelector("#main h2")?.firstChild;
    if (!text) return;
    observer.disconnect();
    text.textContent += "!";
  }).observe(document, { childList: true, subtree: true });
};

onShared("a section whose text was changed before its script started is complete", async ({ enter, portal, complaints }) => {
  const { systemSheet } = await findPlaces(portal);
  const page = await enter("system");
  const texts = () => page.locator(".item-card .guideline-text, .guide-entry").allInnerTexts();
  await openSection(page, systemSheet, LARGE_SECTION);
  const [shown, heading] = [await texts(), await page.locator("#main h2").innerText()];
  expect(shown.length).toBeGreaterThan(5);

  complaints.expect(/Minified React error #418/);
  await page.addInitScript(meddle);
  await page.reload();
  await expect(page.locator("#main h2"), "rendered again").toHaveText(heading);
  expect(await texts()).toEqual(shown);
});
