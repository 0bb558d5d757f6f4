import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { answerOf, card, emptySystemSheet, historyOf, LARGE_SECTION, openSection, saveState, tile } from "@/tests/e2e/sheets";

test("M8 the last round's answers are copied with S and for a section, count as unanswered, and are confirmed one by one with C", async ({
  ownPortal,
  enter,
}) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const items = await page.locator('form.item-form input[name="itemId"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const [first = "", second = ""] = items;
  const form = card(page, first).locator("form.item-form");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("s");
  await expect(form.locator("label[data-copied]")).toContainText("前回");
  await expect(form.locator('input[name="status"]:checked')).toHaveCount(0);
  await expect(saveState(card(page, first))).toHaveText("前回から写した・未確認");
  await expect(page.getByText("8件中0件")).toBeVisible();
  await expect.poll(async () => (await historyOf(ownPortal, sheet)).map(({ status, cause }) => [status, cause])).toEqual([[null, "copied"]]);

  await page.reload();
  await openSection(page, sheet, LARGE_SECTION);
  await expect(form.locator("label[data-copied]")).toContainText("前回");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("c");
  await expect(form.locator('input[name="status"]:checked')).toHaveCount(1);
  await expect(page.getByText("8件中1件")).toBeVisible();
  await expect.poll(async () => (await historyOf(ownPortal, sheet)).at(-1)?.cause).toBe("confirmed");

  const wholeSection = page.getByRole("button", { name: /\d件を前回と同じにする/ });
  await wholeSection.click();
  await expect(page.locator(".undo-bar")).toContainText(/\d件を前回と同じにしました。/);
  await expect(page.locator("form.item-form label[data-copied]").nth(1)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.locator("form.item-form label[data-copied]"), "one step takes all copies back").toHaveCount(0);
  await expect(page.getByText("8件中1件")).toBeVisible();
  await wholeSection.click();
  await expect(page.getByText("8件中1件")).toBeVisible();
  await expect(page.locator("form.item-form label[data-copied]").nth(1)).toBeVisible();
  await expect(page.getByRole("button", { name: /まとめて|すべて確かめ/ })).toHaveCount(0);
  await card(page, second).getByRole("button", { name: "写すのをやめる" }).click();
  await expect(card(page, second).locator("label[data-copied]")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(card(page, second).locator("label[data-copied]")).toHaveCount(1);
  await expect.poll(() => ownPortal.rows("SELECT answered FROM sheet WHERE id = $1", [sheet])).toEqual([{ answered: 1 }]);
});

test("M8 where the browser is set so, answering leads to the next unanswered item, and the arrow keys do not", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await page.goto("/account");
  await page.getByLabel("答えたら次の未回答へ進む").check();
  await openSection(page, sheet, LARGE_SECTION);
  const items = await page.locator('form.item-form input[name="itemId"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const [first = "", second = "", third = ""] = items;
  const title = (item: string) => card(page, item).locator("h4");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("1");
  await expect(title(second)).toBeFocused();
  await tile(card(page, second).locator("form.item-form"), "partial").click();
  await expect(title(third)).toBeFocused();
  await card(page, third).locator('input[value="implemented"]').focus();
  await page.keyboard.press("ArrowRight");
  await expect(card(page, third).locator('form.item-form input[value="partial"]')).toBeFocused();
  await expect.poll(async () => (await answerOf(ownPortal, sheet, third))?.status).toBe("partial");
  await expect(card(page, third)).toHaveAttribute("data-current", "true");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(title(second)).toBeFocused();
  await expect(card(page, first).locator('form.item-form input[value="implemented"]')).toBeChecked();
});

test("M8 where the next unanswered item is on another page, an answer leads to the button that goes there, and can be undone", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await page.goto("/account");
  await page.getByLabel("答えたら次の未回答へ進む").check();
  await openSection(page, sheet, LARGE_SECTION);
  const address = page.url().split("#")[0];
  const items = await page.locator('form.item-form input[name="itemId"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const last = items.at(-1) ?? "";
  const title = (item: string) => card(page, item).locator("h4");
  const goOn = page.getByRole("region", { name: "この節の操作" }).getByRole("link", { name: /^次の未回答へ/ });
  const chosen = card(page, last).locator('form.item-form input[name="status"]:checked');
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  for (const item of items) {
    await expect(title(item)).toBeFocused();
    await page.keyboard.press("1");
  }
  await expect(goOn).toBeFocused();
  expect(page.url().split("#")[0]).toBe(address);
  await expect(page.locator(".undo-bar")).toContainText("「実施」にしました");
  await page.keyboard.press("Control+z");
  await expect(chosen).toHaveCount(0);
  await expect(title(last)).toBeFocused();
  await tile(card(page, last).locator("form.item-form"), "partial").click();
  await expect(goOn).toBeFocused();
  await expect(chosen).toHaveValue("partial");
  expect(page.url().split("#")[0]).toBe(address);
  await expect.poll(async () => (await answerOf(ownPortal, sheet, last))?.status).toBe("partial");
  const href = (await goOn.getAttribute("href")) ?? "";
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === href.split("#")[0] && url.pathname !== new URL(address ?? "").pathname);
});

