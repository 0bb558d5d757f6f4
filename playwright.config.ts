import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** Debian's browser where it is installed; Playwright's own elsewhere. */
const DEBIAN_CHROMIUM = "/usr/bin/chromium";
const QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** The browser keeps the machine's clock: it hardly starts where the clock is set. `tests/e2e/browser-clock.ts` makes up for it. */
const ownClock = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LD_PRELOAD|FAKETIME)/.test(name)));

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./tests/e2e/global-setup.ts",
  outputDir: "test-results",
  // Each has a portal of its own. While a browser lays out a page or axe looks at it, its portal rests.
  workers: 2,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "line",
  use: {
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: "off",
    launchOptions: { args: QUIET, env: ownClock, ...(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {}) },
  },
});
