import { type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { withClockOfTests } from "@/tests/e2e/browser-clock";
import { Complaints } from "@/tests/e2e/complaints";
import { PEOPLE, type PersonKey } from "@/tests/e2e/people";
import { type TestPortal, type TestServer, withTestPortal, withTestServer } from "@/tests/e2e/test-portal";

interface Fixtures {
  /** Errors of the browser; the test fails on unexpected ones. */
  readonly complaints: Complaints;
  /** The portal of the test. */
  readonly present: TestPortal;
  /** A page in its own browser context, in which the person is signed in. How one signs in is tested where it matters. */
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
  present: ({ portal }, provide) => provide(portal),
  baseURL: ({ present }, provide) => provide(present.url),
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
  enter: async ({ browser, complaints, present }, provide) => {
    const contexts: { close(): Promise<void> }[] = [];
    await provide(async (person, options = {}) => {
      const context = await browser.newContext({ baseURL: present.url, ...options });
      contexts.push(context);
      complaints.watch(context);
      const [name = "", value = ""] = (await present.cookieOf(PEOPLE[person])).split("=");
      await context.addCookies([{ name, value, url: present.url, httpOnly: true, sameSite: "Lax" }]);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

interface WorkerFixturesOfChange {
  /** Serves one test after the other. */
  readonly server: TestServer;
}

/** For tests that change data: each has its own database. */
export const testOfChange = test.extend<{ readonly ownPortal: TestPortal }, WorkerFixturesOfChange>({
  server: [({ browserName: _any }, provide) => withTestServer(provide), { scope: "worker", timeout: 180_000 }],
  ownPortal: [async ({ server }, provide) => provide(await server.renew()), { timeout: 120_000 }],
  present: ({ ownPortal }, provide) => provide(ownPortal),
});

export { expect } from "@playwright/test";
