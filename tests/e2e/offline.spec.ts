import type { BrowserContext } from "@playwright/test";
import { NO_CONNECTION } from "@/tests/e2e/complaints";
import { PEOPLE, signInQuickly } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import {
  addRespondent,
  answeredOnce,
  answerFirst,
  card,
  emptySystemSheet,
  historyOf,
  LARGE_SECTION,
  openSection,
  saveState,
  sectionAlive,
  tile,
} from "@/tests/e2e/sheets";

const TWENTY = 20;

/** Collects the browser's requests to the sheets from now on. */
function sentToSheets(context: BrowserContext): string[] {
  const sent: string[] = [];
  context.on("request", (request) => {
    if (request.method() !== "GET" && request.url().includes("/sheets/")) sent.push(`${request.method()} ${request.url()}`);
  });
  return sent;
}

test("F6 twenty answers given offline in a closed tab arrive exactly once when the page is opened again online", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  const context = page.context();
  await openSection(page, sheet, LARGE_SECTION);

  await context.setOffline(true);
  const answers = await answerFirst(page, TWENTY);
  await expect(page.getByText(`未送信の回答が ${String(TWENTY)}件 あります。`)).toBeVisible();
  await expect(saveState(page.locator("article.item-card").first())).toHaveText("この端末に保存・未送信");
  await page.close();
  expect(await historyOf(ownPortal, sheet)).toEqual([]);

  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/checks/${sheet}/${LARGE_SECTION}`);
  await expect.poll(() => historyOf(ownPortal, sheet), { timeout: 30_000 }).toEqual(answeredOnce(answers, PEOPLE.system));
  await expect(again.locator(".unsent-strip")).toHaveCount(0);

  const sent = sentToSheets(context);
  await again.reload({ waitUntil: "networkidle" });
  for (const [item, status] of answers) await expect(card(again, item).locator(`input[name="status"][value="${status}"]`).first()).toBeChecked();
  expect(sent, "nothing is sent a second time").toEqual([]);
  expect(await historyOf(ownPortal, sheet)).toEqual(answeredOnce(answers, PEOPLE.system));
});

test("F6 another account in the same browser neither sees nor sends the waiting answers", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  await addRespondent(ownPortal, sheet, "manager");
  const page = await enter("system");
  const context = page.context();
  await openSection(page, sheet, LARGE_SECTION);
  await context.setOffline(true);
  const answers = await answerFirst(page, TWENTY);
  await expect(page.getByText(`未送信の回答が ${String(TWENTY)}件 あります。`)).toBeVisible();
  await page.close();
  await context.clearCookies();
  await context.setOffline(false);
  await signInQuickly(context.request, "manager");
  const sent = sentToSheets(context);
  const other = await context.newPage();
  for (const path of ["/checks", `/checks/${sheet}/${LARGE_SECTION}`]) {
    await other.goto(path, { waitUntil: "networkidle" });
    await expect(other.getByText("未送信")).toHaveCount(0);
  }
  // A closing page sends once more, for its own account, and the browser may let that through, even late; the other account
  // sees the server's state, and none of the waiting answers.
  await expect(async () => {
    await other.reload({ waitUntil: "networkidle" });
    const saved = await historyOf(ownPortal, sheet);
    expect(saved.length).toBeLessThan(TWENTY);
    await expect(other.locator('input[name="status"]:checked')).toHaveCount(saved.length, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await sectionAlive(other);
  await other.evaluate(() => window.dispatchEvent(new Event("online")));
  await other.waitForLoadState("networkidle");
  expect(sent).toEqual([]);
  expect((await historyOf(ownPortal, sheet)).filter(({ by }) => by !== PEOPLE.system)).toEqual([]);
  await other.close();

  await context.clearCookies();
  await signInQuickly(context.request, "system");
  const own = await context.newPage();
  await own.goto("/checks");
  await expect.poll(() => historyOf(ownPortal, sheet), { timeout: 30_000 }).toEqual(answeredOnce(answers, PEOPLE.system));
});

test("F6 an expired sign-in keeps the answers until the same account is back", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(/status of 401/);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  const context = page.context();
  await openSection(page, sheet, LARGE_SECTION);
  await context.clearCookies();
  const answers = await answerFirst(page, 2);
  await expect(page.getByText("サインインし直してください。", { exact: true })).toBeVisible();
  expect(await historyOf(ownPortal, sheet)).toEqual([]);
  await signInQuickly(context.request, "system");
  await page.goto("/checks");
  await expect.poll(() => historyOf(ownPortal, sheet), { timeout: 30_000 }).toEqual(answeredOnce(answers, PEOPLE.system));
});

test("F6 a page reloaded while a response is under way sends the answer again and saves it once", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const mutations: string[] = [];
  const taken = new Promise<void>((resolve) => {
    void page.route("**/api/v1/sheets/*/answers/*", async (route) => {
      mutations.push((route.request().postDataJSON() as { mutationId: string }).mutationId);
      if (mutations.length > 1) return route.continue();
      await route.fetch(); // The server has saved it, but the response never reaches the browser.
      resolve();
    });
  });
  const first = page.locator("form.item-form").first();
  const item = await first.locator('input[name="itemId"]').inputValue();
  await tile(first, "partial").click();
  await taken;
  await page.reload();
  await expect.poll(() => mutations.length).toBe(2);
  expect(new Set(mutations).size, "the same request, word for word").toBe(1);
  await expect(saveState(card(page, item))).toContainText("保存しました");
  await expect(page.locator(".conflict")).toHaveCount(0);
  expect(await historyOf(ownPortal, sheet)).toEqual(answeredOnce(new Map([[item, "partial"]]), PEOPLE.system));
});

test("F6 a page reloaded at once loses nothing", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const answers = await answerFirst(page, 3);
  await page.locator('textarea[name="remark"]').first().fill("書いている途中の備考");
  await page.reload();
  // The answers are sent one by one, in any order: all have arrived when the last has.
  const arrived = async () => {
    const history = await historyOf(ownPortal, sheet);
    return { remarks: history.flatMap(({ remark }) => remark ?? []), answers: new Map(history.map(({ item, status }) => [item, status])) };
  };
  await expect.poll(arrived).toEqual({ remarks: ["書いている途中の備考"], answers: new Map(answers) });
});

test("F6 a server that was down gets the answers given in the meantime, once and automatically", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  await ownPortal.stop();
  const answers = await answerFirst(page, 5);
  await expect(page.getByText("未送信の回答が 5件 あります。")).toBeVisible();
  await ownPortal.start();
  await expect.poll(() => historyOf(ownPortal, sheet), { timeout: 60_000 }).toEqual(answeredOnce(answers, PEOPLE.system));
  await expect(page.locator(".unsent-strip")).toHaveCount(0);
});
