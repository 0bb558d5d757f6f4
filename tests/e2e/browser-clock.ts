import type { Browser } from "@playwright/test";

/** Clocks that differ by more than this are set to different times. */
const SLACK = 5_000;

/** Runs in a page before its own scripts: sets `Date` ahead. Timers and measurements stay real. */
function setAhead(ahead: number): void {
  const now = (): number => RealDate.now() + ahead;
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values: unknown[], newTarget) => Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
  });
}

/** If the tests run on another day than the browser, gives its pages the tests' day. */
export async function withClockOfTests(browser: Browser): Promise<void> {
  const open = browser.newContext.bind(browser);
  const context = await open();
  const page = await context.newPage();
  const ahead = Date.now() - (await page.evaluate(() => Date.now()));
  await context.close();
  if (Math.abs(ahead) < SLACK) return;
  browser.newContext = async (options) => {
    const told = await open(options);
    await told.addInitScript(setAhead, ahead);
    return told;
  };
}
