import { randomUUID } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { changePassword } from "@/lib/features/accounts/passwords/commands";
import { listAudit } from "@/lib/features/admin/audit/queries";
import { FAILURES_ALLOWED } from "@/lib/server/auth/attempt";
import { refuseForeignPost } from "@/lib/server/auth/foreign-post";
import { endSession, signIn } from "@/lib/server/auth/sign-in";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { closeDatabase } from "@/lib/server/database/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase } from "@/tests/support/served-database";
import { withSessionOf } from "@/tests/support/session";
import { insert, makeOperator, makeOutsider, type Outsider, PASSWORD, type Person, type World } from "@/tests/support/world";

/** Counts the expensive part: each verification of a password. */
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof argon2>();
  return { ...real, verify: vi.fn(real.verify) };
});

/** Passwords that one sign-in verifies (see `sign-in.ts`). */
const PLACES = 3;
const GUESSES = 60;
const DAY = 86_400_000;

let own: TestDatabase;
let owner: pg.Client;
let world: World;
let platform: Outsider;

beforeAll(async () => {
  own = await createDatabase();
  serveDatabase(own);
  owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  world = await makeOperator(owner, "kuko", "甲空港");
  platform = await makeOutsider(owner, "platformAdministrator", null);
});
afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await own.drop();
});
beforeEach(async () => {
  vi.mocked(argon2.verify).mockClear();
  await owner.query("DELETE FROM login_attempt");
});

const outcomes = async (attempts: readonly Promise<{ readonly outcome: string }>[]): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of await Promise.all(attempts)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

/** The audit entries of an account's sessions, oldest first. */
async function sessionEntries({ accountId }: Pick<Person, "accountId">): Promise<unknown[]> {
  const { rows } = await owner.query(
    "SELECT operator_id, account_id, action, outcome, detail FROM audit WHERE target = $1 AND action LIKE 'session.%' ORDER BY id",
    [`account/${accountId}`],
  );
  return rows;
}

async function signedIn(person: Person): Promise<string> {
  const attempt = await signIn(person.email, PASSWORD, new Date());
  if (attempt.outcome !== "signedIn") throw new Error(`${person.email} cannot sign in: ${attempt.outcome}`);
  return attempt.sessionId;
}

it.each([
  ["the password of the account", PASSWORD],
  ["a wrong one", "wrong"],
])("C5 a sign-in of which the transaction does not begin does nothing and fails, with %s", async (_name, password) => {
  const { email, accountId } = world.people.manager;
  const traces = async (): Promise<unknown> => {
    const { rows } = await owner.query(
      "SELECT (SELECT count(*) FROM session WHERE account_id = $1) AS sessions, (SELECT count(*) FROM audit) AS entries, (SELECT count(*) FROM login_attempt WHERE succeeded) AS successes",
      [accountId],
    );
    return rows;
  };
  const before = await traces();
  const real = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  vi.spyOn(pg.Client.prototype, "query").mockImplementation(function query(this: pg.Client, asked: unknown, ...given: unknown[]) {
    const { text } = asked as { readonly text?: string };
    return Reflect.apply(real, this, [text?.startsWith("BEGIN") ? { text: "SELECT 1 / 0" } : asked, ...given]) as never;
  } as never);
  await expect(signIn(email, password, new Date())).rejects.toMatchObject({ code: "22012" });
  vi.restoreAllMocks();
  expect(await traces()).toEqual(before);
});

