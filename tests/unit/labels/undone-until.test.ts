import { createElement, type ReactElement } from "react";
import { expect, it } from "vitest";
import { HandOut } from "@/components/cycles/hand-out";
import { Submit } from "@/components/cycles/submit";
import { HandInConfirmation } from "@/components/hand-in/hand-in-confirmation";
import { HandoverPage } from "@/components/handover/handover-page";
import { ReviewSheet } from "@/components/review/review-sheet";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { renderedPage } from "@/tests/support/rendered-page";

const UNDONE = "一度だけ書かれる、戻せる期限。";

const handover = {
  ...{ kept: [], turn: null, problem: null, personId: "p" },
  ...{ title: "", note: "", name: "", personHref: "/", step: "confirm", effects: [], effectsTitle: "", effectiveOn: null, replaces: null },
  ...{ posts: [], sheets: [], button: "この引継ぎを決める", undoText: UNDONE, body: { event: "move", appointments: [], successors: [], hash: "" } },
};
const handIn = {
  ...{ title: "", note: "", steps: [], answeredText: "", tiersText: null, step: { kind: "handIn", button: "提出する" }, undoText: UNDONE, backHref: "/" },
  ...{ unanswered: [], findings: [], copied: [], needingReason: [], uncounted: [], unansweredTotal: 0, uncountedTotal: 0, accountId: "a", sheetId: "s" },
};
const handOut = {
  ...{ cycleId: "c", cycleTitle: "", backHref: "/", overlapText: null, earlyText: null, problem: null, vacancyText: null, totalText: "" },
  ...{ confirmed: { equalCycles: 0, daysEarly: 0 }, button: "点検票を配る", roles: [], vacancies: [], leftOut: [], mayLeaveOut: true },
};
const submit = {
  ...{ title: "", note: null, cycleTitle: "", backHref: "/", sent: [], facts: [], content: null, accessLog: null },
  state: { kind: "ready", title: "", cycleId: "c", surveyId: "s", hash: "", maySubmit: true, undoText: UNDONE },
};
const sheet = {
  ...{ sheetId: "s", title: "", note: "", handIn: null, steps: [], state: "handedIn", kind: "measures", returnedReason: null, answered: 0, measures: 0 },
  ...{
    examplesText: "",
    counts: [],
    accepting: UNDONE,
    round: null,
    decision: { possible: true, accepts: true },
    remarksText: "所見 0件",
    returnsFor: 0,
    next: null,
    shortcuts: false,
  },
  ...{ undoTo: null, mayRemark: false, mayTick: false, filters: [], sections: [] },
};

const PAGES: readonly (readonly [name: string, page: ReactElement, said: string])[] = [
  ["引継ぎ", createElement(HandoverPage, handover as never), UNDONE],
  ["提出前の確認", createElement(HandInConfirmation, handIn as never), UNDONE],
  ["配る点検票", createElement(HandOut, handOut as never), UNDONE_UNTIL["cycle.open"]],
  ["提出の内容", createElement(Submit, submit as never), UNDONE],
  ["点検票の確認（受理）", createElement(ReviewSheet, sheet as never), UNDONE],
  ["点検票の確認（差戻し）", createElement(ReviewSheet, sheet as never), UNDONE_UNTIL["sheet.return"]],
];

it.each(PAGES)("M7 %s says once until when its decision can be undone", (_name, page, said) => {
  const text = renderedPage(page).replaceAll(/<[^>]*>/gu, "");
  expect(text.split(said)).toHaveLength(2);
});
