import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { SAME_ON_EVERY_NODE } from "@/scripts/node-versions.mjs";
import { withoutTests } from "@/scripts/steps.mjs";
import { filesIn } from "@/tests/support/repository";

const ALL = ["architecture", "content", "unit"].flatMap((folder) => filesIn(`tests/${folder}`, /\.test\.ts$/));

/** The files that a run without those of the glob would run. It takes two seconds. */
function without(glob: string): string[] {
  const args = ["node_modules/vitest/vitest.mjs", "list", "--filesOnly", "--project", "unit*"];
  const output = execFileSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1", ...withoutTests(glob) } });
  return [...output.matchAll(/tests\/\S+/g)].map(([file]) => file).sort();
}

/** Of the thorough tests, those whose result depends on the tables of Unicode, which each version has its own of. */
const ABOUT_TEXT = ["tests/unit/domain/shared/text-fold.thorough.test.ts", "tests/unit/domain/shared/text.thorough.test.ts"];

const isThorough = (file: string): boolean => file.endsWith(".thorough.test.ts");

it("C6 the check leaves out the thorough unit tests, and no other", () => {
  expect(without("**/*.thorough.test.ts")).toEqual(ALL.filter((file) => !isThorough(file)));
});

it("C6 on another Node.js all unit tests run but those of the architecture and the thorough ones that are not about text", () => {
  const left = ALL.filter((file) => !file.startsWith("tests/architecture/") && (!isThorough(file) || ABOUT_TEXT.includes(file)));
  expect(left).toEqual(expect.arrayContaining(ABOUT_TEXT));
  expect(without(SAME_ON_EVERY_NODE)).toEqual(left);
});
