import type { Page } from "@playwright/test";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { sheetOf } from "@/tests/e2e/sheets";
import { plannedSurvey } from "@/tests/e2e/surveys";
import { dayFromNow } from "@/tests/support/days";

const main = (page: Page) => page.getByRole("main");
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const dayWords = (day: string): string => {
  const [year, month, date] = day.split("-").map(Number);
  return `${String(year)}年${String(month)}月${String(date)}日`;
};

test("M2 closing answering early asks for numbers and dates, and can be undone with a reason", async ({ ownPortal, enter }) => {
  const { cycleId } = await sheetOf(ownPortal, "staff", "handler");
  await ownPortal.rows("UPDATE cycle SET due_on = $2 WHERE id = $1", [cycleId, dayFromNow(19)]);
  const [{ out } = { out: 0 }] = await ownPortal.rows<{ out: number }>(
    "SELECT count(*)::int AS out FROM sheet WHERE cycle_id = $1 AND state IN ('notStarted', 'inProgress', 'returned')",
    [cycleId],
  );
  expect(out).toBeGreaterThan(0);
  const page = await enter("ciso");
  await page.goto(`/operator/cycles/${cycleId}`);
  await page.getByRole("link", { name: "回答を締め切り、確認に移る" }).click();
  await expect(heading(page, "回答を締め切る前の確認")).toBeVisible();
  await expect(main(page)).toContainText(`まだ提出されていない点検票が${String(out)}枚あります`);
  await expect(main(page)).toContainText("の19日前です");
  // A sheet is withdrawn or handed in at the same time: the number differs, and nothing is closed.
  await ownPortal.rows(
    "UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '異動' WHERE id = (SELECT id FROM sheet WHERE cycle_id = $1 AND state = 'notStarted' LIMIT 1)",
    [cycleId],
  );
  await page.getByRole("button", { name: `未提出${String(out)}枚のまま、19日早く締め切る` }).click();
  await expect(main(page).getByRole("alert")).toContainText(`${String(out - 1)}枚`);
  await page.getByRole("button", { name: `未提出${String(out - 1)}枚のまま、19日早く締め切る` }).click();
  await expect(page.getByRole("status").filter({ hasText: "回答を締め切り、確認に移りました。" })).toBeVisible();

  await page.getByText("回答の受付に戻すとき").click();
  await page.getByRole("button", { name: "回答の受付に戻す" }).click();
  await expect(main(page).getByRole("alert")).toContainText("回答の受付に戻す理由を入力してください。");
  await page.getByLabel("受付に戻す理由").fill("期限の前に誤って締めたため");
  await page.getByRole("button", { name: "回答の受付に戻す" }).click();
  await expect(page.getByRole("status").filter({ hasText: "回答の受付に戻しました。" })).toBeVisible();
  await expect(main(page)).toContainText("期限の前に誤って締めたため");
  await expect(page.getByRole("link", { name: "回答を締め切り、確認に移る" })).toBeVisible();
});

test("M2 the due date of an open cycle is changed with a reason, and its respondents read it", async ({ ownPortal, enter }) => {
  const { id: sheet, cycleId } = await sheetOf(ownPortal, "staff", "handler");
  await ownPortal.rows("UPDATE cycle SET due_on = $2, period_from = $3, period_to = $4 WHERE id = $1", [
    cycleId,
    dayFromNow(5),
    dayFromNow(-60),
    dayFromNow(60),
  ]);
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress', handed_in_at = NULL, handed_in_by = NULL WHERE id = $1", [sheet]);
  const page = await enter("secretariat");
  await page.goto(`/operator/cycles/${cycleId}`);
  await page.getByRole("link", { name: "名前・期間・期限を変える" }).click();
  await expect(heading(page, "名前・期間・期限を変える")).toBeVisible();
  await page.getByLabel("変える理由").fill("連休があるため");
  await page.getByLabel("回答の期限").fill(dayFromNow(-1));
  await page.getByRole("button", { name: "変えて、回答する人に伝える" }).click();
  await expect(main(page).getByRole("alert")).toContainText(`回答の期限（${dayWords(dayFromNow(-1))}）は、`);
  await page.getByLabel("回答の期限").fill(dayFromNow(12));
  await page.getByRole("button", { name: "変えて、回答する人に伝える" }).click();
  await expect(page.getByRole("status").filter({ hasText: "名前・期間・期限を変えました。" })).toBeVisible();
  await expect(main(page)).toContainText("回答中に変えたこと");

  const staff = await enter("staff");
  for (const path of ["/checks", `/checks/${sheet}`]) {
    await staff.goto(path);
    await expect(main(staff)).toContainText(`回答の期限が${dayWords(dayFromNow(5))}`);
    await expect(main(staff)).toContainText("（理由：連休があるため）");
  }
});

