import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { filesIn } from "@/tests/architecture/sources";

const FIELD = /<(?:TextField|input)\b[^>]*>/g;
const FINDS = /\bname="q"|\blabel="[^"]*探す"/;

const otherFields = (source: string): string[] => (source.match(FIELD) ?? []).filter((field) => FINDS.test(field) && !/\btype="search"/.test(field));

it("M8 words to find are no text that would be lost: each field for them is one of a search", () => {
  const found = filesIn("components").flatMap((path) => otherFields(readFileSync(path, "utf8")).map((field) => `${path}: ${field}`));
  expect(found).toEqual([]);
});

it.each([
  ['<TextField id="a" name="q" label="事業者の名前で探す" />', 1],
  ['<TextField\n  id="a"\n  name="word"\n  label="名前で探す"\n/>', 1],
  ['<TextField id="a" name="q" type="search" label="名前で探す" />', 0],
  ['<TextField id="a" name="title" label="調査の名前" />', 0],
])("M8 a field for words to find is recognised: %s", (source, count) => {
  expect(otherFields(source)).toHaveLength(count);
});
