import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { CHROMIUM } from "./scripts/browser.mjs";

/** Debian's browser, the one without windows if it is installed; otherwise Playwright's own. */
const debian = CHROMIUM.find((browser) => existsSync(browser));
const QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** The browser keeps the machine's clock, because it hardly starts with another one. `tests/e2e/browser-clock.ts` sets its pages' clock instead. */
const ownClock = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LD_PRELOAD|FAKETIME)/.test(name)));

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./tests/e2e/global-setup.ts",
  outputDir: "test-results",
  // One more than the cores of a small machine, because tests also wait: for a save, for a timer, for a portal to start.
  workers: 3,
  retries: 0,
  // No test depends on another one of its file, so no worker is left alone with a long file at the end.
  fullyParallel: true,
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
    launchOptions: { args: QUIET, env: ownClock, ...(debian === undefined ? {} : { executablePath: debian }) },
  },
});