describe("the limit of wrong guesses", () => {
  it("applies to every spelling of an address: the address that is found is the one that is counted", async () => {
    const { email } = world.people.ciso;
    const turkish = email.replace("i", "İ");
    for (let guess = 0; guess < FAILURES_ALLOWED; guess += 1) expect((await signIn(turkish, `guess ${String(guess)}`, new Date())).outcome).toBe("refused");
    expect((await signIn(turkish, PASSWORD, new Date())).outcome).not.toBe("signedIn");
    expect((await signIn(` ${email.toUpperCase()} `, PASSWORD, new Date())).outcome).toBe("signedIn");
    const { rows } = await owner.query("SELECT count(*)::int AS n FROM login_attempt WHERE email = $1 AND succeeded", [email]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it("applies to invalid addresses too, in the same way and to each separately", async () => {
    for (const entered of ["", "nobody", "a b@example.jp", "x".repeat(100_000), "nul\u0000@example.jp", "\ud800@example.jp"]) {
      expect((await signIn(entered, PASSWORD, new Date())).outcome, entered.slice(0, 20)).toBe("refused");
    }
    expect(argon2.verify).toHaveBeenCalledTimes(6 * PLACES);
    const { rows } = await owner.query("SELECT max(length(email)) AS longest, count(DISTINCT email)::int AS n FROM login_attempt");
    expect(rows).toEqual([{ longest: 64, n: 6 }]);
  });

  it.each(["known", "unknown"] as const)("applies to simultaneous guesses, at an address that is %s", async (kind) => {
    const email = kind === "known" ? world.people.manager.email : "nobody@operator.example";
    const now = new Date();
    const counts = await outcomes(Array.from({ length: GUESSES }, (_, guess) => signIn(email, `guess ${String(guess)}`, now)));
    expect(counts).toEqual({ refused: FAILURES_ALLOWED, tooManyAttempts: GUESSES - FAILURES_ALLOWED });
    expect(argon2.verify, "what is refused unseen costs no computing").toHaveBeenCalledTimes(FAILURES_ALLOWED * PLACES);
    expect((await signIn(email, PASSWORD, now)).outcome).toBe("tooManyAttempts");
    expect((await signIn(email, PASSWORD, new Date(now.getTime() + 16 * 60_000))).outcome).toBe(kind === "known" ? "signedIn" : "refused");
  });

  it("applies to guesses at the present password by a signed-in person", async () => {
    const { token } = world.people.auditor;
    const visitor = await resolveVisitor(new Headers({ authorization: `Bearer ${token}` }), new Date());
    if (!visitor) throw new Error("the token does not resolve");
    const now = new Date();
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, guess) => changePassword(visitor, { current: `guess ${String(guess)}`, password: "新しい合言葉は長くする" }, now)),
    );
    const codes = results.map((result) => (result.ok ? "ok" : result.refusal.code));
    expect(codes.filter((code) => code === "invalid_input")).toHaveLength(FAILURES_ALLOWED);
    expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(30 - FAILURES_ALLOWED);
    expect(argon2.verify).toHaveBeenCalledTimes(FAILURES_ALLOWED);
  });

  it("does not count right passwords", async () => {
    const { executive } = world.people;
    for (let count = 0; count <= FAILURES_ALLOWED; count += 1) await signedIn(executive);
  });
});

describe("the audit trail", () => {
  it("records sign-ins, wrong passwords and sign-outs at the account's operator", async () => {
    const { secretariat, handler } = world.people;
    const sessionId = await signedIn(secretariat);
    expect((await signIn(secretariat.email, "wrong", new Date())).outcome).toBe("refused");
    await endSession(handler.accountId, sessionId, new Date());
    for (const _again of [1, 2]) await endSession(secretariat.accountId, sessionId, new Date());
    const common = { operator_id: world.operatorId, account_id: secretariat.accountId };
    expect(await sessionEntries(secretariat)).toEqual([
      { ...common, action: "session.signIn", outcome: "done", detail: {} },
      { ...common, action: "session.refused", outcome: "refused", detail: { code: "invalid_input" } },
      { ...common, action: "session.signOut", outcome: "done", detail: {} },
    ]);
    expect(await sessionEntries(handler)).toEqual([]);
    const auditor = await resolveVisitor(new Headers({ authorization: `Bearer ${world.people.auditor.token}` }), new Date());
    const listed = auditor && (await listAudit(auditor, { page: 1, perPage: 3 }, new Date()));
    expect(listed?.ok && listed.value.items.map(({ action, accountName }) => [action, accountName])).toEqual(
      ["session.signOut", "session.refused", "session.signIn"].map((action) => [action, secretariat.name]),
    );
  });

  it("records those of offices at the platform, and nothing for unknown addresses", async () => {
    const before = (await owner.query("SELECT count(*)::int AS n FROM audit")).rows;
    expect((await signIn("nobody@operator.example", PASSWORD, new Date())).outcome).toBe("refused");
    expect((await owner.query("SELECT count(*)::int AS n FROM audit")).rows).toEqual(before);
    expect((await signIn(platform.email, PASSWORD, new Date())).outcome).toBe("signedIn");
    expect(await sessionEntries(platform)).toMatchObject([{ operator_id: null, account_id: platform.accountId, action: "session.signIn" }]);
  });
});

