import type { Page } from "@playwright/test";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { alive, card, sheetOf } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";

const main = (page: Page) => page.getByRole("main");

/** Hands the sheet in as its respondent, with what is unanswered. */
async function handIn(page: Page, sheet: string): Promise<void> {
  await page.goto(`/checks/${sheet}/hand-in`);
  await page.getByRole("button", { name: /提出する$/ }).click();
  await page.waitForURL(/\/checks\?handedIn=/);
}
const stateOf = async (portal: TestPortal, sheet: string) => (await portal.rows<{ state: string }>("SELECT state FROM sheet WHERE id = $1", [sheet]))[0]?.state;

test("M8 a remark that is typed and not sent is pointed out before its sheet is accepted or returned", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "staff", "handler");
  await handIn(await enter("staff"), sheet);
  const manager = await enter("manager");
  await manager.goto(`/operator/sheets/${sheet}`);
  const warningOf = (name: string) =>
    main(manager).getByRole("form", { name, exact: true }).getByRole("alert").filter({ hasText: "まだ送っていない文があります" });
  const item = main(manager).locator(".review-item").first();
  await item.locator("summary", { hasText: "所見を書く" }).click();
  const remark = item.getByRole("textbox", { name: "所見" });
  await remark.fill("\u3164\u3164"); // nothing to see: refused, and kept in the form
  await item.getByRole("button", { name: "所見を書く" }).click();
  await expect(item.getByRole("alert")).toBeVisible();
  await manager.getByRole("button", { name: "受理する" }).click();
  await expect(warningOf("受理")).toBeVisible();
  await remark.fill("根拠の年月を書いてください。");
  await item.locator("summary", { hasText: "所見を書く" }).click();
  await manager.getByLabel("差し戻す理由").fill("所見のとおり");

  await manager.getByRole("button", { name: "差し戻す" }).click();
  await expect(warningOf("差戻し")).toBeVisible();
  await warningOf("差戻し").getByRole("button", { name: "送っていない文を見る" }).click();
  await expect(remark).toBeFocused();
  await item.getByRole("button", { name: "所見を書く" }).click();
  await expect(item.getByRole("status").filter({ hasText: "所見を書きました。" })).toBeVisible();

  await manager.getByRole("button", { name: "受理する" }).click();
  await expect(warningOf("受理").getByRole("button")).toBeVisible();
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
  await manager.getByRole("button", { name: "受理する" }).click();
  await manager.waitForURL(/\/operator\/review/);
  expect(await stateOf(ownPortal, sheet)).toBe("accepted");
});

test("M7 a hand-in is taken back from the list of one's sheets, and a return undone by its reviewer", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "staff", "handler");
  const staff = await enter("staff");
  await handIn(staff, sheet);
  await staff.getByRole("link", { name: /^提出を取り消す/ }).click();
  await expect(main(staff)).toContainText("もう一度提出するまで、確認を待つ一覧からも、数値からも外れます。");
  await staff.getByRole("button", { name: "提出を取り消して直す" }).click();
  await expect(staff.getByRole("status").filter({ hasText: "提出を取り消しました。" })).toBeVisible();
  expect(await stateOf(ownPortal, sheet)).toBe("inProgress");

  await handIn(staff, sheet);
  const manager = await enter("manager");
  await manager.goto(`/operator/sheets/${sheet}`);
  await manager.getByLabel("差し戻す理由").fill("別の点検票とまちがえた");
  await manager.getByRole("button", { name: "差し戻す" }).click();
  await expect(manager.getByRole("heading", { name: "差し戻した点検票" })).toBeVisible();
  await manager.goto(`/operator/sheets/${sheet}`);
  await manager.getByRole("button", { name: "差戻しを取り消す" }).click();
  await expect(manager.getByRole("status").filter({ hasText: "差戻しを取り消しました。" })).toBeVisible();
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
});

