import type { Locator } from "@playwright/test";
import { CONFLICT, NO_CONNECTION } from "@/tests/e2e/complaints";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import { answerOf, card, emptySystemSheet, LARGE_SECTION, openSection, saveState, stateOf, tile } from "@/tests/e2e/sheets";
import { answerExamples, examplesOf, expectKept, expectShown, formOf, lastOf, slip } from "@/tests/e2e/slips";

test("M2 handing in as 該当なし asks for the number by measure; after returning, 実施 restores the answers", async ({ ownPortal, enter }) => {
  const page = await enter("system");
  const sheet = await emptySystemSheet(ownPortal);
  await openSection(page, sheet, LARGE_SECTION);
  const answered = await answerExamples(page, sheet);
  await slip(page, ownPortal, answered);
  await expectKept(ownPortal, answered);
  const count = answered.given.size;
  await page.goto(`/checks/${sheet}/hand-in`);
  await expect(page.getByText(`「該当なし」の項目の具体例に、回答が${count}件あります。提出すると、この${count}件は数えません。`)).toBeVisible();
  await expect(page.getByRole("link", { name: `（具体例の回答${count}件）` })).toHaveAttribute(
    "href",
    `/checks/${sheet}/${LARGE_SECTION}#item-${answered.measure}`,
  );
  await page.getByRole("button", { name: new RegExp(`具体例の回答${count}件を数えずに提出する$`) }).click();
  await page.waitForURL(/\/checks\?handedIn=/);
  expect(await stateOf(ownPortal, sheet)).toBe("handedIn");
  await expectKept(ownPortal, answered);
  await page.goto(`/checks/${sheet}/${LARGE_SECTION}`);
  await expect(examplesOf(card(page, answered.measure)).locator("> summary")).toContainText("数えていません");

  const reviewer = await enter("manager");
  await reviewer.goto(`/operator/sheets/${sheet}`);
  await expect(reviewer.locator(`[id="item-${answered.measure}"]`).getByText(`回答のある具体例 ${count}件（数えていません）`)).toBeVisible();
  await reviewer.getByLabel("差し戻す理由").fill("該当します。");
  await reviewer.getByRole("button", { name: "差し戻す", exact: true }).click();
  await expect.poll(() => stateOf(ownPortal, sheet)).toBe("returned");

  await openSection(page, sheet, LARGE_SECTION);
  await tile(formOf(page, answered.measure), "implemented").click();
  await lastOf(ownPortal, answered, "implemented");
  await expectShown(page, answered);
  await expectKept(ownPortal, answered);
  const [example] = answered.given.keys();
  await page.goto(`/checks/${sheet}/history/${encodeURIComponent(example!)}`);
  await expect(page.getByText("対策項目を「該当なし」として提出したため、この回答は数えません。")).toBeVisible();
  await expect(page.getByText("対策項目が「該当なし」でなくなったため、この回答に戻りました。")).toBeVisible();
});

