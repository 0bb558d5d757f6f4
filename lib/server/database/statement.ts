import "server-only";
import pg from "pg";
import { ofProcess } from "@/lib/server/process/of-process";
import { Prisma } from "@/prisma/generated/client";

/** A connection, or a replacement for one, that statements are sent to. */
export interface Queryable {
  query(config: pg.QueryConfig | pg.QueryArrayConfig): Promise<pg.QueryResult>;
}

/** Hand-written SQL on one connection. Values are always parameters, never part of the text. */
export interface Raw {
  /** Returns the rows of a statement. The caller names their type and casts in SQL where needed (`count(*)::int`). */
  $queryRaw<Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]): Promise<Rows>;
  /** Returns the number of changed rows. */
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]): Promise<number>;
  $queryRawUnsafe<Rows = unknown>(text: string, ...values: readonly unknown[]): Promise<Rows>;
}

const NAMED = 400;
/** Statements with more parameters are lists, whose length varies, so they get no name. */
const LONGEST = 40;
/** One for the process, since a connection knows each name for one text. */
const names = ofProcess("statement names", () => new Map<string, string>());

/**
 * Names a statement, so that each connection parses and plans it once; row-level security and joins make planning the larger
 * part of a short query. Texts beyond this number (lists of every length) stay unnamed, because the server keeps every named
 * statement.
 */
export function statementName(text: string, parameters: number): string {
  const all = names();
  const known = all.get(text);
  if (known !== undefined) return known;
  if (parameters > LONGEST || all.size >= NAMED) return "";
  const name = `portal_${String(all.size)}`;
  all.set(text, name);
  return name;
}

const { types } = pg;
const { builtins } = types;

/** Sums of bigints and divisions fit neither a number nor a bigint exactly, so the statement has to cast them. */
function unreadable(): never {
  throw new TypeError("a numeric, or a list of numerics, bigints or dates, has no exact counterpart here: cast it in the statement");
}

/** List types whose elements the driver would read otherwise than the single value: numeric, bigint, date. */
const LISTS = [1231, 1016, 1182];

/** How values are read where the driver's default would lose something: a date is midnight UTC, a bigint stays exact. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: unreadable,
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  ...Object.fromEntries(LISTS.map((oid) => [oid, unreadable])),
};

const parsers = {
  getTypeParser: ((oid: number, format: "text" | "binary") => PARSERS[oid] ?? types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

/**
 * What is left to the driver cannot fail there: it would find out only after the statements behind it are on their way. Also, it
 * writes dates in the machine's time zone; ISO text is the same everywhere.
 */
const parameter = (value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(parameter);
  if (ArrayBuffer.isView(value)) return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const isSql = (query: TemplateStringsArray | Prisma.Sql): query is Prisma.Sql => "text" in query;

const configOf = (text: string, values: readonly unknown[], name = statementName(text, values.length)): pg.QueryConfig => ({
  name,
  text,
  values: values.map(parameter),
  types: parsers,
});

/** A statement as it is sent. Throws if a value cannot be. */
export function statementOf(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]): pg.QueryConfig {
  const sql = isSql(query) ? query : Prisma.sql(query, ...values);
  return configOf(sql.text, sql.values);
}

/** Sends hand-written SQL over a connection. */
export const rawOn = (connection: Queryable): Raw => ({
  async $queryRaw<Rows>(...statement: Parameters<typeof statementOf>) {
    return (await connection.query(statementOf(...statement))).rows as Rows;
  },
  async $executeRaw(...statement) {
    return (await connection.query(statementOf(...statement))).rowCount ?? 0;
  },
  async $queryRawUnsafe<Rows>(text: string, ...values: readonly unknown[]) {
    // A cursor's commands, and questions about the schema, whose plans must not outlive it.
    return (await connection.query(configOf(text, values, values.length === 0 ? "" : undefined))).rows as Rows;
  },
});
