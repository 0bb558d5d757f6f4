import pg from "pg";
import { vi } from "vitest";

/** Reads while `act` runs right after the first statement of the reading that has this text. Fails if there is none. */
export async function actingMeanwhile<Value>(after: RegExp, act: () => Promise<unknown>, read: () => Promise<Value>): Promise<Value> {
  const send = pg.Client.prototype.query;
  let acted = false;
  const statement = async (connection: pg.Client, given: unknown[]): Promise<unknown> => {
    const answered: unknown = await Reflect.apply(send, connection, given);
    if (!acted && after.test(JSON.stringify(given[0]))) {
      acted = true;
      await act();
    }
    return answered;
  };
  const sent = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function meanwhile(this: pg.Client, ...given: unknown[]) {
    return statement(this, given);
  } as never);
  const value = await read().finally(() => sent.mockRestore());
  if (!acted) throw new Error("no statement of the reading has this text");
  return value;
}

/** The same for a write on another connection. */
export const writingMeanwhile = <Value>(
  after: RegExp,
  write: readonly [sql: string, values: readonly unknown[]],
  writer: pg.Client,
  read: () => Promise<Value>,
): Promise<Value> => actingMeanwhile(after, () => writer.query(write[0], [...write[1]]), read);
