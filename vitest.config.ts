import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Unit tests that replace a module, or set environment variables that modules read once, and so need their own modules. */
const APART = /vi\.(?:mock|stubEnv)\(|process\.env\b/;
const apart = readdirSync(`${root}tests/unit`, { recursive: true, encoding: "utf8" })
  .map((name) => `tests/unit/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".test.ts") && APART.test(readFileSync(root + name, "utf8")));

/** The architecture test starts ESLint, which is slow on a busy machine. */
const UNIT_TIMEOUT = 60_000;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: "server-only", replacement: `${root}tests/server-only.ts` },
    ],
  },
  test: {
    sequence: { shuffle: true },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{unit,content,architecture}/**/*.test.ts"],
          exclude: apart,
          setupFiles: ["tests/setup-console.ts"],
          testTimeout: UNIT_TIMEOUT,
          // Loading the same modules again for each file is a third of the work.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "unit-apart",
          include: apart,
          setupFiles: ["tests/setup-console.ts"],
          testTimeout: UNIT_TIMEOUT,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          setupFiles: ["tests/setup-console.ts"],
          globalSetup: ["tests/integration/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "http",
          include: ["tests/http/**/*.test.ts"],
          setupFiles: ["tests/setup-console.ts"],
          globalSetup: ["tests/http/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Each file has its own portal and database.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
