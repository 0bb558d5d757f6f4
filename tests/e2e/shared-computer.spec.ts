import type { Page } from "@playwright/test";
import { NO_CONNECTION } from "@/tests/e2e/complaints";
import { signInQuickly } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { returnWith } from "@/tests/e2e/reviewing";
import { alive, answerFirst, card, emptySystemSheet, historyOf, LARGE_SECTION, openSection } from "@/tests/e2e/sheets";

/** Chromium's message for an answer that is not served, and for one without a session. */
const NOT_SENT = /status of (?:401|503)|server: 503/;

const signOut = (page: Page) => page.getByRole("button", { name: "サインアウト", exact: true });
const dialog = (page: Page) => page.getByRole("dialog", { name: "送っていない回答が2件あります" });
const unreachable = (page: Page) => page.context().route("**/api/v1/sheets/*/answers/*", (route) => route.abort());
const reachable = (page: Page) => page.context().unroute("**/api/v1/sheets/*/answers/*");

async function leaveTwoUnsent(page: Page, sheet: string): Promise<void> {
  await openSection(page, sheet, LARGE_SECTION);
  await unreachable(page);
  await answerFirst(page, 2);
  await expect(page.getByText("未送信の回答が 2件 あります。")).toBeVisible();
  await alive(signOut(page));
  await signOut(page).click();
  await expect(dialog(page)).toBeVisible();
}

const atSignIn = (page: Page) => expect(page.getByRole("button", { name: "サインインする" })).toBeVisible();

test("M8 signing out with unsent answers asks, and leaves once they are sent", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION, NOT_SENT);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await leaveTwoUnsent(page, sheet);
  await dialog(page).getByRole("button", { name: "送ってからサインアウトする" }).click();
  await expect(dialog(page)).toBeVisible();
  await reachable(page);
  await dialog(page).getByRole("button", { name: "送ってからサインアウトする" }).click();
  await atSignIn(page);
  await expect(page.getByText("この端末には、")).toHaveCount(0);
  expect(await historyOf(ownPortal, sheet)).toHaveLength(2);
});

test("M8 what is kept at signing out is told to others by number alone, and sent by nobody but its account", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION, NOT_SENT);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await leaveTwoUnsent(page, sheet);
  await dialog(page).getByRole("button", { name: "2件を残してサインアウトする" }).click();
  await atSignIn(page);
  const told = page.getByText("送っていない回答が残っています（1人、2件）");
  await expect(told).toBeVisible();
  await expect(told).not.toContainText(/3\.1\.5|実施/);
  await reachable(page);

  await signInQuickly(page.context().request, "staff");
  await page.goto("/account");
  const panel = page.getByRole("region", { name: "この端末に残っている回答" });
  await expect(panel).toContainText("あなたの送っていない回答はありません。");
  await expect(panel).toContainText("ほかの人の送っていない回答が残っています（1人、2件）");
  await expect(panel.getByRole("button")).toHaveCount(0);
  await signOut(page).click();
  await atSignIn(page);
  expect(await historyOf(ownPortal, sheet)).toEqual([]);

  await signInQuickly(page.context().request, "system");
  await page.goto("/account");
  await expect.poll(() => historyOf(ownPortal, sheet)).toHaveLength(2);
});

test("M8 the account itself removes its unsent answers, at signing out and on its own page", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION, NOT_SENT);
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await leaveTwoUnsent(page, sheet);
  await dialog(page).getByRole("button", { name: "サインアウトしない" }).click();
  await page.goto("/account");
  const panel = page.getByRole("region", { name: "この端末に残っている回答" });
  await expect(panel).toContainText("あなたの送っていない回答が2件あります。");
  await panel.getByRole("button", { name: "この端末から消す" }).click();
  await panel.getByRole("button", { name: "元に戻せないが消す" }).click();
  await expect(panel).toContainText("あなたの送っていない回答はありません。");

  await leaveTwoUnsent(page, sheet);
  await dialog(page).getByRole("button", { name: "2件をこの端末から消してサインアウトする" }).click();
  await atSignIn(page);
  await expect(page.getByText("この端末には、")).toHaveCount(0);
  await reachable(page);
  await signInQuickly(page.context().request, "system");
  await page.goto("/account", { waitUntil: "networkidle" });
  expect(await historyOf(ownPortal, sheet)).toEqual([]);
});

test("M8 signing out with a reply to a remark that was not sent asks, and removes it or keeps it for its account", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const item = (await page.locator('form.item-form input[name="itemId"]').first().getAttribute("value")) ?? "";
  await returnWith(ownPortal, sheet, [[item, "根拠の版を書いてください。"]]);
  const reply = card(page, item).getByLabel(/さんへの返事/);
  const asked = page.getByRole("dialog", { name: "送っていない所見への返事が1件あります" });
  await openSection(page, sheet, LARGE_SECTION);
  await reply.fill("第3版です。");
  for (const [how, kept] of [
    ["1件を残してサインアウトする", "第3版です。"],
    ["1件をこの端末から消してサインアウトする（元に戻せません）", ""],
  ] as const) {
    await alive(signOut(page));
    await signOut(page).click();
    await asked.getByRole("button", { name: how }).click();
    await atSignIn(page);
    await signInQuickly(page.context().request, "system");
    await openSection(page, sheet, LARGE_SECTION);
    await expect(reply).toHaveValue(kept);
  }
  await alive(signOut(page));
  await signOut(page).click();
  await atSignIn(page);
});
