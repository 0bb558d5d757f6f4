import { NextRequest } from "next/server";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAuth } from "@/lib/server/auth/routes";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { closeDatabase } from "@/lib/server/database/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase, TEST_ORIGIN } from "@/tests/support/served-database";
import { givePassword, makeOperator, PASSWORD, type World } from "@/tests/support/world";

let own: TestDatabase;
let owner: pg.Client;
let world: World;

beforeAll(async () => {
  own = await createDatabase();
  serveDatabase(own, { NEXTAUTH_URL: TEST_ORIGIN });
  owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  world = await makeOperator(owner, "kuko", "甲空港");
  await givePassword(owner, world.people.ciso.accountId);
});
afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await own.drop();
});

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");
const ask = (path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Response> =>
  answerAuth(new NextRequest(`${TEST_ORIGIN}/api/auth/${path}`, init), path.split("?")[0]?.split("/") ?? []);

async function send(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const csrf = await ask("csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, ...fields }).toString();
  return ask("callback/credentials", {
    method: "POST",
    body,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers, cookie: `${cookiesOf(csrf)}; ${headers["cookie"] ?? ""}` },
  });
}

describe("M3 a sign-in through the authentication routes", () => {
  it("M3 creates a session and leads to the requested page", async () => {
    const response = await send({ email: world.people.ciso.email, password: PASSWORD, callbackUrl: "/checks?page=2" });
    expect([response.status, response.headers.get("location")]).toEqual([302, `${TEST_ORIGIN}/checks?page=2`]);
    const visitor = await resolveVisitor(new Headers({ cookie: cookiesOf(response) }), new Date());
    expect(visitor?.account.accountId).toBe(world.people.ciso.accountId);
    expect(response.headers.getSetCookie().find((line) => line.startsWith("portal.device="))).toMatch(/HttpOnly; SameSite=Lax$/);
  });

  it("M3 leads back to the sign-in page when refused, in either form", async () => {
    const refused = await send({ email: world.people.ciso.email, password: "wrong" });
    expect([refused.status, refused.headers.get("location")]).toEqual([302, "/login?error=CredentialsSignin"]);
    const asJson = await send({ email: world.people.ciso.email, password: "wrong", json: "true" });
    expect([asJson.status, await asJson.json()]).toEqual([401, { url: `${TEST_ORIGIN}/login?error=CredentialsSignin` }]);
    expect(cookiesOf(asJson)).not.toContain("session-token");
  });

  it("M3 ignores hostile cookies", async () => {
    const cookie = "next-auth.callback-url=%0d%0aX-Evil:1; portal.device=%00; next-auth.session-token=x.y.z";
    expect((await ask("csrf", { headers: { cookie } })).status).toBe(200);
    expect((await send({ email: "a", password: "x" }, { cookie })).status).toBe(302);
  });
});

describe("M8 a sign-in whose cookie was cleared since its page was opened", () => {
  const FORM = { "content-type": "application/x-www-form-urlencoded" };
  const fields = () => new URLSearchParams({ csrfToken: "f".repeat(64), email: world.people.ciso.email, password: PASSWORD, callbackUrl: "/checks?page=2" });
  const post = (headers: Record<string, string>) =>
    ask("callback/credentials", { method: "POST", body: fields().toString(), headers: { ...FORM, ...headers } });

  it("M8 begins a session at the first try, and leads to the requested page by way of a check that the browser keeps cookies", async () => {
    const response = await post({ origin: TEST_ORIGIN });
    expect([response.status, response.headers.get("location")]).toEqual([302, "/login?error=NoCookie&callbackUrl=%2Fchecks%3Fpage%3D2"]);
    expect((await resolveVisitor(new Headers({ cookie: cookiesOf(response) }), new Date()))?.account.accountId).toBe(world.people.ciso.accountId);
  });

  it.each(["next-auth.csrf-token=cleared", `next-auth.csrf-token=${"e".repeat(64)}|${"d".repeat(64)}`])(
    "M8 begins a session although the cookie is of another page: %s",
    async (cookie) => {
      const response = await post({ origin: TEST_ORIGIN, cookie });
      expect([response.status, response.headers.get("location")]).toEqual([302, `${TEST_ORIGIN}/checks?page=2`]);
      expect(await resolveVisitor(new Headers({ cookie: cookiesOf(response) }), new Date())).not.toBeNull();
    },
  );

  it.each([{}, { origin: "https://evil.example" }, { origin: "null" }])(
    "M8 is refused with words where nothing proves that our page sent it: %j",
    async (headers) => {
      const response = await post(headers);
      expect([response.status, response.headers.get("location")]).toEqual([302, "/login?error=Stale"]);
      expect(cookiesOf(response)).not.toContain("session-token");
    },
  );
});
