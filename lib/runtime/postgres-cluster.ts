import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PostgresBinaries } from "@/lib/runtime/postgres-binaries";
import { isRunning } from "@/lib/runtime/process-identity";
import { StartupError } from "@/lib/server/environment/startup-error";
import { closedAncestor, type RunAs } from "@/lib/server/environment/unprivileged";

const DRAFT_PREFIX = "postgres.new-";

/** Refuses, with a remedy, a path or owner that PostgreSQL would refuse with a shorter message. */
export function checkPlace(dataDirectory: string, cluster: string, user: RunAs | null): void {
  const closed = closedAncestor(dataDirectory, user);
  if (closed !== null) {
    throw new StartupError(
      `データの置き場所 ${dataDirectory} を PostgreSQL が使えません。\n` +
        `root で起動すると PostgreSQL は利用者 nobody（uid ${String(user?.uid)}）で動きますが、途中の ${closed} を通れません。\n` +
        `次のどれかをしてください。\n` +
        `  - DATA_DIR に、だれでも通れる場所を指定する（例：DATA_DIR=/var/lib/kijun-portal npm start）\n` +
        `  - chmod o+x ${closed} を行う\n` +
        `  - root 以外の利用者で起動する`,
    );
  }
  const self = process.getuid?.();
  if (self === undefined || self === 0 || !existsSync(cluster)) return;
  const { uid } = statSync(cluster);
  if (uid !== self) {
    throw new StartupError(`${cluster} は別の利用者（uid ${String(uid)}）のものです。` + "前と同じ利用者で起動するか、DATA_DIR に別の場所を指定してください。");
  }
}

/** Removes the drafts of starts that were killed while they created a cluster. */
function removeDeadDrafts(dataDirectory: string): void {
  for (const name of readdirSync(dataDirectory)) {
    const maker = new RegExp(`^${DRAFT_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (maker !== undefined && !isRunning(Number(maker))) {
      rmSync(path.join(dataDirectory, name), { recursive: true, force: true });
    }
  }
}

/** Creates the cluster in a draft directory and renames it into place; if another start was faster, its cluster is used. */
export function createCluster(dataDirectory: string, cluster: string, binaries: PostgresBinaries, user: RunAs | null, superuserPassword: string): void {
  removeDeadDrafts(dataDirectory);
  const draft = mkdtempSync(path.join(dataDirectory, `${DRAFT_PREFIX}${String(process.pid)}-`));
  const passwordFile = path.join(draft, "password");
  const target = path.join(draft, "cluster");
  try {
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
    if (user !== null) for (const entry of [draft, passwordFile]) chownSync(entry, user.uid, user.gid);
    const made = spawnSync(
      binaries.initdb,
      [
        "-D",
        target,
        "-U",
        "postgres",
        "--auth=scram-sha-256",
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      { ...user, encoding: "utf8", cwd: draft },
    );
    if (made.status !== 0) {
      throw new StartupError(`データベースを作れませんでした（${dataDirectory}）。\n${made.error?.message ?? made.stderr}`);
    }
    try {
      renameSync(target, cluster);
    } catch (error) {
      if (!existsSync(path.join(cluster, "PG_VERSION"))) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
