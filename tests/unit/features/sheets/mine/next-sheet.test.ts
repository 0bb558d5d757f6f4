import { describe, expect, it } from "vitest";
import { emptyView, nextSheet } from "@/lib/features/sheets/mine/texts";
import type { MySheetView } from "@/lib/features/sheets/mine/view";

const NOW = new Date("2026-11-20T05:00:00Z");
const sheet = (part: Partial<MySheetView> = {}): MySheetView => ({
  ...{ id: "s", roleLabel: "取扱者", scopeLabel: "佐藤 真理", actsFor: null, kind: "measures", state: "inProgress", missed: false },
  ...{ dateText: "期限 2026年12月18日（金）・あと27日", overdue: false, measures: { answered: 2, total: 6 }, examples: { answered: 0, total: 0 } },
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
