import { type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { withClockOfTests } from "@/tests/e2e/browser-clock";
import { Complaints } from "@/tests/e2e/complaints";
import { type PersonKey, signInQuickly } from "@/tests/e2e/people";
import { type TestPortal, withTestPortal } from "@/tests/e2e/test-portal";

interface Fixtures {
  /** Errors of the browser; the test fails on unexpected ones. */
  readonly complaints: Complaints;
  /** A page in its own browser context, signed in as the person. */
  readonly enter: (person: PersonKey, options?: BrowserContextOptions) => Promise<Page>;
}

interface WorkerFixtures {
  /** One portal for all read-only tests. */
  readonly portal: TestPortal;
}

/** For read-only tests. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  browser: [
    async ({ browser }, provide) => {
      await withClockOfTests(browser);
      await provide(browser);
    },
    { scope: "worker" },
  ],
  portal: [({ browserName: _any }, provide) => withTestPortal(provide), { scope: "worker", timeout: 180_000 }],
  baseURL: async ({ portal }, provide) => provide(portal.url),
  complaints: [
    async ({ browserName: _any }, provide) => {
      const complaints = new Complaints();
      await provide(complaints);
      complaints.check();
    },
    { auto: true },
  ],
  context: async ({ context, complaints }, provide) => {
    complaints.watch(context);
    await provide(context);
  },
  enter: async ({ browser, complaints, baseURL }, provide) => {
    const contexts: { close(): Promise<void> }[] = [];
    await provide(async (person, options = {}) => {
      const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), ...options });
      contexts.push(context);
      complaints.watch(context);
      await signInQuickly(context.request, person);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** For tests that change data: each has its own portal. */
export const testOfChange = test.extend<{ readonly ownPortal: TestPortal }>({
  ownPortal: [({ browserName: _any }, provide) => withTestPortal(provide), { timeout: 120_000 }],
  baseURL: async ({ ownPortal }, provide) => provide(ownPortal.url),
});

export { expect } from "@playwright/test";
