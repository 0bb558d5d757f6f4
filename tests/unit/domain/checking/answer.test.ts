import { describe, expect, it } from "vitest";
import { ANSWER_LIMITS, type AnswerInput, checkAnswer, countedStatus, type SavedContent, shownReason } from "@/lib/domain/checking/answer";
import { ANSWER_TEXTS } from "@/lib/domain/checking/answer-content";

const input = (overrides: Partial<AnswerInput> = {}): AnswerInput => ({ status: "implemented", version: 0, ...overrides });
const answer = (overrides: Partial<SavedContent> = {}): SavedContent => ({
  ...{ status: "implemented", reason: null, remark: null, evidence: null, version: 1 },
  ...overrides,
});
const measure = { kind: "measure" } as const;
const example = { kind: "example" } as const;

describe("checkAnswer", () => {
  it.each([
    [null, 0, true],
    [null, 1, false],
    [3, 3, true],
    [3, 2, false],
    [3, 4, false],
    [3, 0, false],
  ])("saved version %s, written with %i: %s", (saved, version, ok) => {
    const checked = checkAnswer(input({ version }), measure, saved === null ? null : answer({ status: "partial", version: saved }));
    expect(checked).toMatchObject(ok ? { ok, value: { version: version + 1 } } : { ok, refusal: { code: "staleVersion", current: saved ?? 0 } });
  });

  it.each(ANSWER_TEXTS)("limits %s to its number of characters", (field) => {
    const limit = ANSWER_LIMITS[field];
    const of = (length: number) => checkAnswer(input({ [field]: "𠮷".repeat(length) }), measure, null);
    expect(of(limit - 1).ok).toBe(true);
    expect(of(limit).ok).toBe(true);
    expect(of(limit + 1)).toEqual({ ok: false, refusal: { code: "tooLong", field, limit, length: limit + 1 } });
  });

  it.each(["\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u202e", "\ud800"])("refuses the control character %j", (character) => {
    expect(checkAnswer(input({ remark: `a${character}b` }), measure, null)).toEqual({
      ok: false,
      refusal: { code: "controlCharacter", field: "remark" },
    });
  });

  it("keeps line feeds and tabs, composes characters, and turns empty text into null", () => {
    const checked = checkAnswer(input({ remark: " か\u3099\r\n\tx ", reason: "  ", evidence: null }), measure, null);
    expect(checked).toMatchObject({ ok: true, value: { remark: "が\n\tx", reason: null, evidence: null } });
  });

  it("keeps letters of names that NFC would replace", () => {
    const letters = "\ufa19\ufa1a\ufa1b";
    expect(checkAnswer(input({ remark: letters }), measure, null)).toMatchObject({ ok: true, value: { remark: letters } });
  });

  it.each([
    [measure, "notApplicable", "", { needsReason: true }],
    [measure, "notApplicable", "機器がない", { needsReason: false }],
    [example, "notApplicable", "", { needsReason: false }],
    [measure, "notImplemented", "", { needsReason: false }],
    [measure, null, "", { needsReason: false }],
  ] as const)("%o %s with reason %j: %o", (item, status, reason, effects) => {
    expect(checkAnswer(input({ status, reason }), item, null)).toMatchObject({ ok: true, value: { status, ...effects } });
  });

  it("M2 affects the item alone, because an answer may be saved before it is finished", () => {
    const checked = checkAnswer(input({ status: "notApplicable", reason: "あ" }), measure, null);
    expect(checked.ok && Object.keys(checked.value).sort()).toEqual(["changed", "copied", "evidence", "needsReason", "reason", "remark", "status", "version"]);
    expect(checkAnswer(input(), example, null).ok).toBe(true);
  });

  it.each(["implemented", "partial", "notImplemented", null] as const)(
    "M2 keeps the reason of an earlier 該当なし with %s, and shows it with 該当なし only",
    (status) => {
      expect(checkAnswer(input({ status, reason: "機器がない" }), measure, null)).toMatchObject({ ok: true, value: { reason: "機器がない" } });
      expect(shownReason(status, "機器がない")).toBeNull();
      expect(shownReason("notApplicable", "機器がない")).toBe("機器がない");
    },
  );

  it("counts 該当なし on a measure only with its reason", () => {
    expect(countedStatus("measure", "notApplicable", " ")).toBeNull();
    expect(countedStatus("measure", "notApplicable", "ない")).toBe("notApplicable");
    expect(countedStatus("example", "notApplicable", null)).toBe("notApplicable");
    expect(countedStatus("measure", "partial", null)).toBe("partial");
  });
});
