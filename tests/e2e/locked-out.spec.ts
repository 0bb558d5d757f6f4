import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/sign-ins";
import { PEOPLE, signIn } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { openSignIn } from "@/tests/support/sign-in-form";

/** Wrong passwords after which an address has to wait. */
const FAILURES_ALLOWED = 10;

/** Chromium's messages for a page with status 429 and for its blocked icon. */
const TURNED_AWAY = /status of 429|favicon/;

async function fillIn(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("メールアドレス").fill(PEOPLE.ciso);
  await page.getByLabel("パスワード").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "サインインする" }).click();
}

test("M3 strangers who guess a CISO's password lock out other browsers, not the CISO's own, which lifts the lock; the 事務局 may not", async ({
  ownPortal,
  page,
  browser,
  baseURL,
  enter,
  complaints,
}) => {
  complaints.expect(TURNED_AWAY);
  await signIn(page, "ciso");
  await page.getByRole("button", { name: "サインアウト" }).click();
  await expect(page.getByRole("button", { name: "サインインする" })).toBeVisible();
  const form = await openSignIn(ownPortal);
  for (let count = 0; count < FAILURES_ALLOWED; count += 1) await form.send(PEOPLE.ciso, `guess ${String(count)}`);

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const elsewhere = await context.newPage();
  await fillIn(elsewhere);
  const notice = elsewhere.getByRole("alert").filter({ hasText: "しばらく止めています" });
  await expect(notice).toContainText("前にサインインしたことのある端末のブラウザ");
  await expect(notice).toContainText("CISOか事務局");
  await expect(elsewhere.getByRole("button", { name: "サインインする" })).toBeVisible();

  await signIn(page, "ciso");

  const [person] = await ownPortal.rows<{ id: string }>("SELECT person_id AS id FROM account WHERE email = $1", [PEOPLE.ciso]);
  const office = await enter("secretariat");
  await office.goto(`/operator/people/${person?.id ?? ""}`);
  await expect(office.getByRole("heading", { name: "サインインが止まっています" })).toBeVisible();
  await expect(office.getByRole("button", { name: "サインインの停止を解く" })).toHaveCount(0);

  await page.goto(`/operator/people/${person?.id ?? ""}`);
  await page.getByRole("button", { name: "サインインの停止を解く" }).click();
  await expect(page.getByRole("heading", { name: "サインインが止まっています" })).toHaveCount(0);

  await signIn(elsewhere, "ciso");
  await context.close();
});
