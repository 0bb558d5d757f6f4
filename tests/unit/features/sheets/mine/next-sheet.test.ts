import { describe, expect, it } from "vitest";
import { emptyView, nextSheet } from "@/lib/features/sheets/mine/texts";
import type { MySheetView } from "@/lib/features/sheets/mine/view";

const NOW = new Date("2026-11-20T05:00:00Z");
const sheet = (part: Partial<MySheetView> = {}): MySheetView => ({
  ...{ id: "s", roleLabel: "取扱者", scopeLabel: "佐藤 真理", actsFor: null, kind: "measures", state: "inProgress", missed: false },
  ...{
    dateText: "期限 2026年12月18日（金）・あと27日",
    overdue: false,
    measures: { answered: 2, total: 6 },
    examples: { answered: 0, total: 0 },
    missingExamples: 0,
  },
  ...{
    href: "/checks/s",
    copyHref: "/checks/s1/answers",
    button: "続きから",
    takeBackHref: null,
    returnedReason: null,
    remarks: [],
    openRemarks: 0,
    remarksText: "",
  },
  ...part,
});
const none = { reviewers: [], accepted: 0, missed: 0, until: null } as const;

describe("nextSheet", () => {
  it("urges only when the sheet is late, returned or not", () => {
    expect(nextSheet(sheet({ state: "returned" }))?.pressing).toBe(false);
    expect(nextSheet(sheet({ state: "returned", overdue: true }))?.pressing).toBe(true);
  });

  it("counts the items of a 指針 as 項目", () => {
    expect(nextSheet(sheet({ kind: "policy" }))?.text).toContain("未回答の項目が4件");
    expect(nextSheet(sheet())?.text).toContain("未回答の対策項目が4件");
  });
});

describe("a round that asks for answers to examples", () => {
  const done = { measures: { answered: 6, total: 6 } };

  it("M11 names the examples without an answer, and does not ask to hand in while there are some", () => {
    const step = nextSheet(sheet({ ...done, missingExamples: 12 }));
    expect(step?.title).toContain("に回答してください");
    expect(step?.text).toBe("対策項目はすべて回答済みです。未回答の具体例が12件あります。途中で閉じても、回答は保存されています。");
    expect([step?.href, step?.button, step?.effortText]).toEqual(["/checks/s", "続きから", "目安 15分"]);
    expect(nextSheet(sheet({ missingExamples: 12 }))?.text).toContain("未回答の対策項目が4件、具体例が12件あります。");
    expect(nextSheet(sheet({ kind: "policy", missingExamples: 1 }))?.text).toContain("未回答の項目が4件、具体例が1件あります。");
  });

  it("M11 asks to hand in once they are answered, and where answering them is voluntary", () => {
    for (const examples of [
      { answered: 30, total: 30 },
      { answered: 0, total: 30 },
    ]) {
      const step = nextSheet(sheet({ ...done, examples, missingExamples: 0 }));
      expect([step?.title, step?.href, step?.effortText]).toEqual(["「取扱者の点検票」を提出してください", "/checks/s/hand-in", null]);
    }
  });

  it("M11 leads back to a returned sheet whose remarks are worked off while examples are left", () => {
    const worked = { ...done, state: "returned", remarks: [{ id: "r" } as never], openRemarks: 0 } as const;
    expect(nextSheet(sheet({ ...worked, missingExamples: 2 }))?.button).toBe("直す");
    expect(nextSheet(sheet(worked))?.button).toBe("確かめて提出する");
  });
});

describe("M6 a sheet that is answered as a deputy", () => {
  it("M6 says so in the next step, with for whom", () => {
    expect(nextSheet(sheet({ actsFor: "山﨑 拓也さんの代行" }))?.text).toMatch(/^山﨑 拓也さんの代行です。未回答/);
    expect(nextSheet(sheet())?.text).not.toContain("代行");
  });
});

describe("emptyView", () => {
  it("says who reviews the handed-in sheets, and until when", () => {
    const view = emptyView({ ...none, reviewers: ["securityManager", "securityManager", "ciso"], until: "2026-12-25" }, NOW);
    expect(view.title).toBe("すべて提出しました");
    expect(view.text).toBe(
      "情報セキュリティ責任者と最高情報セキュリティ責任者（CISO）が確認します。点検の期間は2026年12月25日（金）までです。差し戻されたときは、ここに並びます。",
    );
    expect(emptyView({ ...none, reviewers: ["ciso"], until: "2026-11-19" }, NOW).text).not.toContain("期間");
  });

  it("distinguishes accepted, missed and not begun", () => {
    const titles = [{ ...none, accepted: 2 }, { ...none, accepted: 1, missed: 1 }, none].map((list) => emptyView(list, NOW).title);
    expect(titles).toEqual(["すべて受理されました", "今、回答する点検票はありません", "今、回答する点検票はありません"]);
  });
});
