import { expect, it } from "vitest";
import { CYCLE_STATES, SHEET_STATES } from "@/lib/domain/checking/state";
import { CYCLE_STATE_WORDS, SHEET_STATE_WORDS } from "@/lib/labels/state-words";

it("M11 the states of a cycle and of a sheet have the words that people know, each another", () => {
  expect(CYCLE_STATES.map((state) => CYCLE_STATE_WORDS[state])).toEqual(["計画中", "回答中", "確認中", "承認済み", "提出済み", "取りやめ"]);
  expect(SHEET_STATES.map((state) => SHEET_STATE_WORDS[state])).toEqual(["未着手", "回答中", "提出済み・確認待ち", "差戻し", "受理", "取下げ"]);
});
