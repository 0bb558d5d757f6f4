import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { acceptInvitation, findInvitation } from "@/lib/features/accounts/invitation/commands";
import { signInMessage } from "@/lib/labels/sign-in-messages";
import { attemptSucceeded, beginAttempt, STRANGER, withdrawAttempt } from "@/lib/server/auth/attempt";
import { authCookies } from "@/lib/server/auth/cookie";
import { demoPeople } from "@/lib/server/auth/demo-people";
import { rememberDevice } from "@/lib/server/auth/device";
import { answerAuth } from "@/lib/server/auth/routes";
import { signIn } from "@/lib/server/auth/sign-in";
import { resolveVisitor, visitorOfSession } from "@/lib/server/auth/visitor";
import { closeDatabase } from "@/lib/server/database/client";
import { askDatabase } from "@/lib/server/database/probe";
import { isOutage } from "@/lib/server/outage/unavailable";
import { dispatch } from "@/lib/server/use-cases/dispatch";
import { serveDatabase, TEST_ORIGIN } from "@/tests/support/served-database";

/* Nothing listens at the address of the database. */

beforeAll(() => {
  serveDatabase({ appUrl: "postgresql://portal:portal@127.0.0.1:1/portal" }, { NEXTAUTH_URL: TEST_ORIGIN, PORTAL_DEMO: "1" });
});
afterAll(closeDatabase);

it("answers 503 with a stable code while the database cannot be reached", async () => {
  const request = new Request(`${TEST_ORIGIN}/api/v1/me`, { headers: { authorization: "Bearer portal_pat_x" } });
  const response = await dispatch(OPERATIONS, request, ["me"]);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: "temporarily_unavailable", status: 503 });
});

const now = new Date();
const ID = crypto.randomUUID();
const TOKEN = new Headers({ authorization: "Bearer portal_pat_x" });

it.each<[string, () => Promise<unknown>]>([
  ["an attempt to sign in", () => beginAttempt("a@operator.example", now, STRANGER)],
  ["its success", () => attemptSucceeded({ id: 1n, logins: [] })],
  ["its withdrawal", () => withdrawAttempt({ id: 1n, logins: [] })],
  ["a sign-in", () => signIn("a@operator.example", "x", now)],
  ["the memory of a browser", () => rememberDevice(ID, null, now)],
  ["a session", () => visitorOfSession(ID, now)],
  ["a token", () => resolveVisitor(TOKEN, now)],
  ["a link", () => findInvitation("portal_inv_x", now)],
  ["a password by a link", () => acceptInvitation("portal_inv_x", "x", null, now)],
  ["the people of the demo", () => demoPeople()],
  ["the probe of the log", () => askDatabase()],
])("M4 every caller of the database gets an outage: %s", async (_name, ask) => {
  expect(
    isOutage(
      await ask().then(
        () => "answered",
        (error: unknown) => error,
      ),
    ),
  ).toBe(true);
});

describe("M4 a sign-in during an outage", () => {
  async function send(route: string, fields: Record<string, string>, accept: string): Promise<Response> {
    const csrf = await answerAuth(new NextRequest(`${TEST_ORIGIN}/api/auth/csrf`), ["csrf"]);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const cookie = `${authCookies().csrfToken.name}=${/csrf-token=([^;]+)/.exec(csrf.headers.getSetCookie().join())?.[1] ?? ""}`;
    const headers = { "content-type": "application/x-www-form-urlencoded", cookie, accept };
    const body = new URLSearchParams({ csrfToken, ...fields }).toString();
    return answerAuth(new NextRequest(`${TEST_ORIGIN}/api/auth/callback/${route}`, { method: "POST", headers, body }), ["callback", route]);
  }

  it.each<[string, Record<string, string>]>([
    ["credentials", { email: "a@operator.example", password: "x" }],
    ["credentials", { email: "no address", password: "x" }],
    ["demo", { person: "a@operator.example" }],
  ])("M4 gets 503 with a retry time, and leads to the message on the sign-in page (%s %j)", async (route, fields) => {
    expect(signInMessage("Unavailable")).toMatch(/データベースが応えません/);
    const page = await send(route, fields, "text/html");
    expect([page.status, page.headers.get("retry-after"), page.headers.get("refresh")]).toEqual([503, "2", "0; url=/login?error=Unavailable"]);
    expect(await page.text()).toContain(signInMessage("Unavailable"));
    for (const [accept, more] of [
      ["application/json", {}],
      ["text/html", { json: "true" }],
    ] as const) {
      const problem = await send(route, { ...fields, ...more }, accept);
      expect([problem.status, problem.headers.get("retry-after")]).toEqual([503, "2"]);
      expect(await problem.json()).toMatchObject({ code: "temporarily_unavailable", detail: signInMessage("Unavailable") });
    }
  });
});
