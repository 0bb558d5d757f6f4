import { z } from "zod";
import { type DeclaredMigration, MIGRATIONS } from "@/lib/server/database/migrations";

/** Runs one statement and returns its rows; pg's and Prisma's clients both can. */
export type Query = (statement: string) => Promise<readonly unknown[]>;

const installationSchema = z.object({
  kind: z.enum(["production", "demo"]).nullable(),
  oldestCode: z.string(),
  applied: z.array(z.string()),
});

/** What the database records about its installation. `kind` is null until the portal first starts on it. */
export type Installation = z.infer<typeof installationSchema>;
export type DataKind = NonNullable<Installation["kind"]>;

export type SchemaFit =
  /** `newer`: later code migrated it and declares that this code still works. */
  | { readonly fits: true; readonly newer: boolean; readonly installation: Installation }
  /** It is empty, or has only tables of another program. */
  | { readonly fits: false; readonly reason: "empty" | "foreign" }
  /** Migrations that this code needs are not applied. */
  | { readonly fits: false; readonly reason: "older"; readonly missing: readonly string[] }
  /** Later code changed it so that this code no longer works. */
  | { readonly fits: false; readonly reason: "newer"; readonly unknown: readonly string[] }
  /** The login has no right to read the record of the installation. */
  | { readonly fits: false; readonly reason: "notAdmitted" };

/** Reads the catalogue, which every login may read, even one without rights on the schema. */
const PRESENT = `
  SELECT f.oid IS NOT NULL AS described,
         coalesce(has_function_privilege(f.oid, 'EXECUTE') AND has_schema_privilege(n.oid, 'USAGE'), false) AS admitted,
         EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'edition_item') AS ours,
         EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p')) AS tables
  FROM (SELECT 1) one LEFT JOIN pg_namespace n ON n.nspname = 'public'
  LEFT JOIN pg_proc f ON f.pronamespace = n.oid AND f.proname = 'portal_installation' AND f.pronargs = 0`;

const presentSchema = z.object({ described: z.boolean(), admitted: z.boolean(), ours: z.boolean(), tables: z.boolean() });

/** Compares what the database records with the migrations that this code declares. */
export function judgeSchema(installation: Installation, declared: readonly DeclaredMigration[] = MIGRATIONS): SchemaFit {
  const applied = new Set(installation.applied);
  const missing = declared.filter(({ name, needed }) => needed && !applied.has(name)).map(({ name }) => name);
  if (missing.length > 0) return { fits: false, reason: "older", missing };
  const known = new Set(declared.map(({ name }) => name));
  const unknown = installation.applied.filter((name) => !known.has(name)).sort();
  if (!known.has(installation.oldestCode)) return { fits: false, reason: "newer", unknown };
  return { fits: true, newer: unknown.length > 0, installation };
}

/** The database's record of its installation, or why there is none. Any login may ask; throws if the database does not answer. */
export async function readInstallation(query: Query): Promise<Installation | "empty" | "foreign" | "undescribed" | "notAdmitted"> {
  const present = presentSchema.parse((await query(PRESENT))[0]);
  if (!present.described) return present.ours ? "undescribed" : present.tables ? "foreign" : "empty";
  if (!present.admitted) return "notAdmitted";
  const [row] = await query("SELECT public.portal_installation() AS installation");
  return z.object({ installation: installationSchema }).parse(row).installation;
}

/** Whether this code works with the schema of the database. */
export async function schemaFit(query: Query, declared: readonly DeclaredMigration[] = MIGRATIONS): Promise<SchemaFit> {
  const found = await readInstallation(query);
  if (typeof found !== "string") return judgeSchema(found, declared);
  if (found !== "undescribed") return { fits: false, reason: found };
  return {
    fits: false,
    reason: "older",
    missing: declared
      .filter(({ needed }) => needed)
      .map(({ name }) => name)
      .slice(-1),
  };
}

/** For readiness: `schemaFits((statement) => client.$queryRawUnsafe(statement))`. */
export const schemaFits = async (query: Query): Promise<boolean> => (await schemaFit(query)).fits;
