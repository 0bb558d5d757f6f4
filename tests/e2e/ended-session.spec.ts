import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/sign-ins";
import { NO_CONNECTION } from "@/tests/e2e/complaints";
import { PEOPLE, type PersonKey, signInQuickly } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { sheetToReview } from "@/tests/e2e/reviewing";
import { alive } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";

const TYPED = "3.1.5.1の根拠に、台帳の版と日付を足してください。\n「<b>」や「&」も残ります。";
const main = (page: Page) => page.getByRole("main");
const form = (page: Page) => page.getByRole("form", { name: "差戻し" });
const reason = (page: Page) => form(page).getByLabel("差し戻す理由");
const send = (page: Page) => form(page).getByRole("button", { name: "差し戻す" }).click();
const alert = (page: Page) => form(page).getByRole("alert");

/** Chromium's message for these responses. */
const REFUSED = /status of (?:401|404|409|413|429|503)/;

/** The state of the sheet and the reason, with the line ends of a form as those of a text. */
const stateOf = async (portal: TestPortal, sheet: string) =>
  (
    await portal.rows<{ state: string; reason: string | null }>(
      "SELECT state, replace(returned_reason, E'\\r\\n', E'\\n') AS reason FROM sheet WHERE id = $1",
      [sheet],
    )
  )[0];

async function openWithText(page: Page, sheet: string): Promise<void> {
  await page.goto(`/operator/sheets/${sheet}`);
  await alive(reason(page));
  await reason(page).fill(TYPED);
}

const accountOf = (person: PersonKey) => `(SELECT id FROM account WHERE email = '${PEOPLE[person]}')`;
const ENDS: Readonly<Record<string, readonly string[]>> = {
  expired: [`UPDATE session SET expires_at = created_at WHERE account_id = ${accountOf("manager")}`],
  "was signed out elsewhere": [`UPDATE session SET ended_at = now() WHERE account_id = ${accountOf("manager")}`],
};

for (const [how, statements] of Object.entries(ENDS)) {
  test(`M8 a reason stays when the session ${how}, and is sent from the same tab after a sign-in in another`, async ({ ownPortal, enter, complaints }) => {
    complaints.expect(REFUSED);
    const sheet = await sheetToReview(ownPortal);
    const page = await enter("manager");
    await openWithText(page, sheet);
    for (const statement of statements) await ownPortal.rows(statement);
    await send(page);
    await expect(alert(page)).toContainText("サインインが終わっているため、まだ送っていません。入力はこのまま残っています。");
    await expect(reason(page)).toHaveValue(TYPED);
    expect((await stateOf(ownPortal, sheet))?.state).toBe("handedIn");

    const [other] = await Promise.all([page.context().waitForEvent("page"), alert(page).getByRole("link", { name: "別のタブでサインインする" }).click()]);
    await other.getByLabel("メールアドレス").fill(PEOPLE.manager);
    await other.getByLabel("パスワード").fill(DEMO_PASSWORD);
    await other.getByRole("button", { name: "サインインする" }).click();
    await expect(other.getByRole("button", { name: "サインアウト" })).toBeVisible();

    await send(page);
    await page.waitForURL(/\/operator\/review/);
    expect(await stateOf(ownPortal, sheet)).toMatchObject({ state: "returned", reason: TYPED });
  });
}

test("M8 a reason stays when the password was changed on another computer", async ({ ownPortal, enter, baseURL, complaints }) => {
  complaints.expect(REFUSED);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await openWithText(page, sheet);
  const elsewhere = await enter("manager");
  const changed = await elsewhere.request.put("/api/v1/account/password", {
    data: { current: DEMO_PASSWORD, password: "新しい合言葉は十分に長い" },
    headers: { origin: baseURL ?? "" },
  });
  expect(changed.ok()).toBe(true);
  await send(page);
  await expect(alert(page)).toContainText("サインインが終わっているため");
  await expect(reason(page)).toHaveValue(TYPED);
});

test("M8 a reason stays when the account was suspended meanwhile", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await openWithText(page, sheet);
  await ownPortal.rows("UPDATE account SET disabled_at = now() WHERE email = $1", [PEOPLE.manager]);
  await send(page);
  await expect(alert(page)).toContainText("サインインが終わっているため");
  await expect(reason(page)).toHaveValue(TYPED);
});

test("M8 nothing is sent in the name of somebody who signed in in this browser meanwhile", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await openWithText(page, sheet);
  await page.context().clearCookies();
  await signInQuickly(page.context().request, "ciso");
  await send(page);
  await expect(alert(page)).toContainText("さんがサインインしています。この画面を開いた人と違うため、送っていません。");
  await expect(reason(page)).toHaveValue(TYPED);
  expect((await stateOf(ownPortal, sheet))?.state).toBe("handedIn");
  await page.context().clearCookies();
  await signInQuickly(page.context().request, "manager");
  await send(page);
  await page.waitForURL(/\/operator\/review/);
  expect(await stateOf(ownPortal, sheet)).toMatchObject({ state: "returned", reason: TYPED });
});

test("M8 a reason stays when the permission is gone, or the sheet has moved on", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await openWithText(page, sheet);
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress', handed_in_at = NULL, handed_in_by = NULL WHERE id = $1", [sheet]);
  await send(page);
  await expect(alert(page).getByRole("link", { name: "いまの状態を別のタブで見る" })).toBeVisible();
  await expect(reason(page)).toHaveValue(TYPED);
  await ownPortal.rows("DELETE FROM appointment WHERE person_id = (SELECT person_id FROM account WHERE email = $1)", [PEOPLE.manager]);
  await send(page);
  await expect(alert(page)).toBeVisible();
  await expect(reason(page)).toHaveValue(TYPED);
});

