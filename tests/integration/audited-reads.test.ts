import { createHash, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { exportAudit } from "@/lib/features/admin/audit/queries";
import { auditFilter } from "@/lib/features/admin/record/schema";
import { planCycle } from "@/lib/features/cycles/plan/commands";
import { planBody } from "@/lib/features/cycles/record/schema";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { addDepartment } from "@/lib/features/organisation/units/commands";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import { readGapReport, readGapReportCsv } from "@/lib/features/results/gap-report/queries";
import { readScores } from "@/lib/features/results/scores/queries";
import { readSheetPage } from "@/lib/features/sheets/checklist/queries";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { signIn } from "@/lib/server/auth/sign-in";
import { closeDatabase } from "@/lib/server/database/client";
import { setSink } from "@/lib/server/log/report";
import { inRequest } from "@/lib/server/request/context";
import type { Visitor } from "@/lib/server/scope/scope";
import { dispatch } from "@/lib/server/use-cases/dispatch";
import { operationsOf } from "@/lib/server/use-cases/registry";
import { TEST_ORIGIN } from "@/tests/support/served-database";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { readExport, textOf } from "@/tests/support/streamed";
import { PASSWORD } from "@/tests/support/world";

prepareSheetGround();

interface Entry {
  readonly action: string;
  readonly outcome: string;
  readonly target: string;
  readonly source: string | null;
  readonly user_agent: string | null;
  readonly session_id: string | null;
  readonly token_id: string | null;
}

let last = "0";
beforeEach(async () => {
  last = (await rows<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit", []))[0]?.id ?? "0";
});
const entries = () => rows<Entry>("SELECT action, outcome, target, source, user_agent, session_id, token_id FROM audit WHERE id > $1 ORDER BY id", [last]);
const actions = async () => (await entries()).map(({ action, outcome }) => `${action} ${outcome}`);

const REQUEST = { id: "a-request", source: "192.0.2.7", address: "192.0.2.7", userAgent: "Mozilla/5.0 (試験)".replace(/[^\x20-\x7e]+/, "?") };
const from = <Value>(work: () => Value): Value => inRequest({ ...REQUEST, actionBegan: false, complaints: null }, work);
const PEOPLE = { page: 1, perPage: 50, presence: "present" } as const;

describe("M12 a read leaves an audit entry", () => {
  it("M12 answers, gap report, scores and people, in every form", async () => {
    const { cycleId } = await cycle({ sheets: "notStarted" });
    const exported = await exportAnswers(as("auditor"), { cycleId }, NOW);
    expect((await readExport(exported.ok ? exported.value : expect.unreachable())).sheets.length).toBeGreaterThan(0);
    expect(codeOf(await readGapReport(as("ciso"), { cycleId }, NOW))).toBe("ok");
    expect(codeOf(await readGapReportCsv(as("executive"), { cycleId }, NOW))).toBe("ok");
    expect(codeOf(await readScores(as("ciso"), { cycleId }, NOW))).toBe("ok");
    expect(codeOf(await listPeople(as("secretariat"), PEOPLE, NOW))).toBe("ok");
    expect(await actions()).toEqual(["answers.export done", "gapReport.read done", "gapReport.export done", "scores.read done", "people.list done"]);
  });

  it("M12 another person's sheet, and not one's own", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    expect(codeOf(await readWholeSheet(as("handler"), { sheetId: sheets.handler }, NOW))).toBe("ok");
    await readSheetPage(as("handler"), { sheetId: sheets.handler, section: "none" }, NOW);
    expect(await actions()).toEqual([]);
    expect(codeOf(await readWholeSheet(as("manager"), { sheetId: sheets.handler }, NOW))).toBe("ok");
    expect(await entries()).toMatchObject([{ action: "sheet.read", outcome: "done", target: `sheet/${sheets.handler}` }]);
  });

  it("M12 a refused read leaves its refusal and nothing else", async () => {
    expect(codeOf(await listPeople(as("handler"), PEOPLE, NOW))).toBe("not_permitted");
    expect(await actions()).toEqual(["people.list refused"]);
  });
});

describe("M12 an entry says where the request came from", () => {
  const withCredential = (credential: Partial<Visitor>): Visitor => ({ ...as("auditor"), ...credential });
  const look = (visitor: Visitor) => from(() => listPeople(visitor, PEOPLE, NOW));

  it("M12 an entry has address, browser and session", async () => {
    const sessionId = randomUUID();
    await look(withCredential({ sessionId }));
    expect(await entries()).toMatchObject([{ source: "192.0.2.7", user_agent: REQUEST.userAgent, session_id: sessionId, token_id: null }]);
  });

  it("M12 the id of a token, and nowhere its secret or its hash", async () => {
    const { token, accountId } = world.people.auditor;
    const tokenHash = createHash("sha256").update(token).digest("hex");
    const [kept] = await rows<{ id: string }>("SELECT id FROM access_token WHERE account_id = $1 AND hash = $2", [accountId, tokenHash]);
    await look(withCredential({ tokenHash }));
    const found = await entries();
    expect(found).toMatchObject([{ token_id: kept?.id, session_id: null }]);
    expect(JSON.stringify(await rows("SELECT to_jsonb(a) AS entry FROM audit a WHERE id > $1", [last]))).not.toMatch(new RegExp(`${token}|${tokenHash}`));
  });

  it("M12 an entry of a refusal too", async () => {
    await from(() => listPeople(as("handler"), PEOPLE, NOW));
    expect(await entries()).toMatchObject([{ outcome: "refused", source: "192.0.2.7", user_agent: REQUEST.userAgent }]);
  });

  it("M12 entries that functions of the database write: sign-ins, done and refused", async () => {
    const { email } = world.people.auditor;
    const signed = await from(() => signIn(email, PASSWORD, new Date()));
    await from(() => signIn(email, "wrong", new Date()));
    const sessionId = signed.outcome === "signedIn" ? signed.sessionId : "none";
    expect(await entries()).toMatchObject([
      { action: "session.signIn", source: "192.0.2.7", user_agent: REQUEST.userAgent, session_id: sessionId },
      { action: "session.refused", source: "192.0.2.7", user_agent: REQUEST.userAgent, session_id: null },
    ]);
  });

  it("M12 texts that would end the statement are stored as they are", async () => {
    await inRequest({ ...REQUEST, userAgent: `'); DROP TABLE audit; -- " \\ ' E'\\x00`, actionBegan: false, complaints: null }, () => look(as("auditor")));
    await inRequest({ ...REQUEST, userAgent: "x'y", actionBegan: false, complaints: null }, () => listPeople(as("auditor"), PEOPLE, NOW));
    expect((await entries()).map(({ user_agent }) => user_agent)).toEqual([REQUEST.userAgent, "x'y"]);
  });

  it("M12 the database refuses longer ones than the portal sends", async () => {
    await expect(
      rows("INSERT INTO audit (at, action, target, outcome, detail, user_agent) VALUES (now(), 'x', 'x', 'done', '{}', repeat('a', 301))", []),
    ).rejects.toThrow("audit_origin_short");
  });
});

/** Reads while the database can only be read; returns what the log has of it. */
async function whileReadOnly(read: () => Promise<void>): Promise<unknown[]> {
  const lines: unknown[] = [];
  setSink((level, event, fields) => void lines.push([level, event, fields]));
  const name = new URL(own.ownerUrl).pathname.slice(1);
  await withClient(own.ownerUrl, (client) => client.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`));
  await closeDatabase();
  try {
    await read();
  } finally {
    setSink(null);
    await withClient(own.ownerUrl, async (client) => {
      await client.query("SET default_transaction_read_only = off");
      await client.query(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
    });
    await closeDatabase();
  }
  return lines;
}

describe("M12 a read does not wait for a database that takes no entry", () => {
  const account = () => world.people.auditor.accountId;
  const PLAN = planBody.parse({ edition: "kuko-2", title: "点検", period: { from: "2026-11-01", to: "2027-01-31" }, dueOn: "2026-12-20" });

  it("M12 while it can only be read, a log line takes the place of the entry, without personal data", async () => {
    const lines = await whileReadOnly(async () => {
      expect(codeOf(await listPeople(as("auditor"), PEOPLE, NOW))).toBe("ok");
    });
    expect(lines).toEqual([["warn", "read", { account: account(), action: "people.list", target: "people" }]]);
    expect(await actions()).toEqual([]);
  });

  it("M12 what is refused meanwhile is refused, not an outage: a log line takes the place of its entry", async () => {
    const { accountId } = world.people.handler;
    const api = new Request(`${TEST_ORIGIN}/api/v1/people?page=none`, { headers: { authorization: `Bearer ${world.people.handler.token}` } });
    const lines = await whileReadOnly(async () => {
      expect(codeOf(await listPeople(as("handler"), PEOPLE, NOW))).toBe("not_permitted");
      expect(codeOf(await readScores(as("handler"), { cycleId: randomUUID() }, NOW))).toBe("not_found");
      expect(codeOf(await planCycle(as("handler"), PLAN, NOW))).toBe("not_permitted");
      expect((await dispatch(operationsOf({ listPeople }), api, ["people"])).status).toBe(422);
    });
    expect(lines).toEqual(
      [
        { action: "people.list", target: "people", code: "not_permitted" },
        { action: "scores.read", target: expect.stringMatching(/^cycle\//) as string, code: "not_found" },
        { action: "cycle.plan", target: "cycle", code: "not_permitted" },
        { action: "api.listPeople", target: "GET /people", code: "invalid_input" },
      ].map((fields) => ["warn", "refusal", { account: accountId, ...fields }]),
    );
    expect(await actions()).toEqual([]);
  });

  it("M12 a permitted change meanwhile is an outage, and says nothing of a refusal", async () => {
    const lines = await whileReadOnly(async () => {
      await expect(addDepartment(as("ciso"), { name: "あたらしい部" }, NOW)).rejects.toThrow("cannot serve now");
    });
    expect(lines).toEqual([]);
  });

  const EXPORTS = [
    { what: "the answers of a cycle", action: "answers.export", take: (cycleId: string) => exportAnswers(as("auditor"), { cycleId }, NOW) },
    { what: "the audit trail", action: "audit.export", take: () => exportAudit(as("auditor"), auditFilter.parse({}), NOW) },
  ];

  it.each(EXPORTS)("M12 exports of $what go on meanwhile, one after the other", async ({ action, take }) => {
    const { cycleId } = await cycle({ sheets: "notStarted" });
    const lines = await whileReadOnly(async () => {
      for (let time = 0; time < 4; time += 1) {
        const taken = await take(cycleId);
        expect(codeOf(taken)).toBe("ok");
        expect((await textOf(taken.ok ? taken.value : expect.unreachable())).length).toBeGreaterThan(20);
      }
    });
    expect(lines).toEqual(Array.from({ length: 4 }, () => ["warn", "read", expect.objectContaining({ account: account(), action })]));
  });
});
