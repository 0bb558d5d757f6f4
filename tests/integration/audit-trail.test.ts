import { beforeAll, describe, expect, it } from "vitest";
import { exportAudit, listAudit } from "@/lib/features/admin/audit/queries";
import { auditFilter, auditQuery } from "@/lib/features/admin/record/schema";
import { withClient } from "@/lib/runtime/portal-logins";
import type { Visitor } from "@/lib/server/scope/scope";
import type { Streamed } from "@/lib/server/use-cases/operation";
import { as, codeOf, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { visitorFor } from "@/tests/support/visitors";
import { insert, makeOperator, type World } from "@/tests/support/world";

prepareSheetGround();

let stranger: World;
const FORMULA = '=cmd|" /C calc"!A1';

interface Kept {
  readonly role: "ciso" | "auditor" | "secretariat";
  readonly action?: string;
  readonly target?: string;
  readonly at?: string;
  readonly source?: string;
  readonly user_agent?: string;
}

/** Entries as the portal would have written them. */
const KEPT: readonly Kept[] = [
  { role: "ciso", action: "cycle.plan", target: "cycle/aaaaaaaa-0000-4000-8000-000000000001", at: "2026-04-01T00:00:00+09:00", source: "192.0.2.7" },
  { role: "ciso", action: "cycle.cancel", target: "cycle/aaaaaaaa-0000-4000-8000-000000000001", at: "2026-04-02T23:59:59.999+09:00", source: "192.0.2.70" },
  { role: "auditor", action: "answers.export", target: "cycle/bbbbbbbb-0000-4000-8000-000000000002", at: "2026-04-03T00:00:00+09:00", source: "2001:db8::1" },
  { role: "secretariat", action: "people.list", target: "people", at: "2026-04-03T12:00:00+09:00", user_agent: FORMULA },
];

beforeAll(async () => {
  await withClient(own.ownerUrl, async (client) => {
    stranger = await makeOperator(client, "kuko", "ほかの空港");
    const entry = ({ role, ...one }: Kept, of: World) => ({
      ...{ operator_id: of.operatorId, account_id: of.people[role].accountId, outcome: "done", detail: "{}" },
      ...{ action: "people.list", target: "people", at: "2026-04-01T00:00:00+09:00", source: null, user_agent: null, ...one },
    });
    for (const one of KEPT) await insert(client, "audit", [entry(one, world)]);
    await insert(client, "audit", [entry({ role: "ciso", action: "cycle.plan", source: "192.0.2.7" }, stranger)]);
  });
});

const PERIOD = { from: "2026-04-01", to: "2026-04-03" };
async function found(filter: Record<string, string>, visitor: Visitor = as("auditor")): Promise<string[]> {
  const listed = await listAudit(visitor, auditQuery.parse({ ...PERIOD, ...filter }), NOW);
  return listed.ok ? listed.value.items.map(({ action }) => action) : [listed.refusal.code];
}

const textOf = async (visitor: Visitor, filter: Record<string, string>): Promise<string> => {
  const result = await exportAudit(visitor, auditFilter.parse(filter), NOW);
  return result.ok
    ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(await new Response((result.value as Streamed).pieces).arrayBuffer())
    : result.refusal.code;
};

describe("M12 the audit trail is filtered", () => {
  it.each([
    ["everything of the period, newest first", {}, ["people.list", "answers.export", "cycle.cancel", "cycle.plan"]],
    ["by action", { action: "cycle.plan" }, ["cycle.plan"]],
    ["by an unknown action", { action: "cycle.%" }, []],
    ["by the id of the object", { target: "aaaaaaaa-0000-4000-8000-000000000001" }, ["cycle.cancel", "cycle.plan"]],
    ["by the whole object", { target: "cycle/bbbbbbbb-0000-4000-8000-000000000002" }, ["answers.export"]],
    ["by days, both included, in Japan", { from: "2026-04-02", to: "2026-04-02" }, ["cycle.cancel"]],
    ["by the first days", { from: "2026-04-01", to: "2026-04-02" }, ["cycle.cancel", "cycle.plan"]],
    ["by the beginning of an address", { source: "192.0.2.7" }, ["cycle.cancel", "cycle.plan"]],
    ["by an address of the other kind", { source: "2001:db8:" }, ["answers.export"]],
    ["by an address with a wildcard, which stands for itself", { source: "192.0.2._" }, []],
    ["by outcome", { outcome: "refused" }, []],
    ["by several at once", { source: "192.0.2.7", action: "cycle.cancel" }, ["cycle.cancel"]],
  ] as const)("M12 %s", async (_what, filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it("M12 a person is found by a part of the name, or by the id of the account", async () => {
    const { name, accountId } = world.people.ciso;
    const part = name.split(" ").at(-1) ?? "";
    const byName = await found({ who: part });
    expect(byName).toContain("cycle.plan");
    expect(byName).not.toContain("answers.export");
    expect(await found({ who: accountId })).toEqual(["cycle.cancel", "cycle.plan"]);
    for (const who of ["%", "_", "\\", `${part}%`, "' OR true --"]) expect(await found({ who })).toEqual([]);
  });

  it("M12 its pages stay the same while entries are added", async () => {
    const all = await listAudit(as("auditor"), auditQuery.parse({ perPage: "2" }), NOW);
    const upTo = all.ok ? (all.value.items[0]?.id ?? "") : "";
    const ids = new Set<string>();
    let total = 0;
    for (const page of ["1", "2"]) {
      const listed = await listAudit(as("auditor"), auditQuery.parse({ perPage: "2", page, upTo }), NOW);
      for (const { id } of listed.ok ? listed.value.items : []) ids.add(id);
      total = listed.ok ? listed.value.total : 0;
    }
    expect(ids.size).toBe(Math.min(4, total));
    expect([...ids].every((id) => BigInt(id) <= BigInt(upTo))).toBe(true);
  });

  it.each([{ from: "2026-02-30" }, { to: "yesterday" }, { outcome: "maybe" }, { upTo: "1; DROP" }, { upTo: "9".repeat(40) }, { source: "x".repeat(65) }])(
    "M12 a wrong filter is no filter: %j",
    (given) => {
      expect(auditQuery.safeParse(given).success).toBe(false);
    },
  );

  it("M12 each operator reads its own entries", async () => {
    expect(await found({}, visitorFor(stranger, "auditor"))).toEqual(["cycle.plan"]);
    expect(await found({ who: world.people.ciso.accountId }, visitorFor(stranger, "ciso"))).toEqual([]);
    expect(await found({}, as("secretariat"))).toEqual(["not_permitted"]);
  });
});

describe("M12 the audit trail is exported", () => {
  it("M12 the CSV has the entries of the filter, and its export is recorded", async () => {
    const text = await textOf(as("ciso"), { ...PERIOD, source: "192.0.2." });
    const [head = "", ...lines] = text.trimEnd().split("\r\n");
    expect(head.startsWith("\ufeff日時,だれが,")).toBe(true);
    expect(lines.map((line) => line.split(",").filter((cell) => /^cycle\.\w+$/.test(cell)))).toEqual([["cycle.cancel"], ["cycle.plan"]]);
    expect(lines[1]).toContain("192.0.2.7");
    const last = await rows<{ action: string; outcome: string }>("SELECT action, outcome FROM audit WHERE operator_id = $1 ORDER BY id DESC LIMIT 1", [
      world.operatorId,
    ]);
    expect(last).toEqual([{ action: "audit.export", outcome: "done" }]);
  });

  it("M12 a browser that calls itself a formula stays a text", async () => {
    const text = await textOf(as("ciso"), PERIOD);
    expect(text).toContain(`'${FORMULA.replaceAll('"', '""')}`);
    expect(text).not.toContain(`,"${FORMULA.replaceAll('"', '""')}`);
  });

  it("M12 one operator gets nothing of another, and others get a refusal", async () => {
    const text = await textOf(visitorFor(stranger, "auditor"), PERIOD);
    expect(text.trimEnd().split("\r\n").length).toBe(2);
    expect(text).not.toContain(world.people.ciso.accountId);
    expect(codeOf(await exportAudit(as("secretariat"), {}, NOW))).toBe("not_permitted");
  });
});
