import type { Page } from "@playwright/test";
import { daysAfter } from "@/lib/domain/shared/day";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { today } from "@/tests/support/days";

const main = (page: Page) => page.getByRole("main");

test("M6 a handover is planned for a later day, seen by its person, changed and cancelled", async ({ ownPortal, enter }) => {
  const [row] = await ownPortal.rows<{ id: string }>("SELECT id FROM person WHERE email = $1", [PEOPLE.manager]);
  const personPage = `/operator/people/${row?.id ?? ""}`;
  const page = await enter("ciso");
  await page.goto(`${personPage}/handover?event=leave`);
  await page.getByLabel("引継ぎを行う日").fill(daysAfter(today(), 20));
  await page.getByRole("button", { name: "決めるとどうなるかを確かめる" }).click();
  await expect(main(page).getByRole("heading", { name: /の0時に、こうなります/ })).toBeVisible();
  await page.getByRole("button", { name: "この引継ぎを予定する" }).click();
  await expect(page.getByRole("status").filter({ hasText: "引継ぎを予定しました。" })).toBeVisible();
  await expect(main(page).getByRole("heading", { name: /^引継ぎの予定/ })).toBeVisible();
  expect(await ownPortal.rows("SELECT 1 FROM person WHERE id = $1 AND left_at IS NOT NULL", [row?.id])).toEqual([]);

  await page.goto("/operator/staffing");
  await expect(main(page).getByRole("region", { name: "引継ぎの予定" })).toContainText("予定");
  const theirs = await enter("manager");
  await theirs.goto("/tasks");
  await expect(main(theirs)).toContainText("あなたの退職の引継ぎが予定されています。");

  await page.goto(personPage);
  await page.getByRole("link", { name: "予定を変える" }).click();
  await expect(page.getByLabel("引継ぎを行う日")).toHaveValue(daysAfter(today(), 20));
  await page.getByLabel("引継ぎを行う日").fill(daysAfter(today(), 30));
  await page.getByRole("button", { name: "決めるとどうなるかを確かめる" }).click();
  await page.getByRole("button", { name: "この引継ぎを予定する" }).click();
  await expect(page.getByRole("status").filter({ hasText: "引継ぎを予定しました。" })).toBeVisible();
  await page.getByRole("button", { name: "予定を取り消す" }).click();
  await expect(page.getByRole("status").filter({ hasText: "引継ぎの予定を取り消しました。" })).toBeVisible();
  await expect(main(page).getByRole("heading", { name: /^引継ぎの予定/ })).toHaveCount(0);
});
