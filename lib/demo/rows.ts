import type pg from "pg";

export type Value = string | number | boolean | null | Date | object;
/** A row by column names. */
export type Row = Readonly<Record<string, Value>>;

/** Rows per statement; the text of its parameter stays well below the limit of a connection. */
const ROWS_AT_ONCE = 10_000;

/** Rows by table, in the order of their foreign keys. */
export class RowBook {
  readonly #tables = new Map<string, Row[]>();

  add(table: string, ...rows: readonly Row[]): void {
    const known = this.#tables.get(table) ?? [];
    if (known.length === 0) this.#tables.set(table, known);
    for (const row of rows) known.push(row);
  }

  get tables(): ReadonlyMap<string, readonly Row[]> {
    return this.#tables;
  }
}

/** Writes rows that all have the columns of the first; other columns get their defaults. */
async function insertRows(client: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map((name) => `"${name}"`)
    .join(", ");
  const statement = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`;
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await client.query(statement, [JSON.stringify(rows.slice(at, at + ROWS_AT_ONCE))]);
  }
}

/** Writes the rows of the book, tables in the order of their first row. */
export async function insertBook(client: pg.ClientBase, book: RowBook): Promise<void> {
  for (const [table, rows] of book.tables) {
    if (rows.length > 0) await insertRows(client, table, rows);
  }
}
