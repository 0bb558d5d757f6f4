import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, signIn } from "@/tests/support/api";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { expectClientsFaultsAlone } from "@/tests/support/log-lines";
import { rawRequest, requestText } from "@/tests/support/raw-request";
import { givePassword, PASSWORD } from "@/tests/support/world";

let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  await ground.close();
  expectClientsFaultsAlone(ground.portal.written());
});

const FORM = "application/x-www-form-urlencoded";

describe("M3 the authentication routes", () => {
  it.each([
    "error",
    "error/x",
    "signin",
    "signin/credentials",
    "signout",
    "session",
    "providers",
    "verify-request",
    "_log",
    "callback",
    "callback/github",
    "callback/demo",
    "callback/credentials/x",
    "csrf/x",
    "constructor",
    "__proto__",
    "callback/__proto__",
    "CSRF",
    "%00",
    "%0a",
  ])("M3 that are unused do not exist: %s", async (route) => {
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      for (const query of ["", "?error=a%0Ab", "?csrf=true&callbackUrl=https://evil.example", "?nextauth=csrf&nextauth=error"]) {
        const { status, text } = await call(ground.portal, method, `/api/auth/${route}${query}`, method === "GET" ? {} : { body: "a=b", contentType: FORM });
        expect(status, `${method} ${query}`).toBe(404);
        expect(text).not.toContain("<html");
      }
    }
  });

  it.each([
    ["PUT", "csrf"],
    ["POST", "csrf"],
    ["GET", "callback/credentials"],
    ["DELETE", "callback/credentials"],
    ["PATCH", "callback/credentials"],
  ])("M3 accept no other method: %s %s", async (method, route) => {
    const { status, headers } = await call(ground.portal, method, `/api/auth/${route}?error=a%0Ab`);
    expect([status, headers.get("allow")]).toEqual([405, route === "csrf" ? "GET, HEAD" : "POST"]);
  });

  it.each([
    ["JSON", "application/json", '{"email":{},"password":[],"callbackUrl":{"startsWith":1}}', 415],
    ["broken JSON", "application/json", "{x", 415],
    ["a file", "multipart/form-data; boundary=x", "--x--", 415],
    ["no type", "text/plain", "email=a", 415],
    ["half a megabyte", FORM, `email=${"x".repeat(500_000)}`, 413],
    ["nothing", FORM, "", 302],
    ["fields twice", FORM, "email=a&email=b&password=a&password=b&csrfToken=x&csrfToken=y", 302],
    ["a line break as its destination", FORM, "callbackUrl=%2F%0D%0AX-Evil%3A1&csrfToken=x", 302],
    ["fields that are properties of objects", FORM, "__proto__=x&constructor=y&toString=z", 302],
  ])("M3 accept only the form of the sign-in page: %s", async (_name, contentType, body, expected) => {
    const { status, headers } = await call(ground.portal, "POST", "/api/auth/callback/credentials", { body, contentType });
    expect(status).toBe(expected);
    if (expected === 302) expect(headers.get("location")).toMatch(/^\/login\?error=Stale$/);
  });

  it("M3 give hostile cookies no more access than hostile fields", async () => {
    for (const cookie of [
      "next-auth.callback-url=%0d%0aX-Evil:1",
      "next-auth.csrf-token=|||",
      "next-auth.session-token=x.y.z",
      "portal.device=%00",
      `portal.device=portal_dev_${"x".repeat(43)}`,
      "__proto__=x",
    ]) {
      expect((await call(ground.portal, "GET", "/api/auth/csrf", { headers: { cookie } })).status, cookie).toBe(200);
      expect(
        (await call(ground.portal, "POST", "/api/auth/callback/credentials", { body: "email=a", contentType: FORM, headers: { cookie } })).status,
        cookie,
      ).toBe(302);
    }
  });

  it("M3 lead on with the right password and back with a wrong one, always within the portal", async () => {
    const { ciso } = ground.own.people;
    await givePassword(ground.owner, ciso.accountId);
    expect(await signIn(ground.portal, ciso.email, PASSWORD)).toContain("portal.device=portal_dev_");
    expect(await signIn(ground.portal, ciso.email, "wrong")).toBeNull();
    const csrf = await call(ground.portal, "GET", "/api/auth/csrf");
    const cookie = csrf.headers
      .getSetCookie()
      .map((line) => line.split(";")[0] ?? "")
      .join("; ");
    const { csrfToken } = csrf.as<{ csrfToken: string }>();
    for (const [callbackUrl, expected] of [
      ["/checks?page=2", "/checks?page=2"],
      ["https://evil.example/x", "/x"],
      ["//evil.example/x", "/"],
      ["javascript:alert(1)", "/"],
    ] as const) {
      const body = new URLSearchParams({ csrfToken, email: ciso.email, password: PASSWORD, callbackUrl }).toString();
      const { status, headers } = await call(ground.portal, "POST", "/api/auth/callback/credentials", { body, contentType: FORM, headers: { cookie } });
      expect([status, new URL(headers.get("location") ?? "", ground.portal.url).href], callbackUrl).toEqual([302, ground.portal.url + expected]);
    }
  });
});

describe("M3 the log", () => {
  it("M3 contains no line forged by an address, a header or a form, and no flood of them", async () => {
    const before = ground.portal.written().length;
    const forged = '%0A{"level":"info","msg":"forged-line"}%0D%0A';
    for (let count = 0; count < 200; count += 1) {
      await rawRequest(
        ground.portal,
        requestText(ground.portal, "GET", `/api/auth/error?error=${forged}`, ["X-Request-Id: {forged-line}", "Referer: http://x/forged-line"]),
      );
    }
    await call(ground.portal, "POST", "/api/auth/callback/credentials", { body: `email=${forged}&csrfToken=${forged}`, contentType: FORM });
    const written = ground.portal.written().slice(before);
    for (const line of written.split("\n").filter((one) => one !== ""))
      expect(JSON.parse(line)).toMatchObject({ time: expect.any(String) as unknown, level: expect.any(String) as unknown });
    expect(written).not.toContain("forged-line");
    expect(written.length).toBeLessThan(20_000);
  });
});
