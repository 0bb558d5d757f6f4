import { expect, testOfChange as test } from "@/tests/e2e/portal";

test("what is not hydrated is there after an action, and again after going back", async ({ ownPortal, enter }) => {
  const [survey] = await ownPortal.rows<{ id: string }>("SELECT id FROM survey WHERE sector_id = 'kuko' AND state = 'open' LIMIT 1");
  const page = await enter("ministry");
  const phases = page.getByRole("region", { name: "PDCA の観点別" });
  const address = `/ministry/surveys/${survey?.id ?? ""}`;
  await page.goto(address);
  const figures = await phases.innerText();
  expect(figures).toContain("実施率");

  // Shown again in place.
  await page.getByLabel("調査の名前").fill("名前を直した調査");
  await page.getByRole("button", { name: "調査を直す" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("名前を直した調査");
  expect(await phases.innerText()).toBe(figures);

  // Led on, and back to what came as a document.
  await page.goto(address);
  await page.getByLabel("提出状況と日付を確かめました").check();
  await page.getByRole("button", { name: /締め切る$/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "締め切りました" })).toBeVisible();
  expect(await phases.innerText()).toBe(figures);
  await page.goBack();
  await expect(phases).toBeVisible();
  expect(await phases.innerText()).toBe(figures);
  await expect(page.getByRole("button", { name: "締切りを取り消し、受付に戻す" })).toBeVisible();
});

test("a page that the script leaves and comes back to is complete", async ({ enter }) => {
  const page = await enter("ciso");
  await page.goto("/operator");
  const main = page.getByRole("main");
  const shown = await main.innerText();
  await page.evaluate(() => {
    (window as unknown as { next: { router: { push(href: string): void } } }).next.router.push("/operator/cycles");
  });
  await expect(page.getByRole("heading", { level: 1, name: "点検の回" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "点検の回" })).toHaveCount(0);
  await expect(async () => expect(await main.innerText()).toBe(shown)).toPass();
});
