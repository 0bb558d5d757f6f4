import { createElement, type ReactElement } from "react";
import { describe, expect, it } from "vitest";
import { AnswerHistory } from "@/components/answer-history/answer-history";
import { EvidenceLines } from "@/components/checklist/evidence-lines";
import { PreviousAnswer } from "@/components/checklist/previous-answer";
import { LeftOutList } from "@/components/cycles/left-out-list";
import { NextStep } from "@/components/cycles/next-step";
import { SubmittedRemarks } from "@/components/cycles/submission-content";
import { GapEntry } from "@/components/gap-report/gap-entry";
import { HandoverPage } from "@/components/handover/handover-page";
import { DeputyTable } from "@/components/organisation/deputy-table";
import { PeopleList } from "@/components/organisation/people-list";
import { StaffListChanges } from "@/components/organisation/staff-list-changes";
import { AccessLogPage } from "@/components/records/access-log-page";
import { AuditPage } from "@/components/records/audit-page";
import { ReviewItem } from "@/components/review/review-item";
import { ReviewList } from "@/components/review/review-list";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { renderedPage } from "@/tests/support/rendered-page";

/** Letters of another direction at both ends: around them brackets, digits and words would change places. */
const HOSTILE = "שלום (א) 12 سلام";
const PAGER = { summary: "", previousHref: null, nextHref: null };

/** The number of places where the text stands outside of an isolation, and inside of one. */
function places(element: ReactElement): { readonly bare: number; readonly isolated: number } {
  const html = renderedPage(element);
  const outside = html.replace(/<bdi>(?:(?!<bdi>).)*?<\/bdi>/gsu, "").replace(/<[^>]*>/gu, "");
  const count = (text: string): number => text.split(HOSTILE).length - 1;
  return { bare: count(outside), isolated: count(html.replace(/<[^>]*>/gu, "")) - count(outside) };
}

const answer = { status: "notApplicable", reason: HOSTILE, remark: `備考 ${HOSTILE}`, evidence: `${HOSTILE}\nhttps://example.jp/${"a"} ${HOSTILE}` } as const;
const staff = { staffNumber: HOSTILE, name: HOSTILE, email: "a@example.jp", department: HOSTILE };

const RETURNED = { id: "2", title: HOSTILE, href: "/" };
const REVIEWED = {
  ...{ id: "1", title: HOSTILE, href: "/", cycleTitle: HOSTILE, asDeputy: false, answered: 1, measures: 1, handedInText: "" },
  counts: { partial: 1, notImplemented: 0, notApplicable: 0, withoutEvidence: 0 },
};
const HANDOVER = {
  ...{ title: HOSTILE, note: HOSTILE, name: HOSTILE, personHref: "/", step: "choose", action: "/", kept: [], problem: { message: "", details: [HOSTILE] } },
  ...{ day: { value: "", first: "", last: "" }, replaces: null, department: null, search: "", searchable: false, effects: [] },
  posts: [{ key: "p", title: HOSTILE, chip: "", lines: [HOSTILE], reviews: [{ id: "r", text: HOSTILE }], select: null }],
  sheets: [{ id: "s", title: HOSTILE, chip: "", note: HOSTILE, courses: [], name: "c", reason: null }],
};

const GAP = {
  ...{
    code: "1",
    anchor: "gap-1",
    heading: "題",
    tierWord: "",
    rules: [],
    itemHref: "/",
    answer: "partial",
    paragraphs: [],
    actors: "",
    closedBy: [],
    cites: [],
  },
  ...{ counts: { implemented: 0, partial: 1, notImplemented: 0, notApplicable: 0, unanswered: 0 }, ratioText: "", lastText: null, morePlaces: null },
  places: [{ key: "p", department: HOSTILE, who: HOSTILE, answers: [], href: null, remarks: [HOSTILE], moreRemarks: null }],
  remarks: [{ key: "r", by: HOSTILE, text: HOSTILE }],
};
const DEPUTY = {
  id: "d",
  post: "CISO",
  order: "1番目",
  person: HOSTILE,
  href: "/",
  period: "",
  state: "ended",
  stateText: "終えた",
  notes: [HOSTILE],
  endable: false,
};
const STEP = { title: "この回は取りやめました", text: HOSTILE, kind: "status", href: null, button: null, steps: [], links: [], due: null };

