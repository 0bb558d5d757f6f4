import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { alive } from "@/tests/e2e/sheets";

test("M11 an action that takes its row from a list says on the page that it is done", async ({ enter }) => {
  const page = await enter("staff");
  await page.goto("/account");
  const form = page.getByRole("form", { name: "トークンを作る" });
  await alive(form);
  await form.getByLabel("名前").fill("集計の道具");
  await form.getByRole("button", { name: "トークンを作る" }).click();
  const revoke = page.getByRole("button", { name: "集計の道具を取り消す" });
  await revoke.click();
  await expect(revoke).toHaveCount(0);
  const said = page.getByRole("status").filter({ hasText: "トークンを取り消しました。" });
  await expect(said).toBeVisible();
  await page.getByRole("button", { name: "設定を保存する" }).click();
  await expect(said).toHaveCount(0);
});
