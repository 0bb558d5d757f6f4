import { REVIEWED_REVIEWERS } from "@/lib/domain/access/review";
import { isDeciding, isOwnConduct } from "@/lib/domain/checking/posts";
import type { Course, HandoverEvent } from "@/lib/domain/handover/courses";
import { courseName, KEEPS, reasonName, successorName } from "@/lib/features/handover/choices/parts";
import { sheetTitle } from "@/lib/features/handover/planning/texts";
import type { HandoverDeputyship, HandoverKept, HandoverPlan, HandoverPost, HandoverReview, HandoverSheet } from "@/lib/features/handover/record/schema";
import type { ChoiceView, PostView, SheetChoiceView } from "@/lib/features/handover/record/view";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import { periodText } from "@/lib/features/organisation/deputies/texts";
import { COURSE_WORDS } from "@/lib/labels/handover-words";
import { dayText } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { SHEET_STATE_WORDS } from "@/lib/labels/state-words";
import { postTitle, ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

const HINTS = {
  pass: "回答は残り、続きから答えます",
  along: "新しい部署の責任者が確かめます",
  stay: "この回だけ、いまの部署・担当で続けます",
  wait: "「回答する人がいない」として一覧に出ます",
  withdraw: "理由は次の画面で書きます。どの数値にも入りません",
} as const satisfies Record<Course, string>;

type Place = Pick<HandoverPost, "role" | "departmentName" | "systemName">;

/** More than this many sheets are counted, not listed. */
const LISTED_REVIEWS = 30;

/** Deputies are named by no name. */
const reviewerText = (name: string): string => (name === "代行" ? "代行" : sentence`${name}さん`);

const reviewView = ({ sheetId, role, departmentName, systemName, personName, cycleTitle, reviewers }: HandoverReview) => {
  const about = personName === null ? inSentence(systemName ?? departmentName ?? WHOLE_OPERATOR.short) : `${inSentence(personName)}さん`;
  const who = reviewers.length === 0 ? "確かめられる人がいません" : `${reviewers.map(reviewerText).join("か")}が確かめます`;
  return { id: sheetId, text: sentence`${ROLE_WORDS[role]}の点検票　${about}（${cycleTitle}） → ${who}` };
};

function reviewViews(reviews: readonly HandoverReview[]): PostView["reviews"] {
  const hidden = reviews.length - LISTED_REVIEWS;
  return [...reviews.slice(0, LISTED_REVIEWS).map(reviewView), ...(hidden > 0 ? [{ id: "more", text: `ほか${hidden}枚` }] : [])];
}

const othersText = (holders: readonly string[]): string =>
  holders.length === 0 ? "ほかに担う人はいません。" : `ほかに担う人：${holders.map(inSentence).join("、")}`;

/** The select and the lines of a role that is given up or taken. */
export function postView(post: HandoverPost, candidates: readonly ChoiceView[], mayKeep: boolean): PostView {
  const key = appointmentKey(post);
  const reviews =
    post.waiting === 0
      ? []
      : [`確認を待つ点検票が${post.waiting}枚あり、この役割に就く人が確かめます。空席のときや、自分が答えたものは、次の役割の人に回ります。`];
  // Said beforehand too: sheets that are still open are handed in later.
  const own =
    post.change === "taken" && post.waiting === 0 && REVIEWED_REVIEWERS.some((one) => one === post.role)
      ? ["この役割に就く人が自分で答えた点検票は、次の役割の人が確かめます。"]
      : [];
  const stuck = post.unreviewable === 0 ? [] : [`そのうち${post.unreviewable}枚は、確かめられる人がいません。`];
  const vacant: ChoiceView = { value: "", label: post.holders.length === 0 ? "まだ決まらない（空席にする）" : "後任は置かない" };
  const givenUp = post.change === "givenUp";
  return {
    key,
    title: postTitle(post),
    chip: givenUp ? "外れる役割" : "就く役割",
    lines: [othersText(post.holders), ...reviews, ...own, ...stuck],
    reviews: reviewViews(post.reviews),
    select: givenUp
      ? {
          name: successorName(key),
          label: "後任",
          options: [vacant, ...(mayKeep ? [{ value: KEEPS, label: "続けて担う" }] : []), ...candidates],
          value: post.successorId ?? "",
        }
      : null,
    chosen: givenUp ? (post.successorName === null ? vacant.label : `後任：${inSentence(post.successorName)}`) : "この人が就きます",
  };
}

type KeptPost = HandoverKept["posts"][number];

const aloneText = (count: number, able: string): string => (count > 0 ? `うち${count}枚は、ほかに${able}人がいません。` : "");

const keptLines = ({ holders, sheets, sheetsAlone, waiting, waitingAlone }: Omit<KeptPost, keyof Place | "departmentId" | "systemId">): string[] => [
  othersText(holders),
  ...(sheets > 0 ? [`まだ提出していない点検票が${sheets}枚あります。${aloneText(sheetsAlone, "回答する")}`] : []),
  ...(waiting > 0 ? [`確認を待つ点検票が${waiting}枚あります。${aloneText(waitingAlone, "確かめる")}`] : []),
];

/** A role that the person keeps, though it could be given up, with what is open on it; null: it is not known yet. */
export const keptPostView = (
  post: Place & { readonly departmentId: string | null; readonly systemId: string | null },
  kept: KeptPost | null,
  candidates: readonly ChoiceView[],
): PostView => {
  const key = appointmentKey(post);
  const options = [{ value: KEEPS, label: "続けて担う" }, { value: "", label: "外す（後任はまだ決まらない）" }, ...candidates];
  return {
    key,
    title: postTitle(post),
    chip: "続ける役割",
    lines: kept === null ? [] : keptLines(kept),
    reviews: [],
    select: { name: successorName(key), label: "後任", options, value: KEEPS },
    chosen: "続けて担います",
  };
};

/** The sheets that the person was named for and keeps; null if there are none. */
export const namedText = ({ named: { sheets, sheetsAlone } }: HandoverKept): string | null =>
  sheets === 0 ? null : `ほかに、この人が回答者に指名された点検票が${sheets}枚あり、そのまま残ります。${aloneText(sheetsAlone, "回答する")}`;

/** A person may be a deputy of the same post for several periods. */
const onePerPost = (deputyships: readonly HandoverDeputyship[]) => [...new Map(deputyships.map((one) => [appointmentKey(one), one])).values()];

/** What nobody could do while the person is away. */
function awayTexts({ event, kept, deputyships }: HandoverPlan): string[] {
  if (event !== "absence") return [];
  const { named } = kept;
  const posts = [...kept.posts, ...onePerPost(deputyships)];
  const sheets = posts.reduce((sum, { sheetsAlone }) => sum + sheetsAlone, named.sheetsAlone);
  const reviews = posts.reduce((sum, { waitingAlone }) => sum + waitingAlone, 0);
  return [
    ...(sheets > 0 ? [`この人のほかに回答する人がいない点検票が${sheets}枚、この人に残ります。`] : []),
    ...(reviews > 0 ? [`この人のほかに確かめる人がいない点検票が${reviews}枚、この人の確認を待ちます。`] : []),
    ...(sheets + reviews > 0 ? ["不在の間に進めるには、役割の後任、代行、点検票の回答者のどれかを決めてください。"] : []),
  ];
}

/** `before`: the reason that was given for withdrawing it before. */
export function sheetView(sheet: HandoverSheet, before: string | undefined): SheetChoiceView {
  const { id, role, state, answered, measures, courses, course, respondents, reason } = sheet;
  const own = isOwnConduct(role);
  const others = own || respondents.length === 0 ? "" : `　ほかに回答する人 ${respondents.map(inSentence).join("、")}`;
  const title = sheetTitle(sheet);
  return {
    ...{ id, title, course },
    chip: own ? "本人のもの" : "役職のもの",
    note: `${SHEET_STATE_WORDS[state]}　${measures}件中 ${answered}件まで回答（期限 ${dayText(sheet.dueOn)}）${others}`,
    courses: (courses.length > 1 ? courses : []).map((value) => ({ value, label: COURSE_WORDS[value], hint: HINTS[value], checked: value === course })),
    name: courseName(id),
    reason: course === "withdraw" ? { name: reasonName(id), label: sentence`取り下げる理由　${title}`, value: before || (reason ?? "") } : null,
    chosen: COURSE_WORDS[course],
  };
}

/** A role that the person is a deputy of, with what is open on it. */
export function deputyshipView(one: HandoverDeputyship, event: HandoverEvent): PostView {
  const ends = event === "leave";
  const others = one.deputies.length === 0 ? "ほかの代行はいません。" : `ほかの代行：${one.deputies.map(inSentence).join("、")}`;
  return {
    key: one.id,
    title: postTitle(one),
    chip: ends ? "代行が終わる役割" : "続ける代行",
    lines: [`代行の期間 ${periodText(one)}`, ...keptLines(one), others],
    reviews: [],
    select: null,
    chosen: ends ? "代行が終わります" : "代行を続けます",
  };
}

/** The deputyships that end, and what nobody could do then. */
function endingTexts({ event, deputyships }: HandoverPlan): string[] {
  if (event !== "leave" || deputyships.length === 0) return [];
  const posts = onePerPost(deputyships);
  const alone = posts.reduce((sum, { sheetsAlone, waitingAlone }) => sum + sheetsAlone + waitingAlone, 0);
  const left = alone > 0 ? `そこの点検票${alone}枚は、ほかに回答する人や確かめる人がいません。` : "";
  return [`代行が終わる役割が${posts.length}つあります。${left}`];
}

const takesDecidingRole = ({ role, change, successorName }: HandoverPost): boolean => isDeciding(role) && (change === "taken" || successorName !== null);

/** A link of somebody who could not appoint to the role ends with it, and so does the password that was set with it (ADR 0016). */
const ACCESS_ENDS =
  "その役割に就く人の、事務局が作った招待リンクと、それで決めたパスワードは、使えなくなることがあります。そのときは、CISOが招待リンクを作って渡します。";

/** What the handover leads to, in sentences with numbers; what does not happen is not said. */
export function effectTexts(plan: HandoverPlan): string[] {
  const { name, event, departmentName, posts, effects } = plan;
  const { passed, moved, withdrawn, withdrawnAnswers, unanswerable, vacant, unreviewable } = effects;
  const successors = posts
    .filter(({ successorName }) => successorName !== null)
    .map((post) => `${inSentence(post.successorName ?? "")}さんが${postTitle(post)}に就きます。`);
  const waiting = posts.reduce((sum, post) => sum + post.waiting, 0);
  return [
    ...(event === "leave" ? [sentence`${name}さんはサインインできなくなり、役割がすべて外れます。書いた回答と所見は、${name}さんの名前のまま残ります。`] : []),
    ...(event === "move" ? [sentence`${name}さんの部署が、${departmentName ?? ""}に変わります。`] : []),
    ...successors,
    ...new Set(plan.endedByTaking.map((one) => `${inSentence(one.personName)}さんの${postTitle(one)}の代行は、その役割に就くので終わります。`)),
    ...(posts.some(takesDecidingRole) ? [ACCESS_ENDS] : []),
    ...(passed > 0 ? [`役職の点検票 ${passed}枚が、その役割に就く人に移ります。`] : []),
    ...(moved > 0 ? [`本人の点検票 ${moved}枚が、新しい部署に移ります。集計も移ります。`] : []),
    ...(waiting > 0 ? [`確認を待つ点検票 ${waiting}枚の、確かめる人が変わります。だれが確かめるかは、下の「確認を待つ点検票」にあります。`] : []),
    ...(unreviewable > 0 ? [`そのうち${unreviewable}枚は、確かめられる人がいないまま残ります。`] : []),
    ...(vacant > 0 ? [`空席になる役割が${vacant}つあります。「人の変更と空席」に出ます。`] : []),
    ...(unanswerable > 0 ? [`回答する人がいない点検票が${unanswerable}枚残り、配布した枚数に入ったままです。`] : []),
    ...awayTexts(plan),
    ...endingTexts(plan),
    withdrawn > 0
      ? `点検票 ${withdrawn}枚（回答 ${withdrawnAnswers}件）を取り下げ、配布した枚数が${withdrawn}枚減ります。取り下げた点検票は元に戻せません。`
      : "配布した枚数は変わりません。",
  ];
}
