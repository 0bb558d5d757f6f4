import type { Page } from "@playwright/test";
import { NO_CONNECTION } from "@/tests/e2e/complaints";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { returnWith } from "@/tests/e2e/reviewing";
import { alive, card, emptySystemSheet, LARGE_SECTION, openSection, sectionAlive } from "@/tests/e2e/sheets";

const itemsOn = (page: Page): Promise<string[]> =>
  page.locator('form.item-form input[name="itemId"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));

test("M8 a returned sheet opens at the first remark, and N and the tree go by remarks, each worked off with an answer", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const items = await itemsOn(page);
  const [second = "", fourth = ""] = [items[1], items[3]];
  await returnWith(ownPortal, sheet, [
    [fourth, "理由を書いてください。"],
    [second, "記録を根拠に付けてください。"],
  ]);

  await page.goto(`/checks/${sheet}`);
  await sectionAlive(page);
  await expect(card(page, second).locator("h4")).toBeFocused();
  const tree = page.getByRole("navigation", { name: "節と進み具合" });
  await expect(tree).toContainText("0/2 済み");
  await expect(page.getByText("2件中0件対応済み")).toBeVisible();
  await page.keyboard.press("n");
  await expect(card(page, fourth).locator("h4")).toBeFocused();
  await page.keyboard.press("n");
  await expect(card(page, second).locator("h4")).toBeFocused();

  await card(page, second)
    .getByLabel(/さんへの返事/)
    .fill("10月の記録を付けました。");
  await card(page, second).getByRole("button", { name: "対応済みにして次の所見へ" }).click();
  await expect(card(page, fourth).locator("h4")).toBeFocused();
  await expect(card(page, second)).toContainText("所見に対応しました");
  await expect(tree).toContainText("1/2 済み");

  await card(page, second).getByRole("button", { name: "対応済みを取り消す" }).click();
  await expect(tree).toContainText("0/2 済み");
  await expect(card(page, second).getByLabel(/さんへの返事/)).toHaveValue("10月の記録を付けました。");
  for (const item of [second, fourth]) await card(page, item).getByRole("button", { name: "対応済みにして次の所見へ" }).click();
  await expect(tree).toContainText("2/2 済み");
  await expect(page.getByRole("link", { name: "次の未回答へ" })).toBeVisible();
  await openSection(page, sheet, LARGE_SECTION);
  await expect(card(page, second)).toContainText("10月の記録を付けました。");
  await expect(card(page, second).getByRole("button", { name: "対応済みを取り消す" })).toBeVisible();
});

test("M8 a reply that did not reach the portal is there again when the page is opened again, until it is sent", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const [first = "", third = ""] = (await itemsOn(page)).filter((_item, place) => place === 0 || place === 2);
  await returnWith(ownPortal, sheet, [
    [first, "根拠の版を書いてください。"],
    [third, "だれが確かめたかを書いてください。"],
  ]);
  await openSection(page, sheet, LARGE_SECTION);
  const reply = (item: string) => card(page, item).getByLabel(/さんへの返事/);
  const press = (item: string) => card(page, item).getByRole("button", { name: "対応済みにして次の所見へ" }).click();
  const TEXT = "台帳 第3版。\n「<b>」も「&」も残ります。";
  await reply(first).fill(TEXT);
  await reply(third).fill("情報システム部が確かめました。");
  await page.context().setOffline(true);
  await press(first);
  await expect(card(page, first)).toContainText("ポータルとつながりません");
  await page.context().setOffline(false);

  await page.reload();
  await sectionAlive(page);
  await expect(reply(first)).toHaveValue(TEXT);
  await expect(reply(third)).toHaveValue("情報システム部が確かめました。");
  await expect(card(page, first)).toContainText("まだ届いていない返事です");
  await press(first);
  await expect(card(page, first)).toContainText("所見に対応しました");
  expect(
    await ownPortal.rows("SELECT done, reply FROM item_remark_response r JOIN item_remark m ON m.id = r.remark_id WHERE m.sheet_id = $1", [sheet]),
  ).toEqual([{ done: true, reply: TEXT }]);

  await page.goto(`/checks/${sheet}/hand-in`);
  await expect(page.getByRole("main")).toContainText("対応済みにしていない所見が1件あります");
  await openSection(page, sheet, LARGE_SECTION);
  await expect(reply(third)).toHaveValue("情報システム部が確かめました。");
  await reply(third).fill("");
  await page.reload();
  await sectionAlive(page);
  await expect(reply(third)).toHaveValue("");
  await expect(card(page, third)).not.toContainText("まだ届いていない返事です");
});

