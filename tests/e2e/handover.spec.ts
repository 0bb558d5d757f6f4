import type { Page } from "@playwright/test";
import { daysAfter } from "@/lib/domain/shared/day";
import { PEOPLE, type PersonKey } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { sheetOf } from "@/tests/e2e/sheets";
import type { TestPortal } from "@/tests/e2e/test-portal";
import { today } from "@/tests/support/days";

const main = (page: Page) => page.getByRole("main");

const personOf = async (portal: TestPortal, person: PersonKey): Promise<string> => {
  const [row] = await portal.rows<{ id: string }>("SELECT id FROM person WHERE email = $1", [PEOPLE[person]]);
  return row?.id ?? "";
};

test("M6 a person moves and then leaves; each time what is open is shown, chosen and decided together", async ({ ownPortal, enter }) => {
  const { id: sheetId } = await sheetOf(ownPortal, "staff", "handler");
  const personId = await personOf(ownPortal, "staff");
  const page = await enter("secretariat");
  await page.goto(`/operator/people/${personId}`);
  await page.getByRole("link", { name: "異動" }).click();
  const target = page.getByLabel("移る先の部署");
  await expect(target).toBeVisible();
  const [, department = ""] = await target.locator("option").allTextContents();
  await target.selectOption({ label: department });
  await page.getByRole("button", { name: "この部署で確かめる" }).click();
  await expect(page.getByRole("radio", { name: "本人と一緒に移す" })).toBeChecked();
  await page.getByRole("button", { name: "決めるとどうなるかを確かめる" }).click();
  await expect(main(page)).toContainText(`部署が、${department}に変わります。`);
  await expect(main(page)).toContainText("本人の点検票 1枚が、新しい部署に移ります。");
  await page.getByRole("button", { name: "この引継ぎを決める" }).click();
  await expect(page.getByRole("status").filter({ hasText: "引継ぎを決めました。" })).toBeVisible();
  const placed = "SELECT d.name FROM sheet s JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id WHERE s.id = $1";
  expect(await ownPortal.rows(placed, [sheetId])).toEqual([{ name: department }]);

  await page.getByRole("link", { name: "退職" }).click();
  await expect(page.getByRole("radio", { name: "取り下げる" })).toBeChecked();
  await page.getByRole("button", { name: "決めるとどうなるかを確かめる" }).click();
  await expect(main(page)).toContainText("点検票 1枚");
  const reason = page.getByLabel(/^取り下げる理由/);
  await expect(reason).toHaveValue("退職のため");
  await reason.fill("11月30日付けで退職");
  // Somebody answers in the meantime: nothing is decided, and what is open now is shown.
  await ownPortal.rows("UPDATE sheet SET state = 'returned', returned_reason = '根拠を足してください。' WHERE id = $1", [sheetId]);
  await page.getByRole("button", { name: "退職を登録し、この引継ぎを決める" }).click();
  await expect(main(page).getByRole("alert")).toContainText("残っているものを確かめてから");
  await expect(reason).toHaveValue("11月30日付けで退職");
  expect(page.url()).not.toContain("reason");
  await page.getByRole("button", { name: "退職を登録し、この引継ぎを決める" }).click();
  await expect(page.getByRole("status").filter({ hasText: "引継ぎを決めました。" })).toBeVisible();
  expect(await ownPortal.rows("SELECT state, withdrawn_reason AS reason FROM sheet WHERE id = $1", [sheetId])).toEqual([
    { state: "withdrawn", reason: "11月30日付けで退職" },
  ]);
});

for (const scripts of [true, false])
  test(`M8 the reason of a withdrawal stays with its lines while the choices are made again, ${scripts ? "with" : "without"} a script`, async ({
    ownPortal,
    enter,
  }) => {
    const { id: sheetId } = await sheetOf(ownPortal, "system", "systemAdministrator");
    await ownPortal.rows("UPDATE sheet SET state = 'inProgress' WHERE id = $1", [sheetId]);
    const page = await enter("ciso", { javaScriptEnabled: scripts });
    await page.goto(`/operator/people/${await personOf(ownPortal, "system")}/handover?event=leave`);
    const decide = page.getByRole("button", { name: "退職を登録し、この引継ぎを決める" });
    const again = page.getByRole("button", { name: "選び直す" });
    const reason = page.locator(`textarea[name="reason:${sheetId}"]`);
    const choose = async (course: string) => {
      await page.locator(`input[type="radio"][name="course:${sheetId}"][value="${course}"]`).check();
      await page.getByRole("button", { name: "決めるとどうなるかを確かめる" }).click();
      await expect(decide).toBeVisible();
    };
    await choose("withdraw");
    await decide.click();
    await expect(main(page).getByRole("alert")).toContainText("取り下げる理由を入力してください。");
    await expect(reason).toHaveAttribute("aria-invalid", "true");
    const typed = "更新で止めるため\n後の回で配り直す";
    await reason.fill(typed);
    await again.click();
    await choose("withdraw");
    await expect(reason).toHaveValue(typed);
    await again.click();
    await choose("pass");
    await expect(reason).toHaveCount(0);
    await again.click();
    await choose("withdraw");
    await expect(reason).toHaveValue(typed);
    expect(new URL(page.url()).search).toBe("?event=leave");
    await decide.click();
    await expect(page.getByRole("status").filter({ hasText: "引継ぎを決めました。" })).toBeVisible();
    expect(await ownPortal.rows("SELECT withdrawn_reason AS reason FROM sheet WHERE id = $1", [sheetId])).toEqual([{ reason: typed }]);
  });

