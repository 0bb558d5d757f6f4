import { expect, type Locator, type Page } from "@playwright/test";
import { saveState, sectionAlive } from "@/tests/e2e/sheets";

const MOST_STEPS = 400;

/** Moves to the element with the Tab key alone. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the Tab key does not reach it");
}

/** The card that the keys act on. */
export const currentCard = (page: Page): Locator => page.locator('article.item-card[data-current="true"]');

const nextUnanswered = (page: Page): Locator => page.getByRole("region", { name: "この節の操作" }).getByRole("link", { name: /^次の未回答へ/ });

/** Presses N; false if nothing is left unanswered. If N leads to another section, waits for its script. */
export async function pressNext(page: Page): Promise<boolean> {
  const link = nextUnanswered(page);
  if ((await link.count()) === 0) return false;
  const href = (await link.getAttribute("href")) ?? "";
  await page.keyboard.press("n");
  if (href.startsWith("#")) {
    await expect(page.locator(`[id="${href.slice(1)}"]`)).toHaveAttribute("data-current", "true");
    return true;
  }
  await page.waitForURL((url) => url.pathname === href.split("#")[0]);
  await sectionAlive(page);
  await expect(page.locator(`[id="${href.split("#")[1] ?? ""}"]`)).toHaveAttribute("data-current", "true");
  return true;
}

/** Answers the present card with a digit and waits until it is saved. */
export async function pressAnswer(page: Page, digit: "1" | "2" | "3", status: string): Promise<void> {
  const card = currentCard(page);
  await page.keyboard.press(digit);
  await expect(card.locator(`form.item-form input[value="${status}"]`)).toBeChecked();
  await expect(saveState(card)).toContainText("保存しました");
}
