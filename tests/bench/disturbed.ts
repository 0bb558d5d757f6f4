import { readFileSync } from "node:fs";
import { ask, type Call, type Heard } from "@/tests/bench/ask";
import { type Cpu, readCpu } from "@/tests/bench/cpu";
import type { Measurable } from "@/tests/bench/load";

/** How often, while something large is done, somebody else asks for something small. */
const PROBE_EVERY = 25;

/** Resident memory of a process, in megabytes. */
const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** What something large cost, and what others had of it. */
export interface Disturbed {
  readonly heard: Heard;
  readonly cpu: Cpu;
  /** Of what somebody else asked meanwhile: milliseconds. */
  readonly p99: number;
  readonly worst: number;
  /** The most memory of the web server meanwhile, above what it had before; megabytes. */
  readonly memory: number;
}

/** Does something large, while somebody else makes a small call again and again. */
export async function disturbed({ url, pid, postmaster }: Measurable, small: Call, large: () => Promise<Heard>): Promise<Disturbed> {
  const times: number[] = [];
  const before = { cpu: readCpu(pid, postmaster), memory: memoryOf(pid) };
  let [isOver, most] = [false, before.memory];
  const probing = (async () => {
    while (!isOver) {
      times.push((await ask(url, small)).last);
      most = Math.max(most, memoryOf(pid));
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY));
    }
  })();
  const heard = await large();
  isOver = true;
  await probing;
  const after = readCpu(pid, postmaster);
  times.sort((a, b) => a - b);
  return {
    ...{ heard, p99: times[Math.floor((times.length - 1) * 0.99)] ?? 0, worst: times.at(-1) ?? 0, memory: most - before.memory },
    cpu: { node: after.node - before.cpu.node, postgres: after.postgres - before.cpu.postgres },
  };
}
