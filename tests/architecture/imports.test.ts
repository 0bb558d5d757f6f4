import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { grouped } from "@/lib/domain/shared/grouped";
import { ZONES } from "./import-zones.mjs";
import { filesIn } from "./sources";

const RULE = "architecture/import-zones";

const imported = (specifier: string): string => `import "${specifier}";`;

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
    expect(names.sort()).toEqual(["Prisma", "closeDatabase", "currentRights", "databaseDiskFull", "inScope", "inSnapshot", "outOfScope", "outOfScopeAudited"]);
  });
});

const INVENTED = "lib/domain/scoring/invented.ts";
const FORMS: readonly (readonly [form: string, code: string])[] = [
  ["a type", `export type Row = import("@/lib/server/database/client").Row;`],
  ["a type import", `import type { Row } from "@/lib/server/database/client";`],
  ["a dynamic import", `export const later = () => import("@/lib/server/database/client");`],
  ["a re-export", `export * from "@/lib/server/database/client";`],
];
const VIEW = "lib/features/invented/view.ts";
const TYPE_OF_QUERIES = `import type { Row } from "./queries";`;

const LINES: readonly (readonly [file: string, code: string])[] = [
  ...[...ILLEGAL, ...LEGAL].map(([file, specifier]) => [file, imported(specifier)] as const),
  ...FORMS.map(([, code]) => [INVENTED, code] as const),
  [VIEW, TYPE_OF_QUERIES],
];

/** Whether the project's rule refuses each of LINES, as `file: code`: the lines of a file are linted as one invented file. */
function refusedLines(): Set<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "kijun-imports-"));
  try {
    const { jsPlugins, rules } = z
      .object({ jsPlugins: z.array(z.string()), rules: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync(".oxlintrc.json", "utf8")));
    const config = { jsPlugins: jsPlugins.map((one) => path.resolve(one)), categories: { correctness: "off" }, rules: { [RULE]: rules[RULE] } };
    writeFileSync(path.join(folder, ".oxlintrc.json"), JSON.stringify(config));
    const files = grouped(LINES, ([file]) => file);
    for (const [file, lines] of files) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), lines.map(([, code]) => code).join("\n"));
    }
    const { stdout } = spawnSync(process.execPath, [path.resolve("node_modules/oxlint/bin/oxlint"), "-f", "json", "."], { cwd: folder, encoding: "utf8" });
    const { diagnostics, number_of_files } = REPORT.parse(JSON.parse(stdout));
    expect(number_of_files).toBe(files.size);
    return new Set(
      diagnostics.map(({ code, filename, labels }) => {
        expect(code).toBe("architecture(import-zones)");
        return `${filename}: ${files.get(filename)?.[labels[0].span.line - 1]?.[1]}`;
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const REPORT = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string(), labels: z.tuple([z.object({ span: z.object({ line: z.int() }) })]) })),
  number_of_files: z.int(),
});

describe("F11 imports follow the table of who may import what", () => {
  const refused = refusedLines();

  it.each(ILLEGAL)("F11 %s may not import %s", (file, specifier) => {
    expect(refused).toContain(`${file}: ${imported(specifier)}`);
  });

  it.each(LEGAL)("F11 %s may import %s", (file, specifier) => {
    expect(refused).not.toContain(`${file}: ${imported(specifier)}`);
  });

  it("F11 a view may import types from the queries of its folder, because types are erased", () => {
    expect(refused).not.toContain(`${VIEW}: ${TYPE_OF_QUERIES}`);
  });

  it.each(FORMS)("F11 %s counts as an import", (_form, code) => {
    expect(refused).toContain(`${INVENTED}: ${code}`);
  });

  it.each(ZONES)("F11 the zone $name applies to existing files", ({ from }) => {
    expect(SOURCES.filter((file) => from.test(file))).not.toEqual([]);
  });
});

describe("the rules of the linter and the compiler", () => {
  it("are suppressed by no comment", () => {
    const suppressed = ["app", "components", "lib", "scripts", "tests"].flatMap((folder) =>
      filesIn(folder).filter((file) => /(?:eslint|oxlint|biome)-(?:disable|ignore)|@ts-(?:ignore|nocheck|expect-error)/.test(readFileSync(file, "utf8"))),
    );
    expect(suppressed).toEqual([]);
  });
});
