/** Prerequisites of every script before TypeScript can run: the packages, the Prisma client, and the way to start it. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { judgeNode } from "./node-release.mjs";

export const project = fileURLToPath(new URL("..", import.meta.url));

const PARENT_CHECK_INTERVAL = 500;
const at = (...names) => path.join(project, ...names);
const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Whether exactly the locked packages are installed. npm writes a list of the installed packages last. The list omits
 * packages that are optional on this platform and, with `npm ci --omit=dev`, the development packages.
 */
function packagesInstalled({ development }) {
  const installedList = at("node_modules", ".package-lock.json");
  if (!existsSync(installedList)) return false;
  const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedList, "utf8")).packages;
  return Object.entries(wanted).every(([name, { version, optional, devOptional, dev }]) => {
    const found = installed[name];
    if (found === undefined) return name === "" || optional || devOptional || (dev && !development);
    return found.version === version;
  });
}

/** Runs a command and shows its output only if it fails; standard output stays free for the result. */
function runQuietly(command, args, failure) {
  const done = spawnSync(command, args, {
    cwd: project,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    env: { ...process.env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (done.status === 0) return;
  say(`${failure}\n${done.stdout ?? ""}${done.stderr ?? ""}${done.error?.message ?? ""}`);
  process.exit(1);
}

/** Development installs missing packages; a portal in production never uses the network for that. */
function installPackages() {
  if (packagesInstalled({ development: true })) return;
  say("必要なパッケージを入れています（初回と更新後だけ）…");
  // `npm run -s` passes its silence on, but a failure must show why; NODE_ENV=production would leave out what tests need.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  runQuietly("npm", args, "パッケージを入れられませんでした（npm ci）。ネットワークと、npm の設定を確かめてください。");
}

function requirePackages() {
  if (packagesInstalled({ development: false })) return;
  say(
    `必要なパッケージが入っていないか、package-lock.json と違っています（${project}）。\n` +
      "起動のときにネットワークから取り寄せることはしません。先に、このフォルダーで次を実行してください。\n" +
      "  npm ci --omit=dev    （試験や開発にも使うなら npm ci）",
  );
  process.exit(1);
}

function generateClient() {
  const schemas = at("prisma", "schema");
  if (!existsSync(schemas)) return;
  const hash = createHash("sha256").update(readFileSync(at("package-lock.json")));
  for (const name of readdirSync(schemas).sort()) hash.update(readFileSync(path.join(schemas, name)));
  const digest = hash.digest("hex");
  const stamp = at("prisma", "generated", ".stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  const prisma = at("node_modules", "prisma", "build", "index.js");
  runQuietly(process.execPath, [prisma, "generate"], "Prisma クライアントを作れませんでした。");
  writeFileSync(stamp, digest);
}

function requireNode() {
  const verdict = judgeNode(process.versions.node);
  if (verdict === null) return;
  say(verdict.text);
  if (verdict.kind === "refusal") process.exit(1);
}

/** For `npm start` and the commands: checks that everything they need is installed. */
export function prepare() {
  requireNode();
  requirePackages();
  generateClient();
}

/** For the demo, the tests and other scripts that a clean clone must run without another step. */
export function prepareWithPackages() {
  requireNode();
  installPackages();
  generateClient();
}

/** Arguments that let node run a TypeScript file of the project, server-only modules included. */
export const typeScript = (file) => ["--conditions=react-server", "--import", "tsx", at(file)];

function isGone(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** Runs the TypeScript file and exits with its exit code. The child receives Ctrl-C itself and other signals from here. */
export function runTypeScript(file, args) {
  const child = spawn(process.execPath, [...typeScript(file), ...args], {
    cwd: project,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PORTAL_LAUNCHER: String(process.pid) },
  });
  // When the child drops root, so does this process, which only waits for it.
  child.once("message", ({ runAs: { uid, gid } }) => {
    process.setgroups([gid]);
    process.setgid(gid);
    process.setuid(uid);
  });
  const stop = () => child.kill("SIGTERM");
  process.on("SIGINT", () => {});
  process.on("SIGTERM", stop);
  const npm = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => {
      if (process.ppid !== npm || isGone(npm)) stop();
    }, PARENT_CHECK_INTERVAL).unref();
  }
  return new Promise((resolve) => {
    child.once("close", (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal];
      resolve(process.exitCode);
    });
  });
}
