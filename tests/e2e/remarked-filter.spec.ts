import type { Page } from "@playwright/test";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { sheetToReview, writeRemarks } from "@/tests/e2e/reviewing";
import { alive } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";

/** A sheet that waits for its review, with a remark on two of its measures. */
async function remarked(portal: TestPortal): Promise<{ readonly address: string; readonly items: readonly string[] }> {
  const sheet = await sheetToReview(portal);
  const items = await portal.rows<{ id: string }>(
    `SELECT i.item_id AS id FROM cycle_item i JOIN sheet s ON s.cycle_id = i.cycle_id AND s.operator_id = i.operator_id AND s.role = i.role
     WHERE s.id = $1 AND i.kind = 'measure' ORDER BY i.item_id LIMIT 2`,
    [sheet],
  );
  await writeRemarks(
    portal,
    sheet,
    items.map(({ id }) => [id, "別の項目に書くはずでした。"] as const),
  );
  return { address: `/operator/sheets/${sheet}?show=remarked`, items: items.map(({ id }) => id) };
}

const TEXT = "台帳の版も書いてください。";
const shownRows = (page: Page) => page.locator(".review-item:visible");

test("M8 withdrawing a remark among those with remarks keeps its row, what it said and what is typed in it, until the page is opened again", async ({
  ownPortal,
  enter,
}) => {
  const page = await enter("manager");
  const { address, items } = await remarked(ownPortal);
  await page.goto(address);
  await expect(shownRows(page)).toHaveCount(2);
  for (const id of items) {
    const row = page.locator(`[data-item="${id}"]`);
    const remark = row.locator('textarea[name="text"]');
    await alive(remark);
    await row.locator("summary", { hasText: "所見を書く" }).click();
    await remark.fill(TEXT);
    await row.getByRole("button", { name: "この所見を取り下げる" }).click();
    await expect(row.getByText("取り下げました", { exact: true })).toBeVisible();
    await expect(row.getByRole("status").filter({ hasText: "取り下げ" })).toBeVisible();
    await expect(remark).toHaveValue(TEXT);
  }
  await expect(page.getByRole("link", { name: "所見のある 0件" })).toBeVisible();
  await expect(shownRows(page)).toHaveCount(2);

  await page.goto(address);
  await expect(page.getByText("この条件の回答はありません。")).toBeVisible();
  await expect(shownRows(page)).toHaveCount(0);
});
