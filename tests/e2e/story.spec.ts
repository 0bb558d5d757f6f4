import type { Page } from "@playwright/test";
import { demoCalendar } from "@/lib/demo/days/calendar";
import { pressAnswer, pressNext } from "@/tests/e2e/keyboard";
import { signIn } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { answerOf, card, emptySheet, historyOf, saveState, sectionAlive, sheetOf, stateOf, tile } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";
import { today } from "@/tests/support/days";

const QUESTION = "共用のアカウントは、本当に残っていませんか。";
const REASON = "所見を付けた項目を確かめてください。";
const CORRECTION = "受付の端末に共用のアカウントが1つ残っていました。";

const main = (page: Page) => page.locator("main");
const headerLink = (page: Page, name: string) => page.getByRole("navigation", { name: "全体" }).getByRole("link", { name, exact: true });

/** Staff: from the sign-in page through every unanswered item to handing in. Returns the first answered item. */
async function answerAndHandIn(page: Page, portal: TestPortal, sheet: string): Promise<string> {
  await signIn(page, "staff");
  await expect(page).toHaveURL(/\/checks$/);
  await main(page)
    .getByRole("link", { name: /回答をはじめる/ })
    .first()
    .click();
  await page.waitForURL(new RegExp(`/checks/${sheet}/3\\.`));
  await sectionAlive(page);

  const form = page.locator("form.item-form").first();
  const item = await form.locator('input[name="itemId"]').inputValue();
  await tile(form, "implemented").click();
  await form.locator('textarea[name="remark"]').fill("端末の台帳で確かめました。");
  await form.locator('textarea[name="evidence"]').click();
  await expect(saveState(card(page, item))).toContainText("保存しました");
  await page.locator("body").press("Escape");
  await page.keyboard.press("Escape");
  for (let left = 20; left > 0 && (await pressNext(page)); left -= 1)
    await pressAnswer(page, left % 3 === 0 ? "2" : "1", left % 3 === 0 ? "partial" : "implemented");

  await page.getByRole("link", { name: "提出前の確認へ" }).click();
  await expect(main(page)).toContainText("対策項目6件のうち6件に回答しました");
  await page.getByRole("button", { name: "提出する" }).click();
  await page.waitForURL(/\/checks(\?|$)/);
  expect(await stateOf(portal, sheet)).toBe("handedIn");
  await expect(page.getByText("取扱者の点検票を提出しました。情報セキュリティ責任者が確認します。")).toBeVisible();
  await expect(main(page)).toContainText("すべて提出しました");
  return item;
}

/** Manager: reads the sheet, asks about the item, returns it. */
async function returnWithRemark(page: Page, portal: TestPortal, sheet: string, item: string): Promise<void> {
  await signIn(page, "manager");
  await headerLink(page, "ダッシュボード").click();
  await page.getByRole("link", { name: "点検票を確かめる" }).click();
  await expect(page).toHaveURL(/\/operator\/review$/);
  await page.locator(`a[href="/operator/sheets/${sheet}"]`).click();
  const row = page.locator(`.review-item:has(textarea[id="remark-${item}"])`);
  await expect(row).toContainText("端末の台帳で確かめました。");
  await row.getByText("所見を書く").first().click();
  await row.locator("textarea").fill(QUESTION);
  await row.getByRole("button", { name: "所見を書く" }).click();
  await expect(page.getByText(QUESTION)).toBeVisible();
  await page.getByLabel("差し戻す理由").fill(REASON);
  await page.getByRole("button", { name: "差し戻す" }).click();
  await expect(page).toHaveURL(/\/operator\/review\?notice=returned$/);
  await expect(page.getByRole("status").filter({ hasText: "点検票を差し戻しました。" })).toBeVisible();
  expect(await stateOf(portal, sheet)).toBe("returned");
}

/** Staff: sees the question, corrects the answer, hands in again. */
async function correct(page: Page, portal: TestPortal, sheet: string, item: string): Promise<void> {
  await page.goto("/checks");
  await expect(main(page)).toContainText(QUESTION);
  await expect(main(page)).toContainText(REASON);
  await main(page).locator(`a[href$="#item-${item}"]`).first().click();
  const asked = card(page, item);
  await expect(asked).toContainText(QUESTION);
  await expect(main(page)).toContainText(REASON);
  await tile(asked.locator("form.item-form"), "partial").click();
  await asked.locator('textarea[name="remark"]').fill(CORRECTION);
  await expect.poll(() => answerOf(portal, sheet, item)).toMatchObject({ status: "partial", remark: CORRECTION });
  await page.goto(`/checks/${sheet}/hand-in`);
  await page.getByRole("button", { name: "提出する" }).click();
  await page.waitForURL(/\/checks(\?|$)/);
  const versions = (await historyOf(portal, sheet)).filter((version) => version.item === item);
  expect(versions[0]?.status).toBe("implemented");
  expect(versions.at(-1)).toMatchObject({ status: "partial", remark: CORRECTION });
}

/** Hands in a sheet with unanswered items, as its respondent. */
async function handInIncomplete(page: Page, sheet: string): Promise<void> {
  await page.goto(`/checks/${sheet}/hand-in`);
  await page.getByRole("button", { name: /未回答\d+件のまま提出する/ }).click();
  await page.waitForURL(/\/checks(\?|$)/);
}

