import { describe, expect, it } from "vitest";
import type { CardOutline } from "@/components/checklist/card-outline";
import { confirmed, copyOf, settled, uncopied } from "@/components/checklist/copying";
import type { PreviousAnswerView } from "@/lib/features/sheets/cards/view";
import { isAnswered } from "@/lib/features/sheets/cards/view";
import { EMPTY_DRAFT } from "@/lib/features/sheets/queue/entry";

const previous: PreviousAnswerView = { status: "partial", reason: "", remark: "備考", evidence: "規程集", copied: null, dateText: "", copyable: true };
const card = (part: Partial<PreviousAnswerView> = {}): CardOutline => ({
  ...{ itemId: "i", code: "1", shortCode: "1", heading: "項目", guideId: null, answer: null },
  previous: { ...previous, ...part },
});

describe("copying the last round's answer", () => {
  it("M8 copies status and texts without answering, and confirming answers as it was copied", () => {
    const copy = copyOf(card(), EMPTY_DRAFT);
    expect(copy).toEqual({ status: null, copied: "partial", reason: "", remark: "備考", evidence: "規程集" });
    expect(isAnswered(copy)).toBe(false);
    expect(copy && confirmed(copy)).toEqual({ ...copy, status: "partial", copied: null });
    expect(confirmed(EMPTY_DRAFT)).toBeNull();
  });

  it("M8 keeps what was written by hand, when copying and when giving it up", () => {
    const own = { ...EMPTY_DRAFT, remark: "自分の備考" };
    const copy = copyOf(card(), own);
    expect(copy).toMatchObject({ remark: "自分の備考", evidence: "規程集" });
    expect(copy && uncopied(card(), copy)).toEqual(own);
  });

  it("M8 carries the reason of a 該当なし", () => {
    expect(copyOf(card({ status: "notApplicable", reason: "機器がない" }), EMPTY_DRAFT)).toMatchObject({ copied: "notApplicable", reason: "機器がない" });
  });

  it("M8 keeps every text typed this round, a reason of an earlier 該当なし too, when copying, confirming and giving it up", () => {
    const last = card({ status: "notApplicable", reason: "前回の理由" });
    const own = { ...EMPTY_DRAFT, reason: "今回の理由", remark: "今回の備考", evidence: "今回の根拠" };
    const copy = copyOf(last, own);
    expect(copy).toEqual({ ...own, copied: "notApplicable" });
    expect(copy && confirmed(copy)).toEqual({ ...own, status: "notApplicable" });
    expect(copy && uncopied(last, copy)).toEqual(own);
    expect(copyOf(card(), { ...EMPTY_DRAFT, reason: "今回の理由" }), "no reason is copied").toMatchObject({ copied: "partial", reason: "今回の理由" });
  });

  it("M8 another answer takes the copied texts away, the same one confirms them, and a text leaves the copy as it is", () => {
    const last = card({ status: "notApplicable", reason: "前回の理由" });
    const copy = copyOf(last, { ...EMPTY_DRAFT, remark: "自分の備考" })!;
    expect(settled(last, { ...copy, status: "partial" })).toEqual({ ...EMPTY_DRAFT, status: "partial", remark: "自分の備考" });
    expect(settled(last, { ...copy, status: "notApplicable" })).toEqual(confirmed(copy));
    expect(settled(last, { ...copy, remark: "書き足し" })).toEqual({ ...copy, remark: "書き足し" });
    const answered = { ...EMPTY_DRAFT, status: "partial" as const, remark: "備考" };
    expect(settled(last, answered)).toEqual(answered);
  });

  it.each([
    [{ copyable: false }, EMPTY_DRAFT],
    [{ status: null }, EMPTY_DRAFT],
    [{}, { ...EMPTY_DRAFT, status: "implemented" as const }],
    [{}, { ...EMPTY_DRAFT, copied: "partial" as const }],
  ])("M8 offers nothing for %j over %j", (part, draft) => {
    expect(copyOf(card(part), draft)).toBeNull();
  });
});
