import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/sign-ins";
import { currentCard, pressAnswer, pressNext, tabTo } from "@/tests/e2e/keyboard";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { answerOf, card, emptySheet, historyOf, LARGE_SECTION, openSection, saveState, sectionAlive, sheetOf, stateOf, tile } from "@/tests/e2e/sheets";

test("F9 a section can be done with the keys 1 to 4, N, J, K, M, E, G, ? and Esc, which type normally in fields", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await emptySheet(ownPortal, sheet);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const items = await page.locator('form.item-form input[name="itemId"]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  expect(items).toHaveLength(8);
  const [first = "", second = "", third = ""] = items;
  const focused = page.locator(":focus");
  const titleOf = (item: string) => card(page, item).locator("h4");

  await page.keyboard.press("j");
  await expect(titleOf(second)).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "、未回答" })).toBeAttached();
  await page.keyboard.press("k");
  await expect(titleOf(first)).toBeFocused();
  await pressAnswer(page, "1", "implemented");

  await page.keyboard.press("m");
  await expect(card(page, first).locator('textarea[name="remark"]')).toBeFocused();
  await page.keyboard.type("12 jk? Mail n");
  await page.keyboard.press("Escape");
  await expect(titleOf(first)).toBeFocused();
  await page.keyboard.press("e");
  await expect(card(page, first).locator('textarea[name="evidence"]')).toBeFocused();
  await page.keyboard.type("運用手順書 3章");
  await page.keyboard.press("Escape");
  await expect.poll(() => answerOf(ownPortal, sheet, first)).toMatchObject({ status: "implemented", remark: "12 jk? Mail n" });

  await page.keyboard.press("g");
  await expect(page.locator('.guide-entry[data-shown="true"] h2')).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(titleOf(first)).toBeFocused();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "キー操作" });
  await expect(list).toBeVisible();
  await page.keyboard.press("2"); // Keys do not answer items behind a dialog.
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(card(page, first).locator('form.item-form input[value="implemented"]')).toBeChecked();

  expect(await pressNext(page)).toBe(true);
  await expect(titleOf(second)).toBeFocused();
  await page.keyboard.press("4");
  await expect(card(page, second).locator('textarea[name="reason"]')).toBeFocused();
  await expect(saveState(card(page, second))).toHaveText("理由が必要です");
  await page.keyboard.type("対象の機器がありません。");
  await page.keyboard.press("Escape");
  await expect(saveState(card(page, second))).toContainText("保存しました");

  expect(await pressNext(page)).toBe(true);
  await expect(titleOf(third)).toBeFocused();
  await page.keyboard.press("Control+2");
  await page.keyboard.press("Alt+2");
  await expect(card(page, third).locator('form.item-form input[name="status"]:checked')).toHaveCount(0);
  for (const [digit, status] of [
    ["2", "partial"],
    ["3", "notImplemented"],
  ] as const) {
    await pressAnswer(page, digit, status);
    await pressNext(page);
  }
  while ((await currentCard(page).getAttribute("id")) !== `item-${items.at(-1) ?? ""}`) {
    await pressAnswer(page, "1", "implemented");
    await pressNext(page);
  }
  await pressAnswer(page, "1", "implemented");
  await expect(page.getByText("8件中8件")).toBeVisible();
  await expect(focused).toHaveCount(1);

  const example = card(page, first).locator("form.example-row").first();
  await tabTo(page, card(page, first).locator("details.examples > summary"));
  await page.keyboard.press("Enter");
  await tabTo(page, example.locator('input[type="radio"]').first());
  await page.keyboard.press("3");
  const exampleId = await example.locator('input[name="itemId"]').inputValue();
  await expect.poll(() => answerOf(ownPortal, sheet, exampleId)).toMatchObject({ status: "notImplemented" });

  const answered = (await ownPortal.rows<{ item_id: string }>("SELECT item_id FROM answer WHERE sheet_id = $1 AND status IS NOT NULL", [sheet])).map(
    ({ item_id: id }) => id,
  );
  expect(answered.sort()).toEqual([...items, exampleId].sort());
});

test("F9 a sheet can be answered and handed in by keyboard alone, from the sign-in page on", async ({ ownPortal, page }) => {
  const { id: sheet } = await sheetOf(ownPortal, "staff", "handler");
  await emptySheet(ownPortal, sheet);
  await page.goto("/login");
  await tabTo(page, page.getByLabel("メールアドレス"));
  await page.keyboard.type(PEOPLE.staff);
  await tabTo(page, page.getByLabel("パスワード"));
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await tabTo(
    page,
    page
      .locator("main")
      .getByRole("link", { name: /回答をはじめる/ })
      .first(),
  );
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/checks\/[^/]+\/3\./);
  await sectionAlive(page);
  let answered = 0;
  while (await pressNext(page)) {
    await pressAnswer(page, "1", "implemented");
    answered += 1;
    if (answered === 1) continue;
    expect(answered, "the keys go forward").toBeLessThan(20);
  }
  expect(await historyOf(ownPortal, sheet)).toHaveLength(6);
  await tabTo(page, page.getByRole("link", { name: "提出前の確認へ" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "提出する" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/checks(\?|$)/);
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
});

test("F9 an address with an item, such as that of N to another section, focuses and announces the item's heading, and the tree shows it", async ({
  ownPortal,
  enter,
}) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await emptySheet(ownPortal, sheet);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const last = await page.locator('form.item-form input[name="itemId"]').last().inputValue();
  await page.goto("/checks");
  await page.goto(`/checks/${sheet}/${LARGE_SECTION}#item-${last}`);
  await expect(card(page, last).locator("h4")).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: /^3\.1\.5\.1.*、未回答$/ })).toBeAttached();
  await expect(page.locator('.section-tree a[aria-current="location"]')).toBeInViewport({ ratio: 1 });
});