const goOn = (page: Page) => page.getByRole("button", { name: "決めるとどうなるかを確かめる" }).click();
const RESTORED = "このタブに残っていた、効力日・選択・理由を戻しました。";

test("M8 a refused decision stays on its step with the choices, and reading goes on at the refusal", async ({ ownPortal, enter }) => {
  const page = await enter("ciso");
  await page.goto(`/operator/people/${await personOf(ownPortal, "ciso")}/handover?event=roles`);
  await expect(main(page).getByRole("alert")).toContainText("CISO");
  const day = page.getByLabel("引継ぎを行う日");
  for (const [days, button] of [
    [0, "この引継ぎを決める"],
    [20, "この引継ぎを予定する"],
  ] as const) {
    await day.fill(daysAfter(today(), days));
    await goOn(page);
    await page.getByRole("button", { name: button }).click();
    const form = page.getByRole("form", { name: "引継ぎ", exact: true });
    await expect(form.getByRole("alert")).toContainText("CISO");
    await page.waitForLoadState("networkidle");
    await expect(form.getByRole("alert")).toContainText("CISO");
    await expect(form.locator("div:focus")).toContainText("CISO");
    await page.getByRole("button", { name: "選び直す" }).click();
    await expect(day).toHaveValue(daysAfter(today(), days));
  }
});

test("M8 the own leaving is refused before anything is chosen for it", async ({ ownPortal, enter }) => {
  const page = await enter("secretariat");
  await page.goto(`/operator/people/${await personOf(ownPortal, "secretariat")}/handover?event=leave`);
  await expect(main(page).getByRole("alert")).toContainText("自分自身の退職は登録できません。");
});

test("M8 a refusal over what is open now has the focus", async ({ ownPortal, enter }) => {
  const { id: sheetId } = await sheetOf(ownPortal, "staff", "handler");
  const page = await enter("secretariat");
  await page.goto(`/operator/people/${await personOf(ownPortal, "staff")}/handover?event=leave`);
  await goOn(page);
  const decide = page.getByRole("button", { name: "退職を登録し、この引継ぎを決める" });
  await expect(decide).toBeVisible();
  await ownPortal.rows("UPDATE sheet SET state = 'returned', returned_reason = '根拠を足してください。' WHERE id = $1", [sheetId]);
  await decide.click();
  const form = page.getByRole("form", { name: "引継ぎ", exact: true });
  await expect(form.locator("div:focus")).toContainText("残っているものを確かめてから");
});

test("M8 the choices, the day and the reasons come back after the page was loaded again or left, until they are decided", async ({ ownPortal, enter }) => {
  const { id: sheetId } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress' WHERE id = $1", [sheetId]);
  const page = await enter("ciso");
  const address = `/operator/people/${await personOf(ownPortal, "system")}/handover?event=leave`;
  const [withdraw, day] = [page.locator(`input[name="course:${sheetId}"][value="withdraw"]`), page.getByLabel("引継ぎを行う日")];
  const reason = page.locator(`textarea[name="reason:${sheetId}"]`);
  const decide = page.getByRole("button", { name: "この引継ぎを予定する" });
  const restored = page.getByRole("status").filter({ hasText: RESTORED });
  const later = daysAfter(today(), 20);
  const expectRestored = async () => {
    await expect(restored).toBeVisible();
    await expect(withdraw).toBeChecked();
    await expect(day).toHaveValue(later);
    await goOn(page);
    await expect(decide).toBeVisible();
    await expect(reason).toHaveValue("更新で止めるため\n後の回で配り直す");
  };
  await page.goto("/operator/people");
  await page.goto(address);
  await withdraw.check();
  await day.fill(later);
  await goOn(page);
  await reason.fill("更新で止めるため\n後の回で配り直す");
  await page.reload();
  await expectRestored();
  await page.goBack();
  await page.waitForURL(/\/operator\/people$/);
  await page.goForward();
  await expectRestored();
  await decide.click();
  await expect(page.getByRole("status").filter({ hasText: "引継ぎを予定しました。" })).toBeVisible();
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("handover")))).toEqual([]);
  await page.goto(address);
  await expect(day).toHaveValue(today());
  await expect(restored).toHaveCount(0);
});

