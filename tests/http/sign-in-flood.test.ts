import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FAILURES_ALLOWED, SOURCE_FAILURES_ALLOWED } from "@/lib/server/auth/attempt";
import { call } from "@/tests/support/api";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { type Portal, startPortalServer } from "@/tests/support/portal-server";
import { withSessionOf } from "@/tests/support/session";
import { deviceOf, openSignIn, type SignInForm } from "@/tests/support/sign-in-form";
import { givePassword, PASSWORD } from "@/tests/support/world";

let ground: HttpGround;
/** The same portal behind a trusted proxy. */
let proxied: Portal;
let form: SignInForm;
let behind: SignInForm;
beforeAll(async () => {
  ground = await openHttpGround();
  process.env["TRUSTED_PROXY"] = "127.0.0.1, 10.0.0.0/8";
  proxied = await startPortalServer(ground.database);
  delete process.env["TRUSTED_PROXY"];
  for (const person of Object.values(ground.own.people)) await givePassword(ground.owner, person.accountId);
  form = await openSignIn(ground.portal);
  behind = await openSignIn(proxied);
});
afterAll(async () => {
  await proxied.stop();
  await ground.close();
});
beforeEach(() => ground.owner.query("DELETE FROM login_attempt"));

const WRONG = "/login?error=CredentialsSignin";
const from = (source: string): Record<string, string> => ({ "x-forwarded-for": source });

/** Sends wrong passwords one after the other; returns the statuses. */
async function guess(at: SignInForm, times: number, email: (count: number) => string, headers: Record<string, string> = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < times; count += 1) statuses.push((await at.send(email(count), `guess ${String(count)}`, headers)).status);
  return statuses;
}

describe("M3 a flood of sign-ins", () => {
  it("M3 gets few places: the rest gets a request to retry, with the same message for known and unknown addresses", async () => {
    const emails = Array.from({ length: 64 }, (_, count) => (count % 2 === 0 ? `nobody${String(count)}@operator.example` : ground.own.people.handler.email));
    const answers = await Promise.all(emails.map((email, count) => form.send(email, `guess ${String(count)}`)));
    const turnedAway = answers.filter(({ status, text }) => status === 429 && text.includes("混み合って"));
    expect(turnedAway.length).toBeGreaterThan(0);
    for (const { headers, text } of turnedAway) {
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(text).toMatch(/サインインが混み合っています/);
      expect(headers.get("refresh")).toBe("0; url=/login?error=Busy");
    }
    expect(new Set(turnedAway.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ status, location }) => status === 302 && location === WRONG).length).toBeGreaterThan(0);
    // A refused attempt was not checked: it does not count against the address.
    const { rows } = await ground.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM login_attempt");
    expect(rows[0]?.n).toBe(answers.filter(({ status }) => status === 302).length);
  });

  it("M3 does not delay signed-in people: a page and the API respond before it has ended", async () => {
    const cookie = await withSessionOf(ground.owner, ground.own.people.ciso.accountId);
    const statuses: number[] = [];
    let goesOn = true;
    const flood = Array.from({ length: 32 }, async (_, client) => {
      for (let wave = 0; goesOn; wave += 1) statuses.push((await form.send(`nobody${String(client)}-${String(wave)}@operator.example`, "guess")).status);
    });
    while (!statuses.includes(429)) await new Promise(setImmediate);
    for (const path of ["/checks", "/api/v1/me", "/checks", "/api/v1/me"]) {
      const { status } = await fetch(ground.portal.url + path, { headers: { cookie } });
      expect(status, path).toBe(200);
    }
    goesOn = false;
    await Promise.all(flood);
    expect(statuses.filter((status) => status === 302).length, "sign-ins went on meanwhile").toBeGreaterThan(0);
  });

  it("M3 cannot be made of requests whose body never arrives: they hold no place", async () => {
    const { hostname, port, host } = new URL(ground.portal.url);
    const head = `POST /api/auth/callback/credentials HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=`;
    const stalled = Array.from({ length: 40 }, () => connect(Number(port), hostname));
    await Promise.all(stalled.map((socket) => new Promise((resolve) => socket.write(head, resolve))));
    expect((await form.send("nobody-stalled@operator.example", "guess")).location).toBe(WRONG);
    for (const socket of stalled) socket.destroy();
  });

  it("M3 gets problem details if the client is a program", async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, count) => form.send(`nobody${String(count)}@operator.example`, "guess", { accept: "application/json" })),
    );
    const busy = answers.find(({ status }) => status === 429);
    expect([busy?.headers.get("content-type"), (JSON.parse(busy?.text ?? "{}") as { code?: string }).code]).toEqual([
      expect.stringMatching(/^application\/problem\+json/),
      "busy",
    ]);
  });
});

