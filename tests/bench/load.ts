import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { type Cpu, readCpu } from "@/tests/bench/cpu";

export interface Call {
  readonly method: "GET" | "PUT";
  readonly path: string;
  readonly token?: string;
  readonly cookie?: string;
  readonly body?: unknown;
}

/** Times are milliseconds. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  /** Bytes of an answer's body as they are sent. */
  readonly bytes: number;
  /** Of one request. */
  readonly cpu: Cpu;
}

/** The portal that is measured. */
export interface Measurable {
  readonly url: string;
  /** Of the web server. */
  readonly pid: number;
  /** Of the database's server. */
  readonly postmaster: number;
}

interface Reply {
  readonly status: number;
  readonly bytes: number;
}

/** Asks for compression as a browser does; what comes is counted, not unpacked. */
const send = (agent: Agent, origin: string, { method, path, token, cookie, body }: Call): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const headers = {
      "accept-encoding": "gzip, deflate, br",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(text === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
    };
    const outgoing = request(new URL(path, origin), { agent, method, headers }, (incoming) => {
      let bytes = 0;
      incoming.on("data", (part: Buffer) => (bytes += part.length));
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, bytes }));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(text ?? undefined);
  });

/** What one client sends next; `done` hears how it was answered. */
export interface Client {
  next(): Call;
  done?(answer: Reply): void;
}

/** Lets the clients send one request after the other for `seconds`. */
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
        const began = performance.now();
        const answer = await send(agent, url, client.next());
        times.push(performance.now() - began);
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

/** The median of each figure; of failures the sum. */
export const medians = (rounds: readonly Measured[]): Measured => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  bytes: median(rounds.map(({ bytes }) => bytes)),
  cpu: { node: median(rounds.map(({ cpu }) => cpu.node)), postgres: median(rounds.map(({ cpu }) => cpu.postgres)) },
});
