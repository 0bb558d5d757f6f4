import type { Page } from "@playwright/test";
import { CONFLICT } from "@/tests/e2e/complaints";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { sheetToReview } from "@/tests/e2e/reviewing";
import { alive } from "@/tests/e2e/sheets";
import { manyAirports } from "@/tests/e2e/surveys";

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

test("M8 a remark that was pointed out and read is asked about again when its page is opened again", async ({ ownPortal, enter }) => {
  const page = await enter("manager");
  await typeRemark(page, await sheetToReview(ownPortal));
  const asked = staying(page);
  await away(page).click();
  await pointed(page).getByRole("button", { name: "送っていない文を見る" }).click();
  await expect(remark(page)).toBeFocused();
  await expect(pointed(page)).toHaveCount(0);
  await page.evaluate(() => window.location.reload());
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(remark(page)).toHaveValue(TEXT);
});

test("M8 accepting asks again about a second remark that is typed after the first was sent, and be it the same", async ({ ownPortal, enter }) => {
  const page = await enter("manager");
  const sheet = await sheetToReview(ownPortal);
  await typeRemark(page, sheet);
  const accepting = page.getByRole("form", { name: "受理" });
  const warned = accepting.getByRole("alert").filter({ hasText: "まだ送っていない文があります" });
  await accepting.getByRole("button", { name: "受理する" }).click();
  await expect(warned).toBeVisible();
  await openRemark(page);
  await item(page).getByRole("button", { name: "所見を書く" }).click();
  await expect(item(page).getByRole("status").filter({ hasText: "所見を書きました。" })).toBeVisible();
  await expect(remark(page)).toHaveValue("");
  await remark(page).fill(TEXT);
  await expect(warned).toHaveCount(0);
  await accepting.getByRole("button", { name: "受理する" }).click();
  await expect(warned).toBeVisible();
  await expect(remark(page)).toHaveValue(TEXT);
});

test("M8 a title that is shown again by a search of its form is pointed out before the page is left, and words to find are not", async ({
  ownPortal,
  enter,
}) => {
  await manyAirports(ownPortal);
  const page = await enter("ministry");
  await page.goto("/ministry/surveys/new");
  const title = page.getByLabel("調査の名前");
  await alive(title);
  await page.getByLabel("事業者の名前で探す").fill("多い空港 077");
  await page.getByRole("button", { name: "探す" }).click();
  await expect(page.getByText("1〜1者／1者")).toBeVisible();
  const asked = staying(page);
  await page.reload();
  expect(asked, "nothing but words to find was typed").toEqual([]);

  await alive(title);
  await title.fill("一部の空港の調査");
  await page.getByLabel("事業者の名前で探す").fill("多い空港 077");
  await page.getByRole("button", { name: "探す" }).click();
  await expect(page.getByText("1〜1者／1者")).toBeVisible();
  await away(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "まだ送っていない文があります" })).toBeVisible();
  await expect(title).toHaveValue("一部の空港の調査");
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
