import pg from "pg";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { closeDatabase } from "@/lib/server/database/client";
import { type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase } from "@/tests/support/served-database";
import { makeOutsider, type Outsider } from "@/tests/support/world";

/** A database for the test file, with the owner's connection; the portal's code in this process uses it. */
export interface IntegrationGround {
  readonly database: TestDatabase;
  readonly owner: pg.Client;
  close(): Promise<void>;
}

export async function openIntegrationGround(): Promise<IntegrationGround> {
  const own = await createDatabase();
  serveDatabase(own);
  const owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  return {
    ...{ database: own, owner },
    close: async () => {
      await owner.end();
      await closeDatabase();
      await own.drop();
    },
  };
}

/** The visitor after a sign-in of this officer. */
export const officerOf = ({ accountId, email, name }: Outsider, sectorId: string): Visitor =>
  visitorOf({
    ...{ accountId, email, name, sectorId, operatorId: null, operatorName: null, personId: null, departmentId: null },
    ...{ role: "ministryOfficer", shortcutKeys: true, appointments: [] },
  });

export const makeOfficer = async (owner: pg.ClientBase, sectorId: string): Promise<Visitor> =>
  officerOf(await makeOutsider(owner, "ministryOfficer", sectorId), sectorId);

export function refusalOf(result: { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }): Refusal {
  if (result.ok) throw new Error("it was not refused");
  return result.refusal;
}
