import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAILURES_ALLOWED, STRANGER } from "@/lib/auth/attempt";
import { deviceHash, rememberDevice } from "@/lib/auth/device";
import { signIn } from "@/lib/auth/sign-in";
import { resolveVisitor } from "@/lib/auth/visitor";
import { findAccount } from "@/lib/cli/account";
import { unlockAsOwner } from "@/lib/cli/account-unlock";
import { changePassword } from "@/lib/features/account/passwords";
import { isPersonLocked, unlockPerson } from "@/lib/features/organisation/unlocking";
import { closeDatabase } from "@/prisma/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { TEST_SECRET } from "@/tests/support/portal-server";
import { givePassword, makeOperator, PASSWORD, type Person, type World } from "@/tests/support/world";

let own: TestDatabase;
let owner: pg.Client;
let world: World;

beforeAll(async () => {
  own = await createDatabase();
  Object.assign(process.env, { DATABASE_URL: own.appUrl, PORTAL_URL: "http://portal.test", NEXTAUTH_SECRET: TEST_SECRET });
  owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  world = await makeOperator(owner, "kuko", "甲空港");
  for (const { accountId } of Object.values(world.people)) await givePassword(owner, accountId);
});
afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await own.drop();
});

async function lock({ email }: Person): Promise<void> {
  for (let count = 0; count < FAILURES_ALLOWED; count += 1) await signIn(email, `guess ${String(count)}`, new Date());
  expect((await signIn(email, PASSWORD, new Date())).outcome).toBe("tooManyAttempts");
}

async function visitorOf({ token }: Person) {
  const visitor = await resolveVisitor(new Headers({ authorization: `Bearer ${token}` }), new Date());
  if (!visitor) throw new Error("the token does not resolve");
  return visitor;
}

describe("M3 a lock", () => {
  it("M3 is shown to who may lift it, lifted, and stays lifted until it fails as often again", async () => {
    const { handler, secretariat, colleague } = world.people;
    const helper = await visitorOf(secretariat);
    expect(await isPersonLocked(helper, handler.personId, new Date())).toEqual({ ok: true, value: false });
    await lock(handler);
    expect(await isPersonLocked(helper, handler.personId, new Date())).toEqual({ ok: true, value: true });
    expect((await unlockPerson(await visitorOf(colleague), handler.personId, new Date())).ok).toBe(false);
    expect((await unlockPerson(helper, handler.personId, new Date())).ok).toBe(true);
    expect(await isPersonLocked(helper, handler.personId, new Date())).toEqual({ ok: true, value: false });
    expect((await signIn(handler.email, PASSWORD, new Date())).outcome).toBe("signedIn");
    await lock(handler);
  });

  it("M3 is lifted on the command line, with a row in the operator's trail", async () => {
    const { manager } = world.people;
    await lock(manager);
    const search = await findAccount(owner, { email: manager.email, operator: null });
    if (!("found" in search)) throw new Error(search.refused);
    expect(await unlockAsOwner(owner, search.found, new Date())).toBe(FAILURES_ALLOWED);
    expect(await unlockAsOwner(owner, search.found, new Date())).toBe(0);
    expect((await signIn(manager.email, PASSWORD, new Date())).outcome).toBe("signedIn");
    const { rows } = await owner.query("SELECT operator_id, outcome, detail FROM audit WHERE action = 'account.unlock' AND account_id = $1", [manager.accountId]);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({ operator_id: world.operatorId, outcome: "done", detail: { by: "commandLine" } });
  });

  it("M3 by strangers does not keep somebody who is signed in from changing the password", async () => {
    const { auditor } = world.people;
    await lock(auditor);
    expect(await changePassword(await visitorOf(auditor), PASSWORD, "新しい合言葉は長くする", null, new Date())).toEqual({ ok: true, value: null });
  });
});

describe("M3 browsers that an account knows", () => {
  it("M3 are the five last ones, and none after 180 days", async () => {
    const { committee } = world.people;
    const now = Date.now();
    const secrets: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const attempt = await signIn(committee.email, PASSWORD, new Date());
      if (attempt.outcome !== "signedIn") throw new Error(attempt.outcome);
      secrets.push(await rememberDevice(attempt.sessionId, null, new Date(now + count)));
    }
    const { rows } = await owner.query("SELECT hash FROM known_device WHERE account_id = $1 ORDER BY last_used_at", [committee.accountId]);
    expect(rows).toEqual(secrets.slice(2).map((secret) => ({ hash: deviceHash(secret) })));
    await lock(committee);
    const device = deviceHash(secrets.at(-1) ?? "");
    const later = new Date(now + 181 * 86_400_000);
    for (let count = 0; count < FAILURES_ALLOWED; count += 1) await signIn(committee.email, "guess", later);
    expect((await signIn(committee.email, PASSWORD, later, { ...STRANGER, device })).outcome).toBe("tooManyAttempts");
    expect((await signIn(committee.email, PASSWORD, new Date(), { ...STRANGER, device })).outcome).toBe("signedIn");
  });
});
