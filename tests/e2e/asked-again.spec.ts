import type { Page } from "@playwright/test";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { alive, sheetOf } from "@/tests/e2e/sheets";
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

interface Placed {
  readonly id: string;
  readonly name: string;
  /** A name one character away from that of another system. */
  readonly like: string;
  readonly department: string;
}

for (const [how, javaScriptEnabled] of [
  ["with a script", true],
  ["without a script", false],
] as const) {
  test(`M7 ${how}, a name that is close to another and sheets that move are each asked about once`, async ({ ownPortal, enter }) => {
    const { id: sheet } = await sheetOf(ownPortal, "system", "systemAdministrator");
    const [system] = await ownPortal.rows<Placed>(
      `SELECT s.id, s.name, left(o.name, -1) || '群' AS like, d.id AS department FROM sheet t
       JOIN critical_system s ON s.operator_id = t.operator_id AND s.id = t.system_id
       JOIN critical_system o ON o.operator_id = s.operator_id AND o.id <> s.id AND o.retired_at IS NULL
       JOIN department d ON d.operator_id = s.operator_id AND d.id <> s.department_id AND d.retired_at IS NULL
       WHERE t.id = $1 ORDER BY o.name, d.name LIMIT 1`,
      [sheet],
    );
    if (system === undefined) throw new Error("the demo has one system or one department");
    // The sheet is where the system will be, so that another number moves than the page shows.
    await ownPortal.rows("UPDATE sheet SET department_id = $2 WHERE id = $1", [sheet, system.department]);
    const page = await enter("secretariat", { javaScriptEnabled });
    await page.goto("/operator/organisation");
    const form = page.locator(`form[aria-label="${system.name}の登録"]`);
    const button = form.getByRole("button", { name: "登録を直す" });
    const tick = form.getByLabel("似ていますが、別の重要システムです");
    // Without a script the fold is closed again on the page that says the refusal.
    const show = async () => {
      if (!(await button.isVisible())) await page.locator("summary", { hasText: `${system.name}を直す` }).click();
    };
    await show();
    if (javaScriptEnabled) await alive(form.getByLabel("名前"));
    await form.getByLabel("名前").fill(system.like);
    await form.getByLabel("部署").selectOption(system.department);
    await button.click();
    await expect(form.locator("[role=alert]")).toContainText("別の重要システムなら");
    await show();
    await tick.check();
    await button.click();
    await expect(form.locator("[role=alert]")).toContainText("部署とともに移る点検票が、いまは");
    await show();
    await button.click();
    const saved = () =>
      ownPortal.rows<{ name: string; department: string }>("SELECT name, department_id AS department FROM critical_system WHERE id = $1", [system.id]);
    await expect.poll(saved).toEqual([{ name: system.like, department: system.department }]);
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
