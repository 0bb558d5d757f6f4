import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { PEOPLE, signInQuickly } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";

/** Chromium's message for a list with something to mend, or without the session of its page. */
const REFUSED = /status of (?:401|422)/;

const main = (page: Page) => page.getByRole("main");

/** The present list, as the page offers it. */
async function downloaded(page: Page): Promise<string> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "いまの一覧をダウンロード" }).click();
  return readFile(await (await waiting).path(), "utf8");
}

const choose = (page: Page, name: string, text: string) =>
  page.getByLabel("CSV ファイル").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text, "utf8") });

test("M10 thirty people get their roles with a list: download, add rows, look, import", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(REFUSED);
  const people = await ownPortal.rows<{ email: string }>(
    `SELECT p.email FROM person p JOIN person c ON c.operator_id = p.operator_id AND c.email = $1
     WHERE p.left_at IS NULL AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.operator_id = p.operator_id AND a.person_id = p.id) ORDER BY p.email LIMIT 30`,
    [PEOPLE.ciso],
  );
  expect(people).toHaveLength(30);
  const page = await enter("ciso");
  await page.goto("/operator/people");
  await page.getByRole("link", { name: "役割の一覧（CSV）" }).click();
  const present = await downloaded(page);
  const rows = people.map(({ email }) => `,,${email},情報セキュリティ委員会,\r\n`).join("");
  await choose(page, "役割の一覧.csv", present + rows.replace("情報セキュリティ委員会", "委員会"));
  const line = present.trimEnd().split("\r\n").length + 1;
  await expect(main(page).getByRole("alert")).toContainText(`${line}行目 役割`);
  // The mended file has the same name.
  await choose(page, "役割の一覧.csv", present + rows);
  await expect(main(page)).toContainText("付く役割 30件");
  await expect(page.getByRole("row").filter({ hasText: `${line}行目` })).toContainText("加わる");
  await page.getByRole("button", { name: "この内容で取り込む" }).click();
  await expect(page.getByRole("status").filter({ hasText: "役割の一覧を取り込みました。" })).toBeVisible();
  const given =
    "SELECT count(*)::int AS count FROM appointment a JOIN person p ON p.operator_id = a.operator_id AND p.id = a.person_id WHERE p.email = ANY($1)";
  expect(await ownPortal.rows(given, [people.map(({ email }) => email)])).toEqual([{ count: 30 }]);
});

test("M10 a department is renamed and another added with a list; a column that the portal does not know is left out by choice", async ({
  enter,
  complaints,
}) => {
  complaints.expect(REFUSED);
  const page = await enter("secretariat");
  await page.goto("/operator/organisation");
  await page.getByRole("link", { name: "部署の一覧（CSV）" }).click();
  const present = await downloaded(page);
  const [head = "", first = ""] = present.split("\r\n");
  const [name = ""] = first.split(",");
  await choose(page, "部署.csv", `${head},電話\r\n${name},${name}（本社）,,1234\r\n,新しくできた室,,5678\r\n`);
  await page.getByRole("button", { name: /^電話 ?を使わずに確かめる$/ }).click();
  await expect(main(page)).toContainText("加わる部署 1件・名前が変わる 1件");
  await expect(main(page)).toContainText(`${name} → ${name}（本社）`);
  await page.getByRole("button", { name: "この内容で取り込む" }).click();
  await page.getByRole("link", { name: "部署と重要システムへ戻る" }).click();
  await expect(page.getByRole("rowheader", { name: `${name}（本社）` })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "新しくできた室" })).toBeVisible();
});

test("M8 a previewed list is not imported in the name of somebody who signed in since; its file stays chosen for who opened the page", async ({
  ownPortal,
  enter,
  complaints,
}) => {
  complaints.expect(REFUSED);
  const page = await enter("secretariat");
  await page.goto("/operator/organisation/departments");
  await choose(page, "部署.csv", "部署\r\n新しくできた室\r\n");
  await expect(main(page)).toContainText("加わる部署 1件");
  await page.context().clearCookies();
  await signInQuickly(page.context().request, "ciso");
  await page.getByRole("button", { name: "この内容で取り込む" }).click();
  await expect(main(page).getByRole("alert")).toContainText("ほかの人がサインインしています");
  expect(await ownPortal.rows("SELECT 1 FROM department WHERE name = '新しくできた室'")).toEqual([]);
  await page.context().clearCookies();
  await signInQuickly(page.context().request, "secretariat");
  await page.getByRole("button", { name: "もう一度確かめる" }).click();
  await page.getByRole("button", { name: "この内容で取り込む" }).click();
  await expect(page.getByRole("status").filter({ hasText: "部署の一覧を取り込みました。" })).toBeVisible();
  const by = "SELECT c.email FROM audit a JOIN account c ON c.id = a.account_id WHERE a.action = 'department.import' AND a.changed";
  expect(await ownPortal.rows(by)).toEqual([{ email: PEOPLE.secretariat }]);
});

test("M10 a late preview of an earlier file does not replace that of the file chosen last", async ({ enter }) => {
  const page = await enter("secretariat");
  await page.goto("/operator/organisation");
  await page.getByRole("link", { name: "部署の一覧（CSV）" }).click();
  const present = await downloaded(page);
  let held: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    held = resolve;
  });
  await page.route(
    (url) => url.pathname.endsWith("/import"),
    async (route) => {
      const isFirst = route.request().postData()?.includes("先に選んだ室") ?? false;
      if (isFirst) await first;
      await route.continue();
    },
  );
  const late = page.waitForResponse((response) => response.request().postData()?.includes("先に選んだ室") ?? false);
  await choose(page, "先.csv", `${present.trimEnd()}\r\n,先に選んだ室,\r\n`);
  await choose(page, "後.csv", `${present.trimEnd()}\r\n,後で選んだ室,\r\n`);
  await expect(main(page)).toContainText("後で選んだ室");
  held();
  await late;
  await expect(main(page)).toContainText("後で選んだ室");
  await expect(main(page)).not.toContainText("先に選んだ室");
});
