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

it("a statement without parameters, or with a list of any length, stays unnamed, because a server keeps every named one", async () => {
  const { statementName } = await import("@/lib/server/database/statement");
  expect([statementName("SELECT 1", 0), statementName("SELECT $1 -- many", 41)]).toEqual(["", ""]);
});
