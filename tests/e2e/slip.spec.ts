import type { BrowserContext } from "@playwright/test";
import { NO_CONNECTION } from "@/tests/e2e/complaints";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { addRespondent, answerOf, card, emptySystemSheet, LARGE_SECTION, openSection, saveState, tile } from "@/tests/e2e/sheets";
import { answerExamples, examplesOf, expectKept, expectShown, formOf, lastOf, slip, unfold } from "@/tests/e2e/slips";

for (const status of ["implemented", "partial", "notImplemented"]) {
  test(`M2 該当なし by mistake, one letter, then ${status}: the examples' answers are unchanged on screen, after reloading and in the database`, async ({
    ownPortal,
    enter,
  }) => {
    const page = await enter("system");
    const sheet = await emptySystemSheet(ownPortal);
    await openSection(page, sheet, LARGE_SECTION);
    const answered = await answerExamples(page, sheet);
    await expectKept(ownPortal, answered);
    await slip(page, ownPortal, answered);
    await expect(examplesOf(card(page, answered.measure)).locator("> summary")).toContainText("提出すると数えません");
    await expectKept(ownPortal, answered);
    await tile(formOf(page, answered.measure), status).click();
    await lastOf(ownPortal, answered, status);
    await expectShown(page, answered);
    await page.reload();
    await expectShown(page, answered);
    await expectKept(ownPortal, answered);
  });
}

test("M2 by keyboard the slip loses nothing either, and the reason is restored after reloading", async ({ ownPortal, enter }) => {
  const page = await enter("system");
  const sheet = await emptySystemSheet(ownPortal);
  await openSection(page, sheet, LARGE_SECTION);
  const answered = await answerExamples(page, sheet);
  await card(page, answered.measure).locator("h4").focus();
  await page.keyboard.press("4");
  await page.keyboard.type("あ");
  await page.keyboard.press("Escape");
  await lastOf(ownPortal, answered, "notApplicable");
  await page.keyboard.press("1");
  await lastOf(ownPortal, answered, "implemented");
  await expectShown(page, answered);
  await expectKept(ownPortal, answered);
  await page.reload();
  await tile(formOf(page, answered.measure), "notApplicable").click();
  await expect(formOf(page, answered.measure).locator('textarea[name="reason"]')).toHaveValue("あ");
});

test("M2 offline the answers, the slip and its correction arrive, and a slip sent in between removes nothing", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const page = await enter("system");
  const sheet = await emptySystemSheet(ownPortal);
  const context: BrowserContext = page.context();
  await openSection(page, sheet, LARGE_SECTION);
  await context.setOffline(true);
  const answered = await answerExamples(page, sheet);
  const form = formOf(page, answered.measure);
  await tile(form, "notApplicable").click();
  await form.locator('textarea[name="reason"]').fill("あ");
  await expect(saveState(card(page, answered.measure))).toHaveText("この端末に保存・未送信");
  await context.setOffline(false);
  await lastOf(ownPortal, answered, "notApplicable");
  await expectKept(ownPortal, answered);
  await context.setOffline(true);
  await tile(form, "implemented").click();
  await expect(saveState(card(page, answered.measure))).toHaveText("この端末に保存・未送信");
  await context.setOffline(false);
  await lastOf(ownPortal, answered, "implemented");
  await expectKept(ownPortal, answered);
  await expectShown(page, answered);
  await expect(page.locator(".held-answers")).toHaveCount(0);
});

test("M2 without a script the slip loses nothing", async ({ ownPortal, enter }) => {
  const scripted = await enter("system");
  const sheet = await emptySystemSheet(ownPortal);
  await openSection(scripted, sheet, LARGE_SECTION);
  const answered = await answerExamples(scripted, sheet);
  await expectKept(ownPortal, answered);
  await lastOf(ownPortal, answered, "implemented");
  const page = await enter("system", { javaScriptEnabled: false });
  await page.goto(`/checks/${sheet}/${LARGE_SECTION}`);
  const save = async (status: string, reason?: string): Promise<void> => {
    await tile(formOf(page, answered.measure), status).click();
    if (reason !== undefined) await formOf(page, answered.measure).locator('textarea[name="reason"]').fill(reason);
    const back = page.waitForEvent("load");
    await formOf(page, answered.measure).getByRole("button", { name: "この回答を保存する" }).click();
    await back;
    await lastOf(ownPortal, answered, status);
  };
  await save("notApplicable", "あ");
  await expect(examplesOf(card(page, answered.measure)).locator("> summary")).toContainText("提出すると数えません");
  await save("partial");
  await expectShown(page, answered);
  await expectKept(ownPortal, answered);
});

test("M2 with two people on one sheet, the slip of one removes nothing of the other", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  await addRespondent(ownPortal, sheet, "manager");
  const [one, other] = [await enter("system"), await enter("manager")];
  await openSection(one, sheet, LARGE_SECTION);
  await openSection(other, sheet, LARGE_SECTION);
  const answered = await answerExamples(one, sheet);
  await expectKept(ownPortal, answered);
  await slip(one, ownPortal, answered);
  const second = other
    .locator("article.item-card")
    .filter({ has: other.locator("form.example-row") })
    .nth(1);
  await unfold(examplesOf(second));
  const row = second.locator("form.example-row").first();
  const item = await row.locator('input[name="itemId"]').inputValue();
  await tile(row, "partial").click();
  await expect.poll(async () => (await answerOf(ownPortal, sheet, item))?.status).toBe("partial");
  await other.reload();
  await tile(formOf(other, answered.measure), "implemented").click();
  await lastOf(ownPortal, answered, "implemented");
  await expectShown(other, answered);
  await expectKept(ownPortal, answered);
  await one.reload();
  await expectShown(one, answered);
});
