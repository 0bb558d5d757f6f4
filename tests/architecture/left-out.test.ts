import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { withoutTests } from "@/scripts/steps.mjs";

const listed = (glob: string): string[] => {
  const args = ["node_modules/vitest/vitest.mjs", "list", "--filesOnly", "--project", "unit*"];
  return execFileSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1", ...withoutTests(glob) } })
    .split("\n")
    .sort();
};

describe("C6 steps that do without some unit tests", () => {
  it("C6 leave out the files that match, and only those", () => {
    const all = listed("none");
    for (const [glob, part] of [
      ["tests/architecture/**", "tests/architecture/"],
      ["**/*.thorough.test.ts", ".thorough.test.ts"],
    ] as const) {
      const rest = listed(glob);
      expect(rest.length).toBeLessThan(all.length);
      expect(rest).toEqual(all.filter((line) => !line.includes(part)));
    }
  });
});
