import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { closeDatabase } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { secretIn, valueOf } from "@/tests/support/links";
import { serveDatabase } from "@/tests/support/served-database";
import { makeOperator, makeOutsider, type Outsider, type World } from "@/tests/support/world";

export interface AccountGround {
  /** Connected as the owner of the tables. */
  readonly owner: pg.Client;
  /** Connected with the application's login, without the application's code. */
  readonly application: pg.Client;
  /** An administrator. */
  readonly platform: Outsider;
  makeWorld(): Promise<World>;
}

/** A database for the account tests of a file; opened before and dropped after them. */
export function accountGround(): AccountGround {
  const kept: { own?: TestDatabase; owner?: pg.Client; application?: pg.Client; platform?: Outsider } = {};
  const opened = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error("the ground is opened before the first test");
    return part;
  };
  beforeAll(async () => {
    kept.own = await createDatabase();
    serveDatabase(kept.own);
    kept.owner = new pg.Client({ connectionString: kept.own.ownerUrl });
    kept.application = new pg.Client({ connectionString: kept.own.appUrl });
    await Promise.all([kept.owner.connect(), kept.application.connect()]);
    kept.platform = await makeOutsider(kept.owner, "platformAdministrator", null);
  });
  afterAll(async () => {
    await closeDatabase();
    await Promise.all([kept.owner?.end(), kept.application?.end()]);
    await kept.own?.drop();
  });
  return {
    get owner() {
      return opened(kept.owner);
    },
    get application() {
      return opened(kept.application);
    },
    get platform() {
      return opened(kept.platform);
    },
    makeWorld: () => makeOperator(opened(kept.owner), "kuko", `空港 ${randomUUID().slice(0, 8)}`),
  };
}

/** The secret of a new link that the visitor makes for the person. */
export const linkFor = async (by: Visitor, personId: string): Promise<string> => secretIn(valueOf(await invitePerson(by, { personId }, new Date())).link);

/** The account id of a person. */
export const accountOf = async ({ owner }: AccountGround, personId: string): Promise<string> =>
  (await owner.query<{ id: string }>("SELECT id FROM account WHERE person_id = $1", [personId])).rows[0]?.id ?? "";
