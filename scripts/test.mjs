/**
 * `npm test`: everything, from types to the browser, with one build and one database cluster for all suites.
 * `npm test -- --day 2028-02-29`: the same as on that day (scripts/clock.mjs).
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { installBrowser } from "./browser.mjs";
import { clockOfDay, sweepClocks, underClock } from "./clock.mjs";
import { otherNodes, startSteps, unitSteps } from "./node-versions.mjs";
import { prepareWithPackages, project, typeScript } from "./prepare.mjs";
import { format, lint, node, single, startSummary, tool, types, unused } from "./steps.mjs";

const { day } = parseArgs({ options: { day: { type: "string" } } }).values;
/** The clock of the tests; types, lint and the build do not depend on the day. */
const clock = day === undefined ? undefined : clockOfDay(day);
if (clock !== undefined) setInterval(sweepClocks, 1000).unref();
const reports = path.join(project, ".cache", "test-reports");

/** The counts of a report. A suite that failed without a failed test (a file that does not load) counts as one failure. */
function counted(file, ok, read) {
  if (!existsSync(file)) return { passed: 0, failed: 1, output: "テストの結果がありません。" };
  const { passed, failed, skipped, failures } = read(JSON.parse(readFileSync(file, "utf8")));
  return { passed, failed: ok ? failed : Math.max(1, failed), skipped, failures };
}

/** What failed in a report of Vitest: tests, and files that fail outside of a test, in a hook or because they do not load. */
const failuresOfVitest = (results) =>
  results.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const file = path.relative(project, name);
    if (failed.length === 0 && status === "failed") return [{ test: file, message: message || "テストの外で失敗しました。" }];
    return failed.map(({ fullName, failureMessages }) => ({ test: `${file} › ${fullName}`, message: failureMessages.join("\n") }));
  });

/** The failed and the flaky tests of a report of Playwright, whose groups contain groups, and what failed outside of them. */
const failuresOfPlaywright = ({ suites, errors = [] }) => [...errors.map(({ message = "" }) => ({ test: "テストの外", message })), ...failuresOfSuites(suites)];

const failuresOfSuites = (suites) =>
  suites.flatMap(({ title: group, specs, suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"))
      .map(({ file, title, tests }) => ({
        test: [file, ...(group === file ? [] : [group]), title].join(" › "),
        message: tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message))).join("\n"),
      })),
    ...failuresOfSuites(inner),
  ]);

/** Loud unless it runs in parallel with other steps; then its output is shown if it fails. */
const vitest =
  (projects, { env, loud = true } = {}) =>
  async () => {
    const report = path.join(reports, `${projects.replaceAll("*", "")}.json`);
    const args = ["run", "--project", projects, "--reporter", "dot", "--reporter", "json", `--outputFile.json=${report}`];
    const { ok, output } = await tool("vitest/vitest.mjs", args, { env, clock, loud });
    const numbers = counted(report, ok, ({ numPassedTests, numFailedTests, numPendingTests, testResults }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests,
      failures: failuresOfVitest(testResults),
    }));
    return ok || loud ? numbers : { ...numbers, output };
  };

const playwright = (env) => async () => {
  const report = path.join(reports, "e2e.json");
  const { ok } = await tool("@playwright/test/cli.js", ["test", "--reporter", "line,json"], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    clock,
    loud: true,
  });
  return counted(report, ok, ({ stats: { expected, unexpected, flaky, skipped }, suites, errors }) => ({
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    failures: failuresOfPlaywright({ suites, errors }),
  }));
};

/** Starts the process that holds the shared cluster. It ends with this process, even if this one is killed. */
async function holdCluster() {
  const plain = { command: process.execPath, args: [...typeScript("tests/support/hold-cluster.ts"), "demo-later"] };
  const { command, args } = clock === undefined ? plain : underClock(clock, plain.command, plain.args);
  const holder = spawn(command, args, {
    cwd: project,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => holder.once("close", resolve));
  const lines = createInterface({ input: holder.stdout });
  const addresses = await Promise.race([new Promise((resolve) => lines.once("line", resolve)), ended]);
  return {
    env: typeof addresses === "string" ? { PORTAL_TEST_CLUSTER: addresses } : {},
    release: () => {
      holder.stdin.end();
      return ended;
    },
  };
}

prepareWithPackages();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const summary = startSummary();
await summary.step("ブラウザとフォント", single(installBrowser));
await summary.together(
  ["型", single(types)],
  ["lint", single(lint)],
  ["単体・内容・構造のテスト", vitest("unit*", { loud: false })],
  ["書式", single(format)],
  ["使われていないコード", single(unused)],
  // The build writes the route types again, which the first two read.
  ["画面の組み立て", single(() => node([...typeScript("lib/cli/entry.ts"), "build"])), ["型", "lint"]],
  ...unitSteps(otherNodes()),
);
await summary.together(...startSteps(otherNodes()));
const cluster = await holdCluster();
await summary.step("データベースを使うテスト", vitest("integration*", { env: cluster.env }));
await summary.step("HTTP のテスト", vitest("http", { env: cluster.env }));
if (existsSync(path.join(project, "playwright.config.ts"))) {
  await summary.step("ブラウザのテスト", playwright(cluster.env));
}
await cluster.release();
summary.finish();
