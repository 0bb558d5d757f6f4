import { describe, expect, it } from "vitest";
import { contentCheck } from "@/lib/cli/content";
import { copyContent } from "./content-copy";
import { findingsOf, KUKO } from "./wrong-edits";

const POLICY = `${KUKO}/sections/10-plan-policy.yaml`;

describe("text that the content leaves out is refused, with the entry beside it", () => {
  it("a missing sentence, with the paragraph whose lines hold it", () => {
    const copy = copyContent();
    const line = copy.edit(POLICY, "また、決定の際には、例外措置の審査記録を整備し、保管すること。", "");
    expect(findingsOf(copy.root)).toEqual([
      {
        file: `content/${POLICY}`,
        line,
        field: expect.stringMatching(/\.measures\[1\]\.paragraphs\[1\]\.text$/),
        message:
          "原文の 428 行の「また、決定の際には、例外措置の審査記録を整備し、保管すること。」が、どの項目にも markers.yaml にもありません（この項目の行の範囲に在ります）",
      },
    ]);
  });

  it("a missing example, with the entry before it", () => {
    const copy = copyContent();
    const example =
      '              - id: e4\n                lines: "439"\n                actors: []\n                text: 例外措置の適用を申請する措置内容（講ずる代替手段等）\n';
    const line = copy.edit(POLICY, example, "");
    expect(findingsOf(copy.root)).toEqual([
      {
        file: `content/${POLICY}`,
        line: line - 1,
        field: expect.stringMatching(/\.measures\[1\]\.exampleSets\[0\]\.examples\[2\]\.text$/),
        message: expect.stringMatching(/^原文の 439 行の「例外措置の適用を.*」が、どの項目にも.*（この項目のすぐ後に在ります）$/),
      },
    ]);
  });

  it("a marker at the line start does not cover the same character inside a line", () => {
    const copy = copyContent();
    copy.edit(POLICY, "職能要件の管理及び教育・研修担当", "職能要件の管理及び教育");
    expect(findingsOf(copy.root).map(({ message }) => message)).toContainEqual(expect.stringMatching(/^原文の 406 行の「・研修担当」が/));
  });

  it("entries outside the covered lines", () => {
    const copy = copyContent();
    const line = copy.edit(`${KUKO}/guideline.yaml`, '"321-2793"', '"321-2657"');
    expect(findingsOf(copy.root)).toContainEqual({
      file: `content/${KUKO}/guideline.yaml`,
      line,
      field: "coverage",
      message: expect.stringMatching(/^原文の 2663 行は項目に入っていますが、coverage の範囲に入っていません/),
    });
  });

  it("the check reports it and fails", () => {
    const copy = copyContent();
    copy.edit(POLICY, "また、決定の際には、例外措置の審査記録を整備し、保管すること。", "");
    const { ok, lines } = contentCheck(copy.root);
    expect(ok).toBe(false);
    expect(lines.at(-1)).toBe("誤りが1件あります。");
  });
});
