import { randomUUID } from "node:crypto";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { card, emptySystemSheet, LARGE_SECTION, openSection, sectionAlive } from "@/tests/e2e/sheets";

test("M8 a returned sheet opens at the first remark, and N and the tree go by remarks, each worked off with an answer", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const items = await page.locator('form.item-form input[name="itemId"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const [second = "", fourth = ""] = [items[1], items[3]];
  for (const [item, text] of [
    [fourth, "理由を書いてください。"],
    [second, "記録を根拠に付けてください。"],
  ]) {
    await ownPortal.rows(
      `INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at)
       SELECT s.operator_id, $2, s.id, $3, $4, p.id, now() FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.email = $5 WHERE s.id = $1`,
      [sheet, randomUUID(), item, text, PEOPLE.manager],
    );
  }
  await ownPortal.rows("UPDATE sheet SET state = 'returned', returned_reason = '所見を見てください。' WHERE id = $1", [sheet]);

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
