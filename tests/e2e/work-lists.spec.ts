import { findPlaces } from "@/tests/e2e/pages";
import { expect, test } from "@/tests/e2e/portal";
import { decisionBar, openReview } from "@/tests/e2e/sheets";

test("M11 the report leads from a gap to the sheet, and narrows without scripts", async ({ enter, portal }) => {
  const { openCycle } = await findPlaces(portal);
  const page = await enter("ciso", { javaScriptEnabled: false });
  await page.goto(`/operator/cycles/${openCycle}/gap-report`);
  const gaps = page.locator(".gap-entry");
  const all = await gaps.count();
  await page.getByLabel("役割", { exact: true }).selectOption("systemAdministrator");
  await page.getByRole("button", { name: "絞り込む" }).click();
  await expect(page).toHaveURL(/role=systemAdministrator/u);
  await expect.poll(() => gaps.count()).toBeLessThan(all);
  await expect(page.getByRole("link", { name: "CSV（要改善×対象）" })).toHaveAttribute("href", /gap-places\.csv\?.*role=systemAdministrator/u);
  const place = gaps.first().locator(".gap-places a").first();
  await expect(place).toHaveAttribute("href", /^\/operator\/sheets\/[0-9a-f-]+#item-/u);
  await place.click();
  await expect(page.getByRole("heading", { level: 1, name: /システム管理者の点検票/u })).toBeVisible();
});

test("M11 no name of a 取扱者 is in the report, and the 経営層 gets no way to a sheet that it may not see", async ({ enter, portal }) => {
  const { openCycle } = await findPlaces(portal);
  const handlers = await portal.rows<{ id: string; name: string }>(
    `SELECT s.id, p.name FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
     WHERE s.cycle_id = $1 AND s.role = 'handler' AND NOT EXISTS (
       SELECT 1 FROM appointment a WHERE a.operator_id = p.operator_id AND a.person_id = p.id)`,
    [openCycle],
  );
  for (const who of ["ciso", "executive"] as const) {
    const page = await enter(who);
    await page.goto(`/operator/cycles/${openCycle}/gap-report`);
    const html = await page.locator("article.document").innerHTML();
    expect(handlers.filter(({ id, name }) => html.includes(id) || html.includes(name))).toEqual([]);
    if (who === "ciso") continue;
    await expect(page.locator('.gap-places a[href^="/operator/sheets/"]').first()).toHaveAttribute("href", /./u);
    const sheets = new Set(
      await page
        .locator('.gap-places a[href^="/operator/sheets/"]')
        .evaluateAll((links) => links.map((one) => (one.getAttribute("href") ?? "").split(/[/#]/u)[3] ?? "")),
    );
    const roles = await portal.rows<{ role: string }>("SELECT DISTINCT role FROM sheet WHERE id = ANY($1::uuid[]) ORDER BY role", [[...sheets]]);
    expect(roles.every(({ role }) => role === "ciso" || role === "executive")).toBe(true);
  }
});

test("M11 a figure of the first page leads to its items, an item, and the sheet behind", async ({ enter }) => {
  const page = await enter("ciso");
  await page.goto("/operator");
  await page.getByRole("link", { name: /（実施率の内訳を見る）/u }).click();
  await expect(page.getByRole("heading", { level: 1, name: "項目" })).toBeVisible();
  await page.getByLabel("役割").selectOption({ label: "システム管理者" });
  await page.getByRole("button", { name: "絞り込む" }).click();
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 2, name: "ガイドラインの文" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "これまで" })).toBeVisible();
  await page
    .getByRole("group", { name: /^点検票ごとの回答/u })
    .getByRole("link")
    .first()
    .click();
  await expect(page).toHaveURL(/\/operator\/sheets\//u);
});

test("M11 a sheet is reviewed by keys, narrowed by answer, and an accepted one can only be returned", async ({ enter, portal }) => {
  const { handedInSheet, openCycle } = await findPlaces(portal);
  const page = await enter("manager");
  await openReview(page, handedInSheet);
  const filters = page.getByRole("group", { name: "見る回答" }).getByRole("link");
  for (const name of ["すべて", "未実施", "一部実施", "該当なし", "根拠のない実施"])
    await expect(filters.filter({ hasText: new RegExp(`^${name}\\s*\\d+件$`, "u") })).toHaveCount(1);
  const titles = page.locator('.review-item [role="rowheader"] > [tabindex]');
  await page.keyboard.press("j");
  await expect(titles.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(titles.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(titles.nth(0)).toBeFocused();
  const remark = page.locator(".review-item").first().getByRole("textbox", { name: "所見" });
  await page.keyboard.press("r");
  await expect(remark).toBeFocused();
  await page.keyboard.type("jk");
  await expect(remark).toHaveValue("jk");
  const [accepted] = await portal.rows<{ id: string }>(
    `SELECT s.id FROM sheet s JOIN sheet h ON h.id = $1 AND h.operator_id = s.operator_id AND h.department_id = s.department_id
     WHERE s.cycle_id = $2 AND s.role = 'handler' AND s.state = 'accepted' AND NOT EXISTS (
       SELECT 1 FROM appointment a WHERE a.operator_id = s.operator_id AND a.person_id = s.person_id)
     LIMIT 1`,
    [handedInSheet, openCycle],
  );
  await page.goto(`/operator/sheets/${accepted?.id ?? ""}`);
  await expect(decisionBar(page).getByRole("link", { name: /差戻し|差し戻す/u })).toBeVisible();
  await expect(page.getByRole("button", { name: "受理する" })).toHaveCount(0);
});

test("M11 a respondent reads all own answers on one page and keeps them", async ({ enter, portal }) => {
  const { systemSheet } = await findPlaces(portal);
  const page = await enter("system");
  await page.goto(`/checks/${systemSheet}/hand-in`);
  await page.getByRole("link", { name: "自分の回答をすべて見る・印刷する" }).click();
  const [row] = await portal.rows<{ measures: number }>("SELECT measures FROM sheet WHERE id = $1", [systemSheet]);
  await expect(page.locator(".copied-answer")).toHaveCount(row?.measures ?? 0);
  await expect(page.getByText(`対策項目　${row?.measures ?? 0}件`)).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSVで保存する" }).click();
  expect((await download).suggestedFilename()).toMatch(/回答の控え\.csv$/u);
});

test("M11 what a page is for never lies over what was just done, nor over anything else", async ({ enter }) => {
  const page = await enter("manager", { viewport: { width: 1280, height: 900 } });
  for (const address of ["/operator/review?notice=accepted", "/operator/review", "/operator", "/operator/cycles"]) {
    await page.goto(address);
    const help = await page.locator(".page-help summary").boundingBox();
    const others = page.locator("main :is(.notice, h1, .breadcrumb li, .page-head .button)");
    for (const other of await others.all()) {
      const box = await other.boundingBox();
      if (help === null || box === null) continue;
      const apart = box.x + box.width <= help.x || help.x + help.width <= box.x || box.y + box.height <= help.y || help.y + help.height <= box.y;
      expect(apart, `${address}: ${(await other.textContent()) ?? ""}`).toBe(true);
    }
  }
});