test("M2 without a script the entered text is still there when a part of it is refused", async ({ ownPortal, enter }) => {
  const { cycleId } = await sheetOf(ownPortal, "staff", "handler");
  await ownPortal.rows("UPDATE cycle SET due_on = $2, period_from = $3, period_to = $4 WHERE id = $1", [
    cycleId,
    dayFromNow(5),
    dayFromNow(-60),
    dayFromNow(60),
  ]);
  const page = await enter("secretariat", { javaScriptEnabled: false });
  await page.goto(`/operator/cycles/${cycleId}`);
  await page.getByRole("link", { name: "名前・期間・期限を変える" }).click();
  await page.getByLabel("変える理由").fill("連休があるため");
  await page.getByLabel("回答の期限").fill(dayFromNow(-1));
  await page.getByRole("button", { name: "変えて、回答する人に伝える" }).click();
  await expect(main(page)).toContainText(`回答の期限（${dayWords(dayFromNow(-1))}）は、`);
  await expect(page.getByLabel("変える理由")).toHaveValue("連休があるため");
  await expect(page.getByLabel("回答の期限")).toHaveValue(dayFromNow(-1));
});

test("M2 a planned cycle can be cancelled, disappears from the list, and is shown as cancelled", async ({ ownPortal, enter }) => {
  const [cycle] = await ownPortal.rows<{ id: string; title: string }>(
    "SELECT c.id, c.title FROM cycle c JOIN account a ON a.operator_id = c.operator_id AND a.email = $1 WHERE c.state = 'planned'",
    [PEOPLE.planner],
  );
  if (cycle === undefined) throw new Error("the demo has no planned cycle");
  const page = await enter("planner");
  await page.goto(`/operator/cycles/${cycle.id}`);
  await page.getByRole("link", { name: "取りやめる" }).click();
  await expect(main(page)).toContainText("点検票はまだ配っていません。");
  await expect(main(page)).toContainText("あとから、理由を書いて元に戻せます。");
  await page.getByLabel("取りやめる理由").fill("二重に計画したため");
  await page.getByRole("button", { name: "この回を取りやめる" }).click();
  await expect(page.getByRole("status").filter({ hasText: "この回を取りやめました。" })).toBeVisible();
  await expect(main(page)).toContainText("理由：二重に計画したため");
  await page.goto("/operator/cycles");
  await expect(main(page).locator(`a[href="/operator/cycles/${cycle.id}"]`)).toHaveCount(0);
  await page.getByRole("link", { name: "取りやめた回を見る" }).click();
  await expect(main(page).locator(`a[href="/operator/cycles/${cycle.id}"]`)).toBeVisible();
});

test("M2 an answered cycle can be cancelled with its numbers, its respondents read the reason, and it can be restored", async ({ ownPortal, enter }) => {
  const { cycleId } = await sheetOf(ownPortal, "staff", "handler");
  const page = await enter("ciso");
  await page.goto(`/operator/cycles/${cycleId}/cancel`);
  await expect(main(page)).toContainText(/点検票\d+枚を配り、回答が\d+件あります（提出済み\d+枚）。/);
  await page.getByLabel("取りやめる理由").fill("二重に計画したため");
  await page.getByRole("button", { name: /回答\d+件のある、この回を取りやめる/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "この回を取りやめました。" })).toBeVisible();
  const staff = await enter("staff");
  await staff.goto("/checks");
  await expect(main(staff)).toContainText("に取りやめになりました。回答は要りません（理由：二重に計画したため）");
  await page.getByLabel("元に戻す理由").fill("別の回だったため");
  await page.getByRole("button", { name: "この回を元に戻す" }).click();
  await expect(page.getByRole("status").filter({ hasText: "取りやめた回を元に戻しました。" })).toBeVisible();
  await staff.reload();
  await expect(main(staff)).not.toContainText("取りやめになりました");
});

