import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/sign-ins";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, test } from "@/tests/e2e/portal";

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("メールアドレス").fill(PEOPLE.staff);
  await page.getByLabel("パスワード").fill(DEMO_PASSWORD);
}
const send = (page: Page) => page.getByRole("button", { name: "サインインする" }).click();
const signedIn = (page: Page) => expect(page.getByRole("button", { name: "サインアウト" })).toBeVisible();

test("M8 a sign-in works at the first try after the cookies were cleared, and leads to the requested page", async ({ page, context }) => {
  await page.goto("/account");
  await expect(page).toHaveURL(/\/login\?callbackUrl=%2Faccount/);
  await context.clearCookies();
  await fillIn(page);
  await send(page);
  await signedIn(page);
  await expect(page).toHaveURL(/\/account$/);
});

test("M8 a sign-in works from a page that was left open while another tab signed in and out", async ({ page, context }) => {
  await page.goto("/login");
  const other = await context.newPage();
  await other.goto("/login");
  await fillIn(other);
  await send(other);
  await signedIn(other);
  await other.getByRole("button", { name: "サインアウト" }).click();
  await expect(other.getByRole("button", { name: "サインインする" })).toBeVisible();
  await fillIn(page);
  await send(page);
  await signedIn(page);
});

test("M8 a sign-in works from the page that the browser's back button shows again", async ({ page }) => {
  await page.goto("/login");
  await fillIn(page);
  await send(page);
  await signedIn(page);
  await page.context().clearCookies();
  await page.goBack();
  await fillIn(page);
  await send(page);
  await signedIn(page);
});

test("M8 a browser that keeps no cookie is told so after the password was checked", async ({ page }) => {
  await page.goto("/login?error=NoCookie&callbackUrl=%2Fchecks");
  await expect(page.getByRole("alert").filter({ hasText: "Cookie" })).toContainText("ブラウザーの設定で、このポータルのCookieを許してから");
});
