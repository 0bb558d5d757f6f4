import { expect, test } from "@/tests/e2e/portal";

test("M5 the browser's pages have the clock of the tests, however they are opened", async ({ page, browser, enter }) => {
  const other = await browser.newContext();
  for (const opened of [page, await other.newPage(), await enter("staff")]) {
    await opened.goto("about:blank");
    const [now, made, kept] = await opened.evaluate(() => [Date.now(), new Date().getTime(), new Date(0).toISOString()] as const);
    for (const instant of [now, made]) expect(Math.abs(instant - Date.now())).toBeLessThan(60_000);
    expect(kept).toBe("1970-01-01T00:00:00.000Z");
  }
  await other.close();
});
