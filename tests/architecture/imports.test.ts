import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import { ZONES } from "./import-zones.mjs";

const RULE = "architecture/import-zones";

/** The project's own configuration; the files are made up, so nothing is asked of the type checker. */
const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ruleId === RULE,
});

async function refusals(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: path.resolve(file) });
  return result?.messages.map(({ ruleId }) => ruleId) ?? ["not linted"];
}

const imported = (specifier: string): string => `import { thing } from "${specifier}";\nthing();\n`;

const ILLEGAL: readonly (readonly [file: string, specifier: string])[] = [
  ["lib/domain/scoring/invented.ts", "@/lib/content/schema"],
  ["lib/domain/scoring/invented.ts", "zod"],
  ["lib/domain/scoring/invented.ts", "react"],
  ["lib/domain/scoring/invented.ts", "node:crypto"],
  ["lib/domain/scoring/invented.ts", "../../env"],
  ["lib/content/invented.ts", "@/prisma/client"],
  ["lib/content/invented.ts", "@/lib/features/sheets/data"],
  ["lib/content/invented.ts", "next/server"],
  ["lib/features/invented/data.ts", "@/components/ui/button"],
  ["lib/features/invented/data.ts", "@/lib/features/sheets/loaders"],
  ["lib/features/invented/loaders.ts", "@/prisma/client"],
  ["lib/features/invented/actions.ts", "@/prisma/client"],
  ["lib/features/invented/actions.ts", "../../../prisma/client"],
  ["lib/features/invented/data.ts", "@/prisma/generated/client"],
  ["lib/features/invented/mutations.ts", "pg"],
  ["lib/auth/invented.ts", "pg"],
  ["lib/audit/invented.ts", "@prisma/adapter-pg"],
  ["lib/features/invented/view.ts", "./data"],
  ["lib/features/invented/schema.ts", "@/lib/auth/scope"],
  ["lib/http/invented.ts", "@/prisma/client"],
  ["lib/cli/invented.ts", "@/prisma/client"],
  ["components/checklist/invented.tsx", "@/lib/features/sheets/data"],
  ["components/checklist/invented.tsx", "@/lib/features/sheets/loaders"],
  ["components/checklist/invented.tsx", "@/lib/auth/scope"],
  ["components/checklist/invented.tsx", "@/prisma/client"],
  ["components/ui/invented.tsx", "@/components/checklist/item"],
  ["components/ui/invented.tsx", "@/lib/domain/checking/state"],
  ["app/checks/page.tsx", "@/prisma/client"],
  ["app/checks/page.tsx", "@/lib/features/sheets/data"],
  ["app/checks/page.tsx", "@/lib/features/sheets/mutations"],
  ["app/checks/page.tsx", "@/lib/runtime/portal"],
  ["app/checks/page.tsx", "pg"],
];

const LEGAL: readonly (readonly [file: string, specifier: string])[] = [
  ["lib/domain/scoring/invented.ts", "@/lib/domain/checking/state"],
  ["lib/domain/scoring/invented.ts", "../shared/result"],
  ["lib/content/invented.ts", "zod"],
  ["lib/content/invented.ts", "@/lib/domain/guideline/edition"],
  ["lib/features/invented/data.ts", "@/prisma/client"],
  ["lib/features/invented/mutations.ts", "@/lib/domain/checking/sheet"],
  ["lib/features/invented/loaders.ts", "./data"],
  ["lib/features/invented/actions.ts", "@/lib/auth/scope"],
  ["components/checklist/invented.tsx", "../ui/button"],
  ["components/checklist/invented.tsx", "@/lib/features/checklist/view"],
  ["components/ui/invented.tsx", "react"],
  ["app/checks/page.tsx", "@/lib/features/checks/loaders"],
  ["app/checks/page.tsx", "@/components/checks/list"],
  ["app/api/v1/invented/route.ts", "@/lib/http/dispatch"],
];

const SOURCES = ["app", "components", "lib", "prisma"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.posix.join(folder, name)),
);

describe("M4 the database", () => {
  it("M4 is asked only through what bounds the waits and tells of an outage: no client is exported", () => {
    const exported = [...readFileSync("prisma/client.ts", "utf8").matchAll(/^export (?:async )?(?:function|const|class|let) (\w+)|^export \{([^}]*)\}/gm)];
    const names = exported.flatMap(([, name, list = ""]) => (name === undefined ? list.split(",").map((one) => one.trim()) : [name]));
    expect(names.sort()).toEqual(["Prisma", "closeDatabase", "databaseDiskFull", "inScope", "outOfScope", "standing"]);
  });
});

describe("F11 imports follow the table of who may import what", () => {
  it.each(ILLEGAL)("F11 %s may not import %s", async (file, specifier) => {
    expect(await refusals(file, imported(specifier))).toEqual([RULE]);
  });

  it.each(LEGAL)("F11 %s may import %s", async (file, specifier) => {
    expect(await refusals(file, imported(specifier))).toEqual([]);
  });

  it("F11 a view may use the types of the data beside it, which leave nothing behind", async () => {
    const code = `import type { Row } from "./data";\nexport const row: Row | null = null;\n`;
    expect(await refusals("lib/features/invented/view.ts", code)).toEqual([]);
  });

  it.each([
    ["a type", `export type Row = import("@/prisma/client").Row;\n`],
    ["a type import", `import type { Row } from "@/prisma/client";\nexport const row: Row | null = null;\n`],
    ["a dynamic import", `export const later = () => import("@/prisma/client");\n`],
    ["a re-export", `export * from "@/prisma/client";\n`],
  ])("F11 %s counts as an import", async (_form, code) => {
    expect(await refusals("lib/domain/scoring/invented.ts", code)).toEqual([RULE]);
  });

  it.each(ZONES)("F11 the zone $name governs files that exist", ({ from }) => {
    expect(SOURCES.filter((file) => from.test(file))).not.toEqual([]);
  });
});
