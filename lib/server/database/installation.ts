import { z } from "zod";
import { type DeclaredMigration, MIGRATIONS } from "@/lib/server/database/migrations";

/** Runs one statement and gives its rows: pg's and Prisma's clients both can. */
export type Query = (statement: string) => Promise<readonly unknown[]>;

const installationSchema = z.object({
  kind: z.enum(["production", "demo"]).nullable(),
  oldestCode: z.string(),
  applied: z.array(z.string()),
});

/** What the database says about itself. `kind` is null until the portal is first started on it. */
export type Installation = z.infer<typeof installationSchema>;
export type DataKind = NonNullable<Installation["kind"]>;

export type SchemaFit =
  /** `newer`: it was migrated by later code, which says that this code still works. */
  | { readonly fits: true; readonly newer: boolean; readonly installation: Installation }
  /** Nothing in it, or tables of something else only. */
  | { readonly fits: false; readonly reason: "empty" | "foreign" }
  /** Migrations that this code needs are not applied. */
  | { readonly fits: false; readonly reason: "older"; readonly missing: readonly string[] }
  /** Later code has changed it so that this code does not work any more. */
  | { readonly fits: false; readonly reason: "newer"; readonly unknown: readonly string[] }
  /** The login may not read what the database says about itself. */
  | { readonly fits: false; readonly reason: "notAdmitted" };

/** From the catalogue, which every login may read, also one that may not use the schema. */
const PRESENT = `
  SELECT f.oid IS NOT NULL AS described,
         coalesce(has_function_privilege(f.oid, 'EXECUTE') AND has_schema_privilege(n.oid, 'USAGE'), false) AS admitted,
         EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'edition_item') AS ours,
         EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p')) AS tables
  FROM (SELECT 1) one LEFT JOIN pg_namespace n ON n.nspname = 'public'
  LEFT JOIN pg_proc f ON f.pronamespace = n.oid AND f.proname = 'portal_installation' AND f.pronargs = 0`;

const presentSchema = z.object({ described: z.boolean(), admitted: z.boolean(), ours: z.boolean(), tables: z.boolean() });

/** Judges what a database says about itself by what this code declares. */
export function judgeSchema(installation: Installation, declared: readonly DeclaredMigration[] = MIGRATIONS): SchemaFit {
  const applied = new Set(installation.applied);
  const missing = declared.filter(({ name, needed }) => needed && !applied.has(name)).map(({ name }) => name);
  if (missing.length > 0) return { fits: false, reason: "older", missing };
  const known = new Set(declared.map(({ name }) => name));
  const unknown = installation.applied.filter((name) => !known.has(name)).sort();
  if (!known.has(installation.oldestCode)) return { fits: false, reason: "newer", unknown };
  return { fits: true, newer: unknown.length > 0, installation };
}

/** What the database says about itself, or why it says nothing. Any login may ask; throws where the database does not answer. */
export async function readInstallation(query: Query): Promise<Installation | "empty" | "foreign" | "undescribed" | "notAdmitted"> {
  const present = presentSchema.parse((await query(PRESENT))[0]);
  if (!present.described) return present.ours ? "undescribed" : present.tables ? "foreign" : "empty";
  if (!present.admitted) return "notAdmitted";
  const [row] = await query("SELECT public.portal_installation() AS installation");
  return z.object({ installation: installationSchema }).parse(row).installation;
}

/** Whether the schema of the database is one that this code works with. */
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
