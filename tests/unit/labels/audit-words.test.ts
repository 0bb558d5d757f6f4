import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEED_WORDS, deedText, FORMER_DEED_WORDS, targetText } from "@/lib/labels/audit-words";
import { declaredUseCases } from "@/tests/support/use-cases";

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join("lib", name), "utf8"));

/** Actions that are no use cases: written by SQL, tables of words and the command line. */
const BESIDE = [
  ...["content.import", "content.importSector", "account.link", "account.unlock", "account.secretEnded", "cycle.carryRevision"],
  ...["session.signIn", "session.refused"],
];

describe("the registry of audit actions", () => {
  const written = sources.flatMap((text) => [...text.matchAll(/action: "([a-zA-Z]+\.[a-zA-Z]+)"(?=,| \})/g)].map(([, name]) => name ?? ""));
  const deeds = async () => new Set([...(await declaredUseCases()).map(({ declaration }) => declaration.name), ...written, ...BESIDE]);

  it("has a Japanese word for every use case and every other action in the code", async () => {
    expect([...(await deeds())].filter((name) => !(name in DEED_WORDS))).toEqual([]);
    const words = Object.values({ ...DEED_WORDS, ...FORMER_DEED_WORDS });
    expect(words.filter((one) => !/[ぁ-ん]/.test(one))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it("has no word for an action that does not exist, and keeps those of former actions", async () => {
    const all = await deeds();
    expect(Object.keys(DEED_WORDS).filter((name) => !all.has(name))).toEqual([]);
    expect(Object.keys(FORMER_DEED_WORDS).filter((name) => all.has(name))).toEqual([]);
    expect(deedText("department.manage")).toBe("部署を登録する・直す");
  });

  it("describes a target by kind and name", () => {
    expect(deedText("cycle.approve")).toBe("点検の回を承認する");
    expect(targetText("cycle/0", "2026年度上期")).toBe("点検の回「2026年度上期」");
    expect(targetText("person/0", null)).toBe("人");
    expect(targetText("people", null)).toBe("");
  });
});