test("M8 a reason stays without a connection, while the server is away, and with any answer of a proxy", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED, NO_CONNECTION, /server: 503/);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await openWithText(page, sheet);
  await page.context().setOffline(true);
  await send(page);
  await expect(alert(page)).toContainText("通信がつながっていないため");
  await page.context().setOffline(false);
  for (const status of [413, 429, 503]) {
    await page.route("**/operator/sheets/*", (route) =>
      route.request().method() === "POST" ? route.fulfill({ status, contentType: "text/html", body: `<h1>${String(status)}</h1>` }) : route.continue(),
    );
    // The alert of the attempt before says the same: only the response tells that this one was made.
    const answered = page.waitForResponse((response) => response.request().method() === "POST" && response.status() === status);
    await send(page);
    await answered;
    await expect(alert(page)).toContainText("いまポータルが応えないため、処理できたか確かめられません。");
    await expect(reason(page)).toHaveValue(TYPED);
    await page.unroute("**/operator/sheets/*");
  }
  await ownPortal.stop();
  const failed = page.waitForEvent("requestfailed", (request) => request.method() === "POST");
  await send(page);
  await failed;
  await expect(alert(page)).toContainText("処理できたか確かめられません。");
  await expect(reason(page)).toHaveValue(TYPED);
  await ownPortal.start();
  await send(page);
  await page.waitForURL(/\/operator\/review/);
  expect(await stateOf(ownPortal, sheet)).toMatchObject({ state: "returned", reason: TYPED });
});

/** What the page sends from now on is unknown to the portal, as after another build was started. */
const asFormerBuild = (page: Page): Promise<unknown> =>
  page.route("**/operator/sheets/*", async (route) => {
    const request = route.request();
    if (request.method() !== "POST") return route.continue();
    return route.continue({ headers: { ...(await request.allHeaders()), "next-action": "f".repeat(42) } });
  });

test("M8 a page of a former build keeps the reason while it is opened again", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await openWithText(page, sheet);
  await asFormerBuild(page);
  await send(page);
  await expect(alert(page)).toContainText("ポータルが新しくなったため、この画面からは送れません。");
  await expect(reason(page)).toHaveValue(TYPED);
  await page.unroute("**/operator/sheets/*");
  await alert(page).getByRole("button", { name: "入力を残して開き直す" }).click();
  await expect(form(page).getByText("入力を戻しました。確かめてから、もう一度押してください。")).toBeVisible();
  await expect(reason(page)).toHaveValue(TYPED);
  await send(page);
  await page.waitForURL(/\/operator\/review/);
  expect(await stateOf(ownPortal, sheet)).toMatchObject({ state: "returned", reason: TYPED });
});

test("M8 a page of a former build keeps what was typed in its other forms too", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const page = await enter("manager");
  await openWithText(page, await sheetToReview(ownPortal));
  const remarks = ["一つ目の所見", "二つ目の所見"].map((text, index) => ({ text, item: main(page).locator(".review-item").nth(index) }));
  for (const { text, item } of remarks) {
    await item.locator("summary", { hasText: "所見を書く" }).click();
    await item.getByRole("textbox", { name: "所見" }).fill(text);
  }
  await asFormerBuild(page);
  await send(page);
  await expect(alert(page)).toContainText("まだ送っていない文があります");
  await send(page);
  await expect(alert(page)).toContainText("ポータルが新しくなったため、この画面からは送れません。");
  await page.unroute("**/operator/sheets/*");
  await alert(page).getByRole("button", { name: "入力を残して開き直す" }).click();
  await expect(form(page).getByText("入力を戻しました。確かめてから、もう一度押してください。")).toBeVisible();
  await expect(reason(page)).toHaveValue(TYPED);
  for (const { text, item } of remarks) await expect(item.getByRole("textbox", { name: "所見" })).toHaveValue(text);
});

test("M8 a page of a former build is not opened again in a browser that can keep nothing", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager");
  await openWithText(page, sheet);
  await asFormerBuild(page);
  await send(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("", "QuotaExceededError");
    };
  });
  await alert(page).getByRole("button", { name: "入力を残して開き直す" }).click();
  await expect(alert(page)).toContainText("このブラウザには入力を残しておけません。別のタブの画面に、ここから写してください。");
  await expect(alert(page).getByRole("link", { name: "いまの状態を別のタブで見る" })).toBeVisible();
  await expect(reason(page)).toHaveValue(TYPED);
});

test("M8 without a script, a page holds the reason until it is sent after a sign-in", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const sheet = await sheetToReview(ownPortal);
  const page = await enter("manager", { javaScriptEnabled: false });
  await page.goto(`/operator/sheets/${sheet}`);
  await reason(page).fill(TYPED);
  await ownPortal.rows(`UPDATE session SET ended_at = now() WHERE account_id = ${accountOf("manager")}`);
  await send(page);
  await expect(main(page).getByRole("heading")).toHaveText("サインインが終わっているため、まだ送っていません。");
  await expect(page.getByLabel("入力した内容")).toHaveValue(TYPED);
  await signInQuickly(page.context().request, "manager");
  await page.getByRole("button", { name: "もう一度送る" }).click();
  await page.waitForURL(/\/operator\/review/);
  expect((await stateOf(ownPortal, sheet))?.reason).toBe(TYPED);
});
