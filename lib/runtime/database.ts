import type { LaunchEnvironment } from "@/lib/env";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { refuseUnfitDatabase } from "@/lib/runtime/prepare-database";
import { StartupError } from "@/lib/runtime/startup-error";

export interface Database {
  readonly applicationUrl: string;
  /** Null where only the application's login was given: nothing can be migrated or imported then. */
  readonly ownerUrl: string | null;
  /** Null where a PostgreSQL server was given. */
  readonly embedded: EmbeddedPostgres | null;
}

/** The server of DATABASE_URL, else the portal's own PostgreSQL, which is started if need be. */
export async function openDatabase(environment: LaunchEnvironment): Promise<Database> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = environment;
  if (databaseUrl !== null) return { applicationUrl: databaseUrl, ownerUrl: databaseOwnerUrl, embedded: null };
  if (databaseOwnerUrl !== null) {
    throw new StartupError("DATABASE_OWNER_URL だけが指定されています。DATABASE_URL（アプリケーションの利用者）も指定してください。");
  }
  const embedded = await startEmbeddedPostgres({ dataDirectory });
  return { applicationUrl: embedded.applicationUrl, ownerUrl: embedded.ownerUrl, embedded };
}

/** The owner's address, for what only the owner may do. */
export function requireOwnerUrl(database: Database): string {
  if (database.ownerUrl !== null) return database.ownerUrl;
  throw new StartupError(
    "DATABASE_URL を指定したときは、データベースの移行と内容の取り込みのために DATABASE_OWNER_URL（表の所有者の利用者）も指定してください。",
  );
}

/** Runs `work` with the owner's address; a database that was started only for this is stopped afterwards. */
export async function withOpenDatabase<Output>(
  environment: LaunchEnvironment,
  work: (ownerUrl: string, applicationUrl: string) => Promise<Output>,
): Promise<Output> {
  const database = await openDatabase(environment);
  try {
    return await work(requireOwnerUrl(database), database.applicationUrl);
  } finally {
    if (database.embedded?.reused === false) await database.embedded.stop();
  }
}

/** The same for work that needs this code's schema, and the kind of data that the environment names. */
export const withOwnerDatabase = <Output>(environment: LaunchEnvironment, work: (ownerUrl: string) => Promise<Output>): Promise<Output> =>
  withOpenDatabase(environment, async (ownerUrl) => {
    await refuseUnfitDatabase(ownerUrl, environment.demo);
    return work(ownerUrl);
  });
