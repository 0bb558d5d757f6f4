import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { precompress } from "@/lib/runtime/precompress";
import { releaseLock, takeLock } from "@/lib/runtime/process-file";
import { identify, pause } from "@/lib/runtime/process-identity";
import { runScript } from "@/lib/runtime/run-script";
import { StartupError } from "@/lib/server/environment/startup-error";

/** Everything that the built pages depend on; not tsconfig.json, which Next itself may modify. */
const SOURCES = ["app", "components", "content", "lib", "prisma", "public", "instrumentation.ts", "next.config.js", "postcss.config.mjs", "package-lock.json"];
const STAMP = path.join(".next", "portal-build-stamp");

function filesBelow(entry: string): string[] {
  if (!existsSync(entry) || path.basename(entry) === "generated") return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry)
    .sort()
    .flatMap((name) => filesBelow(path.join(entry, name)));
}

/** A hash that changes with any of the files or folders. */
export function hashOf(directory: string, entries: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of entries.flatMap((entry) => filesBelow(path.join(directory, entry)))) {
    const content = readFileSync(file);
    hash.update(`${path.relative(directory, file)}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest("hex");
}

/** A hash that changes with any source of the build. */
export const sourcesHash = (directory: string): string => hashOf(directory, SOURCES);

function isBuilt(directory: string, hash: string): boolean {
  const stamp = path.join(directory, STAMP);
  return existsSync(path.join(directory, ".next", "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

/** Path of the script that serves the build; takes `-H HOST -p PORT`. */
export const serveCommand = (): string => path.join(import.meta.dirname, "..", "server", "serving", "serve.mjs");

export const nextCommand = (): string => createRequire(import.meta.url).resolve("next/dist/bin/next");

async function runBuild(directory: string, stop: AbortSignal | undefined): Promise<void> {
  const environment = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  const { code, output } = await runScript([nextCommand(), "build", "--webpack"], { directory, environment, stop });
  if (code !== 0 && stop?.aborted !== true) throw new StartupError(`画面を組み立てられませんでした（next build）。\n${output}`);
}

/** A read-only folder is fine once the build exists. */
function refuseUnwritable(directory: string): void {
  try {
    accessSync(directory, constants.W_OK);
  } catch {
    throw new StartupError(
      `画面がまだ組み立てられていませんが、${directory} に書けません。\n` +
        "書ける利用者で npm run build を行ってから、もう一度起動してください（組み立てた後は、読むだけのフォルダーでも起動します）。",
    );
  }
}

/** Builds the pages unless the existing build is of exactly these sources. Simultaneous callers build once. */
export async function ensureBuild(directory: string, { announce, stop }: { announce: (line: string) => void; stop?: AbortSignal }): Promise<void> {
  if (isBuilt(directory, sourcesHash(directory))) return;
  refuseUnwritable(directory);
  const cache = path.join(directory, ".cache");
  mkdirSync(cache, { recursive: true });
  const lock = path.join(cache, "build.lock");
  const self = { ...identify(process.pid), url: "" };
  while (takeLock(lock, self) !== null) {
    if (stop?.aborted === true) return;
    await pause(500);
  }
  try {
    const hash = sourcesHash(directory);
    if (isBuilt(directory, hash)) return;
    announce("画面を組み立てています（初回と更新後だけ、1〜2 分かかります）…");
    rmSync(path.join(directory, STAMP), { force: true });
    await runBuild(directory, stop);
    if (stop?.aborted === true) return;
    await precompress(path.join(directory, ".next", "static"));
    writeFileSync(path.join(directory, STAMP), hash);
  } finally {
    releaseLock(lock, self);
  }
}
