import { describe, expect, it } from "vitest";
import { noteText } from "@/lib/features/admin/audit/texts";

const [DEPARTMENT, PERSON, OTHER] = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000003"];
const NAMES = new Map([
  [DEPARTMENT, "運航部"],
  [PERSON, "石川 葵"],
  [OTHER, "佐藤 花"],
  ["flightInformation", "フライトインフォメーション"],
  ["other", "その他"],
  ["kuko", "空港"],
]);

const noteOf = (detail: object, action = "x.change") =>
  noteText(
    {
      ...{ id: "1", at: "2026-04-01T00:00:00.000Z", accountId: null, accountName: null, action, outcome: "done", target: "x", targetName: null },
      ...{ detail, sourceAddress: null, userAgent: null, sessionId: null, tokenId: null },
    },
    NAMES,
  );

describe("M12 the trail says what changed, before and after", () => {
  it.each([
    [{ before: { name: "運用部" }, after: { name: "空港運用部" } }, "名前：「運用部」→「空港運用部」"],
    [{ before: { staffNumber: null }, after: { staffNumber: "12" } }, "職員番号：なし→「12」"],
    [{ before: { departmentId: OTHER, left: false }, after: { departmentId: DEPARTMENT, left: true } }, "部署：「佐藤 花」→「運航部」　退職：いいえ→はい"],
    [{ before: { respondentIds: [PERSON, OTHER] }, after: { respondentIds: [] } }, "回答する人：「石川 葵」「佐藤 花」→なし"],
    [
      { before: { roles: `ciso// securityManager/${DEPARTMENT}/` }, after: { roles: "" } },
      "役割：「最高情報セキュリティ責任者（CISO）」「情報セキュリティ責任者（運航部）」→なし",
    ],
    [{ before: { kind: "other" }, after: { kind: "flightInformation" } }, "種類：「その他」→「フライトインフォメーション」"],
    [{ before: { name: "other" }, after: { name: "kuko" } }, "名前：「other」→「kuko」"],
    [{ before: { sectorId: "denryoku" }, after: { sectorId: "kuko" } }, "分野：「denryoku」→「空港」"],
    [{ before: { dueOn: "2026-04-01" }, after: { dueOn: "2026-05-01" }, reason: "連休のため" }, "回答の期限：「2026-04-01」→「2026-05-01」　理由：連休のため"],
    [{ asked: { email: "new@example.jp" } }, "求められたメールアドレス：「new@example.jp」"],
    [{ before: { measures: "all" }, after: { measures: ["a:1"] } }, null],
    [{ before: "ciso//", roles: "auditor//" }, null],
    [{}, null],
  ] as const)("M12 %j", (detail, note) => {
    expect(noteOf(detail)).toBe(note);
  });
});

describe("M12 the trail says how much an entry is about", () => {
  it.each([
    ["figures.recount", { by: "commandLine", tallies: 1, sheets: 2, scores: 0, changes: [] }, "集計 1件、点検票の進み具合 2枚"],
    ["figures.recount", { by: "commandLine", scores: 3, operators: 2 }, "提出の採点 3件"],
    ["sheet.listOwn", { sheets: [PERSON, OTHER] }, "代行する役割の点検票 2枚"],
    ["cycle.handOutLater", { sheets: 2 }, "点検票 2枚"],
    [
      "cycle.handOutLater",
      { sheets: 2, takenIn: 67, before: { "kuko-2:3.1.1:1 auditor//": "空席のため" }, after: {} },
      "点検票 2枚、空席のため外していて、配った項目 67件",
    ],
    ["cycle.handOutLater", { sheets: 0 }, null],
    ["sheet.acceptMany", { sheets: 2 }, null],
  ])("M12 %s with %j: %s", (action, detail, text) => {
    expect(noteOf(detail, action)).toBe(text);
  });
});
