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

  it.each(ANSWER_TEXTS)("M9 refuses half a character in %s", (field) => {
    expect(checkAnswer(input({ [field]: "a\ud800b" }), measure, null)).toEqual({ ok: false, refusal: { code: "brokenCharacter", field } });
  });

  it.each([
    ["a direction mark before a path of Windows", "\u202aC:\\共有\\規程.docx", "C:\\共有\\規程.docx"],
    ["the line end of a slide", "一行目\u000b二行目", "一行目\n二行目"],
    ["invisible characters", "\ufeff取\u200b得\u00ad済\u0007", "取得済"],
    ["a letter of a name", "\ufa19田 葛\u{e0100}城", "\ufa19田 葛\u{e0100}城"],
  ])("M9 takes %s", (_name, entered, kept) => {
    expect(checkAnswer(input({ remark: entered, evidence: entered }), measure, null)).toMatchObject({ ok: true, value: { remark: kept, evidence: kept } });
  });

  it.each(["\u3164", "\u115f\u1160", "\uffa0", "\u2800\u2800", "\u200b", "\u00ad\u2060", "\u0301", "\ufe0f", "　\n\u3164", "\ufffc"])(
    "M9 %j is no reason",
    (reason) => {
      expect(checkAnswer(input({ status: "notApplicable", reason }), measure, null)).toMatchObject({ ok: true, value: { reason: null, needsReason: true } });
      expect(countedStatus("measure", "notApplicable", reason)).toBeNull();
    },
  );

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
