import type { Locator, Page } from "@playwright/test";
import { expect } from "@/tests/e2e/portal";
import { answerOf, card, tile } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";

/* 該当なし by mistake: the answers to the measure's examples stay unchanged on screen and in the database. */
interface Answered {
  readonly sheet: string;
  readonly measure: string;
  /** The examples with their answers, as on the page and in the database. */
  readonly given: ReadonlyMap<string, string>;
}

const TURN = ["implemented", "partial", "notImplemented", "notApplicable"] as const;
export const examplesOf = (within: Locator): Locator => within.locator("details.examples");
export const formOf = (page: Page, measure: string): Locator => card(page, measure).locator("form.item-form");
const shownStatus = (page: Page, item: string, status: string): Locator => card(page, item).locator(`input[name="status"][value="${status}"]`);

/** Opens the examples of a card, unless they are open. */
export async function unfold(examples: Locator): Promise<void> {
  if ((await examples.getAttribute("open")) === null) await examples.locator("> summary").click();
  await expect(examples.locator("form.example-row").first()).toBeVisible();
}

/** Answers the first measure of the page that has examples, and all its examples. */
export async function answerExamples(page: Page, sheet: string): Promise<Answered> {
  const first = page
    .locator("article.item-card")
    .filter({ has: page.locator("form.example-row") })
    .first();
  const measure = await first.locator('form.item-form input[name="itemId"]').inputValue();
  await tile(formOf(page, measure), "implemented").click();
  await unfold(examplesOf(card(page, measure)));
  const given = new Map<string, string>();
  for (const [at, row] of (await card(page, measure).locator("form.example-row").all()).entries()) {
    const status = TURN[at % TURN.length]!;
    await tile(row, status).click();
    given.set(await row.locator('input[name="itemId"]').inputValue(), status);
  }
  expect(given.size).toBeGreaterThan(1);
  return { sheet, measure, given };
}

const savedAnswers = async (portal: TestPortal, { sheet, given }: Answered): Promise<Map<string, string | null>> =>
  new Map(await Promise.all([...given.keys()].map(async (item) => [item, (await answerOf(portal, sheet, item))?.status ?? null] as const)));

export async function expectKept(portal: TestPortal, answered: Answered): Promise<void> {
  await expect.poll(() => savedAnswers(portal, answered)).toEqual(new Map(answered.given));
}

export async function expectShown(page: Page, { measure, given }: Answered): Promise<void> {
  await unfold(examplesOf(card(page, measure)));
  for (const [item, status] of given) await expect(shownStatus(page, item, status)).toBeChecked();
}

export const lastOf = async (portal: TestPortal, { sheet, measure }: Answered, status: string) =>
  expect.poll(async () => (await answerOf(portal, sheet, measure))?.status).toBe(status);

/** Saves 該当なし with one letter as the reason. */
export async function slip(page: Page, portal: TestPortal, answered: Answered): Promise<void> {
  const form = formOf(page, answered.measure);
  await tile(form, "notApplicable").click();
  await form.locator('textarea[name="reason"]').fill("あ");
  await expect
    .poll(
      async () =>
        (
          await portal.rows("SELECT 1 FROM answer WHERE sheet_id = $1 AND item_id = $2 AND status = 'notApplicable' AND reason = 'あ'", [
            answered.sheet,
            answered.measure,
          ])
        ).length,
    )
    .toBe(1);
}
