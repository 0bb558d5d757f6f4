import { readdirSync, readFileSync } from "node:fs";

const MIGRATIONS = "prisma/migrations";
/** A function of the database, up to its body. The newest definition of a name is the last. */
const FUNCTION = /CREATE (?:OR REPLACE )?FUNCTION (portal_\w+)\s*\(([\s\S]*?)(?:\bAS \$|\bRETURN\b|\bBEGIN ATOMIC\b)/g;

/** The functions that say of themselves that they write: neither STABLE nor IMMUTABLE, and called by name, not by a trigger. */
export function writingFunctions(texts: readonly string[]): string[] {
  const headers = new Map(texts.flatMap((text) => [...text.matchAll(FUNCTION)].map(([, name = "", header = ""]) => [name, header] as const)));
  return [...headers].flatMap(([name, header]) => (/\b(?:STABLE|IMMUTABLE)\b|\bRETURNS trigger\b/.test(header) ? [] : [name]));
}

export const migrationTexts = (): string[] =>
  readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(`${MIGRATIONS}/${name}/migration.sql`, "utf8"));
