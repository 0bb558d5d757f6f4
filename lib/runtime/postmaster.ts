import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { identify, isRunning, type ProcessIdentity } from "@/lib/runtime/process-identity";

const PORT_LINE = 3;
const STATUS_LINE = 7;

/** The content of `postmaster.pid`, checked against the running processes. */
export type Postmaster =
  | { readonly state: "absent" }
  | { readonly state: "stale" }
  | { readonly state: "running"; readonly process: ProcessIdentity; readonly port: number; readonly ready: boolean };

export const postmasterFile = (cluster: string): string => path.join(cluster, "postmaster.pid");

/** Whether the process id still belongs to this cluster: on Linux the process must be a postgres that works in this directory. */
function servesCluster(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    const name = readFileSync(`/proc/${String(pid)}/comm`, "utf8").trim();
    return name === "postgres" && readlinkSync(`/proc/${String(pid)}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

export function findPostmaster(cluster: string): Postmaster {
  let lines: string[];
  try {
    lines = readFileSync(postmasterFile(cluster), "utf8").split("\n");
  } catch {
    return { state: "absent" };
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !servesCluster(pid, cluster)) return { state: "stale" };
  return {
    state: "running",
    process: identify(pid),
    port: Number(lines[PORT_LINE]),
    ready: lines[STATUS_LINE]?.trim() === "ready",
  };
}
