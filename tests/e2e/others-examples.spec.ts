import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { answerOf, emptySheet, sheetOf } from "@/tests/e2e/sheets";

test("M11 an example of a measure that others answer can be answered and is found again, also from its link", async ({ ownPortal, enter }) => {
  const { id: sheet } = await sheetOf(ownPortal, "staff", "handler");
  await emptySheet(ownPortal, sheet);
  const page = await enter("staff");
  await page.goto(`/checks/${sheet}`);
  const only = page.locator(".section-tree a.tree-line").filter({ hasText: "具体例" }).first();
  const address = (await only.getAttribute("href")) ?? "";
  await page.goto(address, { waitUntil: "networkidle" });
  await expect(page.getByText("0件中0件")).toBeHidden();
  await expect(page.getByText("次の具体例は、この点検票で回答します").first()).toBeVisible();
  await page.locator("details.examples > summary").first().click();
  const row = page.locator("form.example-row").first();
  const example = await row.locator('input[name="itemId"]').inputValue();
  await row.locator('label:has(input[value="implemented"])').click();
  await expect.poll(() => answerOf(ownPortal, sheet, example)).toMatchObject({ status: "implemented" });

  await page.goto("/checks");
  await page.goto(`${address}#item-${example}`);
  const found = page.locator(`[id="item-${example}"]`);
  await expect(found.locator('input[value="implemented"]')).toBeChecked();
  await expect(found).toBeInViewport();
  await page.goto(`/checks/${sheet}/answers`);
  await expect(page.getByText("この点検票では、次の具体例に回答しています。")).toBeVisible();
});
