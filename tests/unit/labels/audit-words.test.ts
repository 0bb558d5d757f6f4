import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AUDIT_ACTION_WORDS, auditActionText, FORMER_AUDIT_ACTION_WORDS, targetText } from "@/lib/labels/audit-words";
import { declaredUseCases } from "@/tests/support/use-cases";

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join("lib", name), "utf8"));

/** Actions that are no use cases: written by SQL, tables of words and the command line. */
const BESIDE = [
  ...["content.import", "content.importSector", "account.link", "account.unlock", "account.secretEnded", "figures.recount", "cycle.carryRevision"],
  ...["session.signIn", "session.refused"],
];

describe("the registry of audit actions", () => {
  const written = sources.flatMap((text) => [...text.matchAll(/action: "([a-zA-Z]+\.[a-zA-Z]+)"(?=,| \})/g)].map(([, name]) => name ?? ""));
  const actions = async () => new Set([...(await declaredUseCases()).map(({ declaration }) => declaration.name), ...written, ...BESIDE]);

  it("has a Japanese word for every use case and every other action in the code", async () => {
    expect([...(await actions())].filter((name) => !(name in AUDIT_ACTION_WORDS))).toEqual([]);
    const words = Object.values({ ...AUDIT_ACTION_WORDS, ...FORMER_AUDIT_ACTION_WORDS });
    expect(words.filter((one) => !/[ぁ-ん]/.test(one))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it("has no word for an action that does not exist, and keeps those of former actions", async () => {
    const all = await actions();
    expect(Object.keys(AUDIT_ACTION_WORDS).filter((name) => !all.has(name))).toEqual([]);
    expect(Object.keys(FORMER_AUDIT_ACTION_WORDS).filter((name) => all.has(name))).toEqual([]);
    expect(auditActionText("department.manage")).toBe("部署を登録する・直す");
  });

  it("says 配布 and 所見, as the screens do", () => {
    expect(auditActionText("cycle.handOutPreview")).toBe("配布の見込みを見る");
    expect(auditActionText("itemRemark.write")).toBe("確認者として所見を書く");
  });

  it("describes a target by kind and name", () => {
    expect(auditActionText("cycle.approve")).toBe("点検の回を承認する");
    expect(targetText("cycle/0", "2026年度上期")).toBe("点検の回「2026年度上期」");
    expect(targetText("person/0", null)).toBe("人");
    expect(targetText("people", null)).toBe("");
  });
});
