import { describe, expect, it } from "vitest";
import type { CardOutline } from "@/components/checklist/card-outline";
import { confirmed, copyOf, uncopied } from "@/components/checklist/copying";
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

  it.each([
    [{ copyable: false }, EMPTY_DRAFT],
    [{ status: null }, EMPTY_DRAFT],
    [{}, { ...EMPTY_DRAFT, status: "implemented" as const }],
    [{}, { ...EMPTY_DRAFT, copied: "partial" as const }],
  ])("M8 offers nothing for %j over %j", (part, draft) => {
    expect(copyOf(card(part), draft)).toBeNull();
  });
});
