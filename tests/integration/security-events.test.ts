import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readLink } from "@/lib/features/accounts/invitation/commands";
import { securityQuery } from "@/lib/features/admin/record/schema";
import { listSecurityEvents } from "@/lib/features/admin/security/queries";
import { maskedAddress } from "@/lib/server/auth/security-events";
import { signIn } from "@/lib/server/auth/sign-in";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { setSink } from "@/lib/server/log/report";
import { inRequest } from "@/lib/server/request/context";
import type { Visitor } from "@/lib/server/scope/scope";
import { accountGround } from "@/tests/support/account-ground";
import { codeOf } from "@/tests/support/sheet-ground";
import { visitorFor } from "@/tests/support/visitors";

const ground = accountGround();
const PASSWORD = "the password of nobody";

const from = <Value>(source: string, work: () => Value): Value =>
  inRequest(
    { ...{ id: "a-request", source, address: source, userAgent: "試験".replace(/\P{ASCII}+/u, "curl/8") }, actionBegan: false, complaints: null },
    work,
  );

interface Kept {
  readonly kind: string;
  readonly times: number;
  readonly source: string | null;
  readonly operator_id: string | null;
  readonly subjects: readonly string[];
  readonly user_agent: string | null;
}
const kept = async (source: string): Promise<Kept[]> =>
  (await ground.owner.query<Kept>("SELECT kind, times, source, operator_id, subjects, user_agent FROM security_event WHERE source = $1 ORDER BY id", [source]))
    .rows;
const counted = async (source: string): Promise<number> => (await kept(source)).reduce((sum, { times }) => sum + times, 0);
const untilKept = (source: string, times: number) => expect.poll(() => counted(source), { timeout: 20_000 }).toBe(times);

const note = (source: string | null, kind: string, at: Date, email: string | null = null) =>
  ground.application.query("SELECT portal_note_security_event($1, 1, $2, NULL, NULL, $3, NULL, $4)", [kind, source, email, at]);

