import type { Page } from "@playwright/test";
import { findPlaces } from "@/tests/e2e/pages";
import { expect, test } from "@/tests/e2e/portal";
import { decisionBar as bar, openReview } from "@/tests/e2e/sheets";

const unseen = (page: Page) => page.getByRole("group", { name: "見る回答" }).getByRole("link", { name: /^まだ見ていない/u });
const rows = (page: Page) => page.locator(".review-item:visible");
const marked = (page: Page) => page.locator(".review-item[data-seen]");
/** No item is marked because it stays in view: what a test counts is what it went to. */
const withoutLooking = (page: Page) =>
  page.addInitScript(() => {
    window.IntersectionObserver.prototype.observe = () => undefined;
  });

async function totalOf(page: Page): Promise<number> {
  const [, total] = /^(\d+)件中/u.exec((await bar(page).locator(".action-progress").textContent()) ?? "") ?? [];
  return Number(total);
}

test("M11 an item that the reviewer comes to is marked as seen, counted and left out of those not seen yet, in this browser alone", async ({
  enter,
  portal,
}) => {
  const { handedInSheet } = await findPlaces(portal);
  const page = await enter("manager");
  await withoutLooking(page);
  await page.goto(`/operator/sheets/${handedInSheet}`);
  await expect(bar(page)).toContainText(/件中 0件を見た・所見 \d+件/u);
  const total = await totalOf(page);
  expect(total).toBeGreaterThan(3);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(marked(page).first().locator(".section-code")).toContainText("見た");
  await page.locator(".review-item").nth(2).getByText("文を読む").click();
  for (const at of [0, 1, 2]) await expect(page.locator(".review-item").nth(at)).toHaveAttribute("data-seen", "true");
  const done = await marked(page).count();
  await expect(bar(page)).toContainText(`${String(total)}件中 ${String(done)}件を見た`);
  await expect(unseen(page)).toContainText(`${String(total - done)}件`);

  await unseen(page).click();
  await expect(page).toHaveURL(/show=unseen/u);
  await expect(unseen(page)).toHaveAttribute("aria-current", "true");
  await expect(rows(page)).toHaveCount(total - done);
  await page.keyboard.press("j");
  await expect(rows(page).first().locator('[role="rowheader"] > [tabindex]')).toBeFocused();
  await expect(rows(page), "what is being seen stays").toHaveCount(total - done);

  const elsewhere = await enter("manager");
  await withoutLooking(elsewhere);
  await elsewhere.goto(`/operator/sheets/${handedInSheet}`);
  await expect(bar(elsewhere)).toContainText("0件を見た");
});

test("M11 an item that stays in view is marked by itself; who does not decide has no marks", async ({ enter, portal }) => {
  const { handedInSheet } = await findPlaces(portal);
  const page = await enter("manager", { viewport: { width: 1280, height: 900 } });
  await page.goto(`/operator/sheets/${handedInSheet}`);
  const first = page.locator(".review-item").first();
  await first.scrollIntoViewIfNeeded();
  await expect(first).toHaveAttribute("data-seen", "true", { timeout: 10_000 });
  const reader = await enter("auditor");
  await reader.goto(`/operator/sheets/${handedInSheet}?show=unseen`);
  await expect(unseen(reader)).toHaveCount(0);
  await reader.locator(".review-item").first().getByText("文を読む").click();
  await expect(marked(reader)).toHaveCount(0);
});

test("M11 marks are removed from this browser by their account, and a browser that keeps nothing has them while the page is open", async ({
  enter,
  portal,
}) => {
  const { handedInSheet } = await findPlaces(portal);
  const page = await enter("manager");
  await withoutLooking(page);
  await openReview(page, handedInSheet);
  await page.keyboard.press("j");
  await expect(bar(page)).toContainText(/[1-9]\d*件を見た/u);
  await page.goto("/account");
  const panel = page.getByRole("region", { name: "この端末に残っている回答" });
  await expect(panel).toContainText("確認した点検票1枚に、「見た」の目印が残っています。");
  await panel.getByRole("button", { name: "「見た」の目印を消す" }).click();
  await expect(panel).toContainText("「見た」の目印を、この端末から消しました。");
  await page.goto(`/operator/sheets/${handedInSheet}`);
  await expect(bar(page)).toContainText("0件を見た");

  const forgetful = await enter("manager");
  await withoutLooking(forgetful);
  await forgetful.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("", "SecurityError");
      },
    });
  });
  await forgetful.goto(`/operator/sheets/${handedInSheet}`);
  await expect(bar(forgetful)).toContainText("0件を見た");
  await forgetful.keyboard.press("j");
  await expect(bar(forgetful)).toContainText(/[1-9]\d*件を見た/u);
});

test("M11 the keys of the review are listed by a key", async ({ enter, portal }) => {
  const { handedInSheet } = await findPlaces(portal);
  const page = await enter("manager");
  await openReview(page, handedInSheet);
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "キー操作" });
  await expect(list).toContainText("いまの項目に所見を書く");
  await page.keyboard.press("j");
  await expect(page.locator('[role="rowheader"] > [tabindex]').first()).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
});
