import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { GapEntry } from "@/components/gap-report/gap-entry";
import { PlannedHandovers } from "@/components/handover/planned-handovers";
import { DeputyTable } from "@/components/organisation/deputy-table";
import { PeopleList } from "@/components/organisation/people-list";
import { ReviewList } from "@/components/review/review-list";
import { Signature } from "@/components/ui/whole";

const PAGER = { summary: "", previousHref: null, nextHref: null };
/** No form tells that it is a name: three parts, one of more than six letters. */
const NAME = "武者小路 左衛門三郎丸 悠仁";
/** The form tells it. */
const PLAIN = "石川 葵";

const person = { id: "1", href: "/", name: NAME, staffNumber: "", email: "", department: "", roles: [], left: false, remake: false, password: "" };
const people = {
  ...{ people: [person], totalText: "1人", search: { q: "", departmentId: "", presence: "present", password: "" }, searched: false, pager: PAGER },
  ...{ departments: [], presences: [], passwords: [], lookalikes: [], mayManage: false },
};
const deputy = { id: "d", post: "CISO", order: "1番目", person: NAME, href: "/", period: "", state: "ended", stateText: "終えた", notes: [], endable: false };
const gap = {
  ...{ code: "1", anchor: "gap-1", heading: "題", tierWord: "", rules: [], itemHref: "/", answer: "partial", paragraphs: [], actors: "" },
  ...{ counts: {}, ratioText: "", lastText: null, morePlaces: null, closedBy: [], cites: [], referencesTitle: "", long: false },
  places: [{ key: "p", department: "部", who: NAME, answers: [], href: null, remarks: [`${PLAIN}が直す`], moreRemarks: null }],
  remarks: [{ key: "r", by: NAME, text: `${PLAIN}が直す` }],
};
const sheet = {
  ...{ id: "1", title: `取扱者の点検票　${PLAIN}`, href: "/", cycleTitle: "", asDeputy: false, answered: 1, measures: 1, handedInText: "" },
  counts: { partial: 0, notImplemented: 0, notApplicable: 0, withoutEvidence: 0 },
};

const planned = { id: "h", personHref: "/", stateText: "予定", toConfirm: false, lines: [], reasons: [], changeHref: "/", changeText: "", mayManage: false };

const PAGES: readonly (readonly [name: string, page: ReactElement, shown: string, times: number])[] = [
  ["だれがいつ", createElement(Signature, { text: `${NAME}　12月4日 14:32` }), NAME, 1],
  ["人の一覧", createElement(PeopleList, people as never), NAME, 1],
  ["代行", createElement(DeputyTable, { name: "代行", deputies: [deputy] } as never), NAME, 1],
  ["要改善", createElement(GapEntry, { gap, kind: "measures" } as never), NAME, 2],
  ["要改善の備考", createElement(GapEntry, { gap, kind: "measures" } as never), PLAIN, 2],
  ["引継ぎの予定", createElement(PlannedHandovers, { planned: [{ ...planned, title: `${PLAIN}さんの異動` }] } as never), PLAIN, 1],
  ["点検票の確認", createElement(ReviewList, { sheets: [sheet], justReturned: [sheet], total: 1, words: {}, pager: PAGER } as never), PLAIN, 2],
];

it.each(PAGES)("M11 no name of a person is divided at the end of a line where there is room for it: %s", (_name, page, shown, times) => {
  const html = renderToStaticMarkup(page).replaceAll(/<span class="sr-only">.*?<\/span>|aria-label="[^"]*"/gsu, "");
  const kept = html.matchAll(/"inline-block max-w-full"><bdi>(.*?)<\/bdi>|"whitespace-nowrap">([^<]*)</gsu);
  const whole = [...kept].map(([, one = "", unit = ""]) => one.replaceAll(/<[^>]*>/gu, "") + unit);
  expect(html.replaceAll(/<[^>]*>/gu, "").split(shown)).toHaveLength(times + 1);
  expect(whole.filter((text) => text.includes(shown))).toHaveLength(times);
});
