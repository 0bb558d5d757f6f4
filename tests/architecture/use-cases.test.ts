import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { ACTIONS, type Action } from "@/lib/domain/access/permission";
import { grouped } from "@/lib/domain/shared/grouped";
import { migrationTexts, writingFunctions } from "@/tests/architecture/database-functions";
import { sourceFiles } from "@/tests/architecture/sources";
import { declaredUseCases } from "@/tests/support/use-cases";

/* Read once: importing every feature takes seconds. */
const declared = declaredUseCases();
const useCases = async () => (await declared).map(({ declaration }) => declaration).filter(({ kind }) => kind !== "reading");

const repeated = (names: readonly string[]): string[] => names.filter((name, place) => names.indexOf(name) !== place);
const textOf = (file: string): string => readFileSync(file, "utf8");
const naming = (pattern: RegExp): string[] => sourceFiles().filter((file) => pattern.test(textOf(file)));

/** Compares the findings with the allowed ones, each with its reason. */
function expectOnly(found: readonly string[], allowed: Readonly<Record<string, string>>): void {
  expect(found.filter((one) => !(one in allowed))).toEqual([]);
  expect(Object.keys(allowed).filter((one) => !found.includes(one))).toEqual([]);
}

/** A statement or a call that writes rows. Not `hash.update(…)` and the like, which have no table. */
const WRITING = /\b(?:INSERT INTO|DELETE FROM|MERGE INTO)\b|\bUPDATE \w+(?:\s+\w+)?\s+SET\b|\btransaction\s*\.\w+\s*\.(?:create|update|upsert|delete)\w*\(/;

/** Routes in addition to the pages. */
const ROUTES: Readonly<Record<string, string>> = {
  "app/api/v1/[...path]/route.ts": "the API: the operations of the use cases",
  "app/api/v1/openapi.json/route.ts": "the document of the same",
  "app/api/auth/[...nextauth]/route.ts": "signing in and out",
  "app/healthz/route.ts": "whether the process lives, for machines",
  "app/readyz/route.ts": "whether it can work, for machines",
  "app/api/bench/route.ts": "what the others are measured against",
  "app/(portal)/checks/[sheet]/answer/route.ts": "the form of `sheet.answer` for browsers without scripts",
  "app/(portal)/operator/people/invitations/file/route.ts": "the form of `people.inviteAll`, which answers a file",
};

/** Server actions that are no `commandForm`: they run a use case all the same, or sign out. */
const ACTIONS_BY_HAND: Readonly<Record<string, string>> = {
  signOutAction: "signing out",
  changePasswordAction: "`account.changePassword`, which then sets a cookie so that this browser stays known",
  acceptInvitationAction: "`account.setPassword`, for somebody who is not signed in",
  chooseHandoverAction: "shows what is chosen for `people.handOver` and decides nothing",
};

/**
 * Where a file asks for the right to another noun's use case. A right that decides a single use case means nothing else: who
 * asks for it as the sign of a role changes with that use case. A named action says what is meant instead.
 */
const LED_TO: Readonly<Record<string, string>> = {
  "lib/features/cycle-pages/overview/pages.ts: cycle.preview": "links to the preview of the submission",
  "lib/features/cycle-pages/overview/pages.ts: cycle.reopen": "shows the form that reopens the cycle",
};

/** Files that open transactions or run statements with the database layer, in the portal that serves requests. */
const DATABASE: Readonly<Record<string, string>> = {
  "lib/features/surveys/sector-scores/queries.ts":
    "makes the figures of a survey ready before a use case reads them (its `prepare`): in transactions of a few, since a thousand submissions take long",
  "lib/server/audit/audited-transaction.ts": "opens the transactions of use cases",
  "lib/server/use-cases/use-case.ts": "asks it to, for each declaration",
  "lib/server/use-cases/entering.ts": "asks it to, to decide in the visitor's own scope before another one is entered",
  "lib/server/use-cases/streamed.ts": "goes on reading for a use case that was decided, while its answer is sent",
  "lib/server/use-cases/dispatch.ts": "records requests to the API that are refused before their use case can decide",
  "lib/server/auth/foreign-post.ts": "records forms that another site sent",
  "lib/server/use-cases/form-route.ts": "records a form that is refused before its use case can decide",
  "lib/server/auth/sign-in.ts": "signing in and out",
  "lib/server/auth/attempt.ts": "counts failed sign-ins",
  "lib/server/auth/security-events.ts": "records what somebody tried without being let in",
  "lib/server/auth/device.ts": "remembers a browser at sign-in",
  "lib/server/auth/visitor.ts": "finds out whose a session or token is",
  "lib/server/auth/demo-people.ts": "lists the accounts of the demo for its sign-in page",
  "lib/features/handover/due/commands.ts":
    "due work that nobody asked for: finds the handovers whose day has come and in whose name each is done; where that person has no right any more, or the portal failed, it leaves the handover to be confirmed again, with an audit entry of the portal's: no use case can, since there is nobody for whom one would be decided",
  "lib/features/accounts/invitation/commands.ts": "finds out whose a link is, before anybody is signed in",
};

/** What these modules export beside what opens a transaction, runs a statement or writes an audit entry. */
const HARMLESS: readonly string[] = ["Prisma", "closeDatabase", "databaseDiskFull", "currentRights", "currentRightsOf", "rightsTaken", "refusedIn"];

const OPENING = ["lib/server/database/client.ts", "lib/server/audit/audited-transaction.ts"]
  .flatMap((file) => [...textOf(file).matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)])
  .flatMap(([, name = ""]) => (HARMLESS.includes(name) ? [] : [name]));

