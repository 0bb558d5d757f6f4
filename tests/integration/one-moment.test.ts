import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { peopleQuery } from "@/lib/features/organisation/record/schema";
import { listDepartments } from "@/lib/features/organisation/units/queries";
import { surveyReplies } from "@/lib/features/surveys/list/queries";
import { readResults, readResultsCsv } from "@/lib/features/surveys/results-reading/queries";
import type { Visitor } from "@/lib/server/scope/scope";
import { valueOf as value } from "@/tests/support/links";
import { writingMeanwhile } from "@/tests/support/meanwhile";
import { airports, client, member, NOW, officer, opened, PAGE, prepareSurveyGround } from "@/tests/support/survey-ground";
import { declaredUseCases } from "@/tests/support/use-cases";
import type { World } from "@/tests/support/world";

prepareSurveyGround();

type Write = readonly [sql: string, values: readonly unknown[]];

/** A survey, and the statement that opens one of the year before. */
async function twoYears(fiscalYear: number): Promise<{ readonly id: string; readonly opening: Write }> {
  const [id, earlier] = [await opened({ fiscalYear }), await opened({ fiscalYear: fiscalYear - 1 })];
  await client.query("UPDATE survey SET state = 'planned' WHERE id = $1", [earlier]);
  return { id, opening: ["UPDATE survey SET state = 'open' WHERE id = $1", [earlier]] };
}

const FINDS_SURVEY = /\bFROM survey s JOIN sector\b/;

it.each([
  ["item", 2110],
  ["section", 2120],
  ["phase", 2130],
  ["operator", 2140],
] as const)("M11 the API reads the results of a survey by %s at one moment, whatever is written meanwhile", async (by, fiscalYear) => {
  const { id, opening } = await twoYears(fiscalYear);
  const read = async () => value(await readResults(officer, { surveyId: id, by, tier: "required" }, NOW));
  const before = await read();
  expect(await writingMeanwhile(FINDS_SURVEY, opening, client, read)).toEqual(before);
  expect(before.previous?.fiscalYear).not.toBe(fiscalYear - 1);
  expect((await read()).previous?.fiscalYear).toBe(fiscalYear - 1);
});

it("M11 the API reads the years of a survey as a table at one moment", async () => {
  const { id, opening } = await twoYears(2170);
  const read = async () => String(value(await readResultsCsv(officer, { surveyId: id, by: "year", tier: "required" }, NOW)).file);
  const before = await read();
  expect(await writingMeanwhile(FINDS_SURVEY, opening, client, read)).toBe(before);
  expect([before.includes("2169"), (await read()).includes("2169")]).toEqual([false, true]);
});

it("M11 the API reads who submitted to a survey at one moment", async () => {
  const [called, ...others] = airports.map(({ operatorId }) => operatorId);
  const id = await opened({ fiscalYear: 2180, operatorIds: [called ?? ""] });
  const call: Write = ["INSERT INTO survey_call (survey_id, operator_id, sector_id) SELECT $1, id, sector_id FROM operator WHERE id = ANY($2)", [id, others]];
  const counted = async () => {
    const { items, total } = value(await surveyReplies(officer, { surveyId: id, ...PAGE }, NOW));
    return [items.length, total];
  };
  expect(await writingMeanwhile(FINDS_SURVEY, call, client, counted)).toEqual([1, 1]);
  expect(await counted()).toEqual([3, 3]);
});

interface List {
  readonly what: string;
  /** The statement that counts. */
  readonly counts: RegExp;
  readonly adds: (world: World) => Write;
  readonly read: (visitor: Visitor) => Promise<{ readonly items: readonly unknown[]; readonly total: number }>;
}

const LISTS: readonly List[] = [
  {
    what: "people",
    counts: /SELECT count\(\*\) AS total FROM person/,
    adds: ({ operatorId, departments: [department] }) => [
      "INSERT INTO person (operator_id, id, department_id, name, email) VALUES ($1, $2, $3, '途中 加わる', 'meanwhile@example.jp')",
      [operatorId, randomUUID(), department],
    ],
    read: async (visitor) => value(await listPeople(visitor, peopleQuery.parse({}), NOW)),
  },
  {
    what: "departments",
    counts: /COUNT\(\*\).*department/i,
    adds: ({ operatorId }) => ["INSERT INTO department (operator_id, id, name) VALUES ($1, $2, '途中の部')", [operatorId, randomUUID()]],
    read: async (visitor) => value(await listDepartments(visitor, { retired: "0", ...PAGE }, NOW)),
  },
];

it.each(LISTS)("M11 the API reads a page of $what and their total at one moment", async ({ counts, adds, read }) => {
  const [airport] = airports;
  if (!airport) throw new Error("there is no airport");
  const counted = async () => {
    const { items, total } = await read(member(airport, "ciso"));
    return [items.length, total];
  };
  const before = await counted();
  expect(await writingMeanwhile(counts, adds(airport), client, counted)).toEqual(before);
  expect(await counted()).toEqual(before.map((count) => count + 1));
});

it("M11 everything is read at one moment, except what waits for a lock, as trying a list out does", async () => {
  const reads = (await declaredUseCases()).map(({ declaration }) => declaration).filter(({ kind }) => kind !== "command");
  expect(reads.length).toBeGreaterThan(80);
  expect(reads.flatMap(({ oneSnapshot, name }) => (oneSnapshot ? [] : [name])).sort()).toEqual([
    ...["department.previewImport", "people.previewRoles", "system.previewImport"],
  ]);
});
