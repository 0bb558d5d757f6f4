import type { Request } from "@playwright/test";
import { findPlaces } from "@/tests/e2e/pages";
import { expect, test } from "@/tests/e2e/portal";
import { LARGE_SECTION, openSection } from "@/tests/e2e/sheets";

/** Budget of the whole page in transferred (compressed) bytes. */
const MOST_SCRIPT = 130_000;

test("a checklist section ships less than 130 kB of compressed script and sends no other request", async ({ enter, portal }) => {
  const { systemSheet } = await findPlaces(portal);
  const page = await enter("system");
  const scripts: string[] = [];
  const later: string[] = [];
  let bytes = 0;
  const weighed: Promise<void>[] = [];
  const weigh = async (request: Request): Promise<void> => {
    const { responseBodySize } = await request.sizes();
    bytes += responseBodySize;
    scripts.push(`${String(responseBodySize)} ${new URL(request.url()).pathname}`);
  };
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "fetch" || request.resourceType() === "xhr") later.push(request.url());
    if (request.resourceType() === "script") weighed.push(weigh(request));
  });
  await openSection(page, systemSheet, LARGE_SECTION);
  await Promise.all(weighed);
  expect(scripts.length, "scripts arrived").toBeGreaterThan(0);
  expect(bytes, scripts.join("\n")).toBeLessThan(MOST_SCRIPT);
  expect(later, "one round trip for the page").toEqual([]);
});
