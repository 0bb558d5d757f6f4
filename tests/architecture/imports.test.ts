import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import { ZONES } from "./import-zones.mjs";

const RULE = "architecture/import-zones";

/** The project's own configuration. The files are fictional, so the type checker is off. */
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
  ["lib/domain/scoring/invented.ts", "../../server/environment/settings"],
  ["lib/labels/invented.ts", "@/lib/server/scope/scope"],
  ["lib/labels/invented.ts", "zod"],
  ["lib/validation/invented.ts", "@/lib/features/sheets/record/schema"],
  ["lib/documents/invented.ts", "@/lib/features/results/figures/parts"],
  ["lib/content/invented.ts", "@/lib/server/database/client"],
  ["lib/content/invented.ts", "@/lib/features/sheets/record/queries"],
  ["lib/content/invented.ts", "next/server"],
  ["lib/server/auth/invented.ts", "@/lib/features/accounts/sign-in/view"],
  ["lib/server/audit/invented.ts", "@/components/ui/action-form"],
  ["lib/server/database/invented.ts", "@/lib/runtime/secrets"],
  ["lib/runtime/invented.ts", "@/lib/launch/portal"],
  ["lib/features/invented/queries.ts", "@/components/ui/button"],
  ["lib/features/invented/queries.ts", "@/lib/features/sheets/mine/pages"],
  ["lib/features/invented/deep/queries.ts", "@/lib/features/sheets/hand-in/actions"],
  ["lib/features/invented/pages.ts", "@/lib/server/database/client"],
  ["lib/features/invented/actions.ts", "@/lib/server/database/client"],
  ["lib/features/invented/actions.ts", "../../server/database/client"],
  ["lib/features/invented/queries.ts", "@/prisma/generated/client"],
  ["lib/features/invented/commands.ts", "pg"],
  ["lib/features/invented/commands.ts", "@/lib/launch/database"],
  ["lib/server/auth/invented.ts", "pg"],
  ["lib/server/audit/invented.ts", "@prisma/adapter-pg"],
  ["lib/features/invented/view.ts", "./queries"],
  ["lib/features/invented/schema.ts", "@/lib/server/scope/scope"],
  ["lib/cli/invented.ts", "@/lib/server/database/client"],
  ["components/checklist/invented.tsx", "@/lib/features/sheets/record/queries"],
  ["components/checklist/invented.tsx", "@/lib/features/sheets/list/queries"],
  ["components/checklist/invented.tsx", "@/lib/server/scope/scope"],
  ["components/checklist/invented.tsx", "@/lib/server/database/client"],
  ["components/ui/invented.tsx", "@/components/checklist/item"],
  ["components/ui/invented.tsx", "@/lib/domain/checking/state"],
  ["app/checks/page.tsx", "@/lib/server/database/client"],
  ["app/checks/page.tsx", "@/lib/features/sheets/record/queries"],
  ["app/checks/page.tsx", "@/lib/features/sheets/transitions/commands"],
  ["app/checks/page.tsx", "@/lib/launch/portal"],
  ["app/checks/page.tsx", "pg"],
];

const LEGAL: readonly (readonly [file: string, specifier: string])[] = [
  ["lib/domain/scoring/invented.ts", "@/lib/domain/checking/state"],
  ["lib/domain/scoring/invented.ts", "../shared/result"],
  ["lib/content/invented.ts", "zod"],
  ["lib/content/invented.ts", "@/lib/domain/guideline/edition"],
  ["lib/labels/invented.ts", "@/lib/domain/checking/state"],
  ["lib/validation/invented.ts", "zod"],
  ["lib/server/audit/invented.ts", "@/lib/server/database/client"],
  ["lib/launch/invented.ts", "@/lib/demo/load"],
  ["lib/features/invented/queries.ts", "@/lib/server/database/client"],
  ["lib/features/invented/commands.ts", "@/lib/domain/checking/sheet"],
  ["lib/features/invented/pages.ts", "./queries"],
  ["lib/features/invented/actions.ts", "@/lib/server/scope/scope"],
  ["components/checklist/invented.tsx", "../ui/button"],
  ["components/checklist/invented.tsx", "@/lib/labels/words"],
  ["components/checklist/invented.tsx", "@/lib/features/sheets/cards/view"],
  ["components/ui/invented.tsx", "react"],
  ["app/checks/page.tsx", "@/lib/features/sheets/mine/pages"],
  ["app/checks/page.tsx", "@/components/checks/list"],
  ["app/api/v1/invented/route.ts", "@/lib/server/use-cases/dispatch"],
];

const SOURCES = ["app", "components", "lib", "prisma"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.posix.join(folder, name)),
);

describe("M4 the database", () => {
  it("M4 is reached only through the layer that bounds waits and reports outages: no client is exported", () => {
    const exported = [
      ...readFileSync("lib/server/database/client.ts", "utf8").matchAll(/^export (?:async )?(?:function|const|class|let) (\w+)|^export \{([^}]*)\}/gm),
    ];
    const names = exported.flatMap(([, name, list = ""]) => (name === undefined ? list.split(",").map((one) => one.trim()) : [name]));
    expect(names.sort()).toEqual(["Prisma", "closeDatabase", "databaseDiskFull", "inScope", "inSnapshot", "outOfScope", "standing"]);
  });
});

describe("F11 imports follow the table of who may import what", () => {
  it.each(ILLEGAL)("F11 %s may not import %s", async (file, specifier) => {
    expect(await refusals(file, imported(specifier))).toEqual([RULE]);
  });

  it.each(LEGAL)("F11 %s may import %s", async (file, specifier) => {
    expect(await refusals(file, imported(specifier))).toEqual([]);
  });

  it("F11 a view may import types from the queries of its folder, because types are erased", async () => {
    const code = `import type { Row } from "./queries";\nexport const row: Row | null = null;\n`;
    expect(await refusals("lib/features/invented/view.ts", code)).toEqual([]);
  });

  it.each([
    ["a type", `export type Row = import("@/lib/server/database/client").Row;\n`],
    ["a type import", `import type { Row } from "@/lib/server/database/client";\nexport const row: Row | null = null;\n`],
    ["a dynamic import", `export const later = () => import("@/lib/server/database/client");\n`],
    ["a re-export", `export * from "@/lib/server/database/client";\n`],
  ])("F11 %s counts as an import", async (_form, code) => {
    expect(await refusals("lib/domain/scoring/invented.ts", code)).toEqual([RULE]);
  });

  it.each(ZONES)("F11 the zone $name applies to existing files", ({ from }) => {
    expect(SOURCES.filter((file) => from.test(file))).not.toEqual([]);
  });
});
