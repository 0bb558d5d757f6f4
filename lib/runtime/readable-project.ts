import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashOf } from "@/lib/runtime/build";
import { closedAncestor, makeDirectory, type RunAs, reachableHome } from "@/lib/server/environment/unprivileged";

/** The parts of a project that a portal runs from; no data, no settings of the shell. */
const PARTS = [
  "app",
  "components",
  "content",
  "lib",
  "prisma",
  "public",
  "scripts",
  "tests",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "prisma.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "node_modules",
  ".next",
];
/** Files whose modes represent all that an installation, a build and a clone write. */
const SAMPLES = ["package.json", "lib/cli/entry.ts", "node_modules/next/package.json", ".next/BUILD_ID", "prisma/generated/client.ts"];
const OF_THE_CODE = [...PARTS.filter((part) => part !== "node_modules" && part !== ".next"), ".next/BUILD_ID"];

function mayRead(file: string, user: RunAs): boolean {
  const { mode, uid, gid } = statSync(file);
  return (mode & (uid === user.uid ? 0o400 : gid === user.gid ? 0o040 : 0o004)) !== 0;
}

const isReadable = (project: string, user: RunAs): boolean =>
  closedAncestor(path.join(project, "node_modules", "next"), user) === null &&
  SAMPLES.map((sample) => path.join(project, sample)).every((file) => !existsSync(file) || mayRead(file, user));

/**
 * Null if `user` can read the project in its folder. Otherwise (a folder below root's closed home) the path of a copy that
 * everybody can read; it is renewed when the project has changed.
 */
export function readableCopy(project: string, user: RunAs): string | null {
  if (isReadable(project, user)) return null;
  const place = path.join(reachableHome(), `app-${createHash("sha256").update(project).digest("hex").slice(0, 12)}`);
  const stamp = path.join(place, ".copied");
  const hash = hashOf(project, OF_THE_CODE);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return place;
  makeDirectory(reachableHome());
  const draft = `${place}.${String(process.pid)}`;
  rmSync(draft, { recursive: true, force: true });
  makeDirectory(draft);
  const parts = PARTS.filter((part) => existsSync(path.join(project, part)));
  execFileSync("cp", ["-R", "-P", "-p", ...parts, draft], { cwd: project });
  execFileSync("chmod", ["-R", "a+rX", draft]);
  writeFileSync(path.join(draft, ".copied"), hash);
  rmSync(place, { recursive: true, force: true });
  renameSync(draft, place);
  return place;
}
