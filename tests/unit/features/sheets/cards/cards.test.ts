import { describe, expect, it } from "vitest";
import { answerView } from "@/lib/features/sheets/cards/parts";
import type { SheetItemRow } from "@/lib/features/sheets/record/queries";

const NOW = new Date("2026-11-20T05:00:00Z");
const row = (part: Partial<SheetItemRow>): SheetItemRow => ({
  ...{ itemId: "kuko-2:3.1.1:1", kind: "measure", status: "implemented", reason: null, remark: null, evidence: null },
  ...{ version: 2, answeredAt: NOW, byName: "佐藤 真理", forMinistry: false },
  ...part,
});

describe("answerView", () => {
  it("shows a reason with 該当なし only", () => {
    expect(answerView(row({ status: "notApplicable", reason: "委託していない" }), NOW)?.reason).toBe("委託していない");
    expect(answerView(row({ status: "implemented", reason: "委託していない" }), NOW)?.reason).toBe("");
    expect(answerView(row({ status: null, reason: "委託していない" }), NOW)?.reason).toBe("");
  });

  it("is null if the item was never answered", () => {
    expect(answerView(row({ version: 0 }), NOW)).toBeNull();
  });
});
