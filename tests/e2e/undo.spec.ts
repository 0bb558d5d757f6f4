import type { Page } from "@playwright/test";
import { NO_CONNECTION } from "@/tests/e2e/complaints";
import { currentCard, pressAnswer, pressNext } from "@/tests/e2e/keyboard";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { answerOf, card, emptySystemSheet, historyOf, LARGE_SECTION, openSection, saveState, tile } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";

/** A section without answers, opened by its respondent, with its first item. */
async function emptySection(portal: TestPortal, enter: (person: "system") => Promise<Page>) {
  const sheet = await emptySystemSheet(portal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const first = (await page.locator('form.item-form input[name="itemId"]').first().getAttribute("value")) ?? "";
  return { sheet, page, first, form: card(page, first).locator("form.item-form") };
}

test("M8 an answer is set back with 0, and the last changes are undone with Ctrl+Z and the button, also 3 pressed twice", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const [first = "", second = ""] = await page
    .locator('form.item-form input[name="itemId"]')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const status = async (item: string) => (await answerOf(ownPortal, sheet, item))?.status ?? null;
  const chosen = (item: string) => card(page, item).locator('form.item-form input[name="status"]:checked');
  const bar = page.locator(".undo-bar");
  await expect(bar).toHaveCount(0);

  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await pressAnswer(page, "1", "implemented");
  await page.keyboard.press("3");
  await page.keyboard.press("3");
  await expect(chosen(first)).toHaveValue("notImplemented");
  await expect(bar).toContainText("「未実施」にしました");
  await page.keyboard.press("Control+z");
  await expect(chosen(first)).toHaveValue("implemented");
  await page.keyboard.press("Control+z");
  await expect(chosen(first)).toHaveCount(0);
  await expect(bar.getByRole("button")).toHaveText([/^やり直す（実施）/]);
  await expect(saveState(card(page, first))).toContainText("未回答");
  await expect.poll(() => status(first)).toBeNull();

  await pressAnswer(page, "2", "partial");
  await expect(page.getByText("8件中1件")).toBeVisible();
  await page.keyboard.press("0");
  await expect(chosen(first)).toHaveCount(0);
  await expect(page.getByText("8件中0件")).toBeVisible();
  await bar.getByRole("button", { name: "元に戻す（一部実施）" }).click();
  await expect(chosen(first)).toHaveValue("partial");
  await expect.poll(() => status(first)).toBe("partial");

  // In a field the keys are the field's own.
  await pressNext(page);
  await page.keyboard.press("m");
  await page.keyboard.type("控え0");
  await page.keyboard.press("Control+z");
  await expect(chosen(first)).toHaveValue("partial");
  await page.keyboard.press("Escape");
  await expect(currentCard(page)).toHaveAttribute("id", `item-${second}`);

  // The button of the card, by mouse.
  await tile(card(page, second).locator("form.item-form"), "implemented").click();
  await card(page, second).getByRole("button", { name: "未回答に戻す" }).click();
  await expect(chosen(second)).toHaveCount(0);
  await expect.poll(() => status(second)).toBeNull();
  await page.reload();
  await expect(chosen(first)).toHaveValue("partial");
  const versions = (await historyOf(ownPortal, sheet)).filter(({ item }) => item === first).map(({ version }) => version);
  expect(versions).toEqual(versions.map((_, at) => at + 1));
});

test("M8 offline too: what was undone before it was sent is never sent, and the versions are right afterwards", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const { sheet, page, first, form } = await emptySection(ownPortal, enter);
  await tile(form, "implemented").click();
  await expect.poll(async () => (await answerOf(ownPortal, sheet, first))?.status).toBe("implemented");
  await page.context().setOffline(true);
  await tile(form, "notImplemented").click();
  await expect(saveState(card(page, first))).toContainText("未送信");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("0");
  await page.keyboard.press("Control+z");
  await expect(form.locator('input[value="implemented"]')).toBeChecked();
  await page.keyboard.press("0");
  await page.context().setOffline(false);
  await expect.poll(async () => (await answerOf(ownPortal, sheet, first))?.status).toBeNull();
  await expect(saveState(card(page, first))).toContainText("未回答");
  const kept = (await historyOf(ownPortal, sheet)).filter(({ item }) => item === first).map(({ version, status }) => [version, status]);
  expect(kept.at(0)).toEqual([1, "implemented"]);
  expect(kept.at(-1)?.[1]).toBeNull();
});

