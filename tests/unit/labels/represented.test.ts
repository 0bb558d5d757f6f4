import { describe, expect, it } from "vitest";
import { representedPost } from "@/lib/domain/access/capacity";
import { reviewText } from "@/lib/features/sheets/mine/texts";
import { actedBy, NOBODY_REVIEWS, representedText } from "@/lib/labels/words";

describe("M6 代行 in histories and audit", () => {
  it("says of which post, and nothing where nobody was represented", () => {
    const post = { role: "securityManager", departmentId: "d1", systemId: null } as const;
    expect(representedPost({ kind: "deputy", ...post })).toBe("securityManager/d1/");
    expect(representedPost({ kind: "post", ...post })).toBeNull();
    expect(representedPost({ kind: "self" })).toBeNull();
    expect(actedBy("青葉 みなと", "securityManager/d1/")).toBe("青葉 みなと（代行：情報セキュリティ責任者）");
    expect(actedBy("青葉 みなと", null)).toBe("青葉 みなと");
    expect(representedText("unknown//")).toBe("代行：unknown");
  });
});

describe("M6 who reviews a sheet that was handed in", () => {
  it("is said, and that a second person is needed where nobody is left", () => {
    expect(reviewText(["securityManager", "securityManager"])).toBe("情報セキュリティ責任者が確認します。");
    expect(reviewText([null])).toBe(NOBODY_REVIEWS);
    expect(reviewText(["executive", null])).toBe(`経営層が確認します。${NOBODY_REVIEWS}`);
  });
});
