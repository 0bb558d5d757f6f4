import { refuseUnfitDatabase } from "@/lib/launch/prepare-database";
import { awaitDatabase } from "@/lib/runtime/await-database";
import { hasCluster } from "@/lib/runtime/data-directory";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { Stopped, underLimits } from "@/lib/runtime/start-limits";
import { stopSignal } from "@/lib/runtime/stop-signal";
import type { LaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { StartupError } from "@/lib/server/environment/startup-error";

export interface Database {
  readonly applicationUrl: string;
  /** Null if only the application's login is configured: then nothing can be migrated or imported. */
  readonly ownerUrl: string | null;
  /** Null if the environment names a PostgreSQL server. */
  readonly embedded: EmbeddedPostgres | null;
}

/** The server of DATABASE_URL, else the portal's own PostgreSQL, which is started if necessary. */
export async function openDatabase(environment: LaunchEnvironment): Promise<Database> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = environment;
  if (databaseUrl !== null) return { applicationUrl: databaseUrl, ownerUrl: databaseOwnerUrl, embedded: null };
  const embedded = await startEmbeddedPostgres({ dataDirectory });
  return { applicationUrl: embedded.applicationUrl, ownerUrl: embedded.ownerUrl, embedded };
}

/** The owner's connection URL, for work that only the owner may do. */
export function requireOwnerUrl(database: Database): string {
  if (database.ownerUrl !== null) return database.ownerUrl;
  throw new StartupError(
    "DATABASE_URL を指定したときは、データベースの移行と内容の取り込みのために DATABASE_OWNER_URL（表の所有者の利用者）も指定してください。",
  );
}

/** Runs `work` with the owner's connection URL. A database that was started only for this is stopped afterwards, also on Ctrl-C. */
export async function withOpenDatabase<Output>(
  environment: LaunchEnvironment,
  work: (ownerUrl: string, applicationUrl: string) => Promise<Output>,
): Promise<Output> {
  const { signal: stop, release } = stopSignal();
  const limits = { stop, announce: console.error, seconds: environment.databaseWait };
  const run = async (): Promise<Output> => {
    for (const url of [environment.databaseUrl, environment.databaseOwnerUrl].filter((given) => given !== null)) {
      await awaitDatabase(url, limits);
      if (stop.aborted) throw new Stopped();
    }
    const database = await openDatabase(environment);
    try {
      return await work(requireOwnerUrl(database), database.applicationUrl);
    } finally {
      if (database.embedded?.reused === false) await database.embedded.stop();
    }
  };
  try {
    return await underLimits(limits, run);
  } finally {
    release();
  }
}

/** The same for existing data: of this code's schema and of the kind that the environment names. */
export function withOwnerDatabase<Output>(environment: LaunchEnvironment, work: (ownerUrl: string) => Promise<Output>): Promise<Output> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory, demo } = environment;
  if (databaseUrl === null && databaseOwnerUrl === null && !hasCluster(dataDirectory)) {
    throw new StartupError(`${dataDirectory} にはまだデータがありません。npm start で起動するか、DATA_DIR にデータのある場所を指定してください。`);
  }
  return withOpenDatabase(environment, async (ownerUrl) => {
    await refuseUnfitDatabase(ownerUrl, demo);
    return work(ownerUrl);
  });
}