describe("old rows", () => {
  it("are deleted with the next sign-in: attempts, sessions and tokens that ended more than a day ago", async () => {
    const { committee } = world.people;
    const now = Date.now();
    const at = (age: number): string => new Date(now - age).toISOString();
    const [old, recent] = [randomUUID(), randomUUID()];
    const session = { account_id: committee.accountId, created_at: at(3 * DAY) };
    await insert(owner, "session", [
      { ...session, id: old, expires_at: at(2 * DAY) },
      { ...session, id: recent, expires_at: at(DAY / 2) },
    ]);
    const token = { account_id: committee.accountId, name: "x", purpose: "api", created_at: at(3 * DAY) };
    await insert(owner, "access_token", [
      { ...token, id: old, hash: old, expires_at: at(2 * DAY) },
      { ...token, id: recent, hash: recent, expires_at: at(DAY / 2) },
    ]);
    await insert(owner, "login_attempt", [
      { id: 1_000_001, email: "old@operator.example", at: at(2 * DAY), succeeded: false },
      { id: 1_000_002, email: "recent@operator.example", at: at(DAY / 2), succeeded: false },
    ]);
    await signIn("nobody@operator.example", PASSWORD, new Date(now));
    for (const table of ["session", "access_token"]) {
      expect((await owner.query(`SELECT id FROM ${table} WHERE id = ANY($1)`, [[old, recent]])).rows, table).toEqual([{ id: recent }]);
    }
    expect((await owner.query("SELECT email FROM login_attempt WHERE id > 1000000")).rows).toEqual([{ email: "recent@operator.example" }]);
  });
});

describe("a request to a page from another site", () => {
  const refused = async (person: Person | null, page: string, headers: Record<string, string> = {}): Promise<Response> => {
    const cookie = person === null ? {} : { cookie: await withSessionOf(owner, person.accountId) };
    return refuseForeignPost(new Headers({ origin: "https://evil.example", ...cookie, ...headers }), page, new Date());
  };

  it("is refused in Japanese, with an audit entry if somebody is signed in", async () => {
    const { colleague } = world.people;
    const response = await refused(colleague, "/account");
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      403,
      "text/plain; charset=utf-8",
      expect.stringMatching(/[ぁ-ん]/) as unknown,
    ]);
    const { rows } = await owner.query("SELECT operator_id, action, outcome, target, detail FROM audit WHERE account_id = $1", [colleague.accountId]);
    expect(rows).toEqual([{ operator_id: world.operatorId, action: "page.send", outcome: "refused", target: "/account", detail: { code: "origin_mismatch" } }]);
  });

  it("gets a message that the page's own script can show, and no secret of an address is stored", async () => {
    const { otherManager } = world.people;
    const response = await refused(otherManager, "/invite/portal_inv_abc-DEF_1", { "next-action": "00" });
    expect([response.status, response.headers.get("content-type")]).toEqual([403, "text/plain"]);
    const { rows } = await owner.query("SELECT target FROM audit WHERE account_id = $1", [otherManager.accountId]);
    expect(rows).toEqual([{ target: "/invite/…" }]);
  });

  it("is refused without an audit entry if nobody is signed in", async () => {
    const before = (await owner.query("SELECT count(*)::int AS n FROM audit")).rows;
    expect((await refused(null, "/account")).status).toBe(403);
    expect((await owner.query("SELECT count(*)::int AS n FROM audit")).rows).toEqual(before);
  });
});
