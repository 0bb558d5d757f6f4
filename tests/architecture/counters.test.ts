import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/** One counter for each thing: 対策項目 and 具体例 are 件, 点検票 are 枚, 事業者 are 者. */
const OTHER_COUNTERS = [
  { of: "項目", pattern: /(?:\}|\d)項目(?! )/ },
  { of: "項目", pattern: /項目[はが]?(?:\$\{[^}]*\}|\d+)(?:個|つ|項)/ },
  { of: "点検票", pattern: /点検票[はが]?(?:\$\{[^}]*\}|\d+)(?:件|通|部|個)/ },
  { of: "事業者", pattern: /(?:\}|\d)社/ },
] as const;

const shown = sourceFiles().filter((file) => !file.startsWith("lib/demo/"));

describe("M11 what is counted has one counter", () => {
  it("M11 項目は「件」、点検票は「枚」、事業者は「者」", () => {
    const found = shown.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, at) => OTHER_COUNTERS.flatMap(({ of, pattern }) => (pattern.test(line) ? [`${file}:${String(at + 1)} ${of} ${line.trim()}`] : []))),
    );
    expect(shown.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });

  it.each(["`${n}項目・${m}枚`", "<b>{row.items}項目</b>", "`点検票が${n}件あります`", "`対象 ${n}社`"])("M11 finds another counter: %s", (line) => {
    expect(OTHER_COUNTERS.some(({ pattern }) => pattern.test(line))).toBe(true);
  });
});
