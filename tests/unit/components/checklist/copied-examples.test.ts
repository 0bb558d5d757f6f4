import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { changedItem, outlineOf } from "@/components/checklist/card-outline";
import { cardTexts } from "@/components/checklist/card-texts";
import { ChecklistProvider } from "@/components/checklist/checklist-context";
import { CopySection } from "@/components/checklist/copy-section";
import { ExampleRow } from "@/components/checklist/example-row";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { AnswerView, ExampleRowView, PreviousAnswerView } from "@/lib/features/sheets/cards/view";

const last = (status: AnswerStatus, more: Partial<PreviousAnswerView> = {}): PreviousAnswerView => ({
  ...{ status, reason: "", remark: "", evidence: "", copied: null, dateText: "2025年11月27日", copyable: true },
  ...more,
});
const given = (part: Partial<AnswerView>): AnswerView => ({
  ...{ status: null, copied: null, reason: "", remark: "", evidence: "", version: 1, savedAtText: "", byName: null },
  ...part,
});
const card = (itemId: string, previous: PreviousAnswerView | null, answer: AnswerView | null = null) =>
  outlineOf({ itemId, code: "3.1(1)", shortCode: "(1)", heading: "体制", guideId: null, answer, previous });
const example = (itemId: string, previous: PreviousAnswerView | null, answer: AnswerView | null = null): ExampleRowView => ({
  ...{ itemId, text: "連絡先の一覧", depth: 0, answer, previous },
});

const shown = (element: ReactElement, cards: readonly ReturnType<typeof card>[] = [], readOnly = false): string =>
  renderToStaticMarkup(
    createElement(ChecklistProvider, {
      settings: { sheetId: "s", accountId: "a", kind: "measures", readOnly, action: "/a", path: "/p", shortcuts: true, texts: cardTexts("measures") },
      ...{ cards, itemRemarks: [], children: element },
    }),
  );
const rowOf = (row: ExampleRowView, readOnly = false) => shown(createElement(ExampleRow, { row, measure: card("m", null) }), [], readOnly);
/** The names of the buttons that the script presses, and the texts that tell a copy apart. */
const offers = (html: string) => ["copy", "confirm", "uncopy"].filter((name) => html.includes(`name="${name}"`));

describe("a 具体例 and the last round's answer to it", () => {
  it("M8 shows the last answer and offers it, in a row without an answer alone", () => {
    const html = rowOf(example("e", last("partial")));
    expect(html).toContain("前回（2025年11月27日）");
    expect(offers(html)).toEqual(["copy"]);
    expect(offers(rowOf(example("e", last("partial"), given({ status: "implemented" }))))).toEqual([]);
    expect(offers(rowOf(example("e", last("partial", { copyable: false }))))).toEqual([]);
    expect(offers(rowOf(example("e", null)))).toEqual([]);
  });

  it("M8 marks a copied answer as the last one, not as chosen, to be confirmed or given up", () => {
    const html = rowOf(example("e", last("partial"), given({ copied: "partial" })));
    expect(html).toMatch(/<label data-answer="partial" data-copied="true">.*?前回.*?<\/label>/u);
    expect(html).not.toContain("checked");
    expect(offers(html)).toEqual(["confirm", "uncopy"]);
    expect(offers(rowOf(example("e", null, given({ copied: "partial" }))))).toEqual(["confirm", "uncopy"]);
  });

  it("M8 shows the last answer on a sheet that is only read, and offers nothing", () => {
    const html = rowOf(example("e", last("notApplicable", { reason: "機器がない" })), true);
    expect(html).toContain("前回（2025年11月27日）");
    expect(html).toContain("機器がない");
    expect(offers(html)).toEqual([]);
  });

  it("M8 a change of an example is named by its measure and its text", () => {
    expect(changedItem(card("m", null), example("e", null))).toEqual({ itemId: "e", label: "3.1(1) 体制の具体例「連絡先の一覧」", rendered: null });
    expect(changedItem(card("m", null))).toEqual({ itemId: "m", label: "3.1(1) 体制", rendered: null });
  });
});

describe("copying a section", () => {
  const section = (cards: readonly ReturnType<typeof card>[], examples: Parameters<typeof CopySection>[0]["examples"], readOnly = false) =>
    /(\d+)件を前回と同じにする/u.exec(shown(createElement(CopySection, { examples }), cards, readOnly))?.[1];

  it("M8 counts what it copies: unanswered measures and the examples that are asked, of its own measures and of others'", () => {
    const [own, done] = [card("m1", last("implemented")), card("m2", last("implemented"), given({ status: "partial" }))];
    const examples = [
      { measure: own, row: example("e1", last("partial")) },
      { measure: done, row: example("e2", last("partial")) },
      { measure: card("elsewhere", null), row: example("e3", last("partial")) },
      { measure: own, row: example("e4", last("partial"), given({ copied: "partial" })) },
      { measure: own, row: example("e5", null) },
    ];
    expect(section([own, done], examples)).toBe("4");
    expect(section([own, done], [])).toBe("1");
    expect(section([done], examples.slice(1, 2))).toBe("1");
    expect(section([done], [])).toBeUndefined();
    expect(section([own, done], examples, true)).toBeUndefined();
  });

  it("M8 leaves out the examples of a measure that is 該当なし, or is copied as it now or before, until it is answered otherwise", () => {
    const none = card("m1", null, given({ status: "notApplicable", reason: "機器がない" }));
    const copied = card("m2", last("notApplicable"), given({ copied: "notApplicable" }));
    expect(section([none], [{ measure: none, row: example("e1", last("partial")) }])).toBeUndefined();
    expect(section([copied], [{ measure: copied, row: example("e1", last("partial")) }])).toBeUndefined();
    const toCopy = card("m3", last("notApplicable"));
    expect(section([toCopy], [{ measure: toCopy, row: example("e1", last("partial")) }])).toBe("1");
  });
});
