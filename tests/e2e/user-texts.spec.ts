import { randomUUID } from "node:crypto";
import { sentence } from "@/lib/labels/own-direction";
import { leftEdges } from "@/tests/e2e/drawn";
import { PEOPLE } from "@/tests/e2e/people";
import { expect, test as onShared, testOfChange as test } from "@/tests/e2e/portal";
import { card, emptySystemSheet, LARGE_SECTION, openSection } from "@/tests/e2e/sheets";

const NAME = "שלום לוי";
const REMARK = "理由が足りません。\n\n  1. 台帳\n  2. 手順";
const REASON = "所見を見てください。\n期限は来週です。";

test("M9 what somebody wrote keeps its lines, and the date after a name written from right to left stays after it", async ({ ownPortal, enter }) => {
  const sheet = await emptySystemSheet(ownPortal);
  const page = await enter("system");
  await openSection(page, sheet, LARGE_SECTION);
  const item = await page.locator('form.item-form input[name="itemId"]').first().inputValue();
  await ownPortal.rows("UPDATE person SET name = $1 WHERE email = $2", [NAME, PEOPLE.manager]);
  await ownPortal.rows(
    `INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at)
     SELECT s.operator_id, $2, s.id, $3, $4, p.id, now() FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.email = $5 WHERE s.id = $1`,
    [sheet, randomUUID(), item, REMARK, PEOPLE.manager],
  );
  await ownPortal.rows("UPDATE sheet SET state = 'returned', returned_reason = $2 WHERE id = $1", [sheet, REASON]);

  await openSection(page, sheet, LARGE_SECTION);
  const returned = page.locator('.notice[data-tone="returned"] bdi');
  expect(await returned.innerText()).toBe(REASON);
  const remark = card(page, item).locator(".review-remark");
  expect(await remark.locator("bdi").filter({ hasText: "台帳" }).innerText()).toBe(REMARK);
  const title = await leftEdges(remark.locator(".remark-title"), ["所見", NAME, "年"]);
  expect(title, "所見, the name, the date").toEqual(title.toSorted((one, other) => one - other));

  await page.goto("/checks");
  const entry = page.locator("article").filter({ has: page.locator("bdi").filter({ hasText: "期限は来週です。" }) });
  expect(await entry.locator("bdi").filter({ hasText: "期限は来週です。" }).innerText()).toBe(REASON);
  const by = await leftEdges(entry.locator("bdi").filter({ hasText: NAME }), [NAME, "月"]);
  expect(by, "the name, the date").toEqual(by.toSorted((one, other) => one - other));
});

const [FROM, TO] = ["שלום", "محمد"] as const;
const SENTENCES = [
  { text: sentence`${FROM} → ${TO}`, parts: [FROM, "→", TO] },
  { text: sentence`${FROM}　${2}枚　${TO}`, parts: [FROM, "2", TO] },
  { text: sentence`${FROM}さんの役割が${50}を超えます（${TO}　2026年）。`, parts: [FROM, "さん", "50", TO, "2026", "。"] },
];

onShared("M9 the parts of a sentence are drawn in its order, whatever script the names in it are written in", async ({ enter }) => {
  const page = await enter("ciso");
  await page.goto("/operator");
  await page.evaluate(
    (texts) => {
      for (const [at, text] of texts.entries()) {
        for (const inside of ["bdi", "span"]) {
          const line = document.createElement("p");
          line.className = `drawn-here-${String(at)}`;
          line.append(document.createElement(inside));
          line.firstElementChild?.append(text);
          document.getElementById("main")?.prepend(line);
        }
      }
    },
    SENTENCES.map(({ text }) => text),
  );
  for (const [at, { text, parts }] of SENTENCES.entries()) {
    const lines = page.locator(`.drawn-here-${String(at)}`);
    await expect(lines).toHaveCount(2);
    for (const line of await lines.all()) {
      const edges = await leftEdges(line, parts);
      expect(edges, text).toEqual(edges.toSorted((one, other) => one - other));
    }
  }
});