test("M8 a confirmation of a former build keeps the choices and the reason while it is opened again", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(/status of 40[49]/);
  const { id: sheetId } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress' WHERE id = $1", [sheetId]);
  const page = await enter("ciso");
  await page.goto(`/operator/people/${await personOf(ownPortal, "system")}/handover?event=leave`);
  const [withdraw, reason] = [page.locator(`input[name="course:${sheetId}"][value="withdraw"]`), page.locator(`textarea[name="reason:${sheetId}"]`)];
  await withdraw.check();
  await goOn(page);
  await reason.fill("更新で止めるため");
  const place = "**/operator/people/*/handover*";
  await page.route(place, async (route) => {
    const request = route.request();
    if (request.method() !== "POST") return route.continue();
    return route.continue({ headers: { ...(await request.allHeaders()), "next-action": "f".repeat(42) } });
  });
  await page.getByRole("button", { name: "退職を登録し、この引継ぎを決める" }).click();
  const reopen = page.getByRole("button", { name: "入力を残して開き直す" });
  await expect(reopen).toBeVisible();
  await page.unroute(place);
  await reopen.click();
  await expect(page.getByRole("status").filter({ hasText: RESTORED })).toBeVisible();
  await expect(withdraw).toBeChecked();
  await goOn(page);
  await expect(reason).toHaveValue("更新で止めるため");
});

test("M8 what came back can be discarded, and another account gets nothing of it", async ({ ownPortal, enter }) => {
  const { id: sheetId } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress' WHERE id = $1", [sheetId]);
  const page = await enter("ciso");
  const address = `/operator/people/${await personOf(ownPortal, "system")}/handover?event=leave`;
  await page.goto(address);
  const withdraw = page.locator(`input[name="course:${sheetId}"][value="withdraw"]`);
  const restored = page.getByRole("status").filter({ hasText: RESTORED });
  await withdraw.check();
  await goOn(page);
  await expect(page.getByRole("button", { name: "選び直す" })).toBeVisible();
  await page.reload();
  await expect(restored).toBeVisible();
  await page.getByRole("button", { name: "戻したものを消して、はじめから選ぶ" }).click();
  await expect(restored).toHaveCount(0);
  await expect(withdraw).not.toBeChecked();
  await withdraw.check();
  await goOn(page);
  await expect(page.getByRole("button", { name: "選び直す" })).toBeVisible();
  await page.goto("/operator");
  await page.evaluate(() => {
    for (const [key, text] of Object.entries(sessionStorage))
      if (key.includes("handover")) sessionStorage.setItem(key, text.replace(/"sender":"[^"]*"/, '"sender":"another"'));
  });
  await page.goto(address);
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("handover")))).toEqual([]);
  await expect(restored).toHaveCount(0);
  await expect(withdraw).not.toBeChecked();
});

test("M6 the link to a handover brings the earlier choices of the tab back, says so, and offers to begin without them", async ({ ownPortal, enter }) => {
  const { id: sheetId } = await sheetOf(ownPortal, "system", "systemAdministrator");
  await ownPortal.rows("UPDATE sheet SET state = 'inProgress' WHERE id = $1", [sheetId]);
  const page = await enter("ciso");
  const person = `/operator/people/${await personOf(ownPortal, "system")}`;
  const [withdraw, reason] = [page.locator(`input[name="course:${sheetId}"][value="withdraw"]`), page.locator(`textarea[name="reason:${sheetId}"]`)];
  const restored = page.getByRole("status").filter({ hasText: RESTORED });
  await page.goto(person);
  await page.getByRole("link", { name: "退職" }).click();
  await withdraw.check();
  await goOn(page);
  await reason.fill("更新で止めるため");
  // The person is looked at once more, as people do before they decide.
  await page.locator(`a[href="${person}"]`).first().click();
  await page.waitForURL(`**${person}`);
  await page.getByRole("link", { name: "退職" }).click();
  await expect(restored).toBeVisible();
  await expect(withdraw).toBeChecked();
  await goOn(page);
  await expect(reason).toHaveValue("更新で止めるため");
  await page.reload();
  await expect(restored).toBeVisible();
  await page.getByRole("button", { name: "戻したものを消して、はじめから選ぶ" }).click();
  await expect(restored).toHaveCount(0);
  await expect(withdraw).not.toBeChecked();
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("handover")))).toEqual([]);
});

test("M6 the first page leads to who has no sheet, and they get one", async ({ ownPortal, enter }) => {
  await ownPortal.rows(
    `INSERT INTO person (operator_id, id, department_id, name, email)
     SELECT operator_id, gen_random_uuid(), department_id, '新井 はじめ', 'new.hajime@example.jp' FROM person WHERE email = $1`,
    [PEOPLE.staff],
  );
  const page = await enter("secretariat");
  await page.goto("/operator");
  await main(page)
    .getByRole("link", { name: /点検票のない人が\d+人います/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "人の変更と空席" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "新井 はじめ" }).first()).toBeChecked();
  await page.getByRole("button", { name: "選んだ人に配る" }).first().click();
  await expect(page.getByRole("status").filter({ hasText: "選んだ人に点検票を配りました。" })).toBeVisible();
  const sheets = "SELECT count(*)::int AS sheets FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id WHERE p.email = $1";
  expect((await ownPortal.rows<{ sheets: number }>(sheets, ["new.hajime@example.jp"]))[0]?.sheets).toBeGreaterThan(0);
});
