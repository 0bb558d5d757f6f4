import { mayAtOwn } from "@/lib/domain/access/permission";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { PreparationView, TasksView } from "@/lib/features/tasks/my-tasks/view";
import { PREPARATIONS, type Preparation, type Register } from "@/lib/features/tasks/preparation/rules";
import { CYCLES_HREF, cycleHref, OPERATOR_HREF } from "@/lib/labels/cycle-texts";
import type { Visitor } from "@/lib/server/scope/scope";

/** Where the visitor reads the latest results that they may read. */
export function readingLinks(cycles: readonly CycleRecord[], { actor }: Visitor): TasksView["reading"] {
  if (!mayAtOwn(actor, "gapReport.read")) return [];
  const latest = cycles.find(({ state }) => state === "approved" || state === "submitted");
  return [
    { label: "ダッシュボードを見る", href: OPERATOR_HREF },
    ...(latest === undefined ? [] : [{ label: `「${latest.title}」の要改善事項報告書を読む`, href: cycleHref(latest.id, "gap-report") }]),
  ];
}

const WORDS = {
  departments: {
    title: "部署をつくる",
    text: ({ departments }: Register) => (departments === 0 ? "点検票を確かめる責任者は、部署ごとに決めます。" : `${departments}部署`),
    href: "/operator/organisation",
    buttons: ["部署をつくる", "直す"],
  },
  systems: {
    title: "重要システムを登録する",
    text: ({ systems }: Register) => (systems === 0 ? "システム管理者の点検票は、重要システムごとに一枚です。" : `${systems}システム`),
    href: "/operator/organisation",
    buttons: ["登録する", "直す"],
  },
  people: {
    title: "人を登録する",
    text: ({ people }: Register) => `${people}人を登録しました。一覧のファイルを取り込むか、一人ずつ入れます。氏名とメールアドレスがあれば足ります。`,
    href: "/operator/people",
    buttons: ["人を登録する", "直す"],
  },
  roles: {
    title: "役割を決める",
    text: ({ vacantPosts }: Register) =>
      vacantPosts === 0
        ? "CISO と、部署ごとの責任者、システムごとの管理者が決まっています。"
        : `CISO と、部署ごとの責任者、システムごとの管理者。一人がいくつ兼ねても構いませんが、自分の点検票は自分で受理できません。いま空いているもの ${vacantPosts}つ`,
    href: "/operator/people",
    buttons: ["役割を決める", "直す"],
  },
  plan: {
    title: "点検の回を計画する",
    text: ({ cycles }: Register) => (cycles === 0 ? "ガイドラインの版と期間と期限を決めます。" : "計画した回を配ると、回答が始まります。"),
    href: CYCLES_HREF,
    buttons: ["計画する", "配る回を見る"],
  },
} as const satisfies Record<Preparation, { title: string; text: (register: Register) => string; href: string; buttons: readonly [todo: string, done: string] }>;

/** The steps of a new operator; the first one that is missing is the present one. */
export function preparationViews(done: ReadonlySet<Preparation>, register: Register): PreparationView[] {
  const current = PREPARATIONS.find((one) => !done.has(one));
  return PREPARATIONS.map((id) => {
    const { title, text, href, buttons } = WORDS[id];
    const state = done.has(id) ? "done" : id === current ? "current" : "ahead";
    return { id, title, text: text(register), state, href, button: state === "done" ? buttons[1] : state === "current" ? buttons[0] : "先に見る" };
  });
}
