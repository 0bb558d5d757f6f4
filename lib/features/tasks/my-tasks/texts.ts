import { mayAtOwn } from "@/lib/domain/access/permission";
import { hasFigures } from "@/lib/domain/checking/cycle";
import { SHEET_STATES } from "@/lib/domain/checking/state";
import { grouped } from "@/lib/domain/shared/grouped";
import { type StateRow, totalCounts } from "@/lib/features/cycle-pages/progress/queries";
import { graspCounts } from "@/lib/features/cycles/next-step/rules";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import type { DepartmentSheetsView, PreparationView, ReadingView } from "@/lib/features/tasks/my-tasks/view";
import { PREPARATIONS, type Preparation, type Register } from "@/lib/features/tasks/preparation/rules";
import { CYCLES_HREF, cycleHref, NEW_CYCLE_HREF } from "@/lib/labels/cycle-texts";
import { behind } from "@/lib/labels/item-addresses";
import { sentence } from "@/lib/labels/own-direction";
import { recordLinks } from "@/lib/labels/record-links";
import { SHEET_STATE_WORDS } from "@/lib/labels/state-words";
import type { Visitor } from "@/lib/server/scope/scope";

/** How far the sheets of a cycle have come. */
function progressText({ title }: CycleRecord, counts: StateCounts | undefined): string {
  if (counts === undefined) return sentence`「${title}」`;
  const { handedOut, counted } = graspCounts(counts);
  return sentence`「${title}」。配った${handedOut}枚のうち${counted}枚が提出されています。`;
}

/** How far the sheets of each department are in the rounds that run. Numbers of sheets alone: what they contain is read elsewhere. */
export function departmentViews(cycles: readonly CycleRecord[], rows: ReadonlyMap<string, readonly StateRow[]>): DepartmentSheetsView[] {
  const running = cycles.filter(({ state }) => state === "open" || state === "reviewing");
  return running.flatMap((cycle) =>
    [...grouped(rows.get(cycle.id) ?? [], ({ departmentId }) => departmentId ?? "")].map(([departmentId, states]) => {
      const counts = totalCounts(states);
      const { sheets } = behind(cycle.id, departmentId);
      return {
        id: `${cycle.id}-${departmentId}`,
        title: sentence`${states[0]?.departmentName ?? ""}の点検票　${String(graspCounts(counts).handedOut)}枚`,
        note: progressText(cycle, counts),
        rows: SHEET_STATES.filter((state) => counts[state] > 0).map((state) => ({
          ...{ state, label: SHEET_STATE_WORDS[state], sheets: `${counts[state]}枚`, href: sheets({ state }) },
        })),
      };
    }),
  );
}

/**
 * What the visitor may read of the whole operator: the latest round, its results, earlier rounds, records. `decided`: the round
 * with the newest results; `counts`: sheets by cycle.
 */
export function readingViews(
  cycles: readonly CycleRecord[],
  decided: CycleRecord | null,
  counts: ReadonlyMap<string, StateCounts>,
  { actor }: Visitor,
): ReadingView[] {
  if (!mayAtOwn(actor, "gapReport.read")) return [];
  const latest = cycles.find(({ state }) => hasFigures(state));
  const of = (cycle: CycleRecord | undefined, entries: (cycle: CycleRecord) => ReadingView[]) => (cycle === undefined ? [] : entries(cycle));
  return [
    ...of(latest, (cycle) => [
      { label: "進み具合", text: progressText(cycle, counts.get(cycle.id)), href: cycleHref(cycle.id, "progress") },
      { label: "項目", text: sentence`「${cycle.title}」。項目を開くと、見ることのできる回答が並びます。`, href: cycleHref(cycle.id, "items") },
      { label: "採点", text: sentence`「${cycle.title}」。観点・節・部署ごとの数値です。`, href: cycleHref(cycle.id, "scores") },
    ]),
    ...of(decided ?? latest, (cycle) => [
      {
        label: "要改善事項報告書",
        text: sentence`「${cycle.title}」。改善が必要な項目と、それがある部署・役割・システムです。`,
        href: cycleHref(cycle.id, "gap-report"),
      },
    ]),
    { label: "点検の回", text: "これまでの回と、その結果です。", href: CYCLES_HREF },
    ...recordLinks(actor).map(({ label, note, href }) => ({ label, text: `${note}。`, href })),
  ];
}

interface PreparationWords {
  readonly title: string;
  readonly text: (register: Register) => string;
  readonly href: string | ((register: Register) => string);
  readonly buttons: readonly [todo: string, done: string];
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
        ? "CISO と、部署ごとの責任者、システムごとの管理者が決まっています。経営層・情報セキュリティ委員会・審査者・監査実施者の点検票は、人を決めると配れます。"
        : `CISO と、部署ごとの責任者、システムごとの管理者。一人がいくつ兼ねても構いませんが、自分の点検票は自分で受理できません。いま空いているもの ${vacantPosts}つ`,
    href: "/operator/people",
    buttons: ["役割を決める", "直す"],
  },
  plan: {
    title: "点検の回を計画する",
    text: ({ cycles }: Register) => (cycles === 0 ? "ガイドラインの版と期間と期限を決めます。" : "計画した回を配ると、回答が始まります。"),
    href: ({ cycles }: Register) => (cycles === 0 ? NEW_CYCLE_HREF : CYCLES_HREF),
    buttons: ["計画する", "配る回を見る"],
  },
} as const satisfies Record<Preparation, PreparationWords>;

/** The steps of a new operator; the first one that is missing is the present one. */
export function preparationViews(done: ReadonlySet<Preparation>, register: Register): PreparationView[] {
  const current = PREPARATIONS.find((one) => !done.has(one));
  return PREPARATIONS.map((id) => {
    const { title, text, href, buttons }: PreparationWords = WORDS[id];
    const state = done.has(id) ? "done" : id === current ? "current" : "ahead";
    return {
      id,
      title,
      text: text(register),
      state,
      href: typeof href === "string" ? href : href(register),
      button: state === "done" ? buttons[1] : state === "current" ? buttons[0] : "先に見る",
    };
  });
}
