import { Agent } from "node:http";
import { performance } from "node:perf_hooks";
import { ask, type Call, type Heard } from "@/tests/bench/ask";
import { type Cpu, readCpu } from "@/tests/bench/cpu";

/** Times are milliseconds. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  /** Bytes of a response body as sent. */
  readonly bytes: number;
  /** Per request. */
  readonly cpu: Cpu;
}

/** The measured portal. */
export interface Measurable {
  readonly url: string;
  /** Process id of the web server. */
  readonly pid: number;
  /** Process id of the database server. */
  readonly postmaster: number;
}

/** The encodings that a browser accepts. */
const COMPRESSED = "gzip, deflate, br";

/** Returns the next call of one client; `done` receives its response. */
export interface Client {
  next(): Call;
  done?(answer: Heard): void;
}

/** Lets each client send one request after the other for `seconds`. */
export async function measure({ url, pid, postmaster }: Measurable, clients: readonly Client[], seconds: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients.length });
  const times: number[] = [];
  let failed = 0;
  let bytes = 0;
  const before = readCpu(pid, postmaster);
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const answer = await ask(url, { ...client.next(), accepts: COMPRESSED }, { agent });
        times.push(answer.last);
        bytes += answer.bytes;
        if (answer.status !== 200) failed += 1;
        client.done?.(answer);
      }
    }),
  );
  agent.destroy();
  const elapsed = (performance.now() - started) / 1000;
  const after = readCpu(pid, postmaster);
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const count = times.length;
  return {
    ...{ perSecond: count / elapsed, p50: at(0.5), p99: at(0.99), failed, bytes: bytes / count },
    cpu: { node: (after.node - before.node) / count, postgres: (after.postgres - before.postgres) / count },
  };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The median of each figure; for failures the sum. */
export const medians = (rounds: readonly Measured[]): Measured => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  bytes: median(rounds.map(({ bytes }) => bytes)),
  cpu: { node: median(rounds.map(({ cpu }) => cpu.node)), postgres: median(rounds.map(({ cpu }) => cpu.postgres)) },
});
