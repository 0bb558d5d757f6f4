import type { Page } from "@playwright/test";
import { demoCalendar } from "@/lib/demo/days/calendar";
import { expect } from "@/tests/e2e/portal";
import { plannedSurvey } from "@/tests/e2e/surveys";
import { headed, main, menu, seen, walk } from "@/tests/e2e/walking";
import { today } from "@/tests/support/days";

/** Opens what a row of a work list is about. */
const open = (page: Page, label: string) =>
  main(page)
    .getByRole("link", { name: `開く（${label}）`, exact: true })
    .click();
walk("reading all", "auditor", async ({ page, done, look }) => {
  await look("auditor-first");
  await open(page, "進み具合");
  await headed(page, "進み具合");
  await look("auditor-progress");
  await main(page).locator('a[href^="/operator/sheets/"]').first().click();
  await look("auditor-sheet");
  await done("監査：点検票を1枚読む");
  await menu(page, "やること");
  await open(page, "項目");
  await look("auditor-items");
  await main(page).locator('a[href*="/items/"]').first().click();
  await look("auditor-item");
  await done("監査：項目への回答を読む");
  await menu(page, "やること");
  await open(page, "採点");
  await headed(page, "採点");
  await look("auditor-scores");
  await menu(page, "やること");
  await open(page, "要改善事項報告書");
  await headed(page, "要改善事項報告書");
  await look("auditor-report");
  await done("監査：採点と報告書を読む");
  await menu(page, "やること");
  await open(page, "操作の記録");
  await headed(page, "操作の記録");
  await look("auditor-trail");
  await main(page).getByLabel("操作", { exact: true }).selectOption({ label: "点検票を提出する" });
  await main(page)
    .getByRole("button", { name: /絞り込む/ })
    .click();
  await look("auditor-trail-filtered");
  await done("監査：操作の記録から提出を探す");
});

walk("reading results", "executive", async ({ page, done, look }) => {
  await look("executive-first");
  await main(page).getByRole("link", { name: "採点を開く" }).click();
  await headed(page, "採点");
  await look("executive-scores");
  await main(page).getByRole("link", { name: /部署/ }).first().click();
  await look("executive-departments");
  await done("経営層：結果を部署ごとに読む");
  await menu(page, "やること");
  await open(page, "要改善事項報告書");
  await headed(page, "要改善事項報告書");
  await look("executive-report");
  await main(page)
    .getByRole("link", { name: /^5\. 要改善事項/ })
    .click();
  await done("経営層：要改善事項を読む");
});

walk(
  "survey",
  "ministry",
  async ({ page, done, look }) => {
    await look("ministry-first");
    await main(page).getByRole("link", { name: "計画中の調査", exact: true }).click();
    await look("ministry-planned");
    await main(page)
      .getByRole("link", { name: /受付を始める/ })
      .first()
      .click();
    await headed(page, "受付を始める前の確認");
    await look("ministry-opening");
    await main(page)
      .getByRole("button", { name: /受付を始める/ })
      .click();
    await seen(page, "受付を始めました。");
    await look("ministry-opened");
    await done("省庁：調査の受付を始める");
    await menu(page, "浸透状況調査");
    await main(page)
      .getByRole("link", { name: `${String(demoCalendar(today()).fiscalYear)}年度 浸透状況調査`, exact: true })
      .click();
    await look("ministry-results");
    await main(page).locator("a.plot-link").last().click();
    await expect(main(page).getByText(/事業者だけを並べています/)).toBeVisible();
    await look("ministry-band");
    await done("省庁：結果を読み、区分の事業者を見る");
    await main(page)
      .getByRole("region", { name: /^事業者別の結果/ })
      .last()
      .locator('a[href*="/operators/"]')
      .first()
      .click();
    await look("ministry-submission");
    await done("省庁：1者の提出を読む");
  },
  plannedSurvey,
);
