import type { Page } from "@playwright/test";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";

const main = (page: Page) => page.getByRole("main");

test("M6 the first page leads to a department without a sheet, and its 責任者 gets one", async ({ ownPortal, enter }) => {
  await ownPortal.rows(
    `WITH made AS (INSERT INTO department (operator_id, id, name) SELECT operator_id, gen_random_uuid(), '新設の部署' FROM person WHERE email = $1 RETURNING *)
     INSERT INTO appointment (operator_id, id, person_id, role, department_id)
     SELECT p.operator_id, gen_random_uuid(), p.id, 'securityManager', made.id FROM person p JOIN made ON made.operator_id = p.operator_id WHERE p.email = $1`,
    [PEOPLE.staff],
  );
  const page = await enter("secretariat");
  await page.goto("/operator");
  await main(page)
    .getByRole("link", { name: /まだ配っていない役職の点検票が\d+枚あります/ })
    .click();
  const posts = main(page).getByRole("region", { name: "点検票のない役職" });
  await expect(posts).toContainText("情報セキュリティ責任者（新設の部署）");
  await posts.getByRole("link", { name: "まだ配っていない点検票を配る" }).first().click();
  await main(page)
    .getByRole("button", { name: /まだ配っていない点検票\d+枚を配る/ })
    .click();
  await expect(
    main(page)
      .getByRole("status")
      .filter({ hasText: /点検票を\d+枚、配りました。/ }),
  ).toBeVisible();
  const sheets = "SELECT count(*)::int AS sheets FROM sheet s JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id WHERE d.name = $1";
  expect((await ownPortal.rows<{ sheets: number }>(sheets, ["新設の部署"]))[0]?.sheets).toBeGreaterThan(0);
});
