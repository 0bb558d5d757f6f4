import type { Browser } from "@playwright/test";

/** Apart by more than this, two clocks are set differently. */
const SLACK = 5_000;

/** In a page, before its own scripts: `Date` is so far ahead. Timers and everything that measures stay as they are. */
function setAhead(ahead: number): void {
  const now = (): number => RealDate.now() + ahead;
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values: unknown[], newTarget) => Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
  });
}

/** Where the tests live on another day than the browser, its pages are told the tests' day. */
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
