import { findPlaces } from "@/tests/e2e/pages";
import { expect, test } from "@/tests/e2e/portal";
import { LARGE_SECTION } from "@/tests/e2e/sheets";

/** Bytes as they arrive: the budget of the whole page, compressed. */
const MOST_SCRIPT = 130_000;

test("a checklist section ships less than 130 kB of compressed script and asks the server for nothing else", async ({ enter, portal }) => {
  const { systemSheet } = await findPlaces(portal);
  const page = await enter("system");
  const scripts: string[] = [];
  const later: string[] = [];
  let bytes = 0;
  page.on("requestfinished", async (request) => {
    if (request.resourceType() === "fetch" || request.resourceType() === "xhr") later.push(request.url());
    if (request.resourceType() !== "script") return;
    const { responseBodySize } = await request.sizes();
    bytes += responseBodySize;
    scripts.push(`${String(responseBodySize)} ${new URL(request.url()).pathname}`);
  });
  await page.goto(`/checks/${systemSheet}/${LARGE_SECTION}`, { waitUntil: "networkidle" });
  expect(scripts.length, "scripts arrived").toBeGreaterThan(0);
  expect(bytes, scripts.join("\n")).toBeLessThan(MOST_SCRIPT);
  expect(later, "one round trip for the page").toEqual([]);
});
