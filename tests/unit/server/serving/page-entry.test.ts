import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { enterPage } from "@/lib/server/serving/page-entry";

vi.mock("@/lib/server/auth/visitor", async (original) => ({ ...(await original<object>()), resolveVisitor: vi.fn() }));

/* The handling of a page's request, on a server that reports what was passed on. */

const PORTAL = "https://portal.example.jp";
const ACTION = { "next-action": "00a1" };
const PLAIN = { "content-type": "application/x-www-form-urlencoded" };
const EVIL = { origin: "https://evil.example" };

interface Heard {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Headers as the page would read them; null if nothing was passed on. */
  readonly passed: Readonly<Record<string, string>> | null;
}

let server: Server;
let port = 0;

beforeAll(() => {
  Object.assign(process.env, { DATABASE_URL: "postgresql://portal@127.0.0.1:1/portal", PORTAL_URL: PORTAL, NEXTAUTH_SECRET: "s".repeat(40) });
});

beforeEach(async () => {
  vi.mocked(resolveVisitor).mockReset();
  server = createServer((asked, response) => {
    enterPage(asked, response, () => response.end(JSON.stringify(asked.headers)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, agent: false, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        const passed = text.startsWith("{") ? (JSON.parse(text) as Record<string, string>) : null;
        resolve({ status: response.statusCode, headers: response.headers, text, passed });
      });
    });
    asked.on("error", reject).end();
  });

const policyOf = ({ headers }: Heard): string => String(headers["content-security-policy"]);

describe("a page", () => {
  it("has a policy with its own nonce, which the page reads from its request", async () => {
    const [one, other] = [await ask("/operator"), await ask("/operator")];
    expect(policyOf(one)).toContain(`'nonce-${one.passed?.["x-nonce"] ?? "none"}'`);
    expect(one.passed?.["content-security-policy"]).toBe(policyOf(one));
    expect(policyOf(other)).not.toBe(policyOf(one));
  });

  it("ignores nonce and place in a client's headers", async () => {
    const { passed } = await ask("/checks?page=2", {
      "x-nonce": "mine",
      "x-path": "/admin",
      "x-place": "//evil",
      "x-document": "maybe",
      "content-security-policy": "none",
    });
    expect(passed?.["x-nonce"]).not.toBe("mine");
    expect([passed?.["x-path"], passed?.["x-place"], passed?.["x-document"]]).toEqual(["/checks", "/checks?page=2", "yes"]);
    expect(passed?.["content-security-policy"]).toContain("default-src 'self'");
  });

  it.each(["rsc", "next-action"])("does not take a request of the page's script for a document (%s)", async (name) => {
    const { passed } = await ask("/checks", { [name]: "1", accept: "text/html" });
    expect(passed?.["x-document"]).toBe("no");
  });

  it.each([
    ["/operator/people?q=%E5%B1%B1+a&_rsc=1abc&page=2", "/operator/people?q=%E5%B1%B1+a&page=2"],
    ["/operator?_rsc=1abc", "/operator"],
    ["//evil.example/x?y=1", "//evil.example/x?y=1"],
    ["/?", "/"],
  ])("reads its place as requested, without what the router adds: %s", async (asked, place) => {
    expect((await ask(asked)).passed?.["x-place"]).toBe(place);
  });

  it.each([
    ["/", true],
    ["/nowhere", true],
    ["/healthzfoo", true],
    ["/icon.svg/x", true],
    ["/api/v2/me", true],
    ["/api/v1", true],
    ["/_next/static/../../operator", true],
    ["/_next/static\\..\\..\\operator", true],
    ["/api/v1/%2e%2e/%2e%2e/operator", true],
    ["//api/v1/me", true],
    ["/api/v1/me", false],
    ["/api/v1/me?x=/operator", false],
    ["/api/auth/session", false],
    ["/_next/static/chunks/a.js", false],
    ["/icon.svg", false],
    ["/healthz", false],
    ["/readyz", false],
    ["/bench", true],
  ])("is every address that is not for programs: %s", async (path, isPage) => {
    expect((await ask(path)).passed?.["x-nonce"] !== undefined).toBe(isPage);
  });
});

describe("the sign-in page", () => {
  it("gives a new browser the cookie of its form, and reads the same itself", async () => {
    const first = await ask("/login", { cookie: "other=1" });
    const given = String(first.headers["set-cookie"]);
    const pair = given.split(";")[0] ?? "";
    expect(given).toMatch(/^__Host-next-auth\.csrf-token=[0-9a-f]{64}%7C[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(first.passed?.["cookie"]).toBe(`other=1; ${pair}`);
    expect((await ask("/login", { cookie: pair })).headers["set-cookie"]).toBeUndefined();
    expect((await ask("/operator")).headers["set-cookie"]).toBeUndefined();
  });
});

describe("an oversized server action", () => {
  const send = (
    path: string,
    headers: Readonly<Record<string, string>>,
    bytes: number,
  ): Promise<{ status: number | undefined; text: string; reused: boolean }> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, method: "POST", agent, headers: { ...headers, "content-length": String(bytes) } }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode, text, reused: asked.reusedSocket });
        });
      });
      asked.on("error", reject).end(Buffer.alloc(bytes, "x"));
    });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterEach(() => {
    agent.destroy();
  });

  it("is read and refused with a message, and the connection stays open", async () => {
    const own = { ...ACTION, origin: PORTAL };
    const first = await send("/account", own, 3 * 1024 * 1024);
    expect([first.status, first.text]).toEqual([413, expect.stringMatching(/[ぁ-ん]/)]);
    const next = await send("/account", own, 1024);
    expect([next.status, next.text.startsWith("{"), next.reused]).toEqual([200, true, true]);
  });
});

describe("a request to a page from another site", () => {
  it("is refused even if it cannot be audited, and the log has the reason", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.mocked(resolveVisitor).mockRejectedValue(new Error("no database"));
    const refused = await ask("/operator/people?q=x", { ...ACTION, ...EVIL }, "POST");
    expect([refused.status, refused.headers["content-type"], refused.passed]).toEqual([403, "text/plain", null]);
    expect(refused.text).toMatch(/[ぁ-ん]/);
    expect(log).toHaveBeenCalledOnce();
  });

  it.each([
    ["an action of the portal's own page", "/operator/people", { ...ACTION, origin: PORTAL }],
    ["what is no action and does not say from where", "/organisation/people", PLAIN],
    ["what is sent to the API, which looks by itself", "/api/v1/sheets", EVIL],
  ])("is the only one to be refused: %s continues", async (_name, path, headers) => {
    expect((await ask(path, headers, "POST")).passed).not.toBeNull();
    expect(resolveVisitor).not.toHaveBeenCalled();
  });
});
