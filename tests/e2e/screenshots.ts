import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { findPlaces, VISITS } from "@/tests/e2e/pages";
import { expect, test } from "@/tests/e2e/portal";

/** For the README. */
const SHOWN = path.join("docs", "images");
/** All pages at full length, for design reviews. */
const ALL = path.join(".cache", "screenshots");
const WINDOWS = [
  { width: 1280, height: 900 },
  { width: 360, height: 780 },
];
const MOST_BYTES = 6_000_000;

for (const { name, as, path: address, shown } of VISITS) {
  test(`picture of ${name}`, async ({ page: nobody, enter, portal }) => {
    const page = as === null ? nobody : await enter(as);
    for (const directory of [SHOWN, ALL]) mkdirSync(directory, { recursive: true });
    const places = await findPlaces(portal);
    for (const window of WINDOWS) {
      await page.setViewportSize(window);
      await page.goto(address(places), { waitUntil: "networkidle" });
      const file = `${name}-${String(window.width)}.png`;
      await page.screenshot({ path: path.join(ALL, file), fullPage: true, animations: "disabled" });
      if (shown) await page.screenshot({ path: path.join(SHOWN, file), animations: "disabled" });
    }
  });
}

test("the README's pictures stay small", () => {
  const bytes = readdirSync(SHOWN).reduce((sum, file) => sum + statSync(path.join(SHOWN, file)).size, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
