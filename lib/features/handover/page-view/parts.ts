import { isOwnConduct } from "@/lib/domain/access/posts";
import type { Course } from "@/lib/domain/handover/courses";
import { courseName, KEEPS, reasonName, successorName } from "@/lib/features/handover/choices/parts";
import { postTitle } from "@/lib/features/handover/plans/texts";
import type { HandoverKept, HandoverPlan, HandoverPost, HandoverReview, HandoverSheet } from "@/lib/features/handover/record/schema";
import type { ChoiceView, PostView, SheetChoiceView } from "@/lib/features/handover/record/view";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import { COURSE_WORDS } from "@/lib/labels/handover-words";
import { dayText } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { SHEET_STATE_WORDS } from "@/lib/labels/state-words";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

const HINTS = {
  pass: "回答は残り、続きから答えます",
  along: "新しい部署の責任者が確かめます",
  stay: "この回だけ、いまの部署・担当で続けます",
  wait: "「回答する人がいない」として一覧に出ます",
  withdraw: "理由を書きます。どの数値にも入りません",
} as const satisfies Record<Course, string>;

type Place = Pick<HandoverPost, "role" | "departmentName" | "systemName">;

/** More than this many sheets are counted, not listed. */
const LISTED_REVIEWS = 30;

const reviewView = ({ sheetId, role, departmentName, systemName, personName, cycleTitle, reviewers }: HandoverReview) => {
  const about = personName === null ? inSentence(systemName ?? departmentName ?? WHOLE_OPERATOR.short) : `${inSentence(personName)}さん`;
  const who =
    reviewers.length === 0
      ? "確かめられる人がいません"
      : `${reviewers.map((name) => (name === "代行" ? name : `${inSentence(name)}さん`)).join("か")}が確かめます`;
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
  const stuck = post.unreviewable === 0 ? [] : [`そのうち${post.unreviewable}枚は、確かめられる人がいません。`];
  const vacant: ChoiceView = { value: "", label: post.holders.length === 0 ? "まだ決まらない（空席にする）" : "後任は置かない" };
  const givenUp = post.change === "givenUp";
  return {
    key,
    title: postTitle(post),
    chip: givenUp ? "外れる役割" : "就く役割",
    lines: [othersText(post.holders), ...reviews, ...stuck],
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

const aloneText = (count: number, who: string): string => (count > 0 ? `うち${count}枚は、ほかに${who}人がいません。` : "");

const keptLines = ({ holders, sheets, sheetsAlone, waiting, waitingAlone }: KeptPost): string[] => [
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

/** What nobody could do while the person is away. */
function awayTexts({ event, kept: { posts, named } }: HandoverPlan): string[] {
  if (event !== "absence") return [];
  const sheets = posts.reduce((sum, { sheetsAlone }) => sum + sheetsAlone, named.sheetsAlone);
  const reviews = posts.reduce((sum, { waitingAlone }) => sum + waitingAlone, 0);
  return [
    ...(sheets > 0 ? [`この人のほかに回答する人がいない点検票が${sheets}枚、この人に残ります。`] : []),
    ...(reviews > 0 ? [`この人のほかに確かめる人がいない点検票が${reviews}枚、この人の確認を待ちます。`] : []),
    ...(sheets + reviews > 0 ? ["不在の間に進めるには、役割の後任、代行、点検票の回答者のどれかを決めてください。"] : []),
  ];
}

const sheetPlace = ({ systemName, departmentName }: HandoverSheet): string => systemName ?? departmentName ?? WHOLE_OPERATOR.short;

export function sheetView(sheet: HandoverSheet, entered: string | undefined): SheetChoiceView {
  const { id, role, state, answered, measures, courses, course, respondents, reason } = sheet;
  const own = isOwnConduct(role);
  const others = own || respondents.length === 0 ? "" : `　ほかに回答する人 ${respondents.map(inSentence).join("、")}`;
  return {
    id,
    title: own ? sentence`取扱者の点検票（${sheet.cycleTitle}）` : sentence`${ROLE_WORDS[role]}の点検票　${sheetPlace(sheet)}（${sheet.cycleTitle}）`,
    chip: own ? "本人のもの" : "役職のもの",
    note: `${SHEET_STATE_WORDS[state]}　${measures}件中 ${answered}件まで回答（期限 ${dayText(sheet.dueOn)}）${others}`,
    courses: courses.map((value) => ({ value, label: COURSE_WORDS[value], hint: HINTS[value], checked: value === course })),
    name: courseName(id),
    reason: courses.includes("withdraw") ? { name: reasonName(id), value: entered ?? reason ?? "" } : null,
    chosen: course === "withdraw" ? sentence`${COURSE_WORDS[course]}（理由：${reason ?? ""}）` : COURSE_WORDS[course],
    course,
  };
}

/** What the handover leads to, in sentences with numbers; what does not happen is not said. */
export function effectTexts(plan: HandoverPlan): string[] {
  const { name, event, departmentName, posts, effects } = plan;
  const { passed, moved, withdrawn, withdrawnAnswers, unanswerable, vacant, unreviewable } = effects;
  const successors = posts
    .filter(({ successorName }) => successorName !== null)
    .map((post) => `${inSentence(post.successorName ?? "")}さんが${postTitle(post)}に就きます。`);
  const waiting = posts.reduce((sum, post) => sum + post.waiting, 0);
  const who = inSentence(name);
  return [
    ...(event === "leave" ? [`${who}さんはサインインできなくなり、役割がすべて外れます。書いた回答と所見は、${who}さんの名前のまま残ります。`] : []),
    ...(event === "move" ? [`${who}さんの部署が、${inSentence(departmentName ?? "")}に変わります。`] : []),
    ...successors,
    ...(passed > 0 ? [`役職の点検票 ${passed}枚が、その役割に就く人に移ります。`] : []),
    ...(moved > 0 ? [`本人の点検票 ${moved}枚が、新しい部署に移ります。集計も移ります。`] : []),
    ...(waiting > 0 ? [`確認を待つ点検票 ${waiting}枚が、ほかの人に移ります。だれが確かめるかは、下の「確認を待つ点検票」にあります。`] : []),
    ...(unreviewable > 0 ? [`そのうち${unreviewable}枚は、確かめられる人がいないまま残ります。`] : []),
    ...(vacant > 0 ? [`空席になる役割が${vacant}つあります。「人の変更と空席」に出ます。`] : []),
    ...(unanswerable > 0 ? [`回答する人がいない点検票が${unanswerable}枚残り、配布した枚数に入ったままです。`] : []),
    ...awayTexts(plan),
    withdrawn > 0
      ? `点検票 ${withdrawn}枚（回答 ${withdrawnAnswers}件）を取り下げ、配布した枚数が${withdrawn}枚減ります。取り下げた点検票は元に戻せません。`
      : "配布した枚数は変わりません。",
  ];
}
