import { defineConfig } from "@playwright/test";
import config from "@/playwright.config";

/** `npm run walk`: does what each role has to do, by the pages alone, and prints what it takes. */
export default defineConfig({
  ...config,
  fullyParallel: false,
  workers: 1,
  testDir: ".",
  testMatch: /walk(-\w+)?\.ts$/,
  globalSetup: "./global-setup.ts",
  outputDir: "../../test-results",
});
