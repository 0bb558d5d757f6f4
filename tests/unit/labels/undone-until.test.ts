import { createElement, type ReactElement } from "react";
import { expect, it } from "vitest";
import { RunningPlanForm } from "@/components/cycles/confirmation-pages";
import { HandOut } from "@/components/cycles/hand-out";
import { Submit } from "@/components/cycles/submit";
import { HandInConfirmation } from "@/components/hand-in/hand-in-confirmation";
import { HandoverPage } from "@/components/handover/handover-page";
import { LateCorrectionPage } from "@/components/ministry/late-correction-page";
import { SurveyChangeForm } from "@/components/ministry/survey-change-form";
import { SurveyOpening } from "@/components/ministry/survey-opening";
import { Accepting } from "@/components/review/accepting";
import { ReviewSheet } from "@/components/review/review-sheet";
import { lateChoices } from "@/lib/features/surveys/late-corrections/view";
import { openingView } from "@/lib/features/surveys/record/view";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { renderedPage } from "@/tests/support/rendered-page";

/** Stands in a view for the words that its loader chooses. */
const UNDONE = "一度だけ書かれる、戻せる期限。";

const handover = {
  ...{ kept: [], turn: null, problem: null, personId: "p" },
  ...{ title: "", note: "", name: "", personHref: "/", step: "confirm", effects: [], effectsTitle: "", effectiveOn: null, replaces: null },
  ...{ posts: [], sheets: [], button: "この引継ぎを決める", undoText: UNDONE, body: { event: "move", appointments: [], successors: [], hash: "" } },
};
const handIn = {
  ...{ title: "", note: "", steps: [], answeredText: "", tiersText: null, step: { kind: "handIn", button: "提出する" }, undoText: UNDONE, backHref: "/" },
  ...{
    unanswered: [],
    itemRemarks: [],
    copied: [],
    needingReason: [],
    uncounted: [],
    unansweredExamples: [],
    unansweredTotal: 0,
    uncountedTotal: 0,
    accountId: "a",
    sheetId: "s",
  },
};
const handOut = {
  ...{ cycleId: "c", cycleTitle: "", backHref: "/", overlapText: null, earlyText: null, problem: null, vacancyText: null, totalText: "" },
  ...{ confirmed: { equalCycles: 0, daysEarly: 0 }, button: "点検票を配る", roles: [], vacancies: [], leftOut: [], mayLeaveOut: true },
};
const submit = {
  ...{ title: "", note: null, cycleTitle: "", backHref: "/", sent: [], facts: [], content: null, accessLog: null },
  state: { kind: "ready", title: "", cycleId: "c", surveyId: "s", hash: "", maySubmit: true, undoText: UNDONE },
};
const vacancy = { key: "v", role: "ciso", departmentId: "", systemId: "", place: "CISO", cause: "だれもいません", itemsText: "対策項目1件", items: [] };
const item = {
  ...{ itemId: "i", anchor: "item-i", code: "3.1", heading: "項目", own: [], others: [], counted: "implemented", lacksReason: false },
  ...{ status: "implemented", reason: null, remark: "備考", evidence: "規程", copied: null, forMinistry: false, tickRests: false, answeredText: "11月19日" },
  ...{ previous: null, remarks: [], uncounted: 0, examples: [] },
};
const sheet = {
  ...{ sheetId: "s", title: "", note: "", handIn: null, steps: [], state: "handedIn", kind: "measures", returned: null, answered: 0, measures: 0 },
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
  ...{ undoTo: null, repliesSince: 0, mayRemark: false, mayTick: false, filters: [], sections: [] },
};
const reviewed = {
  ...{ ...sheet, mayRemark: true, mayTick: true },
  sections: [{ anchor: "section-s", code: "3", heading: "節", counts: [], items: [item], gone: [] }],
};
const listed = {
  ...{ id: "s", href: "/", title: "点検票", cycleTitle: "", answered: 1, measures: 1, handedInText: "", asDeputy: false },
  counts: { unanswered: 0, partial: 0, notImplemented: 0, notApplicable: 0, withoutEvidence: 0 },
};
const accepting = { sheets: [listed], words: {}, title: "", numbersText: "", follows: [UNDONE], confirmed: {}, button: "受理する" };
const running = { cycleId: "c", cycleTitle: "", backHref: "/", title: "", from: "2026-04-01", to: "2027-03-31", dueOn: "2026-12-01", respondentsText: "" };
const survey = {
  ...{ id: "s", title: "調査", fiscalYear: 2026, opensOn: "2026-12-01", closesOn: "2027-01-31", opensOnFixed: false, uncalled: 0 },
  ...{ called: 3, state: "planned" },
};
const late = {
  ...{ surveyId: "s", operatorId: "o", operatorName: "空港", surveyTitle: "調査", backHref: "/", rows: [], first: "2026-12-01", last: "2027-01-01" },
  ...lateChoices("closed", true, []),
};

type Said = keyof typeof UNDONE_UNTIL;

const PAGES: readonly (readonly [name: string, page: ReactElement, said: Said | null])[] = [
  ["引継ぎ", createElement(HandoverPage, handover as never), null],
  ["提出前の確認", createElement(HandInConfirmation, handIn as never), null],
  ["配る点検票", createElement(HandOut, handOut as never), "cycle.open"],
  ["配る点検票（項目を外す）", createElement(HandOut, { ...handOut, vacancies: [vacancy] } as never), "cycle.leaveOut"],
  ["名前・期間・期限を変える", createElement(RunningPlanForm, running as never), "cycle.changePlan"],
  ["提出の内容", createElement(Submit, submit as never), null],
  ["点検票の確認（受理）", createElement(ReviewSheet, sheet as never), null],
  ["点検票の確認（差戻し）", createElement(ReviewSheet, sheet as never), "sheet.return"],
  ["点検票の確認（所見）", createElement(ReviewSheet, reviewed as never), "itemRemark.write"],
  ["点検票の確認（省庁に渡す備考）", createElement(ReviewSheet, reviewed as never), "answer.forMinistry"],
  ["まとめて受理", createElement(Accepting, accepting as never), null],
  ["調査を直す", createElement(SurveyChangeForm, survey as never), "survey.change"],
  ["調査の受付を始める", createElement(SurveyOpening, openingView(survey as never, null, new Date("2026-11-30T00:00:00Z"))), "survey.open"],
  ["締切後の受付", createElement(LateCorrectionPage, late as never), "survey.allowLateCorrection"],
];

/** Words that a loader chooses; integration tests read them from the view. */
const LOADED: readonly Said[] = ["cycle.submit", "people.handOver", "people.planHandover", "sheet.accept", "sheet.acceptMany", "sheet.handIn"];

it.each(PAGES)("M7 %s says once until when its decision can be undone", (_name, page, said) => {
  const text = renderedPage(page).replaceAll(/<[^>]*>/gu, "");
  expect(text.split(said === null ? UNDONE : UNDONE_UNTIL[said])).toHaveLength(2);
});

it("M7 no end of a way back is left out here", () => {
  expect([...PAGES.flatMap(([, , said]) => said ?? []), ...LOADED].toSorted()).toEqual(Object.keys(UNDONE_UNTIL).toSorted());
});
