import { defineConfig } from "@playwright/test";
import config from "@/playwright.config";

/** `npm run screenshots`: takes pictures without comparing them. The last test looks at what the others made. */
export default defineConfig({
  ...config,
  fullyParallel: false,
  testDir: ".",
  testMatch: "screenshots.ts",
  globalSetup: "./global-setup.ts",
  outputDir: "../../test-results",
});
