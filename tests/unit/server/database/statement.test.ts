import { expect, it, vi } from "vitest";

/* The build bundles modules more than once into one process, with one pool of connections. */

it("a statement has one unique name in a process, however often the module is loaded", async () => {
  const load = async () => {
    vi.resetModules();
    return (await import("@/lib/server/database/statement")).statementName;
  };
  const [one, other] = [await load(), await load()];
  expect(one).not.toBe(other);
  const names = [one("SELECT $1 -- a", 1), other("SELECT $1 -- b", 1), one("SELECT $1 -- c", 1), other("SELECT $1 -- d", 1)];
  expect(new Set(names).size).toBe(4);
  expect([other("SELECT $1 -- a", 1), one("SELECT $1 -- b", 1)]).toEqual(names.slice(0, 2));
});

it("a statement with a list of any length stays unnamed, because a server keeps every named one", async () => {
  const { statementName } = await import("@/lib/server/database/statement");
  expect(statementName("SELECT $1 -- many", 41)).toBe("");
});

it("a query without parameters is planned once, too; an unsafe one only if it has parameters", async () => {
  const { rawOn } = await import("@/lib/server/database/statement");
  const names: (string | undefined)[] = [];
  const raw = rawOn({ query: (config) => Promise.resolve(void names.push((config as { name?: string }).name) as never) });
  const refused = () => undefined;
  await raw.$queryRaw`SELECT 1 -- no parameter`.catch(refused);
  await raw.$queryRawUnsafe("FETCH 10 FROM a_cursor").catch(refused);
  await raw.$queryRawUnsafe("SELECT $1 -- unsafe", 1).catch(refused);
  expect(names.map((name) => name !== "")).toEqual([true, false, true]);
});