describe("M3 the limit of a source", () => {
  it("M3 applies across many addresses, and to that source alone", async () => {
    const statuses = await guess(behind, SOURCE_FAILURES_ALLOWED + 3, (count) => `nobody${String(count)}@operator.example`, from("198.51.100.7"));
    expect(statuses.slice(0, SOURCE_FAILURES_ALLOWED).filter((status) => status !== 302)).toEqual([]);
    expect(statuses.slice(SOURCE_FAILURES_ALLOWED)).toEqual([429, 429, 429]);
    const { email } = ground.own.people.auditor;
    expect((await behind.send(email, PASSWORD, from("198.51.100.7"))).status, "the right password from there waits too").toBe(429);
    expect((await behind.send(email, PASSWORD, from("198.51.100.8"))).location).not.toContain("error");
    expect((await behind.send(email, "wrong", from("203.0.113.1, 198.51.100.7"))).status, "the rightmost hop counts").toBe(429);
    expect((await behind.send(email, "wrong", from("198.51.100.7, 203.0.113.1"))).status).toBe(302);
    expect((await behind.send(email, "wrong", from("198.51.100.7, 10.0.0.9"))).status, "proxies behind the proxy are looked through").toBe(429);
  });

  it("M3 counts an IPv6 source by its /64", async () => {
    await guess(behind, SOURCE_FAILURES_ALLOWED, (count) => `nobody${String(count)}@operator.example`, from("2001:db8:1:2::1"));
    expect((await behind.send("x@operator.example", "x", from("2001:db8:1:2:ffff::9"))).status).toBe(429);
    expect((await behind.send("x@operator.example", "x", from("2001:db8:1:3::1"))).status).toBe(302);
  });

  it("M3 admits 200 people behind one address who each mistype once", async () => {
    const people = [ground.own.people.committee, ground.own.people.executive, ground.own.people.colleague];
    for (let count = 0; count < 200; count += 1) {
      const { email } = people[count % people.length]!;
      if (count < 3 * (FAILURES_ALLOWED - 1)) expect((await behind.send(email, "mistyped", from("192.0.2.200"))).location, String(count)).toBe(WRONG);
      expect((await behind.send(email, PASSWORD, from("192.0.2.200"))).location, String(count)).not.toContain("error");
    }
  });

  it("M3 cannot be redirected to another source by a peer that is no proxy", async () => {
    await guess(form, SOURCE_FAILURES_ALLOWED, (count) => `nobody${String(count)}@operator.example`, from("198.51.100.9"));
    expect((await behind.send("x@operator.example", "x", from("198.51.100.9"))).status).toBe(302);
    expect((await form.send("x@operator.example", "x", from("198.51.100.10"))).status, "the peer itself is counted").toBe(429);
  });
});

