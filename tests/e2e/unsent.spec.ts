import type { BrowserContext, Page } from "@playwright/test";
import { CONFLICT, NO_CONNECTION } from "@/tests/e2e/complaints";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import {
  alive,
  answeredOnce,
  answerFirst,
  answerOf,
  card,
  emptySystemSheet,
  historyOf,
  LARGE_SECTION,
  openSection,
  saveState,
  stateOf,
  tile,
} from "@/tests/e2e/sheets";

/** Makes the browser's database read-only: every write is rolled back, as on a full disk. */
const fillDatabase = (context: BrowserContext) =>
  context.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...sent) {
      const request = put.apply(this, sent);
      this.transaction.abort();
      return request;
    };
  });

const leftInJournal = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("portal-answer")));

const handInButton = (page: Page) => page.getByRole("form", { name: "提出" }).getByRole("button", { name: /提出する$/ });

/** Opens the page before handing in, with its check for unsent answers active. */
async function openHandIn(page: Page, sheet: string): Promise<void> {
  await page.goto(`/checks/${sheet}/hand-in`, { waitUntil: "networkidle" });
  await alive(handInButton(page));
}

test("F6 a browser whose database accepts nothing sends the answers all the same, each once", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION, CONFLICT); // The server may already have what the closing page sent when the next one sends it.
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  const context = page.context();
  await fillDatabase(context);
  await openSection(page, sheet, LARGE_SECTION);
  const answers = await answerFirst(page, 3);
  await expect.poll(() => historyOf(ownPortal, sheet)).toEqual(answeredOnce(answers, PEOPLE.system));
  await expect(page.locator(".unsent-strip")).toHaveCount(0);
  await expect.poll(() => leftInJournal(page)).toEqual([]);

  const before = await historyOf(ownPortal, sheet);
  await context.setOffline(true);
  const form = page.locator("form.item-form").nth(5);
  const item = await form.locator('input[name="itemId"]').inputValue();
  await tile(form, "partial").click();
  await expect(saveState(card(page, item))).toHaveText("この端末に保存・未送信");
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto("/checks");
  const whole = [...before, ...answeredOnce(new Map([[item, "partial"]]), PEOPLE.system)];
  await expect.poll(() => historyOf(ownPortal, sheet), { timeout: 30_000 }).toHaveLength(whole.length);
  expect(await historyOf(ownPortal, sheet)).toEqual(expect.arrayContaining(whole));
  await expect.poll(() => leftInJournal(again)).toEqual([]);
});

test("F6 a database that the browser has closed is opened again", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  const context = page.context();
  await openSection(page, sheet, LARGE_SECTION);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase("portal-answers");
        request.onsuccess = () => resolve();
        request.onblocked = () => reject(new Error("the page keeps its connection"));
      }),
  );
  await context.setOffline(true);
  const answers = await answerFirst(page, 2);
  await expect(page.getByText("未送信の回答が 2件 あります。")).toBeVisible();
  await expect.poll(() => leftInJournal(page), "the database has them").toEqual([]);
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto("/checks");
  await expect.poll(() => historyOf(ownPortal, sheet), { timeout: 30_000 }).toEqual(answeredOnce(answers, PEOPLE.system));
});

test("F6 a sheet is not handed in while one of its answers is unsent, and counts with it once it is sent", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  const context = page.context();
  await openSection(page, sheet, LARGE_SECTION);
  const form = page.locator("form.item-form").first();
  const item = await form.locator('input[name="itemId"]').inputValue();
  await tile(form, "implemented").click();
  await expect(saveState(card(page, item))).toContainText("保存しました");

  await context.route("**/api/v1/sheets/*/answers/*", (route) => route.abort());
  await tile(form, "notImplemented").click();
  await expect(saveState(card(page, item))).toHaveText("この端末に保存・未送信");
  const handIn = await context.newPage(); // The other page stays open, because a closing page may still send.
  await openHandIn(handIn, sheet);
  await handInButton(handIn).click();
  const words = handIn.getByRole("alert").filter({ hasText: "まだ送っていない回答が1件あるため、提出していません。" });
  await expect(words).toContainText("つながると自動で送ります。");
  await expect(words.getByRole("link")).toHaveAttribute("href", `/checks/${sheet}/${LARGE_SECTION}#item-${item}`);
  expect(await stateOf(ownPortal, sheet)).toBe("inProgress");

  await context.unroute("**/api/v1/sheets/*/answers/*");
  await expect(async () => {
    if (!handIn.url().includes("handedIn=")) await handInButton(handIn).click({ timeout: 2_000 });
    await handIn.waitForURL(/\/checks\?handedIn=/, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
  expect(await answerOf(ownPortal, sheet, item)).toMatchObject({ status: "notImplemented", version: 2 });
});

test("F6 a sheet is not handed in before the choice between two conflicting answers", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(CONFLICT, NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const [first, second] = [await enter("system"), await enter("system")];
  await openSection(first, sheet, LARGE_SECTION);
  await openSection(second, sheet, LARGE_SECTION);
  const item = await first.locator('form.item-form input[name="itemId"]').first().inputValue();
  await tile(card(first, item).locator("form.item-form"), "implemented").click();
  await expect(saveState(card(first, item))).toContainText("保存しました");
  await tile(card(second, item).locator("form.item-form"), "partial").click();
  await expect(saveState(card(second, item))).toHaveText("確認が必要です");

  await openHandIn(second, sheet);
  await handInButton(second).click();
  const words = second.getByRole("alert").filter({ hasText: "まだ送っていない回答が1件あるため、提出していません。" });
  await expect(words).toContainText("どちらの回答を残すか選んでください。");
  expect(await stateOf(ownPortal, sheet)).toBe("inProgress");
  await words.getByRole("link").click();
  await second.locator(".conflict").getByRole("button", { name: "この画面の回答を残す" }).click();
  await expect.poll(() => answerOf(ownPortal, sheet, item)).toMatchObject({ status: "partial" });
  await openHandIn(second, sheet);
  await handInButton(second).click();
  await second.waitForURL(/\/checks\?handedIn=/);
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
});