test("M8 the last round's answer to an example is copied by its own button and keys, and with its section where the round asks examples", async ({
  ownPortal,
  enter,
}) => {
  const sheet = await emptySystemSheet(ownPortal);
  await ownPortal.rows("UPDATE cycle SET example_mode = 'asked' WHERE id = (SELECT cycle_id FROM sheet WHERE id = $1)", [sheet]);
  await ownPortal.rows(
    `INSERT INTO answer (operator_id, sheet_id, item_id, status, version, answered_by, answered_at)
     SELECT o.operator_id, o.id, i.item_id, 'partial', 1, (SELECT r.person_id FROM sheet_respondent r WHERE r.sheet_id = s.id LIMIT 1), now()
     FROM sheet s JOIN sheet o ON o.operator_id = s.operator_id AND o.role = s.role AND o.place = s.place AND o.id <> s.id AND o.counts
     JOIN cycle_item i ON i.operator_id = o.operator_id AND i.cycle_id = o.cycle_id AND i.role = o.role AND i.kind = 'example'
     WHERE s.id = $1 ON CONFLICT (operator_id, sheet_id, item_id) DO UPDATE SET status = 'partial'`,
    [sheet],
  );
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const offered = page.locator("form.example-row").filter({ has: page.getByRole("button", { name: "前回と同じ" }) });
  const id = (await offered.first().getAttribute("id")) ?? "";
  const row = page.locator(`[id="${id}"]`);
  const chosen = row.locator('input[name="status"]:checked');
  const copied = row.locator("label[data-copied]");
  await expect(row).toContainText("前回（");

  // The keys act on the example that has the focus, not on its measure.
  await row.locator('input[name="status"]').first().focus();
  await page.keyboard.press("s");
  await expect(copied).toContainText("前回");
  await expect(chosen).toHaveCount(0);
  await expect(page.locator("form.item-form label[data-copied]")).toHaveCount(0);
  await page.reload();
  await openSection(page, sheet, LARGE_SECTION);
  await expect(copied).toContainText("前回");
  await row.locator('input[name="status"]').first().focus();
  await page.keyboard.press("c");
  await expect(chosen).toHaveValue("partial");
  await page.keyboard.press("Control+z");
  await expect(copied).toHaveCount(1);
  await expect(chosen).toHaveCount(0);

  await row.getByRole("button", { name: "写すのをやめる" }).click();
  await expect(copied).toHaveCount(0);
  await expect(row.locator(".example-text"), "the focus stays where the button was").toBeFocused();
  await row.getByRole("button", { name: "前回と同じ" }).click();
  await expect(copied).toHaveCount(1);
  // A copy that is confirmed before it was sent is one answer.
  await expect.poll(async () => (await historyOf(ownPortal, sheet)).at(-1)?.cause).toBe("copied");
  await page.keyboard.press("c");
  await expect(chosen).toHaveValue("partial");
  await expect.poll(async () => (await historyOf(ownPortal, sheet)).at(-1)?.cause).toBe("confirmed");

  const buttons = await page.getByRole("button", { name: /^前回と同じ/ }).count();
  const wholeSection = page.getByRole("button", { name: /\d件を前回と同じにする/ });
  await expect(wholeSection).toHaveText(`${String(buttons)}件を前回と同じにする`);
  await wholeSection.click();
  await expect(page.locator(":is(form.item-form, form.example-row) label[data-copied]")).toHaveCount(buttons);
  await expect(page.locator(".undo-bar")).toContainText(`${String(buttons)}件を前回と同じにしました。`);
  await page.keyboard.press("Control+z");
  await expect(page.locator("label[data-copied]")).toHaveCount(0);
  await expect(chosen, "what was confirmed stays").toHaveValue("partial");
});
