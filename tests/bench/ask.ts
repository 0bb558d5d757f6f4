import { type Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

export interface Call {
  readonly method?: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly token?: string;
  readonly cookie?: string;
  readonly body?: unknown;
  /** What the answer may be compressed with; absent: not at all. */
  readonly accepts?: string;
}

/** What came of a call: times are milliseconds. */
export interface Heard {
  readonly status: number;
  /** Until the first byte of the body, and until the last. */
  readonly first: number;
  readonly last: number;
  /** Of the body, as it was sent. */
  readonly bytes: number;
  readonly encoding: string | undefined;
  /** As it was sent; empty unless it was to be kept. */
  readonly body: Buffer;
}

interface Asking {
  /** Keeps connections for the calls that follow; without it each has its own. */
  readonly agent?: Agent;
  readonly keep?: boolean;
}

/** Sends one call and hears its answer to the end. */
export const ask = (origin: string, { method = "GET", path, token, cookie, body, accepts }: Call, { agent, keep = false }: Asking = {}): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const text = body === undefined ? null : JSON.stringify(body);
    const headers = {
      ...(accepts === undefined ? {} : { "accept-encoding": accepts }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(text === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
    };
    const outgoing = request(new URL(path, origin), { agent: agent ?? false, method, headers }, (incoming) => {
      const parts: Buffer[] = [];
      let [first, bytes] = [0, 0];
      incoming.on("data", (part: Buffer) => {
        if (bytes === 0) first = performance.now() - began;
        bytes += part.length;
        if (keep) parts.push(part);
      });
      incoming.on("end", () => {
        const { statusCode: status = 0, headers: answered } = incoming;
        resolve({ status, first, last: performance.now() - began, bytes, encoding: answered["content-encoding"], body: Buffer.concat(parts) });
      });
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(text ?? undefined);
  });
