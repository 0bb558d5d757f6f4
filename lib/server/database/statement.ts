import "server-only";
import pg from "pg";
import { ofProcess } from "@/lib/server/process/of-process";
import { Prisma } from "@/prisma/generated/client";

/** What a statement is sent to: a connection, or what stands for one. */
export interface Queryable {
  query(config: pg.QueryConfig | pg.QueryArrayConfig): Promise<pg.QueryResult>;
}

/** SQL that is written out, on one connection. Values are parameters, never text. */
export interface Raw {
  /** Rows of a statement; the caller names their type, and casts in SQL what it wants otherwise (`count(*)::int`). */
  $queryRaw<Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]): Promise<Rows>;
  /** Rows that a statement changed. */
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]): Promise<number>;
  $queryRawUnsafe<Rows = unknown>(text: string, ...values: readonly unknown[]): Promise<Rows>;
}

const NAMED = 400;
/** Statements with more parameters are lists, of another length each time. */
const LONGEST = 40;
/** One for the process, since a connection knows each name for one text. */
const names = ofProcess("statement names", () => new Map<string, string>());

/**
 * Names a statement, so that each connection parses and plans it once; row-level security and joins make planning the
 * larger part of a short query. Beyond this many texts (lists of every length) they stay unnamed: a server keeps what is named.
 */
export function statementName(text: string, parameters: number): string {
  const all = names();
  const known = all.get(text);
  if (known !== undefined) return known;
  if (parameters === 0 || parameters > LONGEST || all.size >= NAMED) return "";
  const name = `portal_${String(all.size)}`;
  all.set(text, name);
  return name;
}

const { types } = pg;
const { builtins } = types;

/** A sum of bigints, or a division: neither a number nor a bigint says it exactly, so the statement has to choose. */
function unreadable(): never {
  throw new TypeError("a numeric, or a list of numerics, bigints or dates, has no exact counterpart here: cast it in the statement");
}

/** Of lists of what the driver would read otherwise than a single value: numeric, bigint, date. */
const LISTS = [1231, 1016, 1182];

/** How values come out of the database where the driver's own way would lose something: a date is midnight UTC, a bigint stays exact. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: unreadable,
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  ...Object.fromEntries(LISTS.map((oid) => [oid, unreadable])),
};

const parsers = {
  getTypeParser: ((oid: number, format: "text" | "binary") => PARSERS[oid] ?? types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

/** The driver writes dates in the machine's time zone; these are the same everywhere. */
const parameter = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map(parameter) : value;
};

const isSql = (query: TemplateStringsArray | Prisma.Sql): query is Prisma.Sql => "text" in query;

const sqlOf = (query: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]): Prisma.Sql => (isSql(query) ? query : Prisma.sql(query, ...values));

/** Sends what is written out over a connection. */
export function rawOn(connection: Queryable): Raw {
  const run = (text: string, values: readonly unknown[]) =>
    connection.query({ name: statementName(text, values.length), text, values: values.map(parameter), types: parsers });
  return {
    async $queryRaw<Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]) {
      const { text, values: parameters } = sqlOf(query, values);
      return (await run(text, parameters)).rows as Rows;
    },
    async $executeRaw(query, ...values) {
      const { text, values: parameters } = sqlOf(query, values);
      return (await run(text, parameters)).rowCount ?? 0;
    },
    async $queryRawUnsafe<Rows>(text: string, ...values: readonly unknown[]) {
      return (await run(text, values)).rows as Rows;
    },
  };
}
