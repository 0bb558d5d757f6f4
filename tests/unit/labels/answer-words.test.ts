import { describe, expect, it } from "vitest";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import { versionView } from "@/lib/features/sheets/history/parts";
import { answerWord, answerWordOver } from "@/lib/labels/answer-words";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { filesIn, textOf } from "@/tests/support/repository";

describe("the words for answers", () => {
  it("are those of the kind of sheet", () => {
    expect([...ANSWER_STATUSES, null].map((status) => answerWord("measures", status))).toEqual(["実施", "一部実施", "未実施", "該当なし", "未回答"]);
    expect([...ANSWER_STATUSES, null].map((status) => answerWord("policy", status))).toEqual(["規定済", "一部規定", "未規定", "規定不要", "未回答"]);
  });

  it("name both answers over sheets of both kinds, and one over sheets of one kind", () => {
    expect(answerWordOver(["policy", "policy"], "partial")).toBe("一部規定");
    expect(answerWordOver(["policy", "measures", "policy"], "notApplicable")).toBe("該当なし・規定不要");
  });

  it("are the same beside the numbers", () => {
    for (const kind of ["measures", "policy"] as const) for (const status of ANSWER_STATUSES) expect(KIND_WORDS[kind][status]).toBe(answerWord(kind, status));
  });

  it("are those of the sheet in its history, too", () => {
    const version = {
      version: 2,
      status: "implemented",
      reason: null,
      remark: null,
      evidence: null,
      copied: null,
      at: "2026-11-20T05:00:00Z",
      byName: "佐藤 真理",
      represented: null,
    } as const;
    for (const cause of ["measureNotApplicable", "notCounted", "countedAgain"] as const) {
      expect(versionView({ ...version, cause }, true, "measures").causeText).toMatch(/^対策項目.「該当なし」/);
      expect(versionView({ ...version, cause }, true, "policy").causeText).toMatch(/^項目.「規定不要」/);
    }
  });
});

/** Said nowhere but where a kind chooses between them. */
const WORDS = /該当なし|規定(?:不要|済|率|割合)|(?:一部|未)(?:実施|規定)|実施(?:率|割合|以外|なし|した|がない|（)|[「"`]実施[」"`]/;
const BY_KIND = ["lib/labels/answer-words.ts", "lib/labels/rate-words.ts", "lib/labels/score-words.ts"];
/** Reasons and remarks that people of the demo wrote. */
const DEMO = /^lib\/demo\//;

const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(?:^|\s)\/\/.*$/gm, "");

describe("a label of an answer", () => {
  const files = ["app", "components", "lib"].flatMap((folder) => filesIn(folder, /\.(?:tsx?|mjs)$/)).filter((file) => !DEMO.test(file));

  it("is written in the labels alone, so that none is had without the kind of sheet", () => {
    expect(files.filter((file) => !BY_KIND.includes(file) && WORDS.test(code(textOf(file))))).toEqual([]);
  });

  it("is asked for with the sheet's own kind, never with a fixed one", () => {
    expect(
      files.filter(
        (file) => /answerWord\(\s*"|(?:KIND_WORDS|RULE_WORDS|ANSWER_WORDS)\.(?:measures|policy)/.test(code(textOf(file))) && !BY_KIND.includes(file),
      ),
    ).toEqual([]);
  });
});