describe("M12 a security event is kept", () => {
  it("M12 a sign-in with an unknown address leaves one, where the address is masked and can be recognised again", async () => {
    const entered = `Sora.Kawabe.${randomUUID()}@Example.JP`;
    await from("198.51.100.1", () => signIn(entered, PASSWORD, new Date()));
    await untilKept("198.51.100.1", 1);
    const [event] = await kept("198.51.100.1");
    expect(event).toMatchObject({ kind: "signIn.failed", operator_id: null, user_agent: "curl/8", subjects: [maskedAddress(entered)] });
    expect(event?.subjects[0]).toMatch(/^s…@example\.jp #[0-9a-f]{8}$/);
    expect(maskedAddress(entered.toLowerCase())).toBe(maskedAddress(entered));
    expect(maskedAddress(`x${entered}`)).not.toBe(maskedAddress(entered));
  });

  it.each(["", "my secret password", "a@b", "x".repeat(5_000), "\u0000'; --", "山田 太郎"])("M12 nothing is kept of what is no address: %j", (entered) => {
    expect(maskedAddress(entered)).toBe("（アドレスの形でないもの）");
  });

  it("M12 a token and a link that never existed are kept as events", async () => {
    const headers = new Headers({ authorization: "Bearer portal_pat_never" });
    expect(await from("198.51.100.2", () => resolveVisitor(headers, new Date()))).toBeNull();
    expect(await from("198.51.100.2", () => resolveVisitor(new Headers({ authorization: "Basic abc" }), new Date()))).toBeNull();
    expect(await from("198.51.100.2", () => readLink("portal_inv_never", new Date()))).toBeNull();
    await untilKept("198.51.100.2", 3);
    expect((await kept("198.51.100.2")).map(({ kind, subjects }) => [kind, subjects])).toEqual([
      ["token.unusable", []],
      ["link.unusable", []],
    ]);
  });

  it("M12 of a known account: the operator reads it, another operator does not, the administrator reads all", async () => {
    const [world, other] = [await ground.makeWorld(), await ground.makeWorld()];
    const { token, email } = world.people.auditor;
    await ground.owner.query("UPDATE access_token SET revoked_at = now() WHERE account_id = $1", [world.people.auditor.accountId]);
    await from("198.51.100.3", () => resolveVisitor(new Headers({ authorization: `Bearer ${token}` }), new Date()));
    await from("198.51.100.3", () => signIn(email, PASSWORD, new Date()));
    await untilKept("198.51.100.3", 2);
    expect((await kept("198.51.100.3")).map(({ operator_id }) => operator_id)).toEqual([world.operatorId, world.operatorId]);
    const read = async (visitor: Visitor): Promise<string[]> => {
      const listed = await listSecurityEvents(visitor, securityQuery.parse({ source: "198.51.100.3" }), new Date());
      return listed.ok ? listed.value.items.map(({ kind }) => kind).sort() : [listed.refusal.code];
    };
    expect(await read(visitorFor(world, "ciso"))).toEqual(["signIn.failed", "token.unusable"]);
    expect(await read(visitorFor(other, "ciso"))).toEqual([]);
    const administrator = await resolveVisitor(new Headers({ authorization: `Bearer ${ground.platform.token}` }), new Date());
    expect(administrator && (await read(administrator))).toEqual(["signIn.failed", "token.unusable"]);
    expect(codeOf(await listSecurityEvents(visitorFor(world, "secretariat"), securityQuery.parse({}), new Date()))).toBe("not_permitted");
  });

  it("M12 stopped sign-ins are kept as events", async () => {
    const entered = `${randomUUID()}@example.jp`;
    for (let attempt = 0; attempt < 12; attempt += 1) await from("198.51.100.4", () => signIn(entered, PASSWORD, new Date()));
    await untilKept("198.51.100.4", 12);
    expect(new Set((await kept("198.51.100.4")).map(({ kind }) => kind))).toEqual(new Set(["signIn.failed", "signIn.stopped"]));
  });
});

describe("M12 a flood of security events", () => {
  const DAY = new Date("2026-03-01T00:00:00Z");

  it("M12 from one source is counted, in one row a minute", async () => {
    const now = new Date("2026-03-02T10:00:30Z");
    const guesses = Array.from({ length: 120 }, () =>
      from("198.51.100.5", () => resolveVisitor(new Headers({ authorization: `Bearer ${randomUUID()}` }), now)),
    );
    await Promise.all(guesses);
    await untilKept("198.51.100.5", 120);
    expect(await kept("198.51.100.5")).toHaveLength(1);
  });

  it("M12 from many sources takes 50 rows of a minute at most, and hides nothing of known accounts", async () => {
    const world = await ground.makeWorld();
    const at = new Date(DAY.getTime() + 60_000);
    for (let source = 0; source < 70; source += 1) await note(`203.0.113.${String(source)}`, "token.unusable", at);
    await note("203.0.113.200", "signIn.failed", at, world.people.ciso.email);
    const { rows } = await ground.owner.query(
      "SELECT source IS NULL AS rest, count(*)::int AS rows, sum(times)::int AS times FROM security_event WHERE minute = $1 AND account_id IS NULL GROUP BY 1 ORDER BY 1",
      [at],
    );
    expect(rows).toEqual([
      { rest: false, rows: 50, times: 50 },
      { rest: true, rows: 1, times: 20 },
    ]);
    const meant = await ground.owner.query("SELECT source FROM security_event WHERE minute = $1 AND account_id = $2", [at, world.people.ciso.accountId]);
    expect(meant.rows).toEqual([{ source: "203.0.113.200" }]);
  });

  it("M12 lasting a day takes 5,000 rows at most; the rest is counted in one row of the day", async () => {
    const day = new Date("2026-02-01T00:00:00Z");
    await ground.owner.query(
      `INSERT INTO security_event (minute, last_at, kind, source, subjects, times)
       SELECT $1::timestamptz + n / 50 * interval '1 minute', $1, 'token.unusable', '10.0.' || n / 250 || '.' || n % 250, '{}', 1 FROM generate_series(0, 4999) n`,
      [day],
    );
    const later = new Date(day.getTime() + 20 * 3_600_000);
    for (const source of ["203.0.113.1", "203.0.113.2"]) await note(source, "token.unusable", later);
    const { rows } = await ground.owner.query("SELECT source, times FROM security_event WHERE last_at = $1", [later]);
    expect(rows).toEqual([{ source: null, times: 2 }]);
  });

  it("M12 leaves what is younger than 90 days, and takes away older rows", async () => {
    const old = new Date("2025-01-01T00:00:00Z");
    await note("203.0.113.9", "token.unusable", old);
    await note("203.0.113.9", "token.unusable", new Date("2025-06-01T00:00:00Z"));
    const { rows } = await ground.owner.query("SELECT 1 FROM security_event WHERE minute = $1", [old]);
    expect(rows).toEqual([]);
  });

  it("M12 events cannot be changed or removed, by the portal or by the owner", async () => {
    const now = new Date();
    for (let time = 0; time < 2; time += 1) await note("203.0.113.10", "token.unusable", now);
    for (const statement of [
      "UPDATE security_event SET times = times - 1 WHERE times > 1",
      "UPDATE security_event SET source = 'elsewhere'",
      "DELETE FROM security_event WHERE minute > now() - interval '1 day'",
      "TRUNCATE security_event",
    ]) {
      await expect(ground.owner.query(statement)).rejects.toThrow(/append-only/);
      await expect(ground.application.query(statement)).rejects.toThrow(/permission denied/);
    }
    await expect(
      ground.application.query("INSERT INTO security_event (minute, last_at, kind, subjects, times) VALUES (now(), now(), 'signIn.failed', '{}', 1)"),
    ).rejects.toThrow(/permission denied/);
  });

  it("M12 nothing personal goes to the log, even where the event cannot be written", async () => {
    const lines: unknown[] = [];
    setSink((level, event, fields) => void lines.push([level, event, fields]));
    try {
      await ground.owner.query("REVOKE EXECUTE ON FUNCTION portal_note_security_event FROM portal_application");
      await from("198.51.100.6", () => signIn("kawabe.sora@example.jp", PASSWORD, new Date()));
      await expect.poll(() => lines.length).toBe(1);
    } finally {
      setSink(null);
      await ground.owner.query("GRANT EXECUTE ON FUNCTION portal_note_security_event TO portal_application");
    }
    expect(lines).toEqual([["warn", "security event", { kind: "signIn.failed", times: 1 }]]);
  });
});
