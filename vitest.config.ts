import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Tests that replace a module, or set environment variables that modules read once, and so need their own modules. */
const APART = /vi\.(?:mock|stubEnv)\(|process\.env\b/;
const apartOf = (folder: string): string[] =>
  readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".test.ts") && APART.test(readFileSync(root + name, "utf8")));
const unitApart = apartOf("tests/unit");
/** Unit tests that a step does without (`withoutTests` in scripts/steps.mjs): `--exclude` does not reach projects. */
const leftOut = [process.env["PORTAL_TESTS_LEFT_OUT"] ?? ""].filter(Boolean);
const integrationApart = apartOf("tests/integration");

/**
 * Files that take longest, the longest first: most of them start portals or wait for limits. A file begun last would run alone, so
 * they begin before the others, in this order.
 */
export const LONG_FILES: ReadonlySet<string> = new Set([
  "tests/http/permissions-of-sheets.test.ts",
  "tests/integration/refused-start.test.ts",
  "tests/integration/silent-start.test.ts",
  "tests/http/permissions.test.ts",
  "tests/integration/drop-root.test.ts",
  "tests/http/kill.test.ts",
  "tests/http/sign-in-flood.test.ts",
  "tests/integration/portal-process.test.ts",
  "tests/http/openapi.test.ts",
  "tests/http/hostile-actions.test.ts",
  "tests/integration/outages.test.ts",
  "tests/integration/demo-days.test.ts",
  "tests/http/real-start.test.ts",
  "tests/http/outage.test.ts",
  "tests/integration/runtime.test.ts",
  "tests/http/any-day.test.ts",
  "tests/integration/uncounted.test.ts",
  "tests/http/frozen-database.test.ts",
  "tests/integration/demo.test.ts",
]);

/** Files in an order that each seed shuffles differently, the long ones before the others. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root, sequence } = this.ctx.config;
    const long = [...LONG_FILES];
    const placed = files.map((file) => {
      const name = path.relative(root, file.moduleId).replaceAll("\\", "/");
      const place = createHash("sha256")
        .update(`${String(sequence.seed)} ${file.project.name} ${name}`)
        .digest("hex");
      return { file, long: LONG_FILES.has(name) ? long.indexOf(name) : long.length, place };
    });
    return placed.sort((one, other) => one.long - other.long || (one.place < other.place ? -1 : 1)).map(({ file }) => file);
  }
}

/** Some start processes of their own, which are slow on a busy machine. */
const UNIT_TIMEOUT = 60_000;

/** What the tests on a database have in common, whether they share the modules that they load (`serveDatabase`) or not. */
const INTEGRATION = {
  setupFiles: ["tests/setup-environment.ts", "tests/setup-console.ts"],
  globalSetup: ["tests/integration/global-setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // One more than the cores of a small machine, because some files wait for limits.
  maxWorkers: 3,
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: "server-only", replacement: `${root}tests/server-only.ts` },
    ],
  },
  test: {
    sequence: { shuffle: true, sequencer: LongFilesFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{unit,content,architecture}/**/*.test.ts"],
          exclude: [...unitApart, ...leftOut],
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
          include: unitApart,
          setupFiles: ["tests/setup-console.ts"],
          testTimeout: UNIT_TIMEOUT,
        },
      },
      {
        extends: true,
        test: { ...INTEGRATION, name: "integration", include: ["tests/integration/**/*.test.ts"], exclude: integrationApart, isolate: false },
      },
      { extends: true, test: { ...INTEGRATION, name: "integration-apart", include: integrationApart } },
      {
        extends: true,
        test: {
          name: "http",
          include: ["tests/http/**/*.test.ts"],
          setupFiles: ["tests/setup-console.ts"],
          globalSetup: ["tests/http/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Each file has its own portal and database. One more than the cores of a small machine, because a file sends one request after the other.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
