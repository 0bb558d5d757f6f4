import { describe, expect, it } from "vitest";
import { handInStep } from "@/lib/features/sheets/hand-in/rules";

const item = (id: string) => ({ id, label: id, href: `/checks/s/1#item-${id}` });
const sheet = { state: "inProgress", sheetHref: "/checks/s", unanswered: 0, needingReason: [] } as const;

describe("handInStep", () => {
  it("M2 shows how many answers to examples are set aside", () => {
    expect(handInStep({ ...sheet, uncounted: 3 })).toEqual({ kind: "handIn", button: "具体例の回答3件を数えずに提出する" });
    expect(handInStep({ ...sheet, unanswered: 1, uncounted: 3 })).toEqual({
      kind: "handIn",
      button: "未回答1件のまま、具体例の回答3件を数えずに提出する",
    });
  });

  it("hands in and shows how many measures are unanswered", () => {
    expect(handInStep(sheet)).toEqual({ kind: "handIn", button: "提出する" });
    expect(handInStep({ ...sheet, state: "returned", unanswered: 2 })).toEqual({ kind: "handIn", button: "未回答2件のまま提出する" });
  });

  it("M11 shows how many asked examples are unanswered, apart from the measures", () => {
    expect(handInStep({ ...sheet, unansweredExamples: 30 })).toEqual({ kind: "handIn", button: "具体例の未回答30件のまま提出する" });
    expect(handInStep({ ...sheet, unanswered: 2, unansweredExamples: 30, uncounted: 1 })).toEqual({
      kind: "handIn",
      button: "未回答2件・具体例の未回答30件のまま、具体例の回答1件を数えずに提出する",
    });
  });

  it("leads to the first missing reason, which prevents handing in", () => {
    const needingReason = [item("c"), item("d")];
    expect(handInStep({ ...sheet, unanswered: 1, needingReason })).toEqual({
      kind: "giveReasons",
      button: "理由を入力する",
      href: "/checks/s/1#item-c",
    });
  });

  it("leads to a sheet that nobody has begun", () => {
    expect(handInStep({ ...sheet, state: "notStarted", unanswered: 1 })).toEqual({ kind: "begin", button: "回答をはじめる", href: "/checks/s" });
  });
});
