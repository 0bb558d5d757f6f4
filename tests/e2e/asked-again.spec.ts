import type { Page } from "@playwright/test";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { alive } from "@/tests/e2e/sheets";
import { dayFromNow } from "@/tests/support/days";

const main = (page: Page) => page.getByRole("main");
const alert = (page: Page) => main(page).getByRole("alert");
const planned = (page: Page) => page.getByRole("heading", { level: 1, name: "配る点検票" });

/** Sends a plan over thirty days that begin that many days from now. */
async function plan(page: Page, from: number): Promise<void> {
  await page.getByLabel("期間の始まり").fill(dayFromNow(from));
  await page.getByLabel("期間の終わり").fill(dayFromNow(from + 30));
  await page.getByLabel("回答の期限").fill(dayFromNow(from + 20));
  await page.getByRole("button", { name: "計画を作る" }).click();
}

async function newPlan(page: Page, title: string, from: number): Promise<void> {
  await page.goto("/operator/cycles/new");
  await page.locator("#title").fill(title);
  await plan(page, from);
}

for (const [how, javaScriptEnabled] of [
  ["with a script", true],
  ["without a script", false],
] as const) {
  test(`M7 ${how}, a plan whose dates are changed is asked about again, naming the round that it overlaps now`, async ({ enter }) => {
    const page = await enter("secretariat", { javaScriptEnabled });
    // Later than any round of the demo data, and within the year ahead that a plan may be in.
    const [first, second] = javaScriptEnabled ? [195, 228] : [262, 295];
    for (const [title, from] of [
      [`甲の回${String(first)}`, first],
      [`乙の回${String(second)}`, second],
    ] as const) {
      await newPlan(page, title, from);
      await expect(planned(page)).toBeVisible();
    }
    await newPlan(page, "重ねる回", first);
    await expect(alert(page)).toContainText(`甲の回${String(first)}`);
    await plan(page, second);
    await expect(alert(page)).toContainText(`乙の回${String(second)}`);
    await expect(alert(page)).not.toContainText(`甲の回${String(first)}`);
    await page.getByRole("button", { name: "計画を作る" }).click();
    await expect(planned(page)).toBeVisible();
  });
}

test("M7 the tick for a department that resembles another is asked for again, empty, once the name is another", async ({ enter }) => {
  const page = await enter("secretariat");
  await page.goto("/operator/organisation");
  const form = page.getByRole("form", { name: "部署を加える" });
  const name = form.getByLabel("部署の名前");
  const tick = form.getByLabel("似ていますが、別の部署です");
  const press = () => form.getByRole("button", { name: "部署を加える" }).click();
  await page.getByText("部署を加える").first().click();
  await alive(name);
  for (const one of ["手荷物検査課", "格納庫管理課"]) {
    await name.fill(one);
    await press();
    await expect(form.getByRole("status").filter({ hasText: one })).toBeVisible();
  }
  await name.fill("手荷物検査室");
  await press();
  await expect(form.getByRole("alert")).toContainText("手荷物検査課");
  await name.fill("格納庫管理室");
  await tick.check();
  await press();
  await expect(form.getByRole("alert")).toContainText("格納庫管理課");
  await expect(tick).not.toBeChecked();
  await tick.check();
  await press();
  await expect(form.getByRole("status").filter({ hasText: "格納庫管理室" })).toBeVisible();
});
