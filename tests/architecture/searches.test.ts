import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/** Comparisons that know the case of letters alone, not width, spaces and what cannot be seen. */
const CASE_ALONE = /\bILIKE\b|\S+\s+!?~\*|mode: "insensitive"/g;
/** Comparisons of parts in SQL, with what is compared. */
const PARTS_IN_SQL = [
  /([\w.}]+)\s+(?:NOT\s+)?(?:LIKE|SIMILAR TO)\b/g,
  /([\w.}]+)\s+!?~\s+['$]/g,
  /\b(?:starts_with|strpos|regexp_\w+)\(\s*([\w.}]+)/g,
  /\bposition\([^()]*\sIN\s+([\w.}]+)/g,
];
/** What such a comparison may have on its left: a column that holds a fold, or an SQL text that is named so. */
const FOLDED = /(?:_fold|\bfolded\})$/;
/** And those where nothing of a user is compared: beginnings of ids and addresses; words of the guideline, and of examples of secrets. */
const OTHERS = [
  "lib/features/admin/audit/sql.ts a.source",
  "lib/features/admin/audit/sql.ts a.target",
  "lib/features/admin/security/queries.ts e.source",
  "lib/features/sheets/cards/texts.ts .indexOf(word",
  "lib/server/environment/secret-strength.ts .startsWith(word",
];
/** The client's own comparisons of parts. */
const PARTS_IN_CLIENT = /\b(?:contains|startsWith|endsWith):(?!:)/g;
/** A comparison in code with something that was typed to be found. */
const TYPED = /\.(?:includes|indexOf|lastIndexOf|startsWith|endsWith|match|search)\(\s*(?:[\w.]+\.)?(?:q|query|search|searched|who|word|needle)\b/g;

const withoutComments = (source: string): string => source.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/^\s*\/\/.*$/gm, "");

/** The comparisons of a source that do not fold, by what they compare. */
function unfolded(source: string): string[] {
  const code = withoutComments(source);
  const inSql = PARTS_IN_SQL.flatMap((pattern) => [...code.matchAll(pattern)].map(([, left]) => left ?? "")).filter((left) => !FOLDED.test(left));
  const others = [CASE_ALONE, PARTS_IN_CLIENT, ...(code.includes("@/lib/domain/shared/text-fold") ? [] : [TYPED])];
  return [...inSql, ...others.flatMap((pattern) => code.match(pattern) ?? [])];
}

describe("M9 searches", () => {
  it("M9 fold both sides, as no other comparison of what users wrote does (lib/server/database/search.ts)", () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(600);
    const found = files.flatMap((file) => unfolded(readFileSync(file, "utf8")).map((what) => `${file} ${what}`));
    expect([...new Set(found)].sort()).toEqual(OTHERS);
  });

  it.each([
    ["p.name ILIKE ${word}", "ILIKE"],
    ["p.name ~* ${word}", "p.name ~*"],
    ['where: { name: { equals: q, mode: "insensitive" } }', 'mode: "insensitive"'],
    ["WHERE p.name LIKE ${`%${likePattern(word)}%`}", "p.name"],
    ["WHERE p.name NOT LIKE ${word}", "p.name"],
    ["WHERE name SIMILAR TO ${word}", "name"],
    ["WHERE d.name ~ ${word}", "d.name"],
    ["WHERE ${name} LIKE ${word}", "name}"],
    ["WHERE strpos(d.name, ${word}) > 0", "d.name"],
    ["WHERE starts_with(d.name, ${word})", "d.name"],
    ["WHERE position(${word} IN d.name) > 0", "d.name"],
    ["where: { name: { contains: word } }", "contains:"],
    ["people.filter(({ name }) => name.includes(word))", ".includes(word"],
    ["people.filter(({ name }) => name.startsWith(filter.q))", ".startsWith(filter.q"],
  ])("M9 %s is seen", (source, what) => {
    expect(unfolded(source)).toEqual([what]);
  });

  it.each([
    "WHERE p.search_fold LIKE ${pattern}",
    "${folded} LIKE ${pattern}",
    "-- nothing\n/* p.name LIKE 'a' */\nids.includes(id)",
    'import { searchFold } from "@/lib/domain/shared/text-fold";\nsearchFold(name).includes(word)',
  ])("M9 %s is let through", (source) => {
    expect(unfolded(source)).toEqual([]);
  });
});
