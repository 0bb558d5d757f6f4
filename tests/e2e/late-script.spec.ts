import type { BrowserContext, Route } from "@playwright/test";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { alive, card, emptySystemSheet, LARGE_SECTION, openSection, saveState, sheetOf, stateOf, tile } from "@/tests/e2e/sheets";

const form = 'form[aria-label="提出"]';

/** Holds the page's scripts until they are let through. */
async function holdScripts(context: BrowserContext): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let open = false;
  await context.route("**/_next/static/**/*.js", (route) => {
    if (open) return route.continue();
    held.push(route);
    return undefined;
  });
  return async () => {
    open = true;
    await Promise.all(held.map((route) => route.continue()));
  };
}

test("M11 a sheet cannot be handed in before the script has come that looks for unsent answers", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const item = await page.locator('form.item-form input[name="itemId"]').first().inputValue();
  await tile(card(page, item).locator("form.item-form"), "implemented").click();
  await expect(saveState(card(page, item))).toContainText("保存しました");

  const letThrough = await holdScripts(page.context());
  await page.goto(`/checks/${sheet}/hand-in`, { waitUntil: "commit" });
  await expect(page.getByText("この端末に送っていない回答がないか確かめています。")).toBeVisible();
  await expect(page.locator(form)).toBeHidden();
  expect(await stateOf(ownPortal, sheet)).toBe("inProgress");
  await letThrough();
  await expect(page.locator(form)).toBeVisible();
  await alive(page.locator(form));
  await page.locator(form).getByRole("button").click();
  await page.waitForURL(/handedIn=/);
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
});

test("M11 without a script a sheet is handed in as ever", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress', handed_in_at = NULL, handed_in_by = NULL WHERE id = $1", [sheet]);
  const page = await enter("system", { javaScriptEnabled: false });
  await page.goto(`/checks/${sheet}/hand-in`);
  await expect(page.getByText("この端末に送っていない回答がないか確かめています。")).toBeHidden();
  await page.locator(form).getByRole("button").click();
  await page.waitForURL(/handedIn=/);
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
});

test("M11 a browser store that hangs does not hold the answers, and the page says so", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await page.context().addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (this: IDBFactory, ...asked) {
      const request = open.apply(this, asked);
      // Its events reach nobody.
      Object.defineProperty(request, "onsuccess", { set: () => {} });
      return request;
    };
  });
  await page.goto(`/checks/${sheet}/${LARGE_SECTION}`, { waitUntil: "networkidle" });
  const first = page.locator("form.item-form").first();
  const item = await first.locator('input[name="itemId"]').inputValue();
  await alive(card(page, item));
  await tile(first, "implemented").click();
  await expect(saveState(card(page, item))).toContainText("保存しました", { timeout: 15_000 });
  await expect(page.getByText("この端末の保存先が応えません。")).toBeVisible();
});

test("M11 a sheet that is only read has no present card, but the one that its address names", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await ownPortal.rows("UPDATE sheet SET state = 'handedIn', handed_in_at = now() WHERE id = $1", [sheet]);
  const page = await enter("system");
  await page.goto(`/checks/${sheet}/${LARGE_SECTION}`, { waitUntil: "networkidle" });
  const cards = page.locator("article.item-card");
  await alive(cards.last());
  await expect(page.locator('article.item-card[data-current="true"]')).toHaveCount(0);
  const anchor = (await cards.nth(2).getAttribute("id")) ?? "";
  await page.goto(`/checks/${sheet}/${LARGE_SECTION}?#${anchor}`, { waitUntil: "networkidle" });
  await expect(page.locator('article.item-card[data-current="true"]')).toHaveId(anchor);
});
