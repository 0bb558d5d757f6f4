import type { Page } from "@playwright/test";
import { expect } from "@/tests/e2e/portal";
import { fillPlan, headed, main, menu, seen, walk } from "@/tests/e2e/walking";

const PASSWORD = "はじめての日の長い合言葉";
const OFFICE = { name: "三浦 彩", email: "office@misaki.example.jp" };
const CISO = { name: "大野 恵子", email: "ciso@misaki.example.jp" };
const MANAGER = { name: "森田 健二", email: "manager@misaki.example.jp" };

/** The button of the present step, the only filled one. */
const presentStep = (page: Page) => main(page).locator('.preparation[data-state="current"] .button');

async function addPerson(page: Page, { name, email }: typeof CISO): Promise<void> {
  await main(page).getByRole("link", { name: "人を加える" }).click();
  await page.getByLabel("氏名").fill(name);
  await page.getByLabel("メールアドレス").first().fill(email);
  await page.getByLabel("部署").selectOption({ index: 1 });
  await page.getByRole("button", { name: "人を加える" }).click();
  await headed(page, name);
}

/** On a person's page: gives the roles, which the next page shows before they are decided. */
async function give(page: Page, roles: readonly string[], look: (what: string) => Promise<void>, name: string): Promise<void> {
  for (const role of roles) await main(page).getByRole("checkbox", { name: role, exact: true }).check();
  await look(`${name}-roles`);
  await page.getByRole("button", { name: "変わるものを確かめる" }).click();
  await look(`${name}-roles-preview`);
  await page.getByRole("button", { name: /引継ぎを決める/ }).click();
  await seen(page, "引継ぎを決めました。");
}

walk("first day", "platform", async ({ page, done, look }) => {
  await look("admin-first");
  await main(page).getByRole("link", { name: "事業者を登録する" }).first().click();
  await headed(page, "事業者を登録する");
  await look("admin-new-operator");
  await page.getByLabel("事業者の名前").fill("架空みさき空港株式会社");
  await page.getByLabel("分野").selectOption({ label: "空港" });
  await main(page).getByRole("button", { name: "事業者を登録する" }).click();
  await headed(page, "架空みさき空港株式会社");
  await look("admin-operator");
  await page.getByLabel("氏名").fill(OFFICE.name);
  await page.getByLabel("メールアドレス").fill(OFFICE.email);
  await page.getByLabel("役割").selectOption({ label: "事務局" });
  await page.getByRole("button", { name: "招待リンクを作る" }).click();
  const link = await page.locator(".secret-text").first().innerText();
  await look("admin-invited");
  await done("管理者：事業者と最初の人を登録する");
  const toggle = page.locator(".menu-toggle > summary");
  if (await toggle.isVisible()) await toggle.click();
  await page.getByRole("button", { name: "サインアウト" }).click();
  await page.waitForURL(/\/login/);

  await page.goto(link);
  await look("first-day-invitation");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("#repeated").fill(PASSWORD);
  await page.getByRole("button", { name: "パスワードを決める" }).click();
  await page.waitForURL(/\/login/);
  await look("first-day-sign-in");
  await page.getByLabel("メールアドレス").fill(OFFICE.email);
  await page.getByLabel("パスワード").fill(PASSWORD);
  await page.getByRole("button", { name: "サインインする" }).click();
  await headed(page, /はじめの準備/);
  await look("first-day-tasks");
  await page.getByRole("button", { name: "自分で決めました" }).click();
  await expect(page.getByRole("button", { name: "自分で決めました" })).toHaveCount(0);
  await done("はじめの日：招待からサインインまで");

  await presentStep(page).click();
  await headed(page, "部署と重要システム");
  await look("first-day-units");
  await main(page).getByText("部署を加える", { exact: true }).first().click();
  await page.getByLabel("部署の名前").fill("旅客ターミナル部");
  await page.getByRole("button", { name: "部署を加える" }).click();
  await seen(page, "「旅客ターミナル部」を加えました。");
  await main(page).getByText("重要システムを加える", { exact: true }).first().click();
  await page.locator("#name-new-system").fill("フライト情報システム");
  await page.locator("#department-new-system").selectOption({ label: "旅客ターミナル部" });
  await page.getByRole("button", { name: "重要システムを加える" }).click();
  await seen(page, "「フライト情報システム」を加えました。");
  await look("first-day-units-added");
  await done("はじめの日：部署と重要システム");

  await menu(page, "やること");
  await look("first-day-tasks-people");
  await presentStep(page).click();
  await headed(page, "人と部署");
  await look("first-day-people");
  await addPerson(page, CISO);
  await look("first-day-person");
  await give(page, ["最高情報セキュリティ責任者（CISO）"], look, "first-day-ciso");
  await done("はじめの日：人を加え、CISO にする");
  await menu(page, "人と部署");
  await addPerson(page, MANAGER);
  await give(page, ["情報セキュリティ担当", "旅客ターミナル部", "フライト情報システム"], look, "first-day-manager");
  await done("はじめの日：責任者と管理者を加える");

  await menu(page, "やること");
  await look("first-day-tasks-plan");
  await presentStep(page).click();
  await headed(page, /計画/);
  await fillPlan(page);
  await page.getByRole("button", { name: "計画を作る" }).first().click();
  await headed(page, "配る点検票");
  await look("first-day-hand-out");
  await done("はじめの日：最初の回を計画する");
});