test("M8 a remark on a 具体例 stands below it in the review, with the reply, which undoing the return lets its reviewer read", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "staff", "handler");
  const staff = await enter("staff");
  await handIn(staff, sheet);
  const [example] = await ownPortal.rows<{ itemId: string }>(
    `INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at)
     SELECT s.operator_id, gen_random_uuid(), s.id, i.item_id, '例の記録を見せてください。', p.id, now()
     FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.email = $2
     JOIN LATERAL (SELECT item_id FROM cycle_item i WHERE i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'example'
       ORDER BY i.position LIMIT 1) i ON true
     WHERE s.id = $1 RETURNING item_id AS "itemId"`,
    [sheet, PEOPLE.manager],
  );
  const manager = await enter("manager");
  const below = card(manager, example?.itemId ?? "");
  await manager.goto(`/operator/sheets/${sheet}?show=remarked`);
  await expect(below).toBeVisible();
  await expect(below).toContainText("例の記録を見せてください。");
  await manager.getByLabel("差し戻す理由").fill("所見のとおり");
  await manager.getByRole("button", { name: "差し戻す" }).click();
  await expect(manager.getByRole("heading", { name: "差し戻した点検票" })).toBeVisible();

  await staff.goto(`/checks/${sheet}`);
  await alive(staff.getByLabel(/さんへの返事/));
  await staff.getByLabel(/さんへの返事/).fill("棚卸しの記録です。");
  await staff.getByRole("button", { name: "対応済みにして次の所見へ" }).click();
  await expect(main(staff)).toContainText("所見に対応しました");

  await manager.goto(`/operator/sheets/${sheet}`);
  await expect(below).not.toContainText("棚卸しの記録です。");
  await expect(main(manager)).toContainText("回答した人は、所見1件にもう返事か対応済みの印を付けています");
  await manager.getByRole("button", { name: "差戻しを取り消す" }).click();
  await expect(manager.getByRole("status").filter({ hasText: "差戻しを取り消しました。" })).toBeVisible();
  await manager.goto(`/operator/sheets/${sheet}`);
  await expect(below).toContainText("棚卸しの記録です。");
});

for (const scripts of [true, false])
  test(`M7 many sheets are withdrawn without those ticked 「除く」, ${scripts ? "with" : "without"} a script`, async ({ ownPortal, enter }) => {
    const { cycleId } = await sheetOf(ownPortal, "staff", "handler");
    const page = await enter("secretariat", { javaScriptEnabled: scripts });
    await page.goto(`/operator/cycles/${cycleId}/progress?state=notStarted`);
    await page.getByLabel("役割", { exact: true }).selectOption("handler");
    await page.getByRole("button", { name: "絞り込む" }).click();
    await page.getByRole("link", { name: "この条件の点検票をまとめて取り下げる" }).click();
    const notStarted = "FROM sheet WHERE cycle_id = $1 AND role = 'handler' AND state = 'notStarted'";
    const [{ sheets } = { sheets: 0 }] = await ownPortal.rows<{ sheets: number }>(`SELECT count(*)::int AS sheets ${notStarted}`, [cycleId]);
    expect(sheets).toBeGreaterThan(1);
    const except = page.getByRole("checkbox", { name: /の点検票を除く$/ }).first();
    await except.check();
    const stays = await except.getAttribute("value");
    await page.getByLabel("取り下げる理由").fill("二重に配ったため");
    await page.getByRole("button", { name: `点検票${String(sheets)}枚を取り下げる` }).click();
    await expect(main(page).getByRole("alert")).toContainText("元に戻せないことを確かめて");
    await page.getByLabel("これらの点検票と回答は元に戻せないことを確かめました").check();
    await page.getByRole("button", { name: `点検票${String(sheets)}枚を取り下げる` }).click();
    await expect(main(page).getByRole("alert")).toContainText(`点検票${String(sheets - 1)}枚を取り下げます。`);
    await expect(except).toBeChecked();
    await expect(page.getByLabel("取り下げる理由")).toHaveValue("二重に配ったため");
    expect(await ownPortal.rows(`SELECT id ${notStarted}`, [cycleId])).toHaveLength(sheets);
    await page.getByRole("button", { name: `点検票${String(sheets - 1)}枚を取り下げる` }).click();
    await expect(page.getByRole("status").filter({ hasText: "点検票を取り下げました。" })).toBeVisible();
    expect(await ownPortal.rows(`SELECT id ${notStarted}`, [cycleId])).toEqual([{ id: stays }]);
    await page.goto(`/operator/cycles/${cycleId}/withdraw`);
    await expect(main(page)).toContainText("回を取りやめてください");
    await expect(page.getByRole("link", { name: "この回を取りやめる" })).toBeVisible();
  });
