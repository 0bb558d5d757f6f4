import type { Page } from "@playwright/test";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { manyAirports, plannedSurvey } from "@/tests/e2e/surveys";
import type { TestPortal } from "@/tests/e2e/test-portal";

const calledNames = async (portal: TestPortal, title: string): Promise<string[]> =>
  (
    await portal.rows<{ name: string }>(
      `SELECT o.name FROM survey_call c JOIN survey s ON s.id = c.survey_id JOIN operator o ON o.id = c.operator_id
       WHERE s.title = $1 AND o.name LIKE '多い空港%' ORDER BY o.name`,
      [title],
    )
  ).map(({ name }) => name);

/** Ticks one operator that the search finds, then one on the page after. */
async function tickOverSearches(page: Page): Promise<void> {
  await page.getByLabel("事業者の名前で探す").fill("多い空港 077");
  await page.getByRole("button", { name: "探す" }).click();
  await expect(page.getByText("1〜1者／1者")).toBeVisible();
  await page.getByLabel("多い空港 077").check();
  await page.getByLabel("事業者の名前で探す").fill("多い空港");
  await page.getByRole("button", { name: "探す" }).click();
  await expect(page.getByText("1〜50者／120者")).toBeVisible();
  await expect(page.getByRole("group", { name: "ほかに選んだ事業者（1者）" }).getByLabel("多い空港 077")).toBeChecked();
  await page.getByLabel("多い空港 001").check();
  await page.getByRole("button", { name: "次のページ" }).click();
  await expect(page.getByText("51〜100者／120者")).toBeVisible();
  await expect(page.getByLabel("多い空港 077")).toBeChecked();
  await expect(page.getByLabel("多い空港 001")).toBeChecked();
}

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";

  test(`C5 operators are found, ticked over searches and pages, and added to a survey ${how} a script`, async ({ ownPortal, enter }) => {
    const survey = await plannedSurvey(ownPortal);
    await manyAirports(ownPortal);
    const page = await enter("ministry", { javaScriptEnabled: scripts });
    await page.goto(`/ministry/surveys/${survey}`);
    await page.getByRole("link", { name: "対象の事業者を加える" }).click();
    await tickOverSearches(page);
    await page.getByRole("button", { name: "選んだ事業者を加える" }).click();
    await expect(page.getByRole("status").filter({ hasText: "2者を対象に加えました。" })).toBeVisible();
    expect(await calledNames(ownPortal, "計画中の調査")).toEqual(["多い空港 001", "多い空港 077"]);
    await page.getByRole("button", { name: /者をすべて加える$/ }).click();
    await expect(page.getByText("分野のすべての事業者が対象です。")).toBeVisible();
    expect(await calledNames(ownPortal, "計画中の調査")).toHaveLength(120);
  });

  test(`C5 a search on the page that plans a survey keeps what was typed and ticked ${how} a script`, async ({ ownPortal, enter }) => {
    await manyAirports(ownPortal);
    const page = await enter("ministry", { javaScriptEnabled: scripts });
    await page.goto("/ministry/surveys/new");
    await page.getByLabel("調査の名前").fill("一部の空港の調査");
    await tickOverSearches(page);
    await expect(page.getByLabel("調査の名前")).toHaveValue("一部の空港の調査");
    await page.getByRole("button", { name: "選んだ事業者だけで計画する" }).click();
    await expect(page.getByRole("alert").first()).toContainText("締切");
    await expect(page.getByLabel("多い空港 077")).toBeChecked();
    const year = Number(await page.getByLabel("年度（西暦）").inputValue());
    await page.getByLabel("締切").fill(`${String(year + 1)}-03-31`);
    await page.getByRole("button", { name: "選んだ事業者だけで計画する" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("一部の空港の調査");
    expect(await calledNames(ownPortal, "一部の空港の調査")).toEqual(["多い空港 001", "多い空港 077"]);
  });
}

test("C5 every operator of the sector is called by one press", async ({ ownPortal, enter }) => {
  await manyAirports(ownPortal);
  const page = await enter("ministry");
  await page.goto("/ministry/surveys/new");
  await page.getByLabel("調査の名前").fill("全部の空港の調査");
  const year = Number(await page.getByLabel("年度（西暦）").inputValue());
  await page.getByLabel("締切").fill(`${String(year + 1)}-03-31`);
  await page.getByRole("button", { name: "全事業者を対象に計画する" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("全部の空港の調査");
  expect(await calledNames(ownPortal, "全部の空港の調査")).toHaveLength(120);
});
