import { describe, expect, it } from "vitest";
import { rowLocks } from "@/lib/server/database/lock";

describe("row locks", () => {
  it.each([
    [{}, ""],
    [{ cycle: "exclusive" }, "FOR UPDATE OF c"],
    [{ cycle: "share", sheet: "change" }, "FOR SHARE OF c FOR NO KEY UPDATE OF s"],
    [{ sheet: "change", cycle: "exclusive" }, "FOR UPDATE OF c FOR NO KEY UPDATE OF s"],
    [{ operator: "exclusive" }, "FOR UPDATE OF o"],
    [{ sheet: "change", plannedHandover: "exclusive" }, "FOR UPDATE OF h FOR NO KEY UPDATE OF s"],
    [{ tally: "exclusive", sheet: "share" }, "FOR SHARE OF s FOR UPDATE OF t"],
  ] as const)("%j stand in the lock order", (locks, sql) => {
    expect(rowLocks(locks).sql).toBe(sql);
  });
});
