import { readdirSync, readFileSync } from "node:fs";
import { withClient } from "@/lib/runtime/portal-logins";

/** Milliseconds per tick of Linux's clock; the same on every platform that Node supports. */
const TICK = 10;

/** Milliseconds of CPU time that the portal's processes have used so far. */
export interface Cpu {
  readonly node: number;
  readonly postgres: number;
}

interface Process {
  readonly parent: number;
  readonly own: number;
  readonly ofEnded: number;
}

/** Reads `/proc/…/stat` from the state on, because the name before it may contain any character. */
function readProcess(pid: number | string): Process | null {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ")
      .map(Number);
    const ticks = (from: number): number => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) * TICK;
    return { parent: fields[1] ?? 0, own: ticks(11), ofEnded: ticks(13) };
  } catch {
    return null; // ended in the meantime
  }
}

/** Process id of the database server, which must run on this machine. */
export const postmasterOf = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const backend = readProcess(rows[0]?.pid ?? 0);
    if (!backend) throw new Error("the database's server is not on this machine");
    return backend.parent;
  });

/** Reads the CPU time of the web server, and of the database server with all its processes, running and ended. */
export function readCpu(web: number, postmaster: number): Cpu {
  const processes = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readProcess(name) ?? []) : []));
  const server = readProcess(postmaster);
  const node = readProcess(web);
  const children = processes.filter(({ parent }) => parent === postmaster).reduce((sum, { own }) => sum + own, 0);
  return { node: node ? node.own + node.ofEnded : 0, postgres: (server ? server.own + server.ofEnded : 0) + children };
}