test("M8 a text that an undo took away before it was sent is brought back, and what was turned back once is turned back again", async ({
  ownPortal,
  enter,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const { sheet, page, first, form } = await emptySection(ownPortal, enter);
  const remark = form.locator('textarea[name="remark"]');
  const bar = page.locator(".undo-bar");
  await tile(form, "partial").click();
  await expect.poll(async () => (await answerOf(ownPortal, sheet, first))?.status).toBe("partial");
  await page.context().setOffline(true);
  await page.keyboard.press("m");
  await page.keyboard.type("台帳は来月に");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(remark).toHaveValue("");
  await expect(form.locator('input[name="status"]:checked')).toHaveCount(0);
  await page.keyboard.press("Control+y");
  await expect(form.locator('input[value="partial"]')).toBeChecked();
  await bar.getByRole("button", { name: "やり直す" }).click();
  await expect(remark).toHaveValue("台帳は来月に");
  await expect(bar.getByRole("button", { name: "やり直す" })).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+Shift+z");
  await expect(remark).toHaveValue("台帳は来月に");
  // Something else that is changed leaves nothing to bring back.
  await page.keyboard.press("Control+z");
  await page.keyboard.press("3");
  await expect(bar.getByRole("button")).toHaveText([/^元に戻す（一部実施）/]);
  await page.keyboard.press("Control+y");
  await expect(form.locator('input[value="notImplemented"]')).toBeChecked();
  await page.context().setOffline(false);
  await expect.poll(async () => await answerOf(ownPortal, sheet, first)).toMatchObject({ status: "notImplemented", remark: null });
});

test("M8 the history leads back to an earlier version, as a new one", async ({ ownPortal, enter }) => {
  const { sheet, page, first, form } = await emptySection(ownPortal, enter);
  for (const status of ["partial", "implemented"] as const) {
    await tile(form, status).click();
    await expect.poll(async () => (await answerOf(ownPortal, sheet, first))?.status).toBe(status);
  }
  await form.getByRole("link", { name: "履歴" }).click();
  await page.getByRole("button", { name: "この回答に戻す" }).click();
  await expect(page.getByRole("status").filter({ hasText: "保存しました" })).toBeVisible();
  expect(await answerOf(ownPortal, sheet, first)).toMatchObject({ status: "partial", version: 3 });
});

test("M8 nothing is sent while an input method converts, not on blur either, and the result makes one version", async ({ ownPortal, enter }) => {
  const { sheet, page, first } = await emptySection(ownPortal, enter);
  const sent: string[] = [];
  page.on("request", (request) => void (request.method() === "PUT" && sent.push(request.postData() ?? "")));
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("m");
  const input = await page.context().newCDPSession(page);
  const remark = card(page, first).locator('textarea[name="remark"]');
  await expect(remark).toBeFocused();
  for (const text of ["か", "かん", "かんr", "かんり"])
    await input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await expect(remark).toHaveValue("かんり");
  await remark.dispatchEvent("blur");
  await expect(saveState(card(page, first))).toContainText("未回答");
  expect(sent).toEqual([]);
  await input.send("Input.insertText", { text: "管理台帳" });
  await expect(remark).toHaveValue("管理台帳");
  await expect.poll(async () => (await answerOf(ownPortal, sheet, first))?.remark).toBe("管理台帳");
  expect((await historyOf(ownPortal, sheet)).map(({ remark: text }) => text)).toEqual(["管理台帳"]);
  expect(sent).toHaveLength(1);
});
