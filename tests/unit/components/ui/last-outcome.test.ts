import { createElement } from "react";
import { expect, it } from "vitest";
import { LastOutcome, lastSaid, listenToLast, sayLast } from "@/components/ui/last-outcome";
import { renderedPage } from "@/tests/support/rendered-page";

it("M11 what a form did that went with its row is said on its page, until another form is sent", () => {
  let changes = 0;
  const leave = listenToLast(() => (changes += 1));
  sayLast("トークンを取り消しました。");
  expect([lastSaid(), changes]).toEqual(["トークンを取り消しました。", 1]);
  sayLast(null);
  expect([lastSaid(), changes]).toEqual([null, 2]);
  leave();
});

it("M11 a page that has no place for it, or comes after it, says nothing of it", () => {
  sayLast("トークンを取り消しました。");
  expect(lastSaid()).toBeNull();
  const leave = listenToLast(() => undefined);
  sayLast("アカウントを停止しました。");
  leave();
  expect(lastSaid()).toBeNull();
  expect(renderedPage(createElement(LastOutcome))).not.toContain("停止しました");
});
