/** Runs the steps of `npm test` and `npm run check` and counts what passed and what failed. */
import { spawn } from "node:child_process";
import { underClock } from "./clock.mjs";
import { project } from "./prepare.mjs";

const STEP_LIMIT = 40 * 60_000;

/** What of failed tests stands at the end of a long log, so that it need not be searched. */
const SHOWN_FAILURES = 20;
const SHOWN_CHARACTERS = 1500;

/**
 * Returns `{ ok, code, output }`. With `loud`, output is shown as it comes; otherwise it is kept. A step that hangs is killed
 * with its child processes. `clock`: run on another day (clock.mjs).
 */
export function execute(command, args, { env = {}, loud = false, clock } = {}) {
  const run = clock === undefined ? { command, args } : underClock(clock, command, args);
  const child = spawn(run.command, run.args, {
    cwd: project,
    env: { ...process.env, ...env },
    stdio: loud ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const end = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // ended already
    }
  };
  const limit = setTimeout(() => {
    output += `\n${STEP_LIMIT / 60_000} 分で終わらないので打ち切りました。`;
    end();
  }, STEP_LIMIT);
  const interrupted = () => {
    end();
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, interrupted);
  return new Promise((resolve) => {
    const settle = (code) => {
      clearTimeout(limit);
      for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, interrupted);
      resolve({ ok: code === 0, code, output: output.trim() });
    };
    child.once("error", (error) => {
      output += error.message;
      settle(null);
    });
    child.once("close", settle);
  });
}

export const node = (args, options) => execute(process.execPath, args, options);

/** Runs an installed tool by the path of its script below node_modules. */
export const tool = (script, args, options) => node([`node_modules/${script}`, ...args], options);

/** The environment of a run of unit tests without those that match the glob (vitest.config.ts). */
export const withoutTests = (glob) => ({ PORTAL_TESTS_LEFT_OUT: glob });

/** Enough that no core waits while one of the steps does. */
const AT_ONCE = 4;

/** Returns a function that runs work as soon as one of so many places is free, in the order of asking. */
function places(count) {
  const waiting = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** A step that counts as one. */
export const single = (run) => async () => {
  const { ok, output } = await run();
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output: ok ? "" : output };
};

export function startSummary() {
  const rows = [];
  const timed = async (name, run) => {
    const begun = Date.now();
    const result = await run().catch((error) => ({ passed: 0, failed: 1, output: error.stack }));
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    const skipped = result.skipped ? `、${result.skipped} skipped` : "";
    return { ...result, line: `${name}: ${result.passed} passed, ${result.failed} failed${skipped}（${seconds} 秒）` };
  };
  const heading = (name) => process.stdout.write(`\n== ${name}\n`);
  const ended = ({ output, line }) => process.stdout.write(`${output ? `${output}\n` : ""}${line}\n`);
  return {
    /** Runs a step; the next one runs whatever its result. */
    async step(name, run) {
      heading(name);
      const row = await timed(name, run);
      ended(row);
      rows.push(row);
    },
    /**
     * Runs steps in parallel, none of them loud, `AT_ONCE` at a time; a step begins after those that it names (`[name, run, after]`,
     * all of them before it in the list). Each one's output is shown in one piece when it has ended; the summary keeps the order.
     */
    async together(...steps) {
      const place = places(AT_ONCE);
      const ends = new Map();
      for (const [name, run, after = []] of steps) {
        const begun = Promise.all(after.map((other) => ends.get(other))).then(() => place(() => timed(name, run)));
        ends.set(
          name,
          begun.then((row) => {
            heading(name);
            ended(row);
            return row;
          }),
        );
      }
      rows.push(...(await Promise.all(ends.values())));
    },
    /** Prints every step, once more each failed test with its reason, and, as the last line, the totals. */
    finish() {
      const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
      const failures = rows.flatMap((row) => row.failures ?? []);
      process.stdout.write(`\n== まとめ\n${rows.map(({ line }) => `  ${line}`).join("\n")}\n`);
      for (const { test, message } of failures.slice(0, SHOWN_FAILURES)) process.stdout.write(`\n失敗: ${test}\n${message.slice(0, SHOWN_CHARACTERS)}\n`);
      if (failures.length > SHOWN_FAILURES) process.stdout.write(`\n失敗: ほかに ${failures.length - SHOWN_FAILURES} 件\n`);
      process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed\n`);
      process.exitCode = sum("failed") === 0 ? 0 : 1;
    },
  };
}

const typegen = () => tool("next/dist/bin/next", ["typegen"], { env: { NEXT_TELEMETRY_DISABLED: "1" } });

/**
 * Checks types with the native compiler. The route types are generated first, because a clean clone has none. One thread: the
 * cores are busy with the other steps, and several threads use almost twice the CPU.
 */
export async function types() {
  const generated = await typegen();
  return generated.ok ? tool("typescript-native/bin/tsc", ["--noEmit", "--incremental", "false", "--singleThreaded"]) : generated;
}

/** Lints, with the rules that need types and the table of who may import what (`.oxlintrc.json`). */
export const lint = () => tool("oxlint/bin/oxlint", ["."]);

/** Finds code, files and packages that nothing uses. */
export const unused = () => tool("knip/bin/knip.js", ["--no-progress", "--treat-config-hints-as-errors", "--cache", "--cache-location", ".cache/knip"]);

/** Checks formatting and import order; `npm run format` fixes what it reports. */
export const format = () => tool("@biomejs/biome/bin/biome", ["check", "."]);
