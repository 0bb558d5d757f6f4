import type { Locator, Page } from "@playwright/test";
import { violations } from "@/tests/e2e/axe";
import { dividedWords } from "@/tests/e2e/divided";
import { equalForms, nameFaults, unexplainedNumbers } from "@/tests/e2e/one-word";
import { findPlaces, VISITS } from "@/tests/e2e/pages";
import { ringFaults, tableFaults } from "@/tests/e2e/phone";
import { expect, test } from "@/tests/e2e/portal";
import { LARGE_SECTION, openSection } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";
import { NOT_READ, routesOfTheApp } from "@/tests/support/routes";
import { faultsOf } from "@/tests/support/valid-html";

const WIDTHS = [1280, 360] as const;
const LEAST_TARGET = 24;

/** Elements that extend beyond the window, if the page scrolls sideways. */
const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.body.querySelectorAll("*")].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    const innermost = beyond.filter((element) => !beyond.some((other) => other !== element && element.contains(other)));
    return [`${String(scrollWidth)} of ${String(clientWidth)} px`, ...innermost.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))];
  });

/** Interactive elements smaller than 24 px. Links in running text are exempt (WCAG 2.5.8). */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const inText = (element: Element): boolean => element.tagName === "A" && getComputedStyle(element).display === "inline";
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].flatMap((element) => {
      const pressed = element.matches("input") ? (element.closest("label") ?? element) : element;
      const { width, height } = pressed.getBoundingClientRect();
      if (!pressed.checkVisibility({ visibilityProperty: true }) || inText(element) || width <= 1) return [];
      return width >= least && height >= least ? [] : [`${pressed.outerHTML.slice(0, 120)} is ${width.toFixed(1)} × ${height.toFixed(1)}`];
    });
  }, LEAST_TARGET);

const openDetails = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

async function expectFits(page: Page, width: number): Promise<void> {
  expect.soft(await overflow(page), `overflow at ${String(width)} px`).toEqual([]);
  expect.soft(await smallTargets(page), `targets at ${String(width)} px`).toEqual([]);
}

/** Expects no overflow, large enough targets and whole dates and names at each width; then unfolds everything and expects the same, without violations from axe. */
async function expectAccessible(page: Page, portal: TestPortal): Promise<void> {
  await expect.soft(page.locator("main")).toHaveCount(1);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 360 ? 780 : 900 });
    await expectFits(page, width);
  }
  expect.soft(await dividedWords(page, portal), "divided by a line break on a phone").toEqual([]);
  await openDetails(page);
  expect.soft(await tableFaults(page), "tables on a phone").toEqual([]);
  expect.soft(await ringFaults(page), "focus rings over clause numbers").toEqual([]);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 360 ? 780 : 900 });
    expect.soft(await violations(page), `axe at ${String(width)} px`).toEqual([]);
    await expectFits(page, width);
  }
}

test("F9 the list of pages has every page of the portal", () => {
  expect([...new Set([...VISITS.map(({ route }) => route), ...Object.keys(NOT_READ)])].sort()).toEqual(routesOfTheApp());
});

for (const { route, name, as, path } of VISITS) {
  test(`F9 M11 M12 ${name} (${route}): valid HTML, axe finds nothing, nothing overflows, targets are large enough, dates and names are whole, tables fit a phone, help is there`, async ({
    page: nobody,
    enter,
    portal,
  }) => {
    const page = as === null ? nobody : await enter(as);
    const response = await page.goto(path(await findPlaces(portal)));
    expect(response?.status(), "the page is there").toBe(200);
    expect.soft(await faultsOf((await response?.text()) ?? ""), "HTML").toEqual([]);
    await expectAccessible(page, portal);
    await expect.soft(page.getByText("この画面でできること", { exact: true }), "says what can be done").toHaveCount(1);
    expect.soft(await nameFaults(page), "one name of the page").toEqual([]);
    expect.soft(await equalForms(page), "forms of the same name").toEqual([]);
    expect.soft(await unexplainedNumbers(page), "169 and 163 are explained").toEqual([]);
    await expect.soft(page.locator(".page-help-text"), "says whom to ask").toContainText("聞いてください");
  });
}

test("F9 internal pages are not found", async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  for (const path of Object.keys(NOT_READ)) expect((await page.goto(path))?.status()).toBe(404);
});

test("F9 one text of a long page that is too faint is found, and one that covers only its own ground", async ({ enter, portal }) => {
  const { openCycle } = await findPlaces(portal);
  const page = await enter("ciso");
  await page.goto(`/operator/cycles/${openCycle}/gap-report`);
  expect(await violations(page)).toEqual([]);
  await page.evaluate(() => {
    const texts = [...document.querySelectorAll<HTMLElement>("main .guideline-text p")].filter((one) => one.checkVisibility());
    const [faint, ground] = [texts.at(-1), texts.at(Math.floor(texts.length / 2))];
    if (faint) faint.style.color = "#bbbbbb";
    if (ground) ground.style.backgroundColor = "#555555";
  });
  expect((await violations(page)).map((line) => line.split(":")[0])).toEqual(["color-contrast", "color-contrast"]);
});

test("F9 M12 missing and forbidden pages say so, and are accessible and valid HTML", async ({ enter, portal, complaints }) => {
  complaints.expect(/status of 40[34]/);
  const places = await findPlaces(portal);
  const page = await enter("staff");
  for (const [path, status] of [
    ["/nothing-here", 404],
    [`/checks/${places.systemSheet}`, 403],
    ["/operator", 403],
    ["/ministry", 403],
    ["/checks/00000000-0000-4000-8000-000000000000", 404],
  ] as const) {
    const response = await page.goto(path);
    expect.soft(response?.status(), path).toBe(status);
    const delivered = (await response?.text()) ?? "";
    // A page that ends in `forbidden()` or `notFound()` is delivered as the framework's shell, which its script fills.
    if (!delivered.includes('<html id="__next_error__">')) expect.soft(await faultsOf(delivered), `HTML of ${path}`).toEqual([]);
    await expect(page.locator("h1")).toBeVisible();
    await expectAccessible(page, portal);
  }
});

test("F9 dialogs and states of the checklist are accessible", async ({ enter, portal, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  const { systemSheet } = await findPlaces(portal);
  const page = await enter("system");
  await openSection(page, systemSheet, LARGE_SECTION);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "キー操作" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 360, height: 780 });
  await page.keyboard.press("g");
  await expect(page.locator("dialog.guide:modal")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.context().setOffline(true);
  const withoutReason: Locator = page.locator('form.item-form label[data-answer="notApplicable"]').last();
  await withoutReason.click();
  await expect(page.locator(".unsent-strip")).toBeVisible();
  await expectAccessible(page, portal);
});

test("F9 forced colours leave every answer and state readable", async ({ enter, portal }) => {
  const { systemSheet } = await findPlaces(portal);
  const page = await enter("system", { forcedColors: "active" });
  await page.goto(`/checks/${systemSheet}/3.1.5.1-2`);
  await expectAccessible(page, portal);
  const choices = page.locator("form.item-form").first().locator("label[data-answer]");
  await expect(choices).toHaveText([/実施/, /一部実施/, /未実施/, /該当なし/]);
});
