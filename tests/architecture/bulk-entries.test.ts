import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { identifier } from "@/lib/validation/plain-text";
import { declarationsIn, reaches } from "@/tests/architecture/called-text";
import { sourceFiles } from "@/tests/architecture/sources";
import { declaredUseCases } from "@/tests/support/use-cases";

/** What the trail has entries of; a login comes with its person. */
const SUBJECTS = "person|department|critical_system|criticalSystem|sheet|survey_call|surveyCall|operator|cycle|survey|submission|deputy";
/** A statement that inserts rows of a subject, as many as a list or a selection has. */
const INSERTS_MANY = new RegExp(
  `\\btransaction\\s*\\.(?:${SUBJECTS})\\s*\\.createMany\\(\\{\\s*data:(?!\\s*\\[\\s*\\{)|\\bINSERT INTO (?:${SUBJECTS})\\s*\\([^)]*\\)\\s*SELECT\\b`,
);
/** A statement that changes rows of a subject that are not chosen by one id. */
const CHANGES_MANY = new RegExp(
  `\\btransaction\\s*\\.(?:${SUBJECTS})\\s*\\.updateMany\\(\\{\\s*where:\\s*\\{(?![^}]*\\bid\\b(?!:\\s*\\{))|\\bUPDATE (?:${SUBJECTS})\\b(?![^\`]*\\bid = \\$\\{)`,
);
const ACTS_ON_MANY = [INSERTS_MANY, CHANGES_MANY];
/** The parts are told to the audit trail. That they are all of them is tested with lists: tests/integration/kept-changes.test.ts. */
const TELLS_PARTS = /\beach\(/;

const files = new Map(
  sourceFiles()
    .filter((file) => /^lib\/(?:features|domain)\/.*\.ts$/.test(file))
    .map((file) => [file, readFileSync(file, "utf8")]),
);
const declarations = declarationsIn(files);

/** Whether a schema has a list of ids somewhere. */
function hasIds(schema: z.core.$ZodType): boolean {
  const { def } = schema._zod;
  if ("innerType" in def) return hasIds(def.innerType as z.core.$ZodType);
  if (schema instanceof z.ZodArray) return schema.element === identifier || hasIds(schema.element as z.core.$ZodType);
  return schema instanceof z.ZodObject && Object.values(schema.shape).some((part) => hasIds(part as z.core.$ZodType));
}

/** Commands whose entry says by itself what happened to each, with the reason. */
const SAID_BY_ONE: Readonly<Record<string, string>> = {
  "cycle.open": "all sheets that the round has then, whose rows stay whatever becomes of them; 20,000 entries would double the time of handing out",
  "people.planHandover": "what it tries is taken back: nothing happens to a sheet before the day, and the handover then leaves the entries",
  "sheet.assign": "one sheet changes, and its entry keeps its respondents before and after",
};

async function bulkCommands() {
  return (await declaredUseCases())
    .filter(({ declaration }) => declaration.kind === "command")
    .map(({ file, exported, declaration }) => ({ name: declaration.name, place: `${file}: ${exported}`, input: declaration.input }))
    .filter(({ place, input }) => hasIds(input) || ACTS_ON_MANY.some((pattern) => reaches(declarations, place, pattern)));
}

describe("C1 a command that acts on several objects leaves an entry for each", () => {
  it("C1 a command acts on several objects if it takes a list of ids, or inserts or changes several subjects", async () => {
    const bulk = await bulkCommands();
    expect(bulk.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...["cycle.handOutLater", "cycle.reopen", "people.change", "people.import", "sheet.acceptMany", "sheet.withdrawMany"],
        ...["survey.change", "survey.create", "system.change", "system.import"],
      ]),
    );
    const silent = bulk.filter(({ place }) => !reaches(declarations, place, TELLS_PARTS)).map(({ name }) => name);
    expect(silent.sort()).toEqual(Object.keys(SAID_BY_ONE).sort());
  });

  const IN_ROWS = "export const insertAll = (transaction) => transaction.$executeRaw`INSERT INTO sheet (id) SELECT id FROM n`;";
  const command = (run: string): string =>
    `import { insertAll as hand } from "@/lib/features/x/rows";\nconst here = (transaction, many) => transaction.surveyCall.createMany({ data: many });\nexport const it = command({ ${run} });`;

  it.each([
    ["run: ({ transaction }) => hand(transaction)", true],
    ["run: ({ transaction, input }) => here(transaction, input)", true],
    ["run: ({ transaction }) => transaction.person.createMany({ data: rows.map((one) => one) })", true],
    ["run: ({ transaction }) => transaction.person.createMany({ data: [{ id }] })", false],
    ["run: ({ transaction }) => transaction.answer.createMany({ data: rows })", false],
  ] as const)("C1 %j inserts several subjects: %s", (run, several) => {
    const own = declarationsIn(
      new Map([
        ["lib/features/x/rows.ts", IN_ROWS],
        ["lib/features/x/commands.ts", command(run)],
      ]),
    );
    expect(reaches(own, "lib/features/x/commands.ts: it", INSERTS_MANY)).toBe(several);
  });

  it.each([
    ["transaction.$executeRaw`UPDATE sheet s SET department_id = n.d FROM jsonb_to_recordset(${n}::jsonb) AS n(id uuid, d uuid) WHERE s.id = n.id`", true],
    ["transaction.$executeRaw`UPDATE person SET email = id WHERE operator_id = ${operatorId}::uuid AND id = ANY(${ids}::uuid[])`", true],
    ["transaction.$executeRaw`UPDATE sheet SET state = 'open' WHERE operator_id = ${operatorId}::uuid AND cycle_id = ${cycleId}::uuid`", true],
    ["transaction.$executeRaw`UPDATE sheet s SET state = ${state} WHERE s.operator_id = ${operatorId}::uuid AND s.id = ${id}::uuid`", false],
    ["transaction.$executeRaw`UPDATE sheet_respondent SET from_post = true WHERE operator_id = ${operatorId}::uuid`", false],
    ["transaction.sheet.updateMany({ where: { operatorId, cycleId }, data })", true],
    ["transaction.sheet.updateMany({ where: { operatorId, id: { in: ids } }, data })", true],
    ["transaction.sheet.updateMany({ where: { operatorId, id }, data: { ...columns, state } })", false],
    ["transaction.person.updateMany({ where: { operatorId, id: personId }, data })", false],
    ["transaction.account.updateMany({ where: { operatorId }, data })", false],
  ])("C1 %j changes several subjects: %s", (statement, several) => {
    expect(CHANGES_MANY.test(statement)).toBe(several);
  });

  it.each([
    [z.object({ sheetIds: z.array(identifier).optional() }), true],
    [z.object({ more: z.object({ ids: z.array(identifier).max(3).default([]) }) }), true],
    [z.object({ entries: z.array(z.object({ ids: z.array(identifier) })) }), true],
    [z.object({ id: identifier, words: z.array(z.string()) }), false],
  ])("C1 a list of ids is found in an input, case %#", (schema, found) => {
    expect(hasIds(schema)).toBe(found);
  });
});
