import { describe, expect, it } from "vitest";
import { type Office, whomToAsk } from "@/lib/labels/page-help";
import { withClient } from "@/lib/runtime/portal-logins";
import { as, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";
import { makeOperator, makeOutsider } from "@/tests/support/world";

prepareSheetGround();

/** What the database says of an account whenever one of its requests begins. */
async function described(accountId: string): Promise<{ readonly office: Office }> {
  const [row] = await rows<{ d: { office: Office } }>("SELECT portal_describe_account($1) AS d", [accountId]);
  if (row === undefined) throw new Error("no row");
  return row.d;
}
const ask = async (role: OperatorRole) => whomToAsk(as(role).actor, (await described(world.people[role].accountId)).office);
const leave = (role: OperatorRole, left: boolean) =>
  rows("UPDATE person SET left_at = CASE WHEN $3 THEN now() END WHERE operator_id = $1 AND id = $2", [world.operatorId, world.people[role].personId, left]);

describe("M11 whom to ask", () => {
  it("M11 is the own operator's 事務局 and CISO, and nobody of another operator", async () => {
    await withClient(own.ownerUrl, (client) => makeOperator(client, world.sectorId, "隣の空港"));
    const { secretariat, ciso } = world.people;
    expect(await described(world.people.handler.accountId)).toMatchObject({
      office: {
        secretariat: [{ personId: secretariat.personId, name: secretariat.name }],
        ciso: [{ personId: ciso.personId, name: ciso.name }],
      },
    });
    expect(await ask("handler")).toContain(`事務局の${secretariat.name}さん`);
    expect(await ask("secretariat")).toContain(`CISOの${ciso.name}さん`);
  });

  it("M11 is nobody who has left", async () => {
    await leave("secretariat", true);
    expect(await ask("handler")).toContain(`CISOの${world.people.ciso.name}さん`);
    expect(await ask("ciso")).toContain("ポータルの管理者");
    await leave("secretariat", false);
  });

  it("M11 is no name for somebody who belongs to no operator", async () => {
    const { accountId } = await withClient(own.ownerUrl, (client) => makeOutsider(client, "platformAdministrator", null));
    expect((await described(accountId)).office).toEqual({ secretariat: [], ciso: [] });
  });
});
