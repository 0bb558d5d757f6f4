import type { Page } from "@playwright/test";
import { CONFLICT, NO_CONNECTION } from "@/tests/e2e/complaints";
import { expectWholeNames, LONG_NAME } from "@/tests/e2e/divided";
import { leftEdges } from "@/tests/e2e/drawn";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { addRespondent, answerOf, card, emptySheet, historyOf, LARGE_SECTION, openSection, saveState, sheetOf, tile } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";

const FIRST_REMARK = "先に保存した人の備考";
const SECOND_REMARK = "後から保存した人の備考";

interface Meeting {
  readonly sheet: string;
  readonly item: string;
  /** The page that shows the conflict. */
  readonly second: Page;
}

async function answer(page: Page, item: string, status: string, remark: string): Promise<void> {
  const form = card(page, item).locator("form.item-form");
  await tile(form, status).click();
  await form.locator('textarea[name="remark"]').fill(remark);
}

/** Two people open the same unanswered item; the first saves 実施, then the second answers 未実施. */
async function meet(portal: TestPortal, enter: (person: "system" | "manager") => Promise<Page>): Promise<Meeting> {
  const { id: sheet } = await sheetOf(portal, "system", "systemAdministrator");
  await emptySheet(portal, sheet);
  await addRespondent(portal, sheet, "manager");
  const first = await enter("system");
  const second = await enter("manager");
  await openSection(first, sheet, LARGE_SECTION);
  await openSection(second, sheet, LARGE_SECTION);
  const item = await first.locator('form.item-form input[name="itemId"]').first().inputValue();
  await answer(first, item, "implemented", FIRST_REMARK);
  await expect.poll(() => answerOf(portal, sheet, item)).toMatchObject({ status: "implemented", remark: FIRST_REMARK });
  await expect(saveState(card(first, item))).toContainText("保存しました");

  // Offline, so that the whole answer is written before it is sent.
  await second.context().setOffline(true);
  await answer(second, item, "notImplemented", SECOND_REMARK);
  await second.context().setOffline(false);
  const panel = card(second, item).getByRole("group", { name: "どちらを残しますか。" });
  await expect(panel).toBeVisible();
  await expect(panel).toContainText(FIRST_REMARK);
  await expect(panel).toContainText("実施");
  await expect(panel).toContainText("未実施");
  await expect(saveState(card(second, item))).toHaveText("確認が必要です");
  expect(await answerOf(portal, sheet, item)).toMatchObject({ status: "implemented", remark: FIRST_REMARK });
  return { sheet, item, second };
}

const panelOf = (page: Page) => page.locator(".conflict");
const words = (versions: Awaited<ReturnType<typeof historyOf>>) => versions.map(({ status, remark, by }) => ({ status, remark, by }));

test("F7 no answer is preselected, the panel cannot be closed, and it is still there after reloading", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const { second, item } = await meet(ownPortal, enter);
  const panel = panelOf(second);
  await expect(panel.getByRole("button", { name: "残す" })).toHaveCount(2);
  await expect(panel.locator("input, [aria-pressed], [aria-checked], [autofocus]")).toHaveCount(0);
  await expect(panel.locator(":focus")).toHaveCount(0);
  await expect(panel.getByRole("button", { name: /閉じる|やめる|取り消す/ })).toHaveCount(0);
  await second.keyboard.press("Escape");
  await expect(panel).toBeVisible();
  await second.reload();
  await expect(panelOf(second)).toContainText(SECOND_REMARK);
  await expect(second.getByRole("link", { name: /システム|アクセス|認証|ログ|管理|機能/ }).first()).toBeVisible();
  await second.goto("/checks");
  await expect(second.getByText("ほかの人も回答した項目が 1件 あります。")).toBeVisible();
  await second.locator(`a[href$="#item-${item}"]`).first().click();
  await expect(panelOf(second)).toBeVisible();
});

test("F7 keeping the own answer replaces the other, which stays in the history", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const { sheet, item, second } = await meet(ownPortal, enter);
  await panelOf(second).getByRole("button", { name: "自分の回答を残す" }).click();
  await expect(panelOf(second)).toHaveCount(0);
  await expect(saveState(card(second, item))).toContainText("保存しました");
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ status: "notImplemented", remark: SECOND_REMARK });
  const kept = words(await historyOf(ownPortal, sheet));
  expect(kept).toContainEqual({ status: "implemented", remark: FIRST_REMARK, by: PEOPLE.system });
  expect(kept).toContainEqual({ status: "notImplemented", remark: SECOND_REMARK, by: PEOPLE.manager });
  await second.reload();
  await expect(card(second, item).locator('textarea[name="remark"]')).toHaveValue(SECOND_REMARK);
});

