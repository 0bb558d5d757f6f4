import { describe, expect, it } from "vitest";
import { stepText, turned, type UndoStep, withStep } from "@/components/checklist/undo-step";
import { ANSWER_TEXTS } from "@/lib/domain/checking/answer-content";
import { type AnswerDraft, EMPTY_DRAFT } from "@/lib/features/sheets/queue/entry";

const change = (itemId: string, before: Partial<AnswerDraft>, after: Partial<AnswerDraft>) => ({
  item: { itemId, label: `項目${itemId}`, rendered: null },
  before: { ...EMPTY_DRAFT, ...before },
  after: { ...EMPTY_DRAFT, ...after },
});
const step = (...[first, ...others]: ReturnType<typeof change>[]): UndoStep => ({ changes: [first!, ...others], typing: false });
const typed = (from: string, to: string, itemId = "1"): UndoStep => ({ ...step(change(itemId, { remark: from }, { remark: to })), typing: true });
const copy = (itemId: string) => change(itemId, {}, { copied: "implemented", remark: "備考" });

describe("the last change", () => {
  it("M8 of a whole section at once is one step, which says how many items it changed", () => {
    const section = step(copy("1"), copy("2"), copy("3"));
    const steps = withStep([step(copy("0"))], section);
    expect(steps).toHaveLength(2);
    expect(steps.at(-1)).toBe(section);
    expect(stepText("measures", section)).toBe("3件を前回と同じにしました。");
    expect(withStep(steps, typed("", "あ"))).toHaveLength(3);
  });

  it.each([
    [copy("1"), "項目1を前回と同じにしました。"],
    [change("1", { copied: "partial" }, { status: "partial" }), "項目1を「一部実施」にしました。"],
    [change("1", { copied: "partial" }, {}), "項目1を写すのをやめました。"],
    [change("1", { copied: "partial" }, { status: "implemented" }), "項目1を「実施」にしました。"],
    [change("1", { status: "implemented" }, {}), "項目1を「未回答」にしました。"],
    [change("1", { remark: "あ" }, { remark: "い" }), "項目1を書き直しました。"],
    [change("1", { copied: "partial", remark: "あ" }, { copied: "partial", remark: "い" }), "項目1を書き直しました。"],
  ])("M8 is called what was done: %#", (one, words) => {
    expect(stepText("measures", step(one))).toBe(words);
  });

  it.each([
    ["two texts", [{ remark: "長い備考" }, { remark: "長い備考", evidence: "台帳" }], ["remark", "evidence"]],
    [
      "two texts, letter by letter",
      [{ reason: "設" }, { reason: "設備" }, { reason: "設備", remark: "備" }, { reason: "設備", remark: "備考" }],
      ["reason", "remark"],
    ],
    [
      "a text, another, and the first again",
      [{ remark: "あ" }, { remark: "あ", evidence: "台" }, { remark: "あい", evidence: "台" }],
      ["remark", "evidence", "remark"],
    ],
    ["a text that is emptied, and written again", [{ remark: "あ" }, {}, { remark: "い" }], ["remark"]],
  ] as const)("M8 each text is undone by itself: %s", (_name, states, fields) => {
    const typing = states.map((after, at) => ({ ...step(change("1", states[at - 1] ?? {}, after)), typing: true }));
    const steps = typing.reduce<readonly UndoStep[]>((all, one) => withStep(all, one), []);
    const changed = steps.map(({ changes: [{ before, after }] }) => ANSWER_TEXTS.filter((text) => before[text] !== after[text]));
    expect(changed).toEqual(fields.map((field) => [field]));
  });

  it("M8 what was answered and written before the script came is one step, and what is written then another", () => {
    const early = { ...step(change("1", {}, { status: "partial", remark: "あ" })), typing: true };
    expect(withStep([early], { ...step(change("1", { status: "partial", remark: "あ" }, { status: "partial", remark: "あい" })), typing: true })).toHaveLength(
      2,
    );
  });

  it("M8 is turned back and forth, and is called what it did each time", () => {
    const section = step(copy("1"), copy("2"));
    const back = turned(section, section.changes)!;
    expect(back.changes.map(({ before, after }) => [before.copied, after.copied])).toEqual([
      ["implemented", null],
      ["implemented", null],
    ]);
    expect(turned(back, back.changes)).toEqual(section);
    const text = typed("", "あ");
    expect(turned(turned(text, text.changes)!, turned(text, text.changes)!.changes)).toEqual(text);
    const cleared = step(change("1", { status: "partial" }, {}));
    expect(stepText("measures", turned(cleared, cleared.changes)!)).toBe("項目1を「一部実施」にしました。");
  });

  it("M8 what others changed meanwhile is in no step that turns it back again", () => {
    const section = step(copy("1"), copy("2"), copy("3"));
    expect(turned(section, section.changes.slice(1))?.changes.map(({ item }) => item.itemId)).toEqual(["2", "3"]);
    expect(turned(section, [])).toBeNull();
  });

  it("M8 texts typed in a row are one step, of one item only, and the oldest of many steps go", () => {
    const row = withStep(withStep([], typed("", "あ")), typed("あ", "あい"));
    expect(row).toHaveLength(1);
    expect(row[0]?.changes[0]).toMatchObject({ before: { remark: "" }, after: { remark: "あい" } });
    expect(withStep(row, typed("", "う", "2"))).toHaveLength(2);
    const many = Array.from({ length: 60 }, (_, at) => step(copy(String(at)))).reduce<readonly UndoStep[]>((steps, one) => withStep(steps, one), []);
    expect(many).toHaveLength(50);
    expect(many.at(-1)?.changes[0].item.itemId).toBe("59");
  });
});
