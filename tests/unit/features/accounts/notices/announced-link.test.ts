import { expect, it } from "vitest";
import { announcedView } from "@/lib/features/accounts/notices/texts";

const LINK = {
  ...{ id: "0b100977-0000-4000-8000-000000000001", name: "佐藤 真理", how: "recovery" as const },
  ...{ makerName: "管理 太郎", madeAt: "2026-11-20T01:00:00Z", effectiveAt: "2026-11-20T01:00:00Z", expiresAt: "2026-11-27T01:00:00Z" },
};
const textFor = (mayRevoke: boolean): string => announcedView(LINK, new Date("2026-11-21T01:00:00Z"), mayRevoke).text;

it("M11 who may revoke a link is asked to, and who only sees it is asked to report it to those who may", () => {
  expect(textFor(true)).toContain("そうでなければ取り消してください。");
  expect(textFor(false)).not.toContain("取り消してください");
  expect(textFor(false)).toContain("そうでなければ、取り消せる人（CISO・事務局・経営層）に知らせてください。");
});
