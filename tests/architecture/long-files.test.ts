import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import type { TestSpecification, Vitest } from "vitest/node";
import { LONG_FILES, LongFilesFirst } from "@/vitest.config";

const project = { name: "any" };
const NAMES = ["tests/http/kill.test.ts", ...Array.from({ length: 20 }, (_, index) => `tests/http/${String(index)}.test.ts`)];

async function sorted(seed: number): Promise<string[]> {
  const sequencer = new LongFilesFirst({ config: { root: "/root", sequence: { seed } } } as Vitest);
  const files = NAMES.toReversed().map((name) => ({ moduleId: `/root/${name}`, project }) as TestSpecification);
  return (await sequencer.sort(files)).map(({ moduleId }) => moduleId.slice("/root/".length));
}

it("C6 the list of long files names only files that are there", () => {
  expect([...LONG_FILES].filter((name) => !existsSync(name))).toEqual([]);
});

it("C6 long files come first, and the others are shuffled by the seed", async () => {
  const [one, again, other] = [await sorted(1), await sorted(1), await sorted(2)];
  expect([one[0], other[0]]).toEqual([NAMES[0], NAMES[0]]);
  expect(one.toSorted()).toEqual(NAMES.toSorted());
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});