describe("M3 a browser that has signed in before", () => {
  const victim = () => ground.own.people.ciso;
  const strangers = () => guess(behind, FAILURES_ALLOWED, () => victim().email, from("198.51.100.66"));

  it("M3 is not locked out by strangers, who lock out other browsers", async () => {
    const cookie = deviceOf(await behind.send(victim().email, PASSWORD));
    expect(cookie).toMatch(/^portal\.device=portal_dev_/);
    await strangers();
    const locked = await behind.send(victim().email, PASSWORD);
    expect([locked.status, locked.headers.get("retry-after"), locked.text]).toEqual([
      429,
      "900",
      expect.stringMatching(/前にサインインしたことのある端末.*CISOか事務局/) as unknown,
    ]);
    const known = await behind.send(victim().email, PASSWORD, { cookie });
    expect([known.status, known.location.includes("error")]).toEqual([302, false]);
    expect(deviceOf(known), "the secret is another one each time").not.toBe(cookie);
  });

  it("M3 has ten attempts of its own, separate from those of strangers", async () => {
    const cookie = deviceOf(await behind.send(victim().email, PASSWORD));
    expect(new Set(await guess(behind, FAILURES_ALLOWED, () => victim().email, { cookie }))).toEqual(new Set([302]));
    expect((await behind.send(victim().email, PASSWORD, { cookie })).status).toBe(429);
    expect((await behind.send(victim().email, PASSWORD)).location).not.toContain("error");
  });

  it("M3 is known only by a secret that the portal issued, for that address, and only until the password changes", async () => {
    const cookie = deviceOf(await behind.send(victim().email, PASSWORD));
    const other = deviceOf(await behind.send(ground.own.people.secretariat.email, PASSWORD));
    await strangers();
    for (const forged of [other, `${cookie}x`, cookie.slice(0, -1), "portal.device=", `portal.device=portal_dev_${"A".repeat(43)}`, "portal.device=' OR 1=1"]) {
      expect((await behind.send(victim().email, PASSWORD, { cookie: forged })).status, forged).toBe(429);
    }
    await givePassword(ground.owner, victim().accountId);
    expect((await behind.send(victim().email, PASSWORD, { cookie })).location, "the same password set again changes nothing").not.toContain("error");
    await ground.owner.query("UPDATE account SET password_hash = password_hash || ' ' WHERE id = $1", [victim().accountId]);
    await ground.owner.query("DELETE FROM login_attempt");
    await givePassword(ground.owner, victim().accountId);
    await strangers();
    expect((await behind.send(victim().email, PASSWORD, { cookie })).status).toBe(429);
  });

  it("M3 can be known to two accounts at once", async () => {
    const [one, two] = [ground.own.people.manager, ground.own.people.otherManager];
    const first = deviceOf(await behind.send(one.email, PASSWORD));
    const cookie = deviceOf(await behind.send(two.email, PASSWORD, { cookie: first }));
    for (const { email } of [one, two]) await guess(behind, FAILURES_ALLOWED, () => email, from("198.51.100.66"));
    for (const { email } of [one, two]) expect((await behind.send(email, PASSWORD)).status).toBe(429);
    const again = await behind.send(one.email, PASSWORD, { cookie });
    expect(again.location).not.toContain("error");
    expect((await behind.send(two.email, PASSWORD, { cookie: deviceOf(again) })).location).not.toContain("error");
  });
});

describe("M3 a lock", () => {
  it("M3 can be lifted by those who manage people, with an entry in the trail, and by nobody else", async () => {
    const { handler, ciso, secretariat, colleague } = ground.own.people;
    for (const helper of [ciso, secretariat]) {
      await ground.owner.query("DELETE FROM login_attempt");
      await guess(behind, FAILURES_ALLOWED, () => handler.email, from("198.51.100.66"));
      for (const stranger of [colleague.token, ground.beside.people.ciso.token, ground.platform.token]) {
        expect((await call(ground.portal, "POST", `/people/${handler.personId}/unlock`, { token: stranger })).status).toBeGreaterThanOrEqual(403);
      }
      expect((await behind.send(handler.email, PASSWORD)).status).toBe(429);
      expect((await call(ground.portal, "POST", `/people/${handler.personId}/unlock`, { token: helper.token })).status).toBe(204);
      expect((await behind.send(handler.email, PASSWORD)).location).not.toContain("error");
    }
    const { rows } = await ground.owner.query("SELECT outcome FROM audit WHERE action = 'people.unlock' AND account_id = $1", [ciso.accountId]);
    expect(rows).toEqual([{ outcome: "done" }]);
  });

  it("M3 of an office can be lifted by the platform's administrator", async () => {
    await givePassword(ground.owner, ground.ministry.accountId);
    await guess(behind, FAILURES_ALLOWED, () => ground.ministry.email, from("198.51.100.66"));
    expect((await behind.send(ground.ministry.email, PASSWORD)).status).toBe(429);
    expect((await call(ground.portal, "POST", `/ministry-officers/${ground.ministry.accountId}/unlock`, { token: ground.own.people.ciso.token })).status).toBe(
      403,
    );
    expect((await call(ground.portal, "POST", `/ministry-officers/${ground.ministry.accountId}/unlock`, { token: ground.platform.token })).status).toBe(204);
    expect((await behind.send(ground.ministry.email, PASSWORD)).location).not.toContain("error");
  });
});
