import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { expectClientsFaultsAlone } from "@/tests/support/log-lines";
import { type RawAnswer, rawRequest, requestText } from "@/tests/support/raw-request";

let ground: HttpGround;
let scoresFile = "";
beforeAll(async () => {
  ground = await openHttpGround();
  const { cycleId } = await makeCycle(ground.owner, ground.own, { state: "approved", sheets: "accepted" });
  scoresFile = `/api/v1/cycles/${cycleId}/gap-report.csv`;
});
afterAll(async () => {
  await ground.close();
  expectClientsFaultsAlone(ground.portal.written());
});

const send = (method: string, path: string, more: readonly string[] = [], body = ""): Promise<RawAnswer> =>
  rawRequest(ground.portal, requestText(ground.portal, method, path, more, body));

const token = (): string => `Authorization: Bearer ${ground.own.people.ciso.token}`;
const LONG = "x".repeat(100_000);

/** One of each kind of response, whichever part of the server sends it. */
const KINDS: readonly (readonly [kind: string, answer: () => Promise<RawAnswer>])[] = [
  ["a page", () => send("GET", "/login")],
  ["a page that is not there", () => send("GET", "/nowhere")],
  ["a redirect to the sign-in page", () => send("GET", "/checks")],
  ["a redirect of doubled slashes", () => send("GET", "//evil.example/")],
  ["the picture of the portal", () => send("GET", "/icon.svg")],
  ["a script that is not there", () => send("GET", "/_next/static/none.js")],
  ["a built file by a broken address", () => send("GET", "/_next/static/%FF")],
  ["an address that cannot be decoded", () => send("GET", "/%FF")],
  ["an answer of the API", () => send("GET", "/api/v1/me", [token()])],
  ["a refusal of the API", () => send("GET", "/api/v1/me")],
  ["a place that the API has not", () => send("GET", "/api/v1/nowhere", [token()])],
  ["the API's description", () => send("GET", "/api/v1/openapi.json")],
  ["a file of the API", () => send("GET", scoresFile, [token()])],
  ["an authentication route", () => send("GET", "/api/auth/csrf")],
  ["an authentication route that is not there", () => send("GET", "/api/auth/error?error=a%0Ab")],
  ["a method that pages have not", () => send("DELETE", "/login")],
  ["a request for the methods of a page", () => send("OPTIONS", "/login")],
  ["a request for the methods of the API", () => send("OPTIONS", "/api/v1/me")],
  ["a request for the methods of the server", () => send("OPTIONS", "*")],
  ["a trace", () => send("TRACE", "/")],
  ["a tunnel", () => send("CONNECT", "evil.example:443")],
  ["a method that nobody knows", () => send("FOO", "/")],
  ["a request without a host", () => rawRequest(ground.portal, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")],
  ["what is not HTTP", () => rawRequest(ground.portal, "hello\r\n\r\n")],
  ["an address of 100 kB", () => send("GET", `/login?${LONG}`)],
  ["a header of 100 kB", () => send("GET", "/login", [`X-Long: ${LONG}`])],
  ["an expectation that nobody has", () => send("GET", "/login", ["Expect: tea"])],
  ["an upgrade", () => send("GET", "/login", ["Upgrade: websocket"])],
  ["a foreign form", () => send("POST", "/account", ["Origin: https://evil.example", "Content-Type: application/x-www-form-urlencoded"], "a=b")],
  ["an action that cannot be read", () => send("POST", "/login", [`Origin: ${ground.portal.url}`, "Content-Type: multipart/form-data; boundary=x"], "foo")],
  [
    "a page by another name of the machine",
    () => rawRequest(ground.portal, `GET /login HTTP/1.1\r\nHost: localhost:${new URL(ground.portal.url).port}\r\nConnection: close\r\n\r\n`),
  ],
];

describe("M3 every response of the server", () => {
  it.each(KINDS)("M3 forbids frames and type guessing, and has a content security policy: %s", async (_kind, ask) => {
    const { status, headers } = await ask();
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/^default-src '(none|self)'; .*frame-ancestors 'none'$/);
  });

  it("M3 of the API and of files allows no script", async () => {
    for (const path of ["/api/v1/me", "/api/v1/openapi.json", scoresFile, "/icon.svg", "/api/auth/none"]) {
      expect((await send("GET", path, [token()])).headers.get("content-security-policy"), path).toMatch(/^default-src 'none';/);
    }
  });

  it("M3 has a request id in its header only, so that foreign and missing objects get equal refusals, and only a trusted proxy can choose it", async () => {
    const { headers, body } = await send("GET", "/api/v1/me", ["X-Request-Id: chosen-by-a-client"]);
    const id = headers.get("x-request-id");
    expect(id).toMatch(/^[\w-]{36}$/);
    expect(body).not.toContain(String(id));
  });
});

describe("M3 an address that merely begins like one for programs", () => {
  it.each([
    "/healthzfoo",
    "/healthz/x",
    "/readyzfoo",
    "/readyz/x",
    "/icon.svgfoo",
    "/icon.svg/x",
    "/iconxsvg",
    "/favicon.icofoo",
    "/faviconxico",
    "/_next/staticfoo",
    "/_next/static",
    "/api",
    "/apifoo",
    "/api/authfoo",
    "/api/auth",
    "/api/v1foo",
    "/api/v1",
    "/api/benchfoo",
    "/api/none/x",
    "/API/v1/me",
  ])("M3 is a page, with a page's policy, and refuses requests of another site: %s", async (path) => {
    const shown = await send("GET", path);
    expect([shown.headers.get("content-security-policy"), shown.status < 500]).toEqual([expect.stringMatching(/'nonce-/), true]);
    const form = ["Origin: https://evil.example", "Content-Type: application/x-www-form-urlencoded"];
    const { status, body } = await send("POST", path, form, "a=b");
    expect([status, body]).toEqual([403, expect.stringContaining("別のサイトから送られた")]);
  });
});

describe("M3 methods", () => {
  it.each([
    ["TRACE", "/login"],
    ["TRACE", "/api/v1/me"],
    ["TRACE", "/_next/static/none.js"],
    ["PROPFIND", "/"],
    ["PUT", "/login"],
    ["DELETE", "/checks"],
    ["PATCH", "/nowhere"],
    ["LOCK", "/api/v1/me"],
    ["TRACE", "/api/auth/csrf"],
  ])("M3 %s %s is refused with the allowed methods, and the response contains nothing of the request", async (method, path) => {
    const { status, headers, body } = await send(method, path, ["Cookie: secret=1", "X-Canary: canary-5e1f"]);
    expect(status).toBe(405);
    expect(headers.get("allow")).toMatch(/GET, HEAD/);
    expect(body).not.toMatch(/canary|secret/);
    expect(body).toMatch(/[ぁ-ん]/);
  });

  it.each([
    ["CONNECT", "evil.example:443", 405],
    ["FOO", "/", 400],
  ])("M3 %s is refused", async (method, target, expected) => {
    const { status, body } = await send(method, target, ["X-Canary: canary-5e1f"]);
    expect([status, body.includes("canary")]).toEqual([expected, false]);
  });
});

describe("M3 addresses and headers of any shape", () => {
  const QUERIES = [
    "error=a&error=b",
    "error[]=a",
    "error[a][b]=c",
    "callbackUrl=%00",
    "callbackUrl=%F0%9F",
    "callbackUrl=javascript:alert(1)&callbackUrl=%2F%2Fevil.example",
    "__proto__=x",
    "constructor=x&constructor=y",
    `callbackUrl=%2F${"a".repeat(10_000)}`,
    "%",
    "%E3%81",
    "=&=&&",
    "page=-1&page=NaN&perPage=1e309",
    "notice=__proto__&notice=a",
  ];
  const PAGES = ["/login", "/invite/x", "/checks", "/operator/people", "/operator/review", "/guidelines/search", "/admin/audit", "/account", "/operator"];

  it.each(PAGES)("M3 no query of a page causes a server error: %s", async (page) => {
    for (const query of QUERIES) {
      const { status } = await send("GET", `${page}?${query}`, [token()]);
      expect(status, query.slice(0, 80)).toBeLessThan(500);
    }
  });

  it.each([
    "/guidelines/search?q=a&q=b",
    "/people?page=1&page=2",
    "/people?page[]=1",
    "/audit?perPage=1e309",
    "/people?__proto__=1",
    "/me/%00",
    "/people/%2e%2e%2f",
    "/cycles/constructor",
    "/cycles/__proto__/scores",
    "/%E3%81",
  ])("M3 no address of the API causes a server error: %s", async (path) => {
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      const { status } = await send(method, `/api/v1${path}`, [token()]);
      expect(status, method).toBeLessThan(500);
    }
  });

  it.each([
    ["no type", []],
    ["an unknown type", ["Content-Type: text/tea"]],
    ["a broken type", ["Content-Type: ;;;=,"]],
    ["JSON that is none", ["Content-Type: application/json"]],
    ["a broken form", ["Content-Type: multipart/form-data"]],
    ["another charset", ["Content-Type: application/json; charset=utf-7"]],
    ["an encoding", ["Content-Type: application/json", "Content-Encoding: gzip"]],
  ])("M3 a body of %s is a client error", async (_name, headers) => {
    for (const body of ["{", "null", "[]", "\u0000", '{"__proto__":{"a":1},"name":1e999}', "x".repeat(300_000)]) {
      for (const [method, path] of [
        ["PUT", "/account/password"],
        ["POST", "/people"],
        ["POST", "/people/import"],
        ["PATCH", "/account"],
      ] as const) {
        const { status } = await send(method, `/api/v1${path}`, [token(), ...headers], body);
        expect(status, `${method} ${path} ${body.slice(0, 20)}`).toBeGreaterThanOrEqual(400);
        expect(status, `${method} ${path} ${body.slice(0, 20)}`).toBeLessThan(500);
      }
    }
  });
});
