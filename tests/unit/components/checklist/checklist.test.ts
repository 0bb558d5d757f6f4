import { describe, expect, it } from "vitest";
import { heatStep } from "@/components/charts/heat-table";
import { spread } from "@/components/charts/trend-lines";
import { cutAtMarks } from "@/components/checklist/marked-text";
import { shortcutOf } from "@/components/checklist/shortcut";
import { isAnswered } from "@/lib/features/sheets/cards/view";
import { EMPTY_SNAPSHOT, presentAnswer } from "@/lib/features/sheets/queue/state";
import { draft } from "@/tests/unit/features/sheets/queue/queue-fakes";

const press = (key: string, part: object = {}) => ({
  key,
  isComposing: false,
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  target: null,
  ...part,
});

describe("shortcutOf", () => {
  it("accepts the keys in both cases", () => {
    expect(["1", "n", "J", "?", "Escape", "x"].map((key) => shortcutOf(press(key)))).toEqual(["1", "N", "J", "?", "leave", null]);
  });

  it.each([
    { isComposing: true },
    { keyCode: 229 },
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { target: { tagName: "TEXTAREA" } },
    { target: { tagName: "INPUT", type: "text" } },
  ])("ignores %j", (part) => {
    expect(shortcutOf(press("j", part))).toBeNull();
  });

  it.each([
    ["ctrlKey", {}, "undo"],
    ["metaKey", {}, "undo"],
    ["ctrlKey", { shiftKey: true }, "redo"],
    ["metaKey", { shiftKey: true }, "redo"],
    ["ctrlKey", { altKey: true }, null],
    ["ctrlKey", { metaKey: true }, null],
    ["metaKey", { target: { tagName: "TEXTAREA" } }, null],
    ["ctrlKey", { target: { tagName: "INPUT", type: "text" } }, null],
    ["ctrlKey", { target: { tagName: "INPUT", type: "radio" } }, "undo"],
    ["ctrlKey", { isComposing: true }, null],
  ] as const)("M8 Z with %s and %j: %s", (modifier, part, command) => {
    expect([shortcutOf(press("z", { [modifier]: true, ...part })), shortcutOf(press("Z", { [modifier]: true, ...part }))]).toEqual([command, command]);
  });

  it.each([
    [{ ctrlKey: true }, "redo"],
    [{ metaKey: true }, null],
    [{ ctrlKey: true, altKey: true }, null],
    [{ ctrlKey: true, target: { tagName: "TEXTAREA" } }, null],
    [{}, null],
  ])("M8 Y with %j: %s", (part, command) => {
    expect([shortcutOf(press("y", part)), shortcutOf(press("Y", part))]).toEqual([command, command]);
  });

  it("M8 a key that is held down answers once, and moves on and on", () => {
    const held = { repeat: true };
    expect(["0", "1", "2", "3", "4", "j", "n"].map((key) => shortcutOf(press(key, held)))).toEqual([null, null, null, null, null, "J", "N"]);
    expect(["0", "3"].map((key) => shortcutOf(press(key)))).toEqual(["0", "3"]);
  });

  it("a number answers where a radio button has the focus", () => {
    expect(shortcutOf(press("2", { target: { tagName: "INPUT", type: "radio" } }))).toBe("2");
  });
});

describe("isAnswered", () => {
  it("counts 該当なし only with its reason", () => {
    expect(isAnswered(draft({ status: "notApplicable", reason: " " }))).toBe(false);
    expect(isAnswered(draft({ status: "notApplicable", reason: "委託していない" }))).toBe(true);
    expect(isAnswered(draft({ status: null, remark: "途中" }))).toBe(false);
    expect(isAnswered(null)).toBe(false);
  });
});

describe("presentAnswer", () => {
  const place = { accountId: "a", sheetId: "s", itemId: "i" };
  it("shows the rendered answer while no change is queued", () => {
    const shown = presentAnswer(EMPTY_SNAPSHOT, place, { ...draft(), version: 2, savedAtText: "14:32" }, String);
    expect(shown).toMatchObject({ version: 2, answered: true, save: { kind: "saved", at: "14:32" } });
  });

  it("prefers an answer saved since the page was rendered", () => {
    const later = { ...draft({ status: "partial" }), version: 3, savedAt: "15:00", byName: null, bySelf: true };
    const snapshot = { ...EMPTY_SNAPSHOT, saved: new Map([["a|s|i", later]]) };
    const shown = presentAnswer(snapshot, place, { ...draft(), version: 2, savedAtText: "14:32" }, String);
    expect(shown).toMatchObject({ version: 3, draft: { status: "partial" }, save: { kind: "saved", at: "15:00" } });
  });
});

describe("cutAtMarks", () => {
  it("splits in order and skips a mark that is not in the text", () => {
    const mark = (text: string) => ({ text, href: "#", kind: "term" as const });
    const pieces = cutAtMarks("管理者は情報を守る", [mark("管理者"), mark("無い"), mark("情報")]);
    expect(pieces.map((piece) => [piece.text, piece.mark !== null])).toEqual([
      ["管理者", true],
      ["は", false],
      ["情報", true],
      ["を守る", false],
    ]);
  });
});

describe("heatStep", () => {
  const value = (percent: number) => heatStep({ kind: "value", text: "", percent, zero: percent === 0 });
  it("changes at 50, 70, 85 and 100", () => {
    expect([0, 0.1, 49.9, 50, 69.9, 70, 84.9, 85, 99.9, 100].map(value)).toEqual(["zero", "1", "1", "2", "2", "3", "3", "4", "4", "5"]);
    expect(heatStep({ kind: "noDuty" })).toBe("noDuty");
  });
});

describe("spread", () => {
  it("moves names apart that would touch", () => {
    expect(spread([50, 52, null, 120])).toEqual([50, 68, null, 120]);
  });
});
