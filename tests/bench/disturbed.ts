import { readFileSync } from "node:fs";
import { ask, type Call, type Heard } from "@/tests/bench/ask";
import { type Cpu, readCpu } from "@/tests/bench/cpu";
import type { Measurable } from "@/tests/bench/load";

/** Milliseconds between the small requests during a large one. */
const PROBE_EVERY = 25;

/** Resident memory of a process, in megabytes. */
const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** The cost of a large request, and its effect on small ones. */
export interface Disturbed {
  readonly heard: Heard;
  readonly cpu: Cpu;
  /** Of the small requests: milliseconds. */
  readonly p99: number;
  readonly worst: number;
  /** The web server's peak memory during the request, above its memory before; megabytes. */
  readonly memory: number;
}

/** Makes a large request while another client repeats a small one. */
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
