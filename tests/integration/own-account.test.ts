import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { signIn } from "@/lib/server/auth/sign-in";
import { ask, owner, platform, prepareAdministrationGround, world } from "@/tests/support/administration-ground";
import { TEST_SECRET } from "@/tests/support/portal-server";
import { makeToken, PASSWORD } from "@/tests/support/world";

prepareAdministrationGround();

/** A cookie in next-auth's format for a signed-in browser. */
async function cookieOf(email: string): Promise<string> {
  const login = await signIn(email, PASSWORD, new Date());
  if (login.outcome !== "signedIn") throw new Error(`${email} cannot sign in`);
  const token = await encode({ token: { sub: login.accountId, sessionId: login.sessionId }, secret: TEST_SECRET });
  return `next-auth.session-token=${token}`;
}

describe("the own account", () => {
  const NEXT = "新しい合言葉 battery staple";

  it("changes its password with the old one; the session of the request stays and the others end", async () => {
    const { email } = world.people.colleague;
    const [here, there] = [await cookieOf(email), await cookieOf(email)];
    const wrong = await ask({ cookie: here }, "PUT", "/account/password", { current: "ちがう", password: NEXT });
    expect(wrong).toMatchObject({ status: 422, body: { code: "invalid_input", fields: [{ path: "current" }] } });
    expect((await ask({ cookie: here }, "PUT", "/account/password", { current: PASSWORD, password: "短い" })).status).toBe(422);
    expect((await ask({ cookie: there }, "GET", "/me")).status).toBe(200);
    expect(await ask({ cookie: here }, "PUT", "/account/password", { current: PASSWORD, password: NEXT })).toMatchObject({ status: 204, text: "" });
    expect((await ask({ cookie: here }, "GET", "/me")).status).toBe(200);
    expect((await ask({ cookie: there }, "GET", "/me")).status).toBe(401);
    expect((await signIn(email, PASSWORD, new Date())).outcome).toBe("refused");
    const { token } = world.people.colleague;
    expect((await ask({ token }, "GET", "/me")).status, "tokens end with the password").toBe(401);
  });

  it("changes its password by token too: that token stays, every other token and every session ends", async () => {
    const { email, accountId, token } = world.people.otherManager;
    const [cookie, other] = [await cookieOf(email), await makeToken(owner, accountId)];
    expect((await ask({ token }, "PUT", "/account/password", { current: PASSWORD, password: NEXT })).status).toBe(204);
    const statuses = [await ask({ token }, "GET", "/me"), await ask({ token: other }, "GET", "/me"), await ask({ cookie }, "GET", "/me")].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([200, 401, 401]);
  });

  it("a token cannot create a longer-lived token; a session can create one of any allowed length", async () => {
    const { email, accountId } = world.people.executive;
    const short = await makeToken(owner, accountId);
    await owner.query("UPDATE access_token SET expires_at = now() + interval '30 days' WHERE hash = $1", [secretHash(short)]);
    expect((await ask({ token: short }, "POST", "/tokens", { name: "短い", days: 29 })).status).toBe(201);
    for (const body of [{ name: "長い", days: 31 }, { name: "日数なし" }]) {
      expect(await ask({ token: short }, "POST", "/tokens", body)).toMatchObject({
        status: 403,
        body: { code: "not_permitted", detail: expect.stringContaining("トークン") as unknown },
      });
    }
    expect((await ask({ cookie: await cookieOf(email) }, "POST", "/tokens", { name: "長い", days: 366 })).status).toBe(201);
  });

  it("remembers whether the checklist has keyboard shortcuts", async () => {
    const { token } = world.people.systemAdministrator;
    expect(await ask({ token }, "PATCH", "/account", { shortcutKeys: false })).toMatchObject({ status: 200, body: { shortcutKeys: false } });
    expect((await ask({ token }, "GET", "/me")).body["shortcutKeys"]).toBe(false);
    expect((await ask({ token }, "PATCH", "/account", {})).status).toBe(422);
    expect((await ask(platform, "PATCH", "/account", { shortcutKeys: true })).status).toBe(200);
  });
});
