import type pg from "pg";
import { z } from "zod";
import type { DataKind } from "@/lib/server/database/installation";
import { StartupError } from "@/lib/server/environment/startup-error";

const found = z.object({ kind: z.enum(["production", "demo"]).nullable() });

const kindOf = (demo: boolean): DataKind => (demo ? "demo" : "production");

/** Why a database is not used for the other kind of data. */
function kindMismatch(kind: DataKind): StartupError {
  return new StartupError(
    kind === "demo"
      ? "このデータベースには見本（demo）のデータがあります。本番には使えません。\n" +
          "本番には、空のデータベースを DATABASE_URL と DATABASE_OWNER_URL に、または別の場所を DATA_DIR に指定してください。見本として開くときは npm run demo を使ってください。"
      : "このデータベースには本番のデータがあります。見本（demo）には使えません。\n" +
          "PORTAL_DEMO を外すか、見本のための別の場所を DATA_DIR に指定してください。",
  );
}

/**
 * Marks the database as one of demo data or of real data when it is first used; later refuses the other kind. Runs within the
 * transaction of `client`, as the owner.
 */
export async function claimKind(client: pg.ClientBase, demo: boolean): Promise<void> {
  await client.query(
    `UPDATE installation SET kind = $1, marked_at = now()
     WHERE kind IS NULL AND ($1 = 'production' OR NOT EXISTS (SELECT 1 FROM operator) AND NOT EXISTS (SELECT 1 FROM account))`,
    [kindOf(demo)],
  );
  const { kind } = found.parse((await client.query("SELECT kind FROM installation")).rows[0]);
  if (kind !== kindOf(demo)) throw kindMismatch(kind ?? "production");
}

/** Refuses a database marked as the other kind; an unmarked one passes. */
export function refuseOtherKind(kind: DataKind | null, demo: boolean): void {
  if (kind !== null && kind !== kindOf(demo)) throw kindMismatch(kind);
}
