import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { currentRequest } from "@/lib/server/request/context";
import { makeFront } from "@/lib/server/serving/front";

/* The front on its own server, called from several addresses of this machine. */

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function listen(proxies: readonly string[], host = "0.0.0.0"): Promise<number> {
  const front = makeFront(proxies);
  const listening = createServer({ requireHostHeader: false });
  listening.on("request", (asked, response) => {
    front.receive(asked, response, () => response.end(`passed ${String(asked.headers["x-forwarded-proto"])}`));
  });
  front.attach(listening);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, host, resolve));
  return (listening.address() as AddressInfo).port;
}

const ask = (port: number, localAddress: string, path = "/login", method = "GET"): Promise<{ status: number | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port, localAddress, path, method, agent: false, headers: { "x-forwarded-proto": "https", host: "portal.example.jp" } },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode, text });
        });
      },
    );
    asked.on("error", reject).end();
  });

describe("M4 with a configured proxy", () => {
  it.each([[["127.0.0.2"]], [["10.0.0.5", "127.0.0.2/31"]], [["::ffff:127.0.0.2"]]])("M4 only the proxy reaches the portal (%j)", async (proxies) => {
    const port = await listen(proxies);
    expect(await ask(port, "127.0.0.2")).toEqual({ status: 200, text: "passed https" });
    for (const peer of ["127.0.0.1", "127.0.0.4", "127.1.2.3"]) {
      for (const [path, method] of [
        ["/login", "GET"],
        ["/", "HEAD"],
        ["/api/v1/me", "POST"],
        ["/_next/static/x.js", "GET"],
        ["/healthzfoo", "GET"],
        ["/healthz/x", "GET"],
        ["/login?/healthz", "GET"],
        ["/x", "OPTIONS"],
      ] as const) {
        const { status, text } = await ask(port, peer, path, method);
        expect([status, text.includes("passed")], `${peer} ${method} ${path}`).toEqual([403, false]);
        if (method === "GET") expect(text).toMatch(/https[^]*TRUSTED_PROXY/);
      }
    }
  });

  it("M4 every peer gets the health probes, because a supervisor is no proxy", async () => {
    const port = await listen(["127.0.0.2"]);
    for (const path of ["/healthz", "/readyz", "/readyz?x=1"]) expect((await ask(port, "127.0.0.3", path)).status, path).toBe(200);
  });

  it("M4 the same applies to a dual-stack socket", async () => {
    const port = await listen(["127.0.0.2"], "::");
    expect((await ask(port, "127.0.0.2")).status).toBe(200);
    expect((await ask(port, "127.0.0.3")).status).toBe(403);
  });

  it("M4 without a configured proxy everybody reaches the portal, and no forwarded header is trusted", async () => {
    const port = await listen([]);
    expect(await ask(port, "127.0.0.3")).toEqual({ status: 200, text: "passed undefined" });
  });
});

describe("M12 what the audit trail is told of a request", () => {
  /** The address and browser that a request with these headers is taken to have. */
  async function told(proxies: readonly string[], headers: Record<string, string>): Promise<{ address: unknown; userAgent: unknown }> {
    const front = makeFront(proxies);
    const seen: unknown[] = [];
    server = createServer((asked, response) => {
      front.receive(asked, response, () => {
        const { address, userAgent } = currentRequest() ?? {};
        seen.push({ address, userAgent });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve, reject) => {
      request({ host: "127.0.0.1", port, localAddress: "127.0.0.2", agent: false, headers }, (response) => {
        response.resume().on("end", resolve);
      })
        .on("error", reject)
        .end();
    });
    return seen[0] as { address: unknown; userAgent: unknown };
  }

  it.each([{ "x-forwarded-for": "203.0.113.9" }, { forwarded: "for=203.0.113.9" }, { "x-real-ip": "203.0.113.9" }])(
    "M12 without a configured proxy, a forged source is not believed: %j",
    async (forged: Record<string, string>) => {
      expect(await told([], forged)).toEqual({ address: "127.0.0.2", userAgent: null });
    },
  );

  it("M12 with one, the hop before it is the source, and what a client puts to its left is not", async () => {
    expect(await told(["127.0.0.2"], { "x-forwarded-for": "203.0.113.9, 2001:DB8:0::7" })).toMatchObject({ address: "2001:db8::7" });
    expect(await told(["127.0.0.2"], { "x-forwarded-for": "'; DROP TABLE audit; --" })).toMatchObject({ address: "127.0.0.2" });
  });

  it("M12 a browser's name is bounded and printable", async () => {
    const { userAgent } = await told([], { "user-agent": `curl/8\t${"A".repeat(9_000)}` });
    expect(userAgent).toMatch(/^curl\/8\?A+\.{3}$/);
    expect(String(userAgent).length).toBe(200);
  });
});
