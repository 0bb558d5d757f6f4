import { existsSync } from "node:fs";
import path from "node:path";
import type { CommandIo } from "@/lib/cli/command";
import { readLaunchEnvironment, type LaunchEnvironment } from "@/lib/env";
import { portalLock, readProcessFile } from "@/lib/runtime/process-file";
import { isAlive } from "@/lib/runtime/process-identity";

function isServed({ dataDirectory }: LaunchEnvironment): boolean {
  const holder = readProcessFile(portalLock(dataDirectory));
  return holder !== null && isAlive(holder);
}

const hasData = ({ dataDirectory }: LaunchEnvironment): boolean => existsSync(path.join(dataDirectory, "postgres"));

/** The environment that a command works in: as told, else that of the portal that runs, else that which has data. */
export function commandEnvironment(io: CommandIo): LaunchEnvironment {
  const own = readLaunchEnvironment();
  if (process.env["DATA_DIR"] || own.databaseUrl !== null || own.demo) return own;
  const demo = readLaunchEnvironment({ ...process.env, PORTAL_DEMO: "1" });
  const chosen = isServed(own) ? own : isServed(demo) || (hasData(demo) && !hasData(own)) ? demo : own;
  if (chosen.demo) io.error("見本（demo）のデータを使います。");
  return chosen;
}
