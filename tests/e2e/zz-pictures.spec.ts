import { mkdirSync } from "node:fs";
import { findPlaces, VISITS } from "@/tests/e2e/pages";
import { test } from "@/tests/e2e/portal";

for (const { name, as, path: address } of VISITS.filter(({ name: one }) => /^(handover|staffing|person$|dashboard|operator|progress)/.test(one))) {
  test(`picture of ${name}`, async ({ enter, portal }) => {
    const page = await enter(as ?? "secretariat");
    mkdirSync("/tmp/m6-pictures", { recursive: true });
    const places = await findPlaces(portal);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address(places), { waitUntil: "networkidle" });
      await page.screenshot({ path: `/tmp/m6-pictures/${name}-${width}.png`, fullPage: true, animations: "disabled" });
    }
  });
}