test("M2 a survey can be closed early with numbers, and reopened with a reason", async ({ ownPortal, enter }) => {
  const [survey] = await ownPortal.rows<{ id: string }>("SELECT id FROM survey WHERE sector_id = 'kuko' AND state = 'open' LIMIT 1");
  if (survey === undefined) throw new Error("the demo has no open survey");
  await ownPortal.rows("UPDATE survey SET closes_on = $2 WHERE id = $1", [survey.id, dayFromNow(61)]);
  const page = await enter("ministry");
  await page.goto(`/ministry/surveys/${survey.id}#close`);
  const close = page.getByRole("button", { name: /提出のない\d+者を残し、61日早く締め切る/ });
  await close.click();
  await expect(main(page).getByRole("alert")).toContainText("提出状況を確かめて、印を付けてください。");
  await page.getByLabel("提出状況と日付を確かめました").check();
  await close.click();
  await expect(main(page)).toContainText("締切済み");
  await page.getByLabel("取り消す理由").fill("誤って締め切ったため");
  await page.getByRole("button", { name: "締切りを取り消し、受付に戻す" }).click();
  await expect(main(page)).toContainText("締切りを取り消し、受付に戻しました（理由：誤って締め切ったため）");
  await expect(main(page)).toContainText("受付中");
});

test("M2 a survey is opened after confirming its numbers and dates, and taken back with a reason that the operators read", async ({ ownPortal, enter }) => {
  const planned = await plannedSurvey(ownPortal);
  const page = await enter("ministry");
  await page.goto(`/ministry/surveys/${planned}`);
  await page.getByRole("link", { name: "受付を始める前に確かめる" }).click();
  await expect(heading(page, "受付を始める前の確認")).toBeVisible();
  await expect(main(page)).toContainText("の12日前で、");
  await page.getByRole("button", { name: /\d+者を対象に、12日早く受付を始める/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "受付を始めました。" })).toBeVisible();
  await expect(main(page)).toContainText("受付中");
  await page.getByLabel("取り消す理由").fill("始める日より早かったため");
  await page.getByRole("button", { name: "受付の開始を取り消し、計画に戻す" }).click();
  await expect(main(page)).toContainText("受付の開始を取り消し、計画に戻しました（理由：始める日より早かったため）");
  await expect(main(page)).toContainText("計画中");
  await expect(page.getByRole("status").filter({ hasText: "受付を始めました。" })).toHaveCount(0);
});

test("M2 withdrawing a sheet shows the number of its answers, and asks again if the number has changed", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  const [{ answers } = { answers: 0 }] = await ownPortal.rows<{ answers: number }>(
    "SELECT count(*)::int AS answers FROM answer WHERE sheet_id = $1 AND num_nonnulls(status, remark, evidence) > 0",
    [sheet],
  );
  expect(answers).toBeGreaterThan(1);
  const page = await enter("secretariat");
  await page.goto(`/operator/sheets/${sheet}/assignment`);
  await expect(main(page)).toContainText(`回答が${String(answers)}件あります`);
  await page.getByLabel("取り下げる理由").fill("システムを廃止したため");
  await page.getByLabel("この点検票と回答は元に戻せないことを確かめました").check();
  // An answer is cleared at the same time; if the sheet alone asks a measure, that is reported first.
  await ownPortal.rows(
    "UPDATE answer SET status = NULL, remark = NULL, evidence = NULL WHERE (sheet_id, item_id) IN (SELECT sheet_id, item_id FROM answer WHERE sheet_id = $1 AND status IS NOT NULL LIMIT 1)",
    [sheet],
  );
  await page.getByRole("button", { name: `回答${String(answers)}件のある点検票を取り下げる` }).click();
  await expect(main(page).getByRole("alert")).toContainText(new RegExp(`回答が${String(answers - 1)}件あります|回答する人がいなくなります`));
  await expect(page.getByRole("button", { name: `回答${String(answers - 1)}件のある点検票を取り下げる` })).toBeVisible();
});
