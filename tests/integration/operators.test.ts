import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { listAccessLog, listAudit } from "@/lib/features/admin/audit/queries";
import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { readHealth } from "@/lib/features/admin/health/queries";
import { addOperator } from "@/lib/features/admin/operators/commands";
import { listOperators, listSectors, readOperator } from "@/lib/features/admin/operators/queries";
import { firstAdministratorLink } from "@/lib/launch/first-administrator";
import {
  as,
  codeOf,
  first,
  holding,
  NOW,
  own,
  PAGE,
  PASSWORD,
  platform,
  prepareOrganisationGround,
  second,
  secretOf,
  valueOf,
} from "@/tests/support/organisation-ground";

prepareOrganisationGround();

describe("platform", () => {
  it("registers operators and creates their first accounts until somebody has signed up", async () => {
    const added = valueOf(await addOperator(platform, { name: "第三空港", sectorId: "airport" }, NOW));
    const { id } = added;
    expect(added).toMatchObject({ name: "第三空港", sectorName: "分野 airport" });
    expect(codeOf(await addOperator(platform, { name: "第三空港", sectorId: "airport" }, NOW))).toBe("duplicate");
    expect(codeOf(await addOperator(platform, { name: "第四空港", sectorId: "none" }, NOW))).toBe("invalid_input");
    const body = { name: "最初 の人", email: "first@example.jp", role: "secretariat", departmentName: "総務部" } as const;
    expect(codeOf(await addFirstAccount(first.visitor, { operatorId: id, ...body }, NOW))).toBe("not_permitted");
    expect(codeOf(await addFirstAccount(platform, { operatorId: randomUUID(), ...body }, NOW))).toBe("not_found");
    expect(codeOf(await addFirstAccount(platform, { operatorId: id, ...body }, NOW))).toBe("ok");
    const { link } = valueOf(await addFirstAccount(platform, { operatorId: id, ...body }, NOW));
    expect(codeOf(await acceptInvitation(secretOf(link), PASSWORD, null, NOW))).toBe("ok");
    expect(codeOf(await addFirstAccount(platform, { operatorId: id, ...body, role: "ciso" }, NOW))).toBe("wrong_state");
    expect(await firstAdministratorLink(own.ownerUrl, "http://portal.test")).toBeNull();
  });

  it("shows each visitor their own operators and records", async () => {
    const ministry = as({ role: "ministryOfficer", sectorId: "airport" });
    expect(valueOf(await listOperators(first.visitor, PAGE, NOW)).items.map(({ id }) => id)).toEqual([first.operatorId]);
    expect(valueOf(await listOperators(ministry, PAGE, NOW)).total).toBeGreaterThanOrEqual(2);
    expect(codeOf(await readOperator(as({ role: "ministryOfficer", sectorId: "other" }), { operatorId: first.operatorId }, NOW))).toBe("not_found");
    expect(codeOf(await readOperator(first.visitor, { operatorId: second.operatorId }, NOW))).toBe("not_found");
    expect(valueOf(await listSectors(first.visitor, PAGE, NOW)).items.map(({ id }) => id)).toContain("airport");
    expect(codeOf(await readHealth(first.visitor, {}, NOW))).toBe("not_permitted");
    expect(valueOf(await readHealth(platform, {}, NOW)).databaseVersion).toContain("PostgreSQL");
    expect(codeOf(await listAudit(first.visitor, PAGE, NOW))).toBe("not_permitted");
    const audit = valueOf(await listAudit(holding(first, "ciso"), PAGE, NOW));
    expect(audit.items[0]).toMatchObject({ action: "audit.list", outcome: "refused", accountName: "事務 局子" });
    expect(valueOf(await listAudit(platform, PAGE, NOW)).items.map(({ action }) => action)).toContain("account.setPassword");
    expect(valueOf(await listAccessLog(holding(first, "auditor"), PAGE, NOW)).total).toBe(0);
    expect(codeOf(await listAccessLog(platform, PAGE, NOW))).toBe("not_permitted");
  });
});
