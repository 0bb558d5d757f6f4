import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findAccount } from "@/lib/cli/account";
import { unlockAsOwner } from "@/lib/cli/account-unlock";
import { auditRepair } from "@/lib/cli/recount";
import { acceptInvitation, findInvitation } from "@/lib/features/accounts/invitation/commands";
import { changePassword } from "@/lib/features/accounts/passwords/commands";
import { createToken } from "@/lib/features/accounts/tokens/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { addPerson } from "@/lib/features/organisation/people/commands";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { lastChanges } from "@/lib/server/audit/last-changes";
import { FAILURES_ALLOWED } from "@/lib/server/auth/attempt";
import { endSession, signIn } from "@/lib/server/auth/sign-in";
import { inScope } from "@/lib/server/database/client";
import { accountGround, linkFor } from "@/tests/support/account-ground";
import { addNewcomer, as, codeOf, visitorOfToken, works } from "@/tests/support/links";
import { insert, PASSWORD, type World } from "@/tests/support/world";

const ground = accountGround();
const NEW_PASSWORD = "まったく別の合言葉 9 staple";
const PAGE = { page: 1, perPage: 50, presence: "present" } as const;

const changesAt = async (world: World) => inScope((await as(world, "ciso")).scope, lastChanges);

/** What one act leaves: its entries, and whether what is kept of the operator is out of date. */
async function leftBy(world: World, act: () => Promise<unknown>) {
  const lastEntry = async () => (await ground.owner.query<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit")).rows[0]?.id;
  const [before, last] = [await changesAt(world), await lastEntry()];
  await act();
  const { rows } = await ground.owner.query<{ action: string; outcome: string }>(
    "SELECT DISTINCT action, outcome FROM audit WHERE id > $1 AND operator_id = $2 ORDER BY 1, 2",
    [last, world.operatorId],
  );
  return { entries: rows.map(({ action, outcome }) => `${action} ${outcome}`), outOfDate: (await changesAt(world)) !== before };
}

async function enter({ people: { handler } }: World) {
  const signed = await signIn(handler.email, PASSWORD, new Date());
  if (signed.outcome !== "signedIn") throw new Error(signed.outcome);
  return signed;
}

async function fail({ people: { handler } }: World, times: number) {
  const outcomes: string[] = [];
  for (let time = 0; time < times; time += 1) outcomes.push((await signIn(handler.email, `guess ${String(time)}`, new Date())).outcome);
  return outcomes;
}

/** A way in or out, a read, or a change. It gets what was prepared before. */
interface Way {
  readonly entries: readonly string[];
  readonly prepare?: (world: World) => Promise<string>;
  readonly act: (world: World, prepared: string) => Promise<unknown>;
}

const newLink = async (world: World) => linkFor(await as(world, "secretariat"), (await addNewcomer(ground.owner, world)).personId);

const WITHOUT_CHANGE: Readonly<Record<string, Way>> = {
  "a sign-in": { entries: ["session.signIn done"], act: enter },
  "a wrong password": { entries: ["session.refused refused"], act: async (world) => expect(await fail(world, 1)).toEqual(["refused"]) },
  "as many wrong passwords as lock an address, and one more": {
    entries: ["session.refused refused"],
    act: async (world) => expect(new Set(await fail(world, FAILURES_ALLOWED + 1))).toEqual(new Set(["refused", "tooManyAttempts"])),
  },
  "the right password at a locked address": {
    entries: [],
    prepare: async (world) => (await fail(world, FAILURES_ALLOWED)).join(),
    act: async ({ people: { handler } }) => expect((await signIn(handler.email, PASSWORD, new Date())).outcome).toBe("tooManyAttempts"),
  },
  "an address that nobody has": { entries: [], act: () => signIn("nobody@nowhere.example", PASSWORD, new Date()) },
  "a sign-out": {
    entries: ["session.signOut done"],
    prepare: async (world) => (await enter(world)).sessionId,
    act: ({ people: { handler } }, sessionId) => endSession(handler.accountId, sessionId, new Date()),
  },
  "a second sign-out of the same session": {
    entries: [],
    prepare: async (world) => {
      const { accountId, sessionId } = await enter(world);
      await endSession(accountId, sessionId, new Date());
      return sessionId;
    },
    act: ({ people: { handler } }, sessionId) => endSession(handler.accountId, sessionId, new Date()),
  },
  "a wrong password where its owner changes it": {
    entries: ["account.changePassword refused"],
    act: async (world) =>
      expect(codeOf(await changePassword(await as(world, "handler"), { current: "wrong", password: NEW_PASSWORD }, new Date()))).toBe("invalid_input"),
  },
  "a link that is opened": { entries: [], prepare: newLink, act: async (_world, secret) => expect(await works(secret)).toBe(true) },
  "a link that nobody made": { entries: [], act: async () => expect(await findInvitation("x".repeat(43), new Date())).toBeNull() },
  "a token that is used": { entries: [], act: async ({ people: { auditor } }) => expect(await visitorOfToken(auditor.token)).not.toBeNull() },
  "what takes data out": {
    entries: ["people.list done"],
    act: async (world) => expect(codeOf(await listPeople(await as(world, "secretariat"), PAGE, new Date()))).toBe("ok"),
  },
  "a refusal": {
    entries: ["people.list refused"],
    act: async (world) => expect(codeOf(await listPeople(await as(world, "handler"), PAGE, new Date()))).toBe("not_permitted"),
  },
};

const OF_CHANGES: Readonly<Record<string, Way>> = {
  "a person who is added": {
    entries: ["people.add done"],
    act: async (world) => {
      const person = { name: "新任 二人", email: "second@new.example", departmentId: world.departments[0] };
      expect(codeOf(await addPerson(await as(world, "secretariat"), person, new Date()))).toBe("ok");
    },
  },
  "a link that is made": { entries: ["people.invite done"], act: newLink },
  "a first password, set by a link": {
    entries: ["account.setPassword done"],
    prepare: newLink,
    act: async (_world, secret) => expect(codeOf(await acceptInvitation(secret, NEW_PASSWORD, null, new Date()))).toBe("ok"),
  },
  "a password that its owner changes": {
    entries: ["account.changePassword done"],
    act: async (world) =>
      expect(codeOf(await changePassword(await as(world, "auditor"), { current: PASSWORD, password: NEW_PASSWORD }, new Date()))).toBe("ok"),
  },
  "a password and tokens that end with somebody's account": {
    entries: ["account.secretEnded done"],
    act: ({ people: { colleague } }) => ground.owner.query("UPDATE account SET disabled_at = now() WHERE id = $1", [colleague.accountId]),
  },
  "a role that is given": {
    entries: ["people.appoint done"],
    act: async (world) => {
      const appointments = [{ role: "securityCommittee" as const, departmentId: null, systemId: null }];
      expect(codeOf(await appoint(await as(world, "ciso"), { personId: world.people.colleague.personId, appointments }, new Date()))).toBe("ok");
    },
  },
  "a token that is made": {
    entries: ["token.create done"],
    act: async (world) => expect(codeOf(await createToken(await as(world, "handler"), { name: "集計", days: 30 }, new Date()))).toBe("ok"),
  },
  "a planned handover that waits to be confirmed again, though its entry is of a refusal": {
    entries: ["people.applyHandover refused"],
    prepare: async ({ operatorId, people: { handler, ciso } }) => {
      const id = randomUUID();
      const confirmed = { confirmed_at: "2027-01-01T00:00:00Z", confirmed_by: ciso.personId, account_id: ciso.accountId };
      const plan = { effective_on: "2027-01-02", choices: {}, shown: {}, state: "planned" };
      await insert(ground.owner, "planned_handover", [{ operator_id: operatorId, id, person_id: handler.personId, ...plan, ...confirmed }]);
      return id;
    },
    act: async ({ operatorId }, id) =>
      ground.application.query("SELECT portal_handover_to_confirm($1, $2, 'confirmer', '2027-01-02', '2027-01-02T00:00:00Z')", [operatorId, id]),
  },
  "a lock that the command line lifts": {
    entries: ["account.unlock done"],
    prepare: async (world) => (await fail(world, FAILURES_ALLOWED)).join(),
    act: async ({ people: { handler } }) => {
      const search = await findAccount(ground.owner, { email: handler.email, operator: null });
      expect("found" in search && (await unlockAsOwner(ground.owner, search.found, new Date()))).toBe(FAILURES_ALLOWED);
    },
  },
  "figures that the command line repairs": {
    entries: ["figures.recount done"],
    act: ({ operatorId }) => {
      const progress = [{ operator_id: operatorId, sheet_id: randomUUID(), kept: 0, counted: 1 }];
      return auditRepair(ground.owner, { tallies: [], progress, scores: [] }, new Date());
    },
  },
};

async function through({ prepare, act }: Way) {
  const world = await ground.makeWorld();
  const prepared = (await prepare?.(world)) ?? "";
  return leftBy(world, () => act(world, prepared));
}

describe("M12 what is kept of an operator until its next change", () => {
  it.each(Object.entries(WITHOUT_CHANGE))("M12 stays after %s", async (_name, way) => {
    expect(await through(way)).toEqual({ entries: way.entries, outOfDate: false });
  });

  it.each(Object.entries(OF_CHANGES))("M12 is derived again after %s", async (_name, way) => {
    const { entries, outOfDate } = await through(way);
    expect(entries).toEqual(expect.arrayContaining([...way.entries]));
    expect(outOfDate).toBe(true);
  });

  it("M12 is decided by each function of the database that writes entries, and not by the column's default", async () => {
    const { rows } = await ground.owner.query<{ name: string; columns: string }>(
      String.raw`SELECT p.proname AS name, m[1] AS columns FROM pg_proc p, regexp_matches(p.prosrc, 'INSERT\s+INTO\s+audit\s*\(([^)]*)\)', 'gi') AS m
       WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(["portal_finish_sign_in", "portal_handover_to_confirm", "portal_note_end"]);
    expect(rows.filter(({ columns }) => !/\bchanged\b/.test(columns))).toEqual([]);
  });
});
