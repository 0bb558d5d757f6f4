import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isAlive, type ProcessIdentity } from "@/lib/runtime/process-identity";
import { StartupError } from "@/lib/server/environment/startup-error";

const schema = z.object({ pid: z.number().int(), startedAt: z.string().nullable(), url: z.string() });

/** A file that identifies a process and its address: `portal.lock` for the portal, `server.json` for its web server. */
export type ProcessRecord = ProcessIdentity & { readonly url: string };

/** Held by the one portal that runs on a data directory. */
export const portalLock = (dataDirectory: string): string => path.join(dataDirectory, "portal.lock");

/** Null if there is none, or only a part of one. */
export function readProcessFile(file: string): ProcessRecord | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

export function writeProcessFile(file: string, record: ProcessRecord): void {
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, JSON.stringify(record));
  renameSync(draft, file);
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

/** Ignores errors that another start can cause in the meantime; with any other error the lock can never be taken. */
function passOrRefuse(file: string, error: unknown, ...passing: readonly string[]): void {
  const code = codeOf(error);
  if (typeof code === "string" && passing.includes(code)) return;
  const reason = error instanceof Error ? error.message : String(error);
  throw new StartupError(
    `${file} を作れません（${reason}）。\n` +
      "起動した利用者が書け、ハードリンクを作れる場所（ふつうのディスク）に置いてください。データの場所は DATA_DIR で選べます。共有フォルダーや一部のコンテナーのボリュームでは作れません。",
  );
}

/** Moves the lock of an ended process aside. Puts it back if another start was faster and it now belongs to a running process. */
function discardStale(file: string): void {
  const aside = `${file}.stale-${String(process.pid)}`;
  try {
    renameSync(file, aside);
    const moved = readProcessFile(aside);
    if (moved !== null && isAlive(moved)) linkSync(aside, file);
  } catch (error) {
    passOrRefuse(file, error, "ENOENT", "EEXIST"); // the other start has handled it
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Takes the lock for `record`, or returns the running process that holds it. Throws a StartupError if no lock can be written. */
export function takeLock(file: string, record: ProcessRecord): ProcessRecord | null {
  const draft = `${file}.draft-${String(process.pid)}`;
  try {
    for (;;) {
      writeFileSync(draft, JSON.stringify(record)); // rewritten each time: a process with the same id in another container removes its own
      try {
        linkSync(draft, file);
        return null;
      } catch (error) {
        passOrRefuse(file, error, "EEXIST", "ENOENT");
        const holder = readProcessFile(file);
        if (holder !== null && isAlive(holder)) return holder;
        discardStale(file);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

const names = (record: ProcessRecord, { pid, startedAt }: ProcessIdentity): boolean => record.pid === pid && record.startedAt === startedAt;

/** Releases the lock if it is still the one of `record`. */
export function releaseLock(file: string, record: ProcessRecord): void {
  const holder = readProcessFile(file);
  if (holder !== null && names(holder, record)) rmSync(file, { force: true });
}

/** Removes the file of an ended process, unless it already describes the next one. */
export function removeProcessFile(file: string, ended: ProcessIdentity): void {
  const record = readProcessFile(file);
  if (record === null || names(record, ended)) rmSync(file, { force: true });
}
