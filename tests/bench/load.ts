import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

export interface Call {
  readonly method: "GET" | "PUT";
  readonly path: string;
  readonly token?: string;
  readonly cookie?: string;
  readonly body?: unknown;
}

export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

const send = (agent: Agent, origin: string, { method, path, token, cookie, body }: Call): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(text === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
    };
    const outgoing = request(new URL(path, origin), { agent, method, headers }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(text ?? undefined);
  });

/** What one client sends next; `done` hears the answer. */
export interface Client {
  next(): Call;
  done?(answer: { status: number; text: string }): void;
}

/** Lets the clients send one request after the other for `seconds`. Times are milliseconds. */
export async function measure(origin: string, clients: readonly Client[], seconds: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients.length });
  const times: number[] = [];
  let failed = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const before = performance.now();
        const answer = await send(agent, origin, client.next());
        times.push(performance.now() - before);
        if (answer.status !== 200) failed += 1;
        client.done?.(answer);
      }
    }),
  );
  agent.destroy();
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99), failed };
}
