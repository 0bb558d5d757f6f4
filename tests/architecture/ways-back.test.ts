import { describe, expect, it } from "vitest";
import type { Declaration } from "@/lib/server/use-cases/declaration";
import { rows, section } from "@/tests/architecture/ways-back-table";
import { declaredUseCases } from "@/tests/support/use-cases";

/** The closed list below the table. */
const without = new Map([...section.matchAll(/^- `([A-Za-z.]+)`: (.+)$/gm)].map(([, name = "", reason = ""]) => [name, reason]));

const declared = declaredUseCases();
const commands = async () => (await declared).map(({ declaration }) => declaration).filter(({ kind }) => kind === "command");
/** The numbers that a command takes to be confirmed, and what else its declaration says is confirmed. */
const confirmedFields = ({ input, wayBack }: Declaration): string[] => [
  ...Object.keys(input.shape).filter((name) => name.startsWith("confirmed")),
  ...(wayBack !== null && "confirmed" in wayBack ? [wayBack.confirmed] : []),
];
const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

describe("M7 each command names its way back, or what it asks, or why it needs neither", () => {
  it("M7 the table and the list of the design name every command, and no other", async () => {
    expect(rows.length).toBeGreaterThan(15);
    expect(sorted([...rows.flatMap((row) => row.commands), ...without.keys()])).toEqual(sorted((await commands()).map(({ name }) => name)));
    expect(rows.flatMap((row) => row.commands).filter((name) => without.has(name))).toEqual([]);
  });

  it("M7 each declared way back is one of its row, each of a row is a use case, and each row without one asks", async () => {
    const all = await commands();
    const known = new Set((await declared).map(({ declaration }) => declaration.name));
    expect(rows.flatMap(({ waysBack }) => waysBack).filter((name) => !known.has(name))).toEqual([]);
    expect(rows.filter(({ waysBack, confirmed }) => waysBack.length + confirmed.length === 0)).toEqual([]);
    const astray = all.flatMap(({ name, wayBack }) => {
      if (wayBack === null || "none" in wayBack) return [];
      const mine = rows.filter((row) => row.commands.includes(name));
      const named = mine.flatMap((row) => ("by" in wayBack ? row.waysBack : row.confirmed));
      return named.includes("by" in wayBack ? wayBack.by : wayBack.confirmed) ? [] : [[name, wayBack]];
    });
    expect(astray).toEqual([]);
    const wanted = new Set(all.flatMap(({ wayBack }) => (wayBack !== null && "by" in wayBack ? [wayBack.by] : [])));
    expect(rows.flatMap((row) => row.waysBack).filter((name) => !wanted.has(name))).toEqual([]);
  });

  it("M7 each row names exactly the numbers that its commands take to be confirmed", async () => {
    const all = await commands();
    const shapes = new Map(all.map((one) => [one.name, confirmedFields(one)]));
    const asked = rows.map(({ action, commands: mine }) => [action, sorted(mine.flatMap((name) => shapes.get(name) ?? []))]);
    expect(rows.map(({ action, confirmed }) => [action, sorted(confirmed)])).toEqual(asked);
  });

  it("M7 the closed list has exactly the commands that declare neither, with their reasons", async () => {
    const neither = (await commands()).flatMap(({ name, wayBack }) => (wayBack !== null && "none" in wayBack ? [[name, wayBack.none] as const] : []));
    expect([...without].sort()).toEqual(neither.map(([name, reason]) => [name, reason]).sort());
  });
});
