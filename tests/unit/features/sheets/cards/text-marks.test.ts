import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { marksIn, termsIn } from "@/lib/features/sheets/cards/texts";
import { makeEdition } from "@/tests/factories/edition";

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const kuko = loaded.value.find(({ id }) => id === "kuko-2") ?? makeEdition();
const text = (id: string): string => kuko.items.find((item) => item.id === `kuko-2:${id}`)?.text ?? "";
const named = (content: string): string[] => termsIn(kuko, content).map(({ id }) => id.replace("kuko-2:", ""));

describe("terms in a text", () => {
  it("exclude headings of the glossary without an explanation", () => {
    expect(named("その他、サービス不能攻撃対策を講ずること。")).toEqual([]);
    const explained = new Set([...kuko.definitions, ...kuko.glossary].filter(({ paragraphs }) => paragraphs.length > 0).map(({ id }) => id));
    expect(kuko.items.flatMap((item) => termsIn(kuko, item.text)).filter(({ id }) => !explained.has(id))).toEqual([]);
  });

  it("are not found inside another word", () => {
    expect(text("3.1.2.6-4:1")).toContain("個人情報データベース等");
    expect(named(text("3.1.2.6-4:1"))).toEqual([]);
    expect(named("個人情報データベース等とデータベースを")).toEqual(["g-5.4-3"]);
    expect(marksIn(kuko, [], "個人情報データベース等とデータベースを")).toEqual([]);
  });

  it("are found after 当該, 各種 and hiragana, each once, the longer of two that overlap", () => {
    expect(named("当該情報システム及び情報システムの")).toEqual(["def-4"]);
    expect(named(text("3.1.5.1-2-c:2:e3"))).toEqual(["g-5.1-3"]);
    expect(named("重要インフラサービス障害の取扱者")).toEqual(["def-1", "def-3"]);
    expect(marksIn(kuko, [], "各種Flood 攻撃への防御")).toEqual([{ text: "Flood 攻撃", href: "#term-kuko-2:g-5.1-3", kind: "term" }]);
  });

  it("yield to a printed reference", () => {
    const marks = marksIn(kuko, ["kuko-2:3.1.5.1-2-c:2:e1"], "パケットフィルタリング");
    expect(marks).toEqual([{ text: "パケットフィルタリング", href: "/guidelines/kuko-2/glossary#g-5.1-1", kind: "reference" }]);
  });
});
