import pg from "pg";
import { vi } from "vitest";

/** Reads while another connection writes right after the first statement of the reading that has this text. Fails if there is none. */
export async function writingMeanwhile<Value>(
  after: RegExp,
  write: readonly [sql: string, values: readonly unknown[]],
  writer: pg.Client,
  read: () => Promise<Value>,
): Promise<Value> {
  const send = pg.Client.prototype.query;
  let written = false;
  const statement = async (connection: pg.Client, given: unknown[]): Promise<unknown> => {
    const answered: unknown = await Reflect.apply(send, connection, given);
    if (!written && connection !== writer && after.test(JSON.stringify(given[0]))) {
      written = true;
      await Reflect.apply(send, writer, [...write]);
    }
    return answered;
  };
  const sent = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function meanwhile(this: pg.Client, ...given: unknown[]) {
    return statement(this, given);
  } as never);
  const value = await read().finally(() => sent.mockRestore());
  if (!written) throw new Error("no statement of the reading has this text");
  return value;
}