const PAGES: readonly (readonly [string, ReactElement])[] = [
  ["a title and the way to it", createElement(PageHeader, { title: HOSTILE, steps: [{ label: HOSTILE, href: "/" }, { label: `${HOSTILE}。` }] })],
  ["evidence", createElement(EvidenceLines, { text: answer.evidence })],
  ["the answer before", createElement(PreviousAnswer, { kind: "measures", previous: { ...answer, dateText: "2026年" } as never })],
  [
    "the people",
    createElement(PeopleList, {
      people: [
        {
          id: "1",
          href: "/",
          name: HOSTILE,
          staffNumber: HOSTILE,
          email: HOSTILE,
          department: HOSTILE,
          roles: [HOSTILE, `長（${HOSTILE}）`],
          left: true,
          remake: false,
          password: "",
        },
      ],
      ...{
        totalText: "1人",
        search: { q: "", departmentId: "", presence: "present", password: "" },
        searched: false,
        departments: [],
        presences: [],
        passwords: [],
        lookalikes: [HOSTILE],
        pager: PAGER,
        mayManage: false,
      },
    }),
  ],
  [
    "a staff list",
    createElement(StaffListChanges, {
      outcome: {
        ...{
          applied: false,
          added: 1,
          changed: 0,
          unchanged: 0,
          passwordsEnd: 0,
          linksEnd: 0,
          movedSheets: 0,
          hash: "",
          moreDoubts: 0,
          newDepartments: [HOSTILE],
          ignoredColumns: [HOSTILE],
        },
        doubts: [{ line: 2, place: "2行目", message: `「${HOSTILE}」` }],
        rows: [{ line: 2, kind: "changed", before: { ...staff, name: `${HOSTILE}2` }, after: staff }],
      },
    }),
  ],
  [
    "the history",
    createElement(AnswerHistory, {
      ...{ itemTitle: "項目", itemText: "文", kind: "measures", steps: [], backHref: "/", total: 1, pager: PAGER },
      versions: [{ ...answer, version: 1, byText: `${HOSTILE}　2026年`, causeText: null, present: true, differs: false }],
      remarks: [{ key: "r", title: "所見", text: HOSTILE, byText: `${HOSTILE}　2026年` }],
      ...{ restoring: null, notice: null },
    } as never),
  ],
  ["the remarks of a submission", createElement(SubmittedRemarks, { remarks: [{ key: "1", item: "項目", text: HOSTILE }] })],
  ["the review", createElement(ReactReview, null)],
  ["a list of terms", createElement(DefinitionList, { entries: [{ term: "取りやめた理由", description: HOSTILE }] })],
  ["the next step", createElement(NextStep, { next: STEP } as never)],
  ["a gap", createElement(GapEntry, { gap: GAP, kind: "measures" } as never)],
  ["deputies", createElement(DeputyTable, { name: "代行", deputies: [DEPUTY] } as never)],
  ["what was left out", createElement(LeftOutList, { entries: [{ key: "1", label: "1", place: HOSTILE, reason: HOSTILE }] } as never)],
  ["the sheets to review", createElement(ReviewList, { sheets: [REVIEWED], justReturned: [RETURNED], total: 1, words: {}, pager: PAGER } as never)],
  ["a handover", createElement(HandoverPage, HANDOVER as never)],
  [
    "the audit trail",
    createElement(AuditPage, {
      note: "",
      steps: [],
      filter: { who: HOSTILE, action: "", outcome: "", target: "", from: "", to: "", source: "" },
      ...{ filtered: false, problem: null, actions: [], outcomes: [], clearHref: "/", csvHref: "/", securityHref: "/" },
      rows: [{ id: "1", at: "", who: HOSTILE, action: "", target: HOSTILE, refused: null, note: HOSTILE, source: "", means: null, browser: null }],
      totalText: "",
      pager: PAGER,
    } as never),
  ],
  [
    "the looks",
    createElement(AccessLogPage, {
      note: "",
      steps: [],
      rows: [{ id: "1", at: "", officer: HOSTILE, subject: HOSTILE }],
      totalText: "",
      pager: PAGER,
    } as never),
  ],
];

function ReactReview() {
  const item = {
    ...{
      ...answer,
      itemId: "i",
      anchor: "i",
      code: "1",
      heading: "題",
      own: [],
      others: [],
      forMinistry: false,
      tickRests: false,
      answeredText: `${HOSTILE}　2026年`,
      previous: null,
    },
    ...{ remarks: [{ id: "r", text: HOSTILE, byText: HOSTILE, response: { done: true, reply: HOSTILE, byText: HOSTILE } }], uncounted: 0, examples: [] },
  };
  return createElement(ReviewItem, { item, kind: "measures", sheetId: "s", mayRemark: false, mayTick: false } as never);
}

describe("M9 texts of users", () => {
  it.each(PAGES)("M9 stand isolated, so that nothing around them changes: %s", (_name, element) => {
    const { bare, isolated } = places(element);
    expect(isolated).toBeGreaterThan(0);
    expect(bare).toBe(0);
  });
});
