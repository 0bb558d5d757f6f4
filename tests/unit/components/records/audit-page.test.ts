import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AuditPage } from "@/components/records/audit-page";
import type { AuditRowView, AuditView } from "@/lib/features/admin/record/view";

const ROW: AuditRowView = {
  ...{
    id: "1",
    at: "2026年11月20日 14:05",
    who: "佐藤 真理",
    action: "採点を見る",
    target: "",
    targetHref: null,
    refused: null,
    note: null,
    source: "192.0.2.7",
  },
  ...{ means: "セッション 0b100977", browser: "Mozilla/5.0 (X11; Linux x86_64)" },
};
const view = (row: Partial<AuditRowView>): AuditView => ({
  ...{ note: "", steps: [], chosen: null, filtered: false, actions: [], outcomes: [], totalText: "1件", rows: [{ ...ROW, ...row }] },
  ...{ filter: { who: "", action: "", outcome: "", target: "", from: "", to: "", source: "" }, clearHref: "/", csvHref: "/", securityHref: "/" },
  pager: { summary: "", previousHref: null, nextHref: null },
});
const shown = (row: Partial<AuditRowView>): string => renderToStaticMarkup(createElement(AuditPage, view(row)));

it("M12 a row says address and session, and unfolds how the browser names itself", () => {
  expect(shown({})).toMatch(/192\.0\.2\.7<details[^>]*><summary>セッション 0b100977<\/summary>.*Mozilla\/5\.0 \(X11; Linux x86_64\).*<\/details>/);
  expect(shown({ means: null })).toContain("<summary>ブラウザ</summary>");
  expect(shown({ browser: null })).not.toContain("<details");
  expect(shown({ browser: null })).toContain("セッション 0b100977");
});

it("M12 what has no object has an empty cell, which a phone leaves out", () => {
  expect(shown({})).toMatch(/data-column="対象"[^>]*><div><\/div>/);
  expect(shown({ target: "点検の回" })).toMatch(/data-column="対象"[^>]*><div><bdi>/);
});
