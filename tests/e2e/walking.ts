import type { Page } from "@playwright/test";
import { effortText, picture, watchEffort } from "@/tests/e2e/effort";
import type { PersonKey } from "@/tests/e2e/people";
import { expect, testOfChange as test } from "@/tests/e2e/portal";
import type { TestPortal } from "@/tests/e2e/test-portal";
import { dayFromNow } from "@/tests/support/days";

const WINDOWS = [
  { width: 1280, height: 900 },
  { width: 360, height: 780 },
] as const;

interface Walk {
  readonly page: Page;
  readonly portal: TestPortal;
  /** Prints what was done since the last time, and takes a picture. */
  readonly done: (what: string) => Promise<void>;
  readonly look: (what: string) => Promise<void>;
}

export const main = (page: Page) => page.getByRole("main");
/** Waits for the page with this heading. */
export const headed = (page: Page, name: string | RegExp) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
export const seen = (page: Page, text: string) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();

/** Fills in the plan of a round from today on. */
export async function fillPlan(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "名前" }).fill("2026年度 自己点検");
  for (const [label, day] of [
    ["期間の始まり", 0],
    ["期間の終わり", 60],
    ["回答の期限", 30],
  ] as const) {
    await page.getByRole("textbox", { name: label }).fill(dayFromNow(day));
  }
}

/** A word of the menu, which a phone unfolds first. */
export async function menu(page: Page, name: string): Promise<void> {
  const unfold = page.locator(".menu-toggle > summary");
  if (await unfold.isVisible()) await unfold.click();
  await page.getByRole("navigation", { name: "全体" }).getByRole("link", { name, exact: true }).click();
}

/** One job of a role at both widths, from its first page. `before`: makes the ground for it. */
export function walk(
  job: string,
  as: PersonKey,
  go: (walk: Walk) => Promise<void>,
  before: (portal: TestPortal) => Promise<unknown> = () => Promise.resolve(),
) {
  for (const viewport of WINDOWS) {
    test(`${job} at ${String(viewport.width)} px`, async ({ ownPortal, enter }) => {
      await before(ownPortal);
      const page = await enter(as, { viewport });
      const effort = await watchEffort(page);
      await page.goto("/");
      await go({
        page,
        portal: ownPortal,
        done: async (what) => {
          process.stdout.write(effortText(what, viewport.width, effort.so()));
          await picture(page, what);
          effort.again();
        },
        look: (what) => effort.aside(picture(page, what)),
      });
    });
  }
}