test("F7 keeping the other answer leaves it unchanged, and the own one goes into the history", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const { sheet, item, second } = await meet(ownPortal, enter);
  await panelOf(second)
    .getByRole("button", { name: /さんの回答を残す/ })
    .click();
  await expect(panelOf(second)).toHaveCount(0);
  await expect(card(second, item).locator('input[type="radio"][value="implemented"]').first()).toBeChecked();
  await expect
    .poll(async () => words(await historyOf(ownPortal, sheet)))
    .toContainEqual({ status: "notImplemented", remark: SECOND_REMARK, by: PEOPLE.manager });
  expect(await answerOf(ownPortal, sheet, item)).toMatchObject({ status: "implemented", remark: FIRST_REMARK });
  await second.reload();
  await expect(card(second, item).locator('textarea[name="remark"]')).toHaveValue(FIRST_REMARK);
  await expect(panelOf(second)).toHaveCount(0);
});

test("F7 an answer given after keeping the other replaces it, and the own one given up is in the history too", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const { sheet, item, second } = await meet(ownPortal, enter);
  await second.context().setOffline(true);
  await panelOf(second)
    .getByRole("button", { name: /さんの回答を残す/ })
    .click();
  await expect(card(second, item).locator("h4"), "one goes on where one decided, connected or not").toBeFocused();
  const form = card(second, item).locator("form.item-form");
  await expect(form.locator('input[value="implemented"]')).toBeChecked();
  await tile(form, "partial").click();
  await expect(saveState(card(second, item))).toHaveText("この端末に保存・未送信");
  await second.context().setOffline(false);
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ status: "partial", remark: FIRST_REMARK });
  const kept = words(await historyOf(ownPortal, sheet));
  expect(kept).toContainEqual({ status: "implemented", remark: FIRST_REMARK, by: PEOPLE.system });
  expect(kept).toContainEqual({ status: "notImplemented", remark: SECOND_REMARK, by: PEOPLE.manager });
  await expect(panelOf(second)).toHaveCount(0);
});

test("F7 two windows of one person are distinguished by window, not by name", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await emptySheet(ownPortal, sheet);
  const [first, second] = [await enter("system"), await enter("system")];
  await openSection(first, sheet, LARGE_SECTION);
  await openSection(second, sheet, LARGE_SECTION);
  const item = await first.locator('form.item-form input[name="itemId"]').first().inputValue();
  await answer(first, item, "implemented", FIRST_REMARK);
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ remark: FIRST_REMARK });
  await second.context().setOffline(true);
  await answer(second, item, "notImplemented", SECOND_REMARK);
  await second.context().setOffline(false);
  const panel = panelOf(second);
  await expect(panel).toContainText("別の画面でこの項目に回答しました。");
  await expect(panel).not.toContainText("さん");
  await panel.getByRole("button", { name: "この画面の回答を残す" }).click();
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ status: "notImplemented", remark: SECOND_REMARK });
});

test("F7 both remarks can be combined", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const { sheet, item, second } = await meet(ownPortal, enter);
  await panelOf(second).getByRole("button", { name: "両方をつなげて直す" }).click();
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ status: "notImplemented", remark: `${FIRST_REMARK}\n${SECOND_REMARK}` });
});

test("M9 the panel says whose answer it is in order, whatever script the name is written in", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const name = "שלום לוי";
  await ownPortal.rows("UPDATE person SET name = $1 WHERE email = $2", [name, PEOPLE.system]);
  const { second } = await meet(ownPortal, enter);
  const side = panelOf(second).locator(".conflict-sides > div").first();
  await expect(side).toContainText(`${name}さんの回答（`);
  const edges = await leftEdges(side, [name, "さん", "（", "）"]);
  expect(edges).toEqual(edges.toSorted((one, other) => one - other));
  await expect(side.getByRole("button")).toHaveText(`${name}さんの回答を残す`);
});

test("M11 the name of who answered too is not divided in the panel of both answers", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  await ownPortal.rows("UPDATE person SET name = $1 WHERE email = $2", [LONG_NAME, PEOPLE.system]);
  const { second } = await meet(ownPortal, enter);
  await expect(panelOf(second)).toContainText(`${LONG_NAME}さんがこの項目に回答しました。`);
  await expectWholeNames(second, ownPortal);
});
