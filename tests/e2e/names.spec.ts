import { randomUUID } from "node:crypto";
import { expectWholeNames, LONG_NAME as NAME } from "@/tests/e2e/divided";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { card, emptySystemSheet, LARGE_SECTION, openSection } from "@/tests/e2e/sheets";

test("M11 the name of a reviewer is not divided in the title of a remark and of the reply to it", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const item = await page.locator('form.item-form input[name="itemId"]').first().inputValue();
  await ownPortal.rows("UPDATE person SET name = $1 WHERE email = $2", [NAME, PEOPLE.manager]);
  await ownPortal.rows(
    `INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at)
     SELECT s.operator_id, $2, s.id, $3, '記録を付けてください。', p.id, now() FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.email = $4 WHERE s.id = $1`,
    [sheet, randomUUID(), item, PEOPLE.manager],
  );
  await ownPortal.rows("UPDATE sheet SET state = 'returned', returned_reason = '直してください。' WHERE id = $1", [sheet]);
  await openSection(page, sheet, LARGE_SECTION);
  await expect(card(page, item).getByLabel(`${NAME}さんへの返事（任意）`)).toBeVisible();
  await expectWholeNames(page, ownPortal);
});