test("M8 a reply that was typed and not sent stays to be read while the sheet cannot be changed, and is sent when it is returned again", async ({
  ownPortal,
  enter,
}) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const [first = ""] = await itemsOn(page);
  await returnWith(ownPortal, sheet, [[first, "根拠の版を書いてください。"]]);
  await openSection(page, sheet, LARGE_SECTION);
  const TEXT = "台帳 第3版です。";
  await card(page, first)
    .getByLabel(/さんへの返事/)
    .fill(TEXT);
  await ownPortal.rows("UPDATE sheet SET state = 'handedIn', returned_reason = NULL WHERE id = $1", [sheet]);
  await openSection(page, sheet, LARGE_SECTION);
  await expect(card(page, first)).toContainText("根拠の版を書いてください。");
  await expect(card(page, first)).toContainText(`送っていない返事　${TEXT}`);
  await expect(card(page, first).getByRole("button", { name: "対応済みにして次の所見へ" })).toHaveCount(0);

  await ownPortal.rows("UPDATE sheet SET state = 'returned', returned_reason = '所見を見てください。' WHERE id = $1", [sheet]);
  await openSection(page, sheet, LARGE_SECTION);
  await expect(card(page, first).getByLabel(/さんへの返事/)).toHaveValue(TEXT);
  await card(page, first).getByRole("button", { name: "対応済みにして次の所見へ" }).click();
  await expect(card(page, first)).toContainText("所見に対応しました");
  await ownPortal.rows("UPDATE sheet SET state = 'handedIn', returned_reason = NULL WHERE id = $1", [sheet]);
  await openSection(page, sheet, LARGE_SECTION);
  await expect(card(page, first)).toContainText(TEXT);
  await expect(card(page, first)).not.toContainText("送っていない返事");
});

test("M8 a reply that was typed and not sent is pointed out before its sheet is handed in, and leads to it", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const [first = "", second = ""] = await itemsOn(page);
  await returnWith(ownPortal, sheet, [
    [first, "根拠の版を書いてください。"],
    [second, "日付を書いてください。"],
  ]);
  await openSection(page, sheet, LARGE_SECTION);
  const reply = card(page, first).getByLabel(/さんへの返事/);
  await reply.fill("第3版です。");

  const handIn = page.getByRole("form", { name: "提出" }).getByRole("button", { name: /提出する$/ });
  const words = page.getByRole("alert").filter({ hasText: "まだ送っていない返事が1件あります" });
  await page.goto(`/checks/${sheet}/hand-in`, { waitUntil: "networkidle" });
  await alive(handIn);
  await handIn.click();
  await expect(words.getByRole("link")).toHaveCount(1);
  await words.getByRole("link").click();
  await expect(reply).toHaveValue("第3版です。");
  const stateOf = async () => (await ownPortal.rows<{ state: string }>("SELECT state FROM sheet WHERE id = $1", [sheet]))[0]?.state;
  expect(await stateOf()).toBe("returned");

  await page.goto(`/checks/${sheet}/hand-in`, { waitUntil: "networkidle" });
  await alive(handIn);
  await handIn.click();
  await expect(words).toBeVisible();
  await handIn.click();
  await page.waitForURL(/\/checks\?handedIn=/);
  expect(await stateOf()).toBe("handedIn");
});
