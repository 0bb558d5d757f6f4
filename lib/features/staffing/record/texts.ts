import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Staffing } from "@/lib/features/staffing/record/schema";

export const STAFFING_HREF = "/operator/staffing";
/** The list of planned handovers. */
export const HANDOVERS_HREF = `${STAFFING_HREF}#handovers`;

/** Something that is missing among people and posts, with its number and the place to see to it. */
export interface Need {
  readonly asks: "confirmHandover" | "handOutLater" | "assign" | "appoint" | "invite";
  readonly title: string;
  /** What happens while it is missing. */
  readonly text: string;
  readonly href: string;
  readonly button: string;
}

/** What becomes of the post's sheets when somebody takes it. */
export const VACANT_TEXT = "就く人を決めると、役職の点検票と確認は、その人に移ります。空席のまま始まった回の点検票は、決めた後で配ります。";

/** Why the missing sheets of an open round cannot be handed out. Which edition to choose instead, as the refusal says, comes too late for a round. */
export const whyNotText = ({ code, detail }: Refusal): string =>
  code === "edition_not_binding" ? "この回のガイドラインは、この事業者の分野のものではなくなったため、配れません。" : `いまは配れません。${detail}`;

type Count = keyof Staffing["counts"];
type Words = Omit<Need, "title"> & { readonly title: (count: number) => string };

const WORDS = {
  handoversToConfirm: {
    asks: "confirmHandover",
    title: (count) => `確認が必要な引継ぎが${count}件あります`,
    text: "効力日に行われていません。",
    href: HANDOVERS_HREF,
    button: "確かめる",
  },
  withoutSheet: {
    asks: "handOutLater",
    title: (count) => `点検票のない人が${count}人います`,
    text: "回が始まった後に加わった人、戻った人です。このままでは、把握率に入りません。",
    href: `${STAFFING_HREF}#without-sheet`,
    button: "配る",
  },
  postsWithoutSheet: {
    asks: "handOutLater",
    title: (count) => `まだ配っていない役職の点検票が${count}枚あります`,
    text: "回が始まった後に登録した部署・重要システムや、後から就く人を決めた役職のものです。このままでは、把握率に入りません。",
    href: `${STAFFING_HREF}#posts-without-sheet`,
    button: "配る",
  },
  unanswerable: {
    asks: "assign",
    title: (count) => `回答する人がいない点検票が${count}枚あります`,
    text: "退職した人の点検票や、空席の役職の点検票です。代行が回答しているものも数えます。代行もいなければ、このままでは提出されません。",
    href: `${STAFFING_HREF}#unanswerable`,
    button: "決める",
  },
  vacantPosts: {
    asks: "appoint",
    title: (count) => `空席の役職が${count}つあります`,
    text: VACANT_TEXT,
    href: `${STAFFING_HREF}#vacant`,
    button: "人を決める",
  },
  withoutPassword: {
    asks: "invite",
    title: (count) => `パスワードをまだ決めていない人が${count}人います`,
    text: "まだサインインできません。招待リンクを作り、本人に渡します。",
    href: "/operator/people/invitations",
    button: "招待する",
  },
} as const satisfies Record<Count, Words>;

/** One need for each count above zero. */
export const needsOf = (counts: Staffing["counts"]): Need[] =>
  (Object.keys(WORDS) as Count[]).flatMap((name) => (counts[name] === 0 ? [] : [{ ...WORDS[name], title: WORDS[name].title(counts[name]) }]));
