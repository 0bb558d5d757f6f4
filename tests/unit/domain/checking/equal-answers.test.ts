import { describe, expect, it } from "vitest";
import { checkAnswer, type SavedContent, saysTheSame } from "@/lib/domain/checking/answer";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";

const saved = (more: Partial<SavedContent> = {}): SavedContent => ({ status: "partial", reason: null, remark: "a", evidence: "x\ny", version: 4, ...more });
const measure = { kind: "measure" } as const;

describe("saysTheSame", () => {
  it.each([
    [{}, true],
    [{ evidence: "y\nx" }, true],
    [{ evidence: " y\n\nx " }, true],
    [{ evidence: "x" }, false],
    [{ evidence: "x\nx\ny" }, false],
    [{ evidence: "xy" }, false],
    [{ remark: "b" }, false],
    [{ remark: null }, false],
    [{ reason: "r" }, true],
    [{ status: null }, false],
  ] as const)("M8 %j: %s", (more, same) => {
    expect(saysTheSame(saved(), saved(more))).toBe(same);
    expect(saysTheSame(saved(more), saved())).toBe(same);
  });

  it.each([...ANSWER_STATUSES, null])("M8 a reason tells answers apart for 該当なし only: %s", (status) => {
    expect(saysTheSame(saved({ status, reason: "a" }), saved({ status, reason: "b" }))).toBe(status !== "notApplicable");
  });
});

describe("checkAnswer with equal content", () => {
  it("M8 keeps what is saved and its version", () => {
    expect(checkAnswer({ status: "partial", remark: " a ", evidence: "y\nx", version: 4 }, measure, saved())).toEqual({
      ok: true,
      value: { status: "partial", reason: null, remark: "a", evidence: "x\ny", copied: null, version: 4, changed: false, needsReason: false },
    });
  });

  it("M8 without an answer only nothing is equal", () => {
    const first = (more: object) => checkAnswer({ status: null, version: 0, ...more }, measure, null);
    expect(first({ remark: "\n " })).toMatchObject({ value: { changed: false, version: 0 } });
    for (const more of [{ remark: "a" }, { evidence: "a" }, { reason: "a" }, { status: "partial" as const }]) {
      expect(first(more)).toMatchObject({ value: { changed: true, version: 1 } });
    }
  });
});
