import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import type { TestSpecification, Vitest } from "vitest/node";
import { LONG_FILES, LongFilesFirst } from "@/vitest.config";

const project = { name: "any" };
const LONG = [...LONG_FILES].filter((name) => name.startsWith("tests/http/")).slice(0, 3);
const NAMES = [...LONG, ...Array.from({ length: 20 }, (_, index) => `tests/http/${String(index)}.test.ts`)];

async function sorted(seed: number): Promise<string[]> {
  const sequencer = new LongFilesFirst({ config: { root: "/root", sequence: { seed } } } as Vitest);
  const files = NAMES.toReversed().map((name) => ({ moduleId: `/root/${name}`, project }) as TestSpecification);
  return (await sequencer.sort(files)).map(({ moduleId }) => moduleId.slice("/root/".length));
}

it("C6 the list of long files names only files that are there", () => {
  expect([...LONG_FILES].filter((name) => !existsSync(name))).toEqual([]);
});

it("C6 long files come first in their order, and the others are shuffled by the seed", async () => {
  const [one, again, other] = [await sorted(1), await sorted(1), await sorted(2)];
  expect([one.slice(0, 3), other.slice(0, 3)]).toEqual([LONG, LONG]);
  expect(one.toSorted()).toEqual(NAMES.toSorted());
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});
