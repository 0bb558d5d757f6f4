import { type Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

export interface Call {
  readonly method?: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly token?: string;
  readonly cookie?: string;
  readonly body?: unknown;
  /** The accepted encodings of the response; absent: no compression. */
  readonly accepts?: string;
}

/** The result of a call. Times are milliseconds. */
export interface Heard {
  readonly status: number;
  /** Time to the first byte of the body, and to the last. */
  readonly first: number;
  readonly last: number;
  /** Bytes of the body as sent. */
  readonly bytes: number;
  readonly encoding: string | undefined;
  /** The body as sent; empty unless it was to be kept. */
  readonly body: Buffer;
}

interface Asking {
  /** Keeps connections for later calls; without it each call has its own. */
  readonly agent?: Agent;
  readonly keep?: boolean;
}

/** Sends one call and reads the response to its end. */
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
