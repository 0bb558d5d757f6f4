import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeSchema } from "@/lib/server/database/installation";
import { MIGRATIONS } from "@/lib/server/database/migrations";

const FOLDER = path.resolve("prisma/migrations");
const onDisk = readdirSync(FOLDER)
  .filter((name) => existsSync(path.join(FOLDER, name, "migration.sql")))
  .sort();
const scriptOf = (name: string): string => readFileSync(path.join(FOLDER, name, "migration.sql"), "utf8");

describe("M4 the schemas that the code declares", () => {
  it("M4 every migration is declared in lib/server/database/migrations.ts, in its order, and no other", () => {
    expect(MIGRATIONS.map(({ name }) => name)).toEqual(onDisk);
  });

  it.each(MIGRATIONS)("M4 $name ends older code in its script exactly if it is declared to", ({ name, endsOlderCode }) => {
    const ends = /UPDATE installation SET oldest_code = '([^']+)'/.exec(scriptOf(name))?.[1];
    expect(ends).toBe(endsOlderCode ? name : undefined);
  });
});

const OLD = [
  { name: "1", needed: true, endsOlderCode: false },
  { name: "2", needed: true, endsOlderCode: true },
  { name: "3", needed: false, endsOlderCode: false },
];
const NEW = [...OLD, { name: "4", needed: true, endsOlderCode: false }, { name: "5", needed: true, endsOlderCode: true }];
const judge = (applied: string[], oldestCode: string, code = OLD): unknown => {
  const fit = judgeSchema({ kind: null, applied, oldestCode }, code);
  return fit.fits ? (fit.newer ? "newer, fits" : "fits") : fit.reason;
};

describe("M4 two versions side by side", () => {
  it("M4 old code continues while the newer schema allows it, and not after it was ended", () => {
    expect(judge(["1", "2", "3"], "2")).toBe("fits");
    expect(judge(["1", "2"], "2")).toBe("fits");
    expect(judge(["1", "2", "3", "4"], "2")).toBe("newer, fits");
    expect(judge(["1", "2", "3", "4", "5"], "5")).toBe("newer");
  });

  it("M4 newer code refuses a schema that lacks a needed migration", () => {
    expect(judge(["1", "2", "3"], "2", NEW)).toBe("older");
    expect(judge(["1", "2", "3", "4"], "2", NEW)).toBe("older");
    expect(judge(["1", "2", "4", "5"], "5", NEW)).toBe("fits");
  });

  it("M4 no schema fits that lacks a needed migration or has ended this code", () => {
    fc.assert(
      fc.property(fc.subarray(["1", "2", "3", "4", "5", "6"]), fc.constantFrom("2", "5", "6"), (applied, oldest) => {
        const fits = judge(applied, oldest) === "fits" || judge(applied, oldest) === "newer, fits";
        expect(fits).toBe(applied.includes("1") && applied.includes("2") && oldest === "2");
      }),
    );
  });
});
