import { randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { beforeAll, describe, expect, it } from "vitest";
import { findAccount } from "@/lib/cli/account";
import { unlockAsOwner } from "@/lib/cli/account-unlock";
import { DECIDING } from "@/lib/domain/checking/posts";
import { changePassword } from "@/lib/features/accounts/passwords/commands";
import { unlockPerson } from "@/lib/features/organisation/unlocking/commands";
import { readLock } from "@/lib/features/organisation/unlocking/queries";
import { FAILURES_ALLOWED, SOURCE_FAILURES_ALLOWED, STRANGER } from "@/lib/server/auth/attempt";
import { deviceHash, rememberDevice } from "@/lib/server/auth/device";
import { signIn } from "@/lib/server/auth/sign-in";
import { accountGround } from "@/tests/support/account-ground";
import { as, codeOf, placed, valueOf, visitorOfToken } from "@/tests/support/links";
import { insert, makeToken, PASSWORD, type Person, type World } from "@/tests/support/world";

const OTHER_PASSWORD = "ほかの事業者の合言葉 battery";
const ground = accountGround();
let world: World;
beforeAll(async () => {
  world = await ground.makeWorld();
});

async function lock({ email }: Person): Promise<void> {
  for (let count = 0; count < FAILURES_ALLOWED; count += 1) await signIn(email, `guess ${String(count)}`, new Date());
  expect((await signIn(email, PASSWORD, new Date())).outcome).toBe("tooManyAttempts");
}

const visitorOf = ({ token }: Person) => visitorOfToken(token);

describe("M3 a lock", () => {
  it("M3 is shown to those who may lift it, and stays lifted until as many new failures", async () => {
    const { handler, secretariat, colleague } = world.people;
    const helper = await visitorOf(secretariat);
    expect(await readLock(helper, { personId: handler.personId }, new Date())).toEqual({ ok: true, value: "open" });
    await lock(handler);
    expect(await readLock(helper, { personId: handler.personId }, new Date())).toEqual({ ok: true, value: "lifts" });
    expect((await unlockPerson(await visitorOf(colleague), { personId: handler.personId }, new Date())).ok).toBe(false);
    expect((await unlockPerson(helper, { personId: handler.personId }, new Date())).ok).toBe(true);
    expect(await readLock(helper, { personId: handler.personId }, new Date())).toEqual({ ok: true, value: "open" });
    expect((await signIn(handler.email, PASSWORD, new Date())).outcome).toBe("signedIn");
    await lock(handler);
  });

  it("M3 can be lifted on the command line, with an entry in the operator's trail", async () => {
    const { manager } = world.people;
    await lock(manager);
    const search = await findAccount(ground.owner, { email: manager.email, operator: null });
    if (!("found" in search)) throw new Error(search.refused);
    expect(await unlockAsOwner(ground.owner, search.found, new Date())).toBe(FAILURES_ALLOWED);
    expect(await unlockAsOwner(ground.owner, search.found, new Date())).toBe(0);
    expect((await signIn(manager.email, PASSWORD, new Date())).outcome).toBe("signedIn");
    const { rows } = await ground.owner.query("SELECT operator_id, outcome, detail FROM audit WHERE action = 'account.unlock' AND account_id = $1", [
      manager.accountId,
    ]);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({ operator_id: world.operatorId, outcome: "done", detail: { by: "commandLine" } });
  });

  it("M3 of a source is reported as such to everybody from there, and admits only those whose lock the command line lifts", async () => {
    const { people } = await ground.makeWorld();
    const here = { ...STRANGER, source: "203.0.113.7" };
    const enter = async (email: string, password = PASSWORD) => (await signIn(email, password, new Date(), here)).outcome;
    await ground.owner.query(
      "INSERT INTO login_attempt (email, at, succeeded, source) SELECT 'nobody' || n || '@example.jp', now(), false, $1 FROM generate_series(1, $2::int) n",
      [here.source, SOURCE_FAILURES_ALLOWED],
    );
    expect([await enter(people.ciso.email), await enter(people.handler.email), await enter("nobody@example.jp")]).toEqual(Array(3).fill("tooManyFromHere"));
    const search = await findAccount(ground.owner, { email: people.ciso.email, operator: null });
    if (!("found" in search)) throw new Error(search.refused);
    expect(await unlockAsOwner(ground.owner, search.found, new Date())).toBe(0);
    expect([await enter(people.ciso.email), await enter(people.handler.email)]).toEqual(["signedIn", "tooManyFromHere"]);
    for (let count = 0; count < FAILURES_ALLOWED; count += 1) await enter(people.ciso.email, `guess ${String(count)}`);
    expect(await enter(people.ciso.email), "the limit of the address stays").toBe("tooManyAttempts");
  });

  it("M3 by strangers does not prevent a signed-in person from changing the password", async () => {
    const { auditor } = world.people;
    await lock(auditor);
    expect(await changePassword(await visitorOf(auditor), { current: PASSWORD, password: "新しい合言葉は長くする" }, new Date())).toEqual({
      ok: true,
      value: null,
    });
  });
});

/** An account of the same address at another operator, with a separate password. */
async function alsoAt(other: World, { email }: Person): Promise<Person> {
  const { colleague } = other.people;
  await ground.owner.query("UPDATE person SET email = $2 WHERE id = $1", [colleague.personId, email]);
  await ground.owner.query("UPDATE account SET email = $2, password_hash = NULL WHERE id = $1", [colleague.accountId, email]);
  await ground.owner.query("UPDATE account SET password_hash = $2 WHERE id = $1", [colleague.accountId, await hash(OTHER_PASSWORD)]);
  return { ...colleague, email, token: await makeToken(ground.owner, colleague.accountId) };
}

async function guess(email: string, origin = STRANGER): Promise<void> {
  for (let count = 0; count < FAILURES_ALLOWED; count += 1) await signIn(email, `guess ${String(count)}`, new Date(), origin);
}

describe("M3 an address with accounts at two operators", () => {
  it("M3 the 事務局 of one lifts only its own account's lock: nothing at the other is tried, opened or revealed", async () => {
    const [here, there] = [await ground.makeWorld(), await ground.makeWorld()];
    const { handler } = here.people;
    const other = await alsoAt(there, handler);
    await guess(handler.email);
    const [helper, stranger] = [await as(here, "secretariat"), await as(there, "secretariat")];
    expect(codeOf(await unlockPerson(helper, { personId: other.personId }, new Date()))).toBe("not_found");
    expect(codeOf(await unlockPerson(helper, { personId: handler.personId }, new Date()))).toBe("ok");
    expect((await signIn(handler.email, OTHER_PASSWORD, new Date())).outcome).not.toBe("signedIn");
    expect(valueOf(await readLock(stranger, { personId: other.personId }, new Date()))).toBe("lifts");
    expect((await signIn(handler.email, PASSWORD, new Date())).outcome).toBe("signedIn");
    expect(codeOf(await unlockPerson(stranger, { personId: other.personId }, new Date()))).toBe("ok");
    expect((await signIn(handler.email, OTHER_PASSWORD, new Date())).outcome).toBe("signedIn");
    const { rows } = await ground.owner.query(
      "SELECT operator_id FROM audit WHERE action = 'people.unlock' AND outcome = 'done' AND operator_id = ANY($1) ORDER BY id",
      [[here.operatorId, there.operatorId]],
    );
    expect(rows).toEqual([{ operator_id: here.operatorId }, { operator_id: there.operatorId }]);
  });

  it("M3 a browser known to the account of one operator is unknown to the other's, even after repeated sign-ins", async () => {
    const [here, there] = [await ground.makeWorld(), await ground.makeWorld()];
    const { handler } = here.people;
    await alsoAt(there, handler);
    let secret: string | null = null;
    for (let round = 0; round < 2; round += 1) {
      const signed = await signIn(handler.email, PASSWORD, new Date(), { ...STRANGER, device: deviceHash(secret) });
      if (signed.outcome !== "signedIn") throw new Error(signed.outcome);
      secret = await rememberDevice(signed.sessionId, secret, new Date());
      const device = deviceHash(secret);
      for (let count = 0; count < 6; count += 1) await signIn(handler.email, `guess ${String(count)}`, new Date(), { ...STRANGER, device });
    }
    expect((await signIn(handler.email, OTHER_PASSWORD, new Date(), { ...STRANGER, device: deviceHash(secret) })).outcome).not.toBe("signedIn");
  });

  it("M3 failures of a signed-in person at one are not shown at the other", async () => {
    const [here, there] = [await ground.makeWorld(), await ground.makeWorld()];
    const { handler } = here.people;
    const other = await alsoAt(there, handler);
    for (let count = 0; count < FAILURES_ALLOWED; count += 1)
      await changePassword(await visitorOf(other), { current: `wrong ${String(count)}`, password: "新しい合言葉は長くする" }, new Date());
    expect(valueOf(await readLock(await as(here, "secretariat"), { personId: handler.personId }, new Date()))).toBe("open");
    expect(valueOf(await readLock(await as(there, "secretariat"), { personId: other.personId }, new Date()))).toBe("lifts");
  });
});

describe("M3 who may lift a lock, and how often", () => {
  it.each(DECIDING)("M3 only the CISO lifts the lock of a %s, as with links, in the database too", async (role) => {
    const at = await ground.makeWorld();
    const { colleague, secretariat } = at.people;
    await insert(
      ground.owner,
      "appointment",
      [{ ...placed(at, role), operator_id: at.operatorId, id: randomUUID(), person_id: colleague.personId }].map(({ departmentId, systemId, ...row }) => ({
        ...row,
        department_id: departmentId,
        system_id: systemId,
      })),
    );
    await guess(colleague.email);
    const helper = await visitorOf(secretariat);
    expect(valueOf(await readLock(helper, { personId: colleague.personId }, new Date()))).toBe("waits");
    expect(codeOf(await unlockPerson(helper, { personId: colleague.personId }, new Date()))).toBe("not_permitted");
    await ground.application.query("BEGIN");
    await ground.application.query(
      "SELECT set_config('app.scope', 'operator', true), set_config('app.operator', $1, true), set_config('app.account', $2, true)",
      [at.operatorId, secretariat.accountId],
    );
    await ground.application.query("SELECT portal_lift_lock($1, now())", [colleague.accountId]);
    await ground.application.query("COMMIT");
    expect((await signIn(colleague.email, PASSWORD, new Date())).outcome).toBe("tooManyAttempts");
    expect(codeOf(await unlockPerson(await as(at, "ciso"), { personId: colleague.personId }, new Date()))).toBe("ok");
    expect((await signIn(colleague.email, PASSWORD, new Date())).outcome).toBe("signedIn");
  });

  it("M3 three times a day at the operator, then on the command line only; accounts without a lock do not count", async () => {
    const at = await ground.makeWorld();
    const { handler } = at.people;
    const helper = await as(at, "ciso");
    for (let time = 0; time < 5; time += 1) valueOf(await unlockPerson(helper, { personId: handler.personId }, new Date()));
    for (let time = 0; time < 3; time += 1) {
      await guess(handler.email);
      valueOf(await unlockPerson(helper, { personId: handler.personId }, new Date()));
    }
    await guess(handler.email);
    const fourth = await unlockPerson(helper, { personId: handler.personId }, new Date());
    expect(fourth).toMatchObject({ ok: false, refusal: { code: "wrong_state", detail: expect.stringContaining("24時間に3回") as unknown } });
    expect((await signIn(handler.email, PASSWORD, new Date())).outcome).toBe("tooManyAttempts");
    const search = await findAccount(ground.owner, { email: handler.email, operator: at.operatorId });
    if (!("found" in search)) throw new Error(search.refused);
    expect(await unlockAsOwner(ground.owner, search.found, new Date())).toBe(FAILURES_ALLOWED);
    expect((await signIn(handler.email, PASSWORD, new Date())).outcome).toBe("signedIn");
  });
});

describe("M3 browsers known to an account", () => {
  it("M3 are the last five, for at most 180 days", async () => {
    const { committee } = world.people;
    const now = Date.now();
    const secrets: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const attempt = await signIn(committee.email, PASSWORD, new Date());
      if (attempt.outcome !== "signedIn") throw new Error(attempt.outcome);
      secrets.push(await rememberDevice(attempt.sessionId, null, new Date(now + count)));
    }
    const { rows } = await ground.owner.query("SELECT hash FROM known_device WHERE account_id = $1 ORDER BY last_used_at", [committee.accountId]);
    expect(rows).toEqual(secrets.slice(2).map((secret) => ({ hash: deviceHash(secret) })));
    await lock(committee);
    const device = deviceHash(secrets.at(-1) ?? "");
    const later = new Date(now + 181 * 86_400_000);
    for (let count = 0; count < FAILURES_ALLOWED; count += 1) await signIn(committee.email, "guess", later);
    expect((await signIn(committee.email, PASSWORD, later, { ...STRANGER, device })).outcome).toBe("tooManyAttempts");
    expect((await signIn(committee.email, PASSWORD, new Date(), { ...STRANGER, device })).outcome).toBe("signedIn");
  });
});