test("M2 last time's remark and evidence are copied only into empty fields, and the button disappears when it would add nothing", async ({
  ownPortal,
  enter,
}) => {
  const [remark, evidence] = ["前回の備考の文", "前回の根拠の文"];
  await ownPortal.rows(
    `UPDATE answer a SET remark = $1, evidence = $2 FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
     WHERE s.operator_id = a.operator_id AND s.id = a.sheet_id AND s.role = 'systemAdministrator' AND c.state IN ('approved', 'submitted')`,
    [remark, evidence],
  );
  const page = await enter("system");
  const sheet = await emptySystemSheet(ownPortal);
  await openSection(page, sheet, LARGE_SECTION);
  const copy = (measure: string): Locator => card(page, measure).getByRole("button", { name: "前回の備考と根拠を写す" });
  const text = (measure: string, name: string): Locator => formOf(page, measure).locator(`textarea[name="${name}"]`);
  /** Only the present measure shows its fields. */
  const write = async (measure: string, name: string, value: string): Promise<void> => {
    if (!(await text(measure, name).isVisible())) await formOf(page, measure).locator(".item-tools summary").click();
    await text(measure, name).fill(value);
  };
  const offering = page.locator("article.item-card").filter({ has: page.getByRole("button", { name: "前回の備考と根拠を写す" }) });
  const [typed, both, untouched] = await Promise.all([0, 1, 2].map((at) => offering.nth(at).locator('form.item-form input[name="itemId"]').inputValue()));
  if (typed === undefined || both === undefined || untouched === undefined) throw new Error("too few measures were answered last time");

  await write(typed, "remark", "自分で打った備考");
  await copy(typed).click();
  await expect(text(typed, "remark")).toHaveValue("自分で打った備考");
  await expect(text(typed, "evidence")).toHaveValue(evidence);
  await expect(copy(typed)).toHaveCount(0);

  await write(both, "remark", "自分で打った備考");
  await write(both, "evidence", "自分で打った根拠");
  await expect(copy(both), "there is nothing to copy over what was typed").toHaveCount(0);

  await copy(untouched).click();
  await expect(text(untouched, "remark")).toHaveValue(remark);
  await expect(text(untouched, "evidence")).toHaveValue(evidence);

  const saved = async (item: string) =>
    (await ownPortal.rows<{ remark: string; evidence: string }>("SELECT remark, evidence FROM answer WHERE sheet_id = $1 AND item_id = $2", [sheet, item]))[0];
  await expect.poll(() => saved(typed)).toEqual({ remark: "自分で打った備考", evidence });
  await expect.poll(() => saved(both)).toEqual({ remark: "自分で打った備考", evidence: "自分で打った根拠" });
  await page.reload();
  await expect(text(typed, "remark")).toHaveValue("自分で打った備考");
});

test("M2 an answer that could not be sent is discarded only after a second press, and 残す keeps it", async ({ ownPortal, enter, complaints }) => {
  complaints.expect(NO_CONNECTION, CONFLICT);
  const page = await enter("system");
  const sheet = await emptySystemSheet(ownPortal);
  await openSection(page, sheet, LARGE_SECTION);
  const measure = await page.locator('form.item-form input[name="itemId"]').first().inputValue();
  await page.context().setOffline(true);
  await tile(formOf(page, measure), "implemented").click();
  await formOf(page, measure).locator('textarea[name="remark"]').fill("この端末にしかない備考");
  await expect(saveState(card(page, measure))).toHaveText("この端末に保存・未送信");
  await ownPortal.rows("UPDATE cycle SET state = 'reviewing', reviewing_at = now() WHERE id = (SELECT cycle_id FROM sheet WHERE id = $1)", [sheet]);
  await page.context().setOffline(false);

  await page.goto("/checks");
  const held = page.locator(".held-answers");
  await expect(held).toBeVisible();
  if ((await held.getAttribute("open")) === null) await held.locator("> summary").click();
  const kept = held.getByRole("textbox");
  await expect(kept).toHaveValue(/この端末にしかない備考/);
  await held.getByRole("button", { name: "この端末から消す" }).click();
  await expect(held.getByText("この内容は、この端末にしかありません。消すと元に戻せません。")).toBeVisible();
  await expect(kept, "one press only asks").toHaveValue(/この端末にしかない備考/);
  await held.getByRole("button", { name: "残す", exact: true }).click();
  await expect(held.getByRole("button", { name: "この端末から消す" })).toBeVisible();
  await page.reload();
  await expect(held).toBeVisible();
  if ((await held.getAttribute("open")) === null) await held.locator("> summary").click();
  await expect(kept).toHaveValue(/この端末にしかない備考/);
  await held.getByRole("button", { name: "この端末から消す" }).click();
  await held.getByRole("button", { name: "元に戻せないが消す" }).click();
  await expect(held).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(held).toHaveCount(0);
  expect(await answerOf(ownPortal, sheet, measure)).toBeNull();
});
