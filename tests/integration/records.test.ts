import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listAccessLog, listAudit } from "@/lib/features/admin/audit/queries";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { type AccountDescription, visitorOf } from "@/lib/server/scope/scope";
import {
  as,
  ask,
  codeOf,
  fresh,
  ministry,
  newcomer,
  other,
  owner,
  platform,
  prepareAdministrationGround,
  visitorBy,
  world,
} from "@/tests/support/administration-ground";
import { insert } from "@/tests/support/world";

prepareAdministrationGround();

const PAGE = { page: 1, perPage: 50 };

describe("the records", () => {
  const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: { code: string } }): Value => {
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value;
  };

  it("show actions and refusals with their targets, page by page", async () => {
    const { personId } = await newcomer();
    await invitePerson(await as("secretariat"), { personId }, new Date());
    await invitePerson(await as("secretariat"), { personId: world.people.ciso.personId }, new Date());
    await ask(platform, "POST", "/ministry-officers", { name: "x", email: fresh(), sectorId: "kuko" });
    const auditor = await as("auditor");
    const [latest] = valueOf(await listAudit(auditor, { page: 1, perPage: 1 }, new Date())).items;
    expect(latest).toMatchObject({
      action: "people.invite",
      outcome: "refused",
      targetName: world.people.ciso.name,
      accountName: world.people.secretariat.name,
    });
    const second = valueOf(await listAudit(auditor, { page: 2, perPage: 1, upTo: latest?.id }, new Date()));
    expect(second.items[0]).toMatchObject({ action: "people.invite", outcome: "done", targetName: "新任" });
    expect(second.total).toBeGreaterThan(1);
    expect(codeOf(await listAudit(await as("secretariat"), PAGE, new Date()))).toBe("not_permitted");
    const platforms = valueOf(await listAudit(await visitorBy(platform.token), PAGE, new Date())).items;
    expect(platforms.map(({ action }) => action)).toContain("platform.inviteOfficer");
    expect(platforms.map(({ action }) => action)).not.toContain("people.invite");
  });

  it("show every reading of the own figures by the ministry, and no other operator's", async () => {
    const look = { id: randomUUID(), at: new Date().toISOString(), account_id: ministry.accountId, officer: ministry.name, what: "2026年度調査：提出 第1版" };
    await insert(owner, "look_log", [
      { ...look, operator_id: world.operatorId },
      { ...look, id: randomUUID(), operator_id: other.operatorId },
    ]);
    expect(valueOf(await listAccessLog(await as("ciso"), PAGE, new Date()))).toMatchObject({
      total: 1,
      items: [{ officer: ministry.name, subject: "2026年度調査：提出 第1版" }],
    });
    expect(codeOf(await listAccessLog(await as("secretariat"), PAGE, new Date()))).toBe("not_permitted");
    const outside: AccountDescription = { ...(await as("ciso")).account, operatorId: other.operatorId };
    expect(valueOf(await listAccessLog(visitorOf(outside), PAGE, new Date())).total).toBe(1);
  });
});
