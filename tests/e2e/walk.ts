import { PEOPLE } from "@/tests/e2e/people";
import { expect } from "@/tests/e2e/portal";
import { answerOf, card, emptySystemSheet, LARGE_SECTION, openSection, sectionAlive, sheetOf, tile } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";
import { fillPlan, main, seen, walk } from "@/tests/e2e/walking";

const withoutCycle = async (portal: TestPortal) => {
  const [row] = await portal.rows<{ id: string }>("SELECT operator_id AS id FROM account WHERE email = $1", [PEOPLE.planner]);
  await portal.rows("DELETE FROM cycle_left_out WHERE operator_id = $1", [row?.id]);
  await portal.rows("DELETE FROM cycle WHERE operator_id = $1 AND state = 'planned'", [row?.id]);
};

walk(
  "planning",
  "planner",
  async ({ page, done, look }) => {
    await look("planning-first");
    await page.goto("/operator/cycles");
    await page
      .getByRole("link", { name: /計画する/ })
      .first()
      .click();
    await fillPlan(page);
    await look("planning-form");
    await page.getByRole("button", { name: "計画を作る" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "配る点検票" })).toBeVisible();
    await look("planning-hand-out");
    await page.getByRole("button", { name: "点検票を配り、回答を始める" }).first().click();
    await seen(page, "点検票を配りました。");
    await done("計画して配る");
  },
  withoutCycle,
);

walk("handing over", "secretariat", async ({ page, done, look }) => {
  await look("secretariat-first");
  await page.goto("/operator/people");
  await page.getByLabel("氏名・メール・職員番号").fill(PEOPLE.staff);
  await page
    .getByRole("button", { name: /探す|絞り込む/ })
    .first()
    .click();
  await main(page).getByRole("rowheader").getByRole("link").first().click();
  await page.getByRole("link", { name: "退職" }).click();
  await look("handing-over-choices");
  await page.getByRole("button", { name: "決めるとどうなるかを確かめる" }).click();
  await look("handing-over-preview");
  await page.getByLabel(/^取り下げる理由/).fill("11月30日付けで退職");
  await page.getByRole("button", { name: "退職を登録し、この引継ぎを決める" }).click();
  await seen(page, "引継ぎを決めました。");
  await done("退職を引き継ぐ");
});

walk("reviewing", "manager", async ({ page, done, look }) => {
  await look("manager-first");
  await page.goto("/operator/review");
  await look("reviewing-list");
  await main(page).locator('a[href^="/operator/sheets/"]').first().click();
  await look("reviewing-sheet");
  const item = page.locator(".review-item").first();
  await item.getByText("所見を書く").first().click();
  await item.locator("textarea").fill("記録を根拠に付けてください。");
  await item.getByRole("button", { name: "所見を書く" }).click();
  await expect(item.getByText("記録を根拠に付けてください。")).toBeVisible();
  await item.getByRole("button", { name: "この所見を取り下げる" }).click();
  await expect(item.getByText("取り下げました").first()).toBeVisible();
  await look("reviewing-withdrawn");
  await page
    .getByRole("button", { name: /受理する/ })
    .first()
    .click();
  await seen(page, "点検票を受理しました。");
  await done("所見を書き、取り下げ、受理する");
});

const RETURNED = "UPDATE sheet SET state = 'returned', returned_reason = '所見を見てください。' WHERE id = $1";
const REMARK = `INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at)
  SELECT s.operator_id, gen_random_uuid(), s.id, (SELECT i.item_id FROM cycle_item i WHERE i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id
    AND i.role = s.role AND i.kind = 'measure' ORDER BY i.position LIMIT 1), '記録を根拠に付けてください。', p.id, now()
  FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.email = $2 WHERE s.id = $1`;

walk(
  "mending",
  "staff",
  async ({ page, done, look }) => {
    await look("staff-first");
    await page.goto("/checks");
    await main(page)
      .locator('a[href*="/checks/"]')
      .filter({ hasText: /所見|続け|直す/ })
      .first()
      .click();
    await sectionAlive(page);
    await look("mending-remark");
    const form = page.locator("form.item-form").first();
    await tile(form, "partial").click();
    await page.getByLabel(/さんへの返事/).fill("10月の記録を付けました。");
    await page.getByRole("button", { name: "対応済みにして次の所見へ" }).click();
    await page
      .getByRole("link", { name: /提出前の確認/ })
      .first()
      .click();
    await look("mending-hand-in");
    await page.getByRole("button", { name: /提出する$/ }).click();
    await page.waitForURL(/\/checks(\?|$)/);
    await done("差戻しを直して提出する");
  },
  async (portal) => {
    const { id } = await sheetOf(portal, "staff", "handler");
    await portal.rows(REMARK, [id, PEOPLE.manager]);
    await portal.rows(RETURNED, [id]);
  },
);

walk(
  "answering",
  "system",
  async ({ page, portal, done }) => {
    const { id: sheet } = await sheetOf(portal, "system", "systemAdministrator");
    await openSection(page, sheet, LARGE_SECTION);
    const items = await page.locator('form.item-form input[name="itemId"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    await done(`点検票を開く（対策項目${String(items.length)}件の節）`);
    for (const item of items) {
      await tile(card(page, item).locator("form.item-form"), "partial").click();
      await expect.poll(async () => (await answerOf(portal, sheet, item))?.status).toBe("partial");
    }
    await done(`${String(items.length)}件に答える（押して）`);
    await emptySystemSheet(portal);
    await openSection(page, sheet, LARGE_SECTION);
    await done("もう一度開く");
    await page.getByRole("button", { name: /\d+件を前回と同じにする/ }).click();
    const copied = page.locator("form.item-form label[data-copied]");
    await expect(copied).not.toHaveCount(0);
    const number = await copied.count();
    for (const item of items) {
      const confirm = card(page, item).getByRole("button", { name: /このとおりで確かめた/ });
      if (await confirm.isVisible()) await confirm.click();
    }
    await expect(copied).toHaveCount(0);
    await done(`${String(number)}件に答える（前回と同じ）`);
  },
  emptySystemSheet,
);
