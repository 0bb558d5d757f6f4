import { describe, expect, it } from "vitest";
import type { Deputy } from "@/lib/features/organisation/deputies/schema";
import { deputyView, periodText } from "@/lib/features/organisation/deputies/texts";

const deputy = (overrides: Partial<Deputy> = {}): Deputy => ({
  ...{ id: "1", role: "securityManager", departmentId: "d1", departmentName: "運用部", systemId: null, systemName: null, order: 2 },
  ...{ personId: "p1", personName: "青葉 みなと", from: "2026-12-01", until: "2026-12-31", state: "inForce", reason: "長期の出張のため" },
  ...{ namedAt: "2026-11-29T05:00:00.000Z", namedByName: "川辺 そら", endedAt: null, endedByName: null, endedReason: null },
  ...overrides,
});

describe("M6 a deputy on the page", () => {
  it("has post, order, period and reason", () => {
    expect(deputyView(deputy(), true)).toMatchObject({
      post: "情報セキュリティ責任者（運用部）",
      order: "2番目",
      period: "2026年12月1日から2026年12月31日まで",
      stateText: "代行中",
      notes: ["長期の出張のため（川辺 そら　2026年11月29日）"],
      endable: true,
    });
    expect(periodText({ from: "2026-12-01", until: "2026-12-01" })).toBe("2026年12月1日だけ");
  });

  it.each([
    ["planned", true, true],
    ["inForce", true, true],
    ["inForce", false, false],
    ["over", true, false],
    ["ended", true, false],
  ] as const)("%s, for who may manage: %s, can be ended: %s", (state, mayManage, endable) => {
    expect(deputyView(deputy({ state }), mayManage).endable).toBe(endable);
  });

  it("says why it ended, and by whom, or that the person left", () => {
    const ended = { state: "ended", endedAt: "2026-12-09T15:30:00.000Z" } as const;
    expect(deputyView(deputy({ ...ended, endedByName: "川辺 そら", endedReason: "戻ったため" }), true).notes[1]).toBe(
      "終えた理由：戻ったため（川辺 そら　2026年12月10日 00:30）",
    );
    expect(deputyView(deputy({ ...ended, endedReason: "退職" }), true).notes[1]).toBe("終えた理由：退職（2026年12月10日 00:30）");
  });
});
