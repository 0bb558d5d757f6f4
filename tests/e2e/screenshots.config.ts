import { defineConfig } from "@playwright/test";
import config from "@/playwright.config";

/** `npm run screenshots`: takes pictures without comparing them. */
export default defineConfig({
  ...config,
  testDir: ".",
  testMatch: "screenshots.ts",
  globalSetup: "./global-setup.ts",
  outputDir: "../../test-results",
});