test("F9 each key has moved the focus before the next key can arrive, however busy the browser is", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await emptySheet(ownPortal, sheet);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  await page.keyboard.press("j");
  const places = await page.evaluate(() =>
    ["m", "Escape", "e", "Escape", "4", "Escape", "k", "g", "m", "Escape"].map((key) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      return document.activeElement?.closest(".guide") ? "guide" : document.activeElement?.id.replace(/^item-.*-/, "");
    }),
  );
  expect(places).toEqual(["remark", "title", "evidence", "title", "reason", "title", "title", "guide", "remark", "title"]);
});

test("F9 the reason written for 該当なし is restored after another answer", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await emptySheet(ownPortal, sheet);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const item = await page.locator('form.item-form input[name="itemId"]').first().inputValue();
  await page.keyboard.press("4");
  await page.keyboard.type("対象の機器がありません。");
  await page.keyboard.press("Escape");
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ status: "notApplicable" });
  await pressAnswer(page, "1", "implemented");
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ status: "implemented" });
  await page.keyboard.press("4");
  await expect(card(page, item).locator('textarea[name="reason"]')).toHaveValue("対象の機器がありません。");
  await expect(saveState(card(page, item))).toContainText("保存しました");
});

test("F9 the keys can be switched off", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  const page = await enter("system");
  await page.goto("/account");
  await page.getByLabel("1〜4・N・J・K などのキーで操作する").uncheck();
  await page.getByRole("button", { name: "設定を保存する" }).click();
  await expect(page.getByText("キー操作を止めました。")).toBeVisible();
  await openSection(page, sheet, LARGE_SECTION);
  await expect(page.locator(".action-keys")).toHaveCount(0);
  await page.keyboard.press("j");
  await expect(page.locator("h4:focus")).toHaveCount(0);
});

test("F9 without JavaScript a section can be read and an answer saved", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await emptySheet(ownPortal, sheet);
  const page = await enter("system", { javaScriptEnabled: false });
  await page.goto(`/checks/${sheet}/${LARGE_SECTION}`);
  await expect(page.locator("article.item-card")).toHaveCount(8);
  await expect(page.locator("#guide")).toBeVisible();
  await expect(page.locator("kbd:visible")).toHaveCount(0);
  const form = page.locator("form.item-form").first();
  const item = await form.locator('input[name="itemId"]').inputValue();
  await tile(form, "partial").click();
  await form.locator('textarea[name="remark"]').fill("スクリプトなしで書いた備考");
  await form.getByRole("button", { name: "この回答を保存する" }).click();
  await expect(page.getByRole("status").filter({ hasText: "保存しました" }).first()).toBeVisible();
  expect(await answerOf(ownPortal, sheet, item)).toMatchObject({ status: "partial", remark: "スクリプトなしで書いた備考", version: 1 });
  await expect(page.locator("form.item-form").first().locator('input[value="partial"]')).toBeChecked();
});

test("F9 without JavaScript a refusal shows its reason, and a sheet can be handed in", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await emptySheet(ownPortal, sheet);
  const [open, late] = [await enter("system", { javaScriptEnabled: false }), await enter("system", { javaScriptEnabled: false })];
  const said = (page: Page, words: string) => expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();
  const save = async (page: Page, status: string) => {
    const form = page.locator("form.item-form").first();
    await tile(form, status).click();
    await form.getByRole("button", { name: "この回答を保存する" }).click();
  };
  for (const page of [open, late]) await page.goto(`/checks/${sheet}/${LARGE_SECTION}`);
  await save(open, "implemented");
  await said(open, "保存しました。");
  await save(late, "partial");
  await said(late, "別の画面かほかの人が先に保存しています。");
  await late.goto(`/checks/${sheet}/${LARGE_SECTION}?notice=constructor`);
  await expect(late.locator("article.item-card")).toHaveCount(8);

  await open.goto(`/checks/${sheet}/hand-in`);
  await open.getByRole("button", { name: /提出する$/ }).click();
  await open.waitForURL(/\/checks\?handedIn=/);
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
  await save(late, "partial");
  await said(late, "保存できませんでした。この点検票は提出済みか、点検の受付が終わっています。");
});