/** By name alone, so that it is found however it is imported: by the project's path, a relative one, at run time or again exported. */
const REACHING = new RegExp(`\\b(?:${OPENING.join("|")})\\b|^(?:import|export) (?!type\\b)[^;]*\\bfrom "pg"|\\bimport\\("pg"\\)`, "m");

const WITHOUT_SCOPE = /\boutOfScope(?:Audited)?\(/;

/** Whether every piece of work without a scope is one statement, and that one calls a function of the database. */
function callsFunctions(text: string): boolean {
  const statements = [...text.matchAll(/\bclient\.\$(?:query|execute)Raw(?:<[^`]*>)?`([^`]*)`/g)].map(([, statement = ""]) => statement);
  return statements.length === text.split(WITHOUT_SCOPE).length - 1 && statements.every((statement) => /\bportal_\w+\(/.test(statement));
}

const LOG_OF_THE_MINISTRY = "the log of what the ministry reads, which is part of reading";
const REHEARSAL = "an import that is tried out and rolled back";

/** Files of queries and of pages, the two kinds that declare what is read. */
const readers = (): string[] => sourceFiles().filter((file) => /^lib\/features\/.*\/(?:queries|pages)\.ts$/.test(file));

/** Imports what writes rows (`rows.ts`). */
const CALLING_WRITES = /^import (?!type)[^;]*\/rows";/m;

/** Those of them that call writes of rows, with what is written. */
const WRITING_READERS: Readonly<Record<string, string>> = {
  "lib/features/submissions/sent/queries.ts": LOG_OF_THE_MINISTRY,
  "lib/features/surveys/list/queries.ts": LOG_OF_THE_MINISTRY,
  "lib/features/surveys/results-reading/queries.ts": LOG_OF_THE_MINISTRY,
  "lib/features/surveys/operators/queries.ts": "the scores that another reading stored after this one began (ADR 0037)",
  "lib/features/surveys/sector-scores/queries.ts": "the scores of submissions that were taken by an earlier version (ADR 0037)",
  "lib/features/organisation/department-list/queries.ts": REHEARSAL,
  "lib/features/organisation/role-list/queries.ts": REHEARSAL,
  "lib/features/organisation/system-list/queries.ts": REHEARSAL,
};

/** Where a declaration of this kind stands that is no file of its kind. */
const declaredElsewhere = (kind: string, home: RegExp): string[] =>
  sourceFiles().filter((file) => file.startsWith("lib/features/") && !home.test(file) && new RegExp(`= ${kind}\\(`).test(textOf(file)));

describe("C1 every use case is declared", () => {
  it("C1 each use case has a unique name, and a rule that decides who may use it", async () => {
    const all = await useCases();
    expect(all.length).toBeGreaterThan(90);
    expect(repeated(all.map(({ name }) => name))).toEqual([]);
    expect(all.filter(({ may }) => !ACTIONS.includes(may)).map(({ name, may }) => [name, may])).toEqual([]);
  });

  it("C1 every command leaves an event, but for saving answers, whose history is the record", async () => {
    const silent = (await useCases()).filter(({ audit }) => audit === "history").map(({ name }) => name);
    expect(silent.sort()).toEqual(["answer.setAside", "sheet.answer", "sheet.answerMany"]);
  });

  it("C2 each file of commands declares one, and no other kind of file does", async () => {
    const declaring = new Set((await declared).filter(({ declaration }) => declaration.kind === "command").map(({ file }) => file));
    const commands = sourceFiles().filter((file) => /^lib\/features\/.*\/commands\.ts$/.test(file));
    expect(commands.filter((file) => !declaring.has(file))).toEqual([]);
    expect([...declaring].filter((file) => !commands.includes(file))).toEqual([]);
  });

  it("C2 a query is declared in a file of queries, and a reading there or beside its page", () => {
    expect(declaredElsewhere("command", /\/commands\.ts$/)).toEqual([]);
    expect(declaredElsewhere("query", /\/queries\.ts$/)).toEqual([]);
    expect(declaredElsewhere("reading", /\/(?:queries|pages)\.ts$/)).toEqual([]);
  });

  it("C2 no other file of queries or pages calls what writes a row", () => {
    expectOnly(
      readers().filter((file) => CALLING_WRITES.test(textOf(file))),
      WRITING_READERS,
    );
  });

  it("C2 no file of queries, records or pages writes a row, itself or by a function of the database", () => {
    for (const kind of ["queries", "pages"]) expect(readers().filter((file) => file.endsWith(`/${kind}.ts`)).length).toBeGreaterThan(30);
    const functions = writingFunctions(migrationTexts());
    expect(functions.length).toBeGreaterThan(15);
    const calling = new RegExp(`\\b(?:${functions.join("|")})\\(`);
    const all = [...readers(), ...sourceFiles().filter((file) => /^lib\/features\/.*\/record\.ts$/.test(file))];
    expect(all.filter((file) => WRITING.test(textOf(file)) || calling.test(textOf(file)))).toEqual([]);
  });

  it("C2 a function of the database writes unless its newest definition says that it only reads", () => {
    const moves = "CREATE FUNCTION portal_move(a uuid) RETURNS boolean\n  LANGUAGE plpgsql AS $$ BEGIN";
    const reads = "CREATE OR REPLACE FUNCTION portal_find(a text DEFAULT '') RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$ SELECT 1 $$;";
    const folds = "CREATE FUNCTION portal_fold(a text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower(a);";
    const follows = "CREATE FUNCTION portal_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN";
    expect(writingFunctions([moves, `${reads}${folds}${follows}`])).toEqual(["portal_move"]);
    expect(writingFunctions([reads, reads.replace("STABLE ", "")])).toEqual(["portal_find"]);
  });

  it.each([
    "INSERT INTO answer (status)",
    "UPDATE answer SET status = 1",
    "UPDATE answer a\n  SET status = 1",
    "DELETE FROM answer",
    "transaction.answer.updateMany({})",
    "await transaction.answer\n    .create({})",
  ])("C2 %j writes", (text) => {
    expect(text).toMatch(WRITING);
  });

  it("C2 a file calls what writes a row if it imports more than types of it", () => {
    expect('import { z } from "zod";\nimport {\n  bring,\n  type Row,\n} from "@/lib/features/a/rows";').toMatch(CALLING_WRITES);
    expect('import type { Row } from "@/lib/features/a/rows";').not.toMatch(CALLING_WRITES);
  });

  it("C1 a reading for a page has the name of a use case", async () => {
    const names = (await useCases()).map(({ name }) => name);
    const readings = (await declared).map(({ declaration }) => declaration).filter(({ kind }) => kind === "reading");
    expect(readings.length).toBeGreaterThan(5);
    expect(readings.filter(({ name }) => !names.includes(name))).toEqual([]);
  });

  it("C1 the way back of each change is another use case, a confirmation beforehand, or declared unnecessary", async () => {
    const all = await useCases();
    const names = all.map(({ name }) => name);
    const commands = all.filter(({ kind }) => kind === "command");
    expect(commands.filter(({ wayBack }) => wayBack === null)).toEqual([]);
    const astray = commands.filter(({ wayBack, input }) => {
      if (wayBack === null) return true;
      if ("by" in wayBack) return !names.includes(wayBack.by);
      return "confirmed" in wayBack ? !(wayBack.confirmed in input.shape) : wayBack.none.length < 10;
    });
    expect(astray.map(({ name, wayBack }) => [name, wayBack])).toEqual([]);
  });

  it("C1 the API has every use case with a route, and no other operation", async () => {
    const ids = new Set((await useCases()).flatMap(({ operation }) => operation?.id ?? []));
    expect(repeated(OPERATIONS.map(({ id }) => id))).toEqual([]);
    expect(OPERATIONS.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it("C1 a file asks for the right to another noun's use case only where it leads to that use case", async () => {
    const nounOf = (file: string): string => file.split("/")[2] ?? "";
    const nouns = grouped(await declared, ({ declaration }) => declaration.may);
    const asked = sourceFiles()
      .filter((file) => file.startsWith("lib/features/"))
      .flatMap((file) =>
        [...textOf(file).matchAll(/\b(?:mayAtOwn|mayAnywhere|may|decide|decideAll)\((?:[^()"]*, )?"([\w.]+)"/g)].map(([, action = ""]) => ({ file, action })),
      );
    expect(asked.length).toBeGreaterThan(40);
    const others = asked.filter(({ file, action }) => {
      const deciding = nouns.get(action as Action) ?? [];
      return new Set(deciding.map(({ declaration }) => declaration.name)).size === 1 && !deciding.some((one) => nounOf(one.file) === nounOf(file));
    });
    expectOnly([...new Set(others.map(({ file, action }) => `${file}: ${action}`))], LED_TO);
  });

  it("C1 there is no undeclared route", () => {
    expectOnly(
      sourceFiles().filter((file) => /\/route\.tsx?$/.test(file)),
      ROUTES,
    );
  });

  it("C1 there is no undeclared server action", () => {
    const files = naming(/^"use server"/);
    expect(files.length).toBeGreaterThan(10);
    const exported = files.flatMap((file) => [...textOf(file).matchAll(/^export (?:const|(?:async )?function) (\w+)(?: = (\w+))?/gm)]);
    expect(exported.length).toBeGreaterThan(40);
    expectOnly(
      exported.filter(([, , made]) => made !== "commandForm").map(([, name]) => name ?? ""),
      ACTIONS_BY_HAND,
    );
  });

  it.each([
    'import { inSnapshot } from "@/lib/server/database/client";',
    'import {\n  Prisma,\n  outOfScope,\n} from "../../server/database/client";',
    'const { inScope } = await import("@/lib/server/database/client");',
    'export { recordRefusal } from "@/lib/server/audit/audited-transaction";',
    'import pg from "pg";',
    'import { Client } from "pg";',
    'const { Client } = await import("pg");',
  ])("C1 %j reaches the database", (text) => {
    expect(text).toMatch(REACHING);
  });

  it("C1 a type reaches no database", () => {
    expect('import type { Client } from "pg";\nimport { Prisma, type Transaction } from "@/lib/server/database/client";').not.toMatch(REACHING);
  });

  const served = (file: string): boolean => !/^lib\/(?:runtime|cli|launch|demo|content|server\/database)\//.test(file);

  it("C1 no other file opens a transaction or runs a statement of its own", () => {
    expectOnly(naming(REACHING).filter(served), DATABASE);
  });

  it("C1 without a scope, only functions of the database are called, each by itself (docs/architecture.md)", () => {
    const files = naming(WITHOUT_SCOPE).filter(served);
    expect(files.length).toBeGreaterThan(6);
    expectOnly(
      files.filter((file) => !callsFunctions(textOf(file))),
      { "lib/server/auth/demo-people.ts": "reads which database it is, by the function of `readInstallation`" },
    );
  });

  it.each([
    ["true", "outOfScope((client) => client.$queryRaw<Row[]>`SELECT one FROM portal_begin(${a}, ${b(c)})`)"],
    ["true", "outOfScopeAudited({ a }, (client) => client.$executeRaw`SELECT portal_end(${a})`)"],
    ["false", "outOfScope((client) => client.$queryRaw`SELECT one FROM person`)"],
    ["false", "outOfScope(async (client) => { await client.$executeRaw`SELECT portal_one()`; await client.$executeRaw`SELECT portal_two()`; })"],
    ["false", "outOfScope((client) => read(client))"],
  ])("C1 it is %s of %s", (does, text) => {
    expect(String(callsFunctions(text))).toBe(does);
  });
});
