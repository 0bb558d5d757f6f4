import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEED_WORDS, deedText, targetText } from "@/lib/labels/audit-words";

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join("lib", name), "utf8"));

/** Deeds whose names are put together, or stand in SQL or a table. */
const PUT_TOGETHER = [
  ...["department.manage", "system.manage", "survey.open", "survey.close", "content.import", "content.importSector"],
  ...["platform.inviteOfficer", "platform.inviteAdministrator", "platform.suspendOfficer", "platform.suspendAdministrator", "sheet.answer", "account.link"],
  ...["platform.unlockOfficer", "platform.unlockAdministrator", "account.unlock", "account.secretEnded", "cycle.carryRevision"],
  ...["session.signIn", "session.refused"],
];

describe("the registry of deeds", () => {
  const written = sources.flatMap((text) =>
    [...text.matchAll(/(?:action: |^  name: |\b(?:sheetD|d)eed\()"([a-zA-Z]+\.[a-zA-Z]+)"(?=,| \})/gm)].map(([, name]) => name ?? ""),
  );

  it("has a Japanese word for every deed of the code", () => {
    expect(written.length).toBeGreaterThan(50);
    const missing = [...new Set([...written, ...PUT_TOGETHER])].filter((name) => !(name in DEED_WORDS));
    expect(missing).toEqual([]);
    expect(Object.values(DEED_WORDS).filter((words) => !/[ぁ-ん]/.test(words))).toEqual([]);
    expect(new Set(Object.values(DEED_WORDS)).size).toBe(Object.keys(DEED_WORDS).length);
  });

  it("has no word for a deed that nobody does", () => {
    const all = new Set([...written, ...PUT_TOGETHER]);
    expect(Object.keys(DEED_WORDS).filter((name) => !all.has(name))).toEqual([]);
  });

  it("says what a deed was done to by kind and name", () => {
    expect(deedText("cycle.approve")).toBe("点検の回を承認する");
    expect(targetText("cycle/0", "2026年度上期")).toBe("点検の回「2026年度上期」");
    expect(targetText("person/0", null)).toBe("人");
    expect(targetText("people", null)).toBe("");
  });
});
