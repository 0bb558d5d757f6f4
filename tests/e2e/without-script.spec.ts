import type { Page } from "@playwright/test";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { sheetOf } from "@/tests/e2e/sheets";

const main = (page: Page) => page.getByRole("main");
const alert = (page: Page) => main(page).getByRole("alert");

test("without a script, measures are left out in two steps, each for a reason, after both problems are said", async ({ ownPortal, enter }) => {
  const [cycle] = await ownPortal.rows<{ id: string; operator: string }>(
    "SELECT c.id, c.operator_id AS operator FROM cycle c JOIN account a ON a.operator_id = c.operator_id AND a.email = $1 WHERE c.state = 'planned'",
    [PEOPLE.planner],
  );
  if (cycle === undefined) throw new Error("the demo has no planned cycle");
  await ownPortal.rows("DELETE FROM appointment WHERE operator_id = $1 AND role = 'systemAdministrator'", [cycle.operator]);
  const leftOut = async (): Promise<number> => (await ownPortal.rows("SELECT 1 FROM cycle_left_out WHERE cycle_id = $1", [cycle.id])).length;
  const before = await leftOut();
  const page = await enter("planner", { javaScriptEnabled: false });
  const form = page.getByRole("form", { name: /の項目を外す$/ }).first();
  const open = () => page.locator("summary", { hasText: "の項目を、理由を付けて外す" }).first().click();
  await page.goto(`/operator/cycles/${cycle.id}/hand-out`);
  await open();
  for (const box of await form.getByRole("checkbox").all()) await box.uncheck();
  await form.getByRole("button", { name: "選んだ項目を外す" }).click();
  await open(); // closed again on the page that says the problems
  await expect(alert(page)).toContainText("入力を2か所確かめてください");
  await expect(alert(page)).toContainText("外す理由を入力してください。");
  await expect(alert(page)).toContainText("外す項目を選んでください。");
  for (const [step, reason] of ["担当がまだ決まっていないため", "来年度から運用を始めるため"].entries()) {
    await page.goto(`/operator/cycles/${cycle.id}/hand-out`);
    await open();
    for (const box of (await form.getByRole("checkbox").all()).slice(1)) await box.uncheck();
    await form.getByLabel("外す理由").fill(reason);
    await form.getByRole("button", { name: "選んだ項目を外す" }).click();
    await expect(page.getByRole("heading", { name: "点検から外した項目" })).toBeVisible();
    await expect(main(page)).toContainText(reason);
    expect(await leftOut()).toBe(before + step + 1);
  }
});

test("without a script, a sheet is withdrawn after both problems are said, and the cycle's progress is shown", async ({ ownPortal, enter }) => {
  const { id: sheet, cycleId } = await sheetOf(ownPortal, "staff", "handler");
  const page = await enter("secretariat", { javaScriptEnabled: false });
  await page.goto(`/operator/sheets/${sheet}/assignment`);
  const withdraw = page.getByRole("form", { name: "取下げ" }).getByRole("button");
  await withdraw.click();
  await expect(alert(page)).toContainText("入力を2か所確かめてください");
  await expect(alert(page)).toContainText("取り下げる理由を入力してください。");
  await expect(alert(page)).toContainText("取り下げると元に戻せないことを確かめて、印を付けてください。");
  await page.getByLabel("取り下げる理由").fill("配り直すため");
  await page.getByLabel("この点検票と回答は元に戻せないことを確かめました").check();
  await withdraw.click();
  await expect(page).toHaveURL(new RegExp(`/operator/cycles/${cycleId}/progress`));
  await expect(page.getByRole("status").filter({ hasText: "点検票を取り下げました。" })).toBeVisible();
});

for (const scripts of [true, false])
  test(`M8 a search for respondents keeps who is ticked, ${scripts ? "with" : "without"} a script`, async ({ ownPortal, enter }) => {
    const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
    const [staff = { id: "" }] = await ownPortal.rows<{ id: string }>("SELECT id FROM person WHERE email = $1", [PEOPLE.staff]);
    const page = await enter("ciso", { javaScriptEnabled: scripts });
    await page.goto(`/operator/sheets/${sheet}/assignment`);
    const boxOf = (id: string) => page.locator(`input[type="checkbox"][value="${id}"]`);
    const search = async (words: string) => {
      await page.getByLabel("名前・メール・職員番号で探す").fill(words);
      await page.getByLabel("名前・メール・職員番号で探す").press("Enter");
      await expect(main(page)).toContainText(
        new RegExp(`「${words}」に合う(?:\\d+人を表示しています|人はいません)。いま回答する人と、選んだ人は、いつも表示します。`, "u"),
      );
    };
    const ticked = page.getByRole("group", { name: "回答する人を選ぶ" }).getByRole("checkbox", { checked: true });
    const [before = "", ...others] = await ticked.evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
    await search(PEOPLE.staff);
    await boxOf(staff.id).check();
    await boxOf(before).uncheck();
    await search(PEOPLE.manager);
    await expect(boxOf(staff.id)).toBeChecked();
    await expect(boxOf(before)).not.toBeChecked();
    await page.getByRole("button", { name: "担当を決める" }).click();
    await expect(page.getByRole("status").filter({ hasText: "担当を決めました。" })).toBeVisible();
    const saved = await ownPortal.rows<{ id: string }>("SELECT person_id AS id FROM sheet_respondent WHERE sheet_id = $1", [sheet]);
    expect(saved.map(({ id }) => id).sort()).toEqual([staff.id, ...others].sort());
  });
