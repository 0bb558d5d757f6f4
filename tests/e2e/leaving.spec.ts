import type { Page } from "@playwright/test";
import { CONFLICT } from "@/tests/e2e/complaints";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { sheetToReview } from "@/tests/e2e/reviewing";
import { alive } from "@/tests/e2e/sheets";

const TEXT = "根拠の版を書いてください。";
const item = (page: Page) => page.locator(".review-item").first();
// Also while it is folded.
const remark = (page: Page) => item(page).locator("textarea").first();
const pointed = (page: Page) => item(page).getByRole("alert").filter({ hasText: "まだ送っていない文があります" });
const away = (page: Page) => page.getByRole("navigation", { name: "全体" }).getByRole("link").first();
const openRemark = (page: Page) => item(page).locator("summary", { hasText: "所見を書く" }).click();

async function typeRemark(page: Page, sheet: string): Promise<void> {
  await page.goto(`/operator/sheets/${sheet}`);
  await alive(remark(page));
  await openRemark(page);
  await remark(page).fill(TEXT);
  await openRemark(page); // folded, so that only pointing it out shows it again
}

/** What the browser asks, and answers with staying. */
function staying(page: Page): string[] {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  return asked;
}

test("M8 a link away from a remark that is typed and not sent points it out, and goes when it is pressed again", async ({ ownPortal, enter }) => {
  const page = await enter("manager");
  const sheet = await sheetToReview(ownPortal);
  await typeRemark(page, sheet);
  const asked = staying(page);
  for (const link of [away(page), page.getByRole("link", { name: /^所見のある/ }), page.getByRole("button", { name: "サインアウト", exact: true })]) {
    await link.click();
    await expect(pointed(page)).toBeVisible();
    await pointed(page).getByRole("button", { name: "送っていない文を見る" }).click();
    await expect(remark(page)).toBeFocused();
    await remark(page).press("End");
    await remark(page).pressSequentially("。");
  }
  await expect(page).toHaveURL(new RegExp(`/operator/sheets/${sheet}$`));
  await away(page).click();
  await pointed(page).getByRole("button", { name: "送らずに進む" }).click();
  await expect(page).not.toHaveURL(new RegExp(sheet));
  expect(asked, "no second question").toEqual([]);
});

test("M8 the browser asks before a page with an unsent remark is opened again or left by the way back, and not once it was sent", async ({
  ownPortal,
  enter,
}) => {
  const page = await enter("manager");
  const sheet = await sheetToReview(ownPortal);
  await page.goto("/operator/review");
  await typeRemark(page, sheet);
  const asked = staying(page);
  await page.evaluate(() => window.location.reload());
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await page.evaluate(() => window.history.back());
  await expect.poll(() => asked).toEqual(["beforeunload", "beforeunload"]);
  await expect(remark(page)).toHaveValue(TEXT);

  await openRemark(page);
  await item(page).getByRole("button", { name: "所見を書く" }).click();
  await expect(item(page).getByText(TEXT)).toBeVisible();
  await away(page).click();
  await expect(page).not.toHaveURL(new RegExp(sheet));
  expect(asked).toHaveLength(2);
});

test("M8 nothing is asked on the way from a page on which nothing was typed", async ({ ownPortal, enter }) => {
  const page = await enter("manager");
  await page.goto(`/operator/sheets/${await sheetToReview(ownPortal)}`);
  await alive(remark(page));
  await openRemark(page);
  const asked = staying(page);
  await page.reload();
  await page.getByRole("link", { name: /^所見のある/ }).click();
  await page.waitForURL(/show=remarked/);
  expect(asked).toEqual([]);
});

test("M8 a remark that is typed and not sent stays when another form of the page finds that the sheet has moved on", async ({
  ownPortal,
  enter,
  complaints,
}) => {
  complaints.expect(CONFLICT);
  const page = await enter("manager");
  const sheet = await sheetToReview(ownPortal);
  await typeRemark(page, sheet);
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress', handed_in_at = NULL, handed_in_by = NULL WHERE id = $1", [sheet]);
  const accepting = page.getByRole("form", { name: "受理" });
  for (const said of ["まだ送っていない文があります", "いまの状態を別のタブで見る"]) {
    await accepting.getByRole("button", { name: "受理する" }).click();
    await expect(accepting.getByRole("alert").filter({ hasText: said })).toBeVisible();
  }
  await expect(remark(page)).toHaveValue(TEXT);
});
