import type { Page } from "@playwright/test";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { returnWith, sheetToReview } from "@/tests/e2e/reviewing";
import { alive, card, emptySystemSheet, LARGE_SECTION, openSection } from "@/tests/e2e/sheets";

/** Holds the next request of this kind on its way, until the result is called. */
async function holding(page: Page, address: string, method: string): Promise<() => void> {
  let release: (() => void) | null = null;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    if (route.request().method() === method) await released;
    await route.continue();
  });
  return () => release?.();
}

test("M8 what is typed while a reply to a remark is on its way stays, and is sent by the next press", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const item = (await page.locator('form.item-form input[name="itemId"]').first().getAttribute("value")) ?? "";
  await returnWith(ownPortal, sheet, [[item, "根拠の版を書いてください。"]]);
  await openSection(page, sheet, LARGE_SECTION);
  const reply = card(page, item).getByLabel(/さんへの返事/);
  const press = () => card(page, item).getByRole("button", { name: "対応済みにして次の所見へ" }).click();
  const replies = () =>
    ownPortal.rows("SELECT done, reply FROM item_remark_response r JOIN item_remark m ON m.id = r.remark_id WHERE m.sheet_id = $1 ORDER BY r.version", [sheet]);
  await reply.fill("第3版です。");
  const release = await holding(page, "**/response", "PUT");
  await press();
  await reply.press("End");
  await reply.pressSequentially("日付も書きました。");
  release();
  await expect.poll(replies).toEqual([{ done: true, reply: "第3版です。" }]);
  await expect(card(page, item)).toContainText("まだ届いていない返事です");
  await expect(reply).toHaveValue("第3版です。日付も書きました。");
  await page.reload();
  await openSection(page, sheet, LARGE_SECTION);
  await expect(reply).toHaveValue("第3版です。日付も書きました。");
  await press();
  await expect(card(page, item)).toContainText("所見に対応しました");
  expect(await replies()).toEqual([
    { done: true, reply: "第3版です。" },
    { done: true, reply: "第3版です。日付も書きました。" },
  ]);
});

test("M8 what is typed while a remark is on its way stays in its form, and a second press writes it once", async ({ ownPortal, enter }) => {
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await page.goto(`/operator/sheets/${sheet}`);
  const item = page.locator(".review-item").first();
  const text = item.locator("textarea");
  await alive(text);
  await item.getByText("所見を書く").first().click();
  const write = () => item.getByRole("button", { name: "所見を書く" }).click();
  await text.fill("記録を根拠に付けてください。");
  const release = await holding(page, "**/operator/sheets/*", "POST");
  await write();
  await write();
  await text.fill("台帳の版も書いてください。");
  release();
  await expect(item.getByText("記録を根拠に付けてください。")).toBeVisible();
  await expect(text).toHaveValue("台帳の版も書いてください。");
  await write();
  await expect(item.getByText("台帳の版も書いてください。").first()).toBeVisible();
  await expect(text).toHaveValue("");
  const written = await ownPortal.rows<{ text: string }>("SELECT text FROM item_remark WHERE sheet_id = $1 ORDER BY at", [sheet]);
  expect(
    written.map((row) => row.text),
    "the second press did nothing",
  ).toEqual(["記録を根拠に付けてください。", "台帳の版も書いてください。"]);
});
