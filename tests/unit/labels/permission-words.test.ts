import { describe, expect, it } from "vitest";
import { bearersText, DECIDING_TEXT, denied, deniedPart, deniedToOneself } from "@/lib/labels/permission-words";

describe("refusals for lack of a right", () => {
  it("name who may do the action", () => {
    expect(bearersText("people.manage")).toBe("CISO・事務局");
    expect(denied("people.manage", { code: "notPermitted" }).detail).toBe("この操作の権限がありません。できるのはCISO・事務局です。");
  });

  it("of a part with an action of its own name who may do it, and who may do the rest", () => {
    expect(deniedPart("sheet.assign", "sheet.assignAnybody", (may, others) => `${others}ではなく${may}`)).toEqual({
      code: "not_permitted",
      detail: "事務局ではなくCISO",
    });
  });

  it("of what nobody does to themselves name whom to ask", () => {
    expect(deniedToOneself("deputy.manage", (may) => `ほかの${may}に`).detail).toBe("ほかのCISOか事務局に");
  });

  it("name the deciding roles in the words of refusals", () => {
    expect(DECIDING_TEXT).toBe("CISO・経営層・監査実施者・情報セキュリティ責任者・事務局");
  });
});
