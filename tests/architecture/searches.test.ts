import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/** Comparisons in SQL that know the case of letters alone, not width, spaces and what cannot be seen. */
const UNFOLDED = /\bILIKE\b|~\*|mode: "insensitive"/;

describe("M9 searches", () => {
  it("M9 fold both sides, as no other comparison of what users wrote does (lib/server/database/search.ts)", () => {
    const files = sourceFiles().filter((file) => file.startsWith("lib/"));
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => UNFOLDED.test(readFileSync(file, "utf8").replaceAll(/^\s*(?:\/\/|\*).*$/gm, "")))).toEqual([]);
  });
});