/** Manager: accepts the sheets together. */
async function acceptTogether(page: Page, portal: TestPortal, sheets: readonly string[]): Promise<void> {
  await page.goto("/operator/review");
  for (const sheet of sheets) await page.locator(`input[name="sheet"][value="${sheet}"]`).check();
  await page.getByRole("button", { name: "選んだ点検票の受理に進む" }).click();
  await page.getByRole("button", { name: `点検票${sheets.length}枚を受理する` }).click();
  await expect.poll(() => Promise.all(sheets.map((sheet) => stateOf(portal, sheet)))).toEqual(sheets.map(() => "accepted"));
  await expect(page.getByRole("status").filter({ hasText: "点検票を受理しました。" })).toBeVisible();
}

/** CISO: scores, gap report, approval, preview, submission. Returns the hash of the submission. */
async function approveAndSubmit(page: Page, cycle: string): Promise<string> {
  const home = `/operator/cycles/${cycle}`;
  await expect(page).toHaveURL(/\/operator$/);
  await expect(main(page)).toContainText("把握率");
  await page.goto(home);
  await page.getByRole("link", { name: "採点" }).click();
  await expect(main(page)).toContainText("実施率");
  await expect(
    main(page)
      .getByText(/\d+\.\d/)
      .first(),
  ).toBeVisible();
  await page.goto(home);
  await page.getByRole("link", { name: "回答を締め切り、確認に移る" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "回答を締め切る前の確認" })).toBeVisible();
  await page.getByRole("button", { name: /締め切る|確認に移る/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "回答を締め切り、確認に移りました。" })).toBeVisible();
  await page.getByRole("button", { name: "この回を承認する" }).click();
  await expect(page.getByRole("button", { name: "この回を承認する" })).toHaveCount(0);
  await page.getByRole("link", { name: "要改善事項報告書" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "要改善事項報告書" })).toBeVisible();
  await expect(page.getByText(CORRECTION).first()).toBeVisible();
  await page.goto(home);
  await page.getByRole("link", { name: "提出する内容を確かめる" }).click();
  await expect(main(page)).toContainText(/[0-9a-f]{64}/);
  const fingerprint = (await main(page).textContent())?.match(/[0-9a-f]{64}/)?.[0] ?? "";
  await page.getByRole("button", { name: "この内容を提出する" }).click();
  await expect(page).toHaveURL(new RegExp(`${home}\\?notice=submitted$`));
  await expect(main(page)).toContainText(fingerprint);
  await page.getByRole("link", { name: "提出の内容", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "提出の内容" })).toBeVisible();
  await expect(main(page)).toContainText(fingerprint);
  await expect(main(page)).not.toContainText("次にすること");
  return fingerprint;
}

test("F4 staff → system administrator → manager → executive → CISO → ministry in the browser, from the sign-in page to the ministry's page", async ({
  ownPortal,
  browser,
  baseURL,
  complaints,
}) => {
  test.setTimeout(300_000);
  const { id: sheet, cycleId } = await sheetOf(ownPortal, "staff", "handler");
  const { id: systemSheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  const { id: cisoSheet } = await sheetOf(ownPortal, "ciso", "ciso");
  await emptySheet(ownPortal, sheet);
  await ownPortal.rows("UPDATE sheet SET state = 'handedIn' WHERE id = $1", [cisoSheet]); // So that the 経営層 has a sheet to accept.
  const contexts = await Promise.all(
    ["staff", "manager", "system", "executive", "ciso", "ministry"].map(() => browser.newContext(baseURL === undefined ? {} : { baseURL })),
  );
  for (const context of contexts) complaints.watch(context);
  const pages = await Promise.all(contexts.map((context) => context.newPage()));
  const [staff, manager, system, executive, ciso, ministry] = pages as [Page, Page, Page, Page, Page, Page];

  const item = await answerAndHandIn(staff, ownPortal, sheet);
  await returnWithRemark(manager, ownPortal, sheet, item);
  await correct(staff, ownPortal, sheet, item);
  await signIn(system, "system");
  await handInIncomplete(system, systemSheet);
  await acceptTogether(manager, ownPortal, [sheet, systemSheet]);

  await signIn(executive, "executive");
  await executive.goto(`/operator/sheets/${cisoSheet}`);
  await executive.getByRole("button", { name: "受理する" }).click();
  await expect.poll(() => stateOf(ownPortal, cisoSheet)).toBe("accepted");

  await signIn(ciso, "ciso");
  const fingerprint = await approveAndSubmit(ciso, cycleId);

  await signIn(ministry, "ministry");
  await expect(ministry).toHaveURL(/\/ministry$/);
  await main(ministry)
    .getByRole("link", { name: `${String(demoCalendar(today()).fiscalYear)}年度 浸透状況調査`, exact: true })
    .click();
  const operators = ministry.getByRole("region", { name: /^事業者別の結果/ }).last();
  await expect(operators).toContainText("架空みなと空港株式会社");
  await operators.getByRole("link", { name: "架空みなと空港株式会社" }).click();
  await expect(main(ministry)).toContainText(fingerprint);
  await expect(main(ministry)).not.toContainText("佐藤 真理");
  await expect(main(ministry)).not.toContainText("旅客ターミナル部");
  for (const context of contexts) await context.close();
});

test("F4 the sign-in page does not reveal whether an address is known, and the demo's people are one press away", async ({ page }) => {
  for (const email of ["nobody@example.jp", "staff@minato.example.jp"]) {
    await page.goto("/login");
    await page.getByLabel("メールアドレス").fill(email);
    await page.getByLabel("パスワード").fill("違う合言葉");
    await page.getByRole("button", { name: "サインインする" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "メールアドレスかパスワードが違います。" })).toBeVisible();
  }
  await page.getByRole("button", { name: /佐藤 真理・取扱者としてサインイン/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "佐藤 真理さんの点検票" })).toBeVisible();
  await page.getByRole("button", { name: "サインアウト" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto("/checks");
  await expect(page).toHaveURL(/\/login/);
});
