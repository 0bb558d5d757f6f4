import "server-only";
import { look } from "@/lib/audit/change";
import { requireVisitor } from "@/lib/auth/current";
import { valueOrPage } from "@/lib/auth/refused-page";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { pageSectionOf, sectionHref } from "@/lib/features/checklist/page-sections";
import { type Checks, readChecks } from "@/lib/features/checks/data";
import type { ChecksView, MySheetView, NextStepView } from "@/lib/features/checks/view";
import { itemLabel } from "@/lib/features/guidelines/item-title";
import { dateWithWeekday, dueText, startOfDay, timeText } from "@/lib/features/japanese-date";
import { REVIEW_HREF } from "@/lib/features/review/addresses";
import { sheetsWaitingFor } from "@/lib/features/review/waiting";
import type { SheetSummary } from "@/lib/features/sheets/schema";
import { ROLE_WORDS } from "@/lib/features/words";

/** Minutes that an unanswered measure takes, as an estimate. */
const MINUTES_EACH = 1;

const open = (sheet: SheetSummary): boolean => isAnswerable(sheet.state, sheet.cycleState);

function sheetButton(sheet: SheetSummary, remarks: number): string {
  if (!open(sheet)) return "見る";
  if (sheet.state === "returned") return remarks > 0 ? `直す（${remarks}件）` : "直す";
  return sheet.state === "notStarted" ? "回答をはじめる" : "続きから";
}

function sheetView({ editions, examples, remarks }: Checks, sheet: SheetSummary, now: Date): MySheetView {
  const index = editions.get(sheet.edition);
  const counted = examples.find(({ sheetId }) => sheetId === sheet.id);
  const due = dueText(sheet.dueOn, now);
  const own = remarks.filter(({ sheetId }) => sheetId === sheet.id);
  const handedIn = sheet.handedInAt === null ? null : `${timeText(new Date(sheet.handedInAt), now)}に提出`;
  return {
    id: sheet.id,
    roleLabel: ROLE_WORDS[sheet.role],
    scopeLabel: `${sheet.personName ?? sheet.systemName ?? sheet.departmentName ?? "事業者全体"}　${sheet.cycleTitle}`,
    kind: index?.edition.kind ?? "measures",
    state: sheet.state,
    dateText: open(sheet) ? `期限 ${due.text}` : (handedIn ?? "提出しないまま、受付が終わりました"),
    overdue: open(sheet) && due.overdue,
    measures: { answered: sheet.answered, total: sheet.measures },
    examples: { answered: Number(counted?.answered ?? 0), total: Number(counted?.total ?? 0) },
    href: `/checks/${sheet.id}`,
    button: sheetButton(sheet, own.length),
    remarks: own.map((remark) => {
      const item = index?.items.get(remark.itemId);
      return {
        id: remark.id,
        itemLabel: index ? itemLabel(index, remark.itemId) : remark.itemId,
        href: item && index ? `${sectionHref(sheet.id, pageSectionOf(index, item.section).id)}#item-${item.id}` : `/checks/${sheet.id}`,
        status: remark.status,
        text: remark.text,
        byText: `${remark.byName}　${timeText(remark.at, now)}`,
      };
    }),
  };
}

/** While a cycle stands here, its sheets are of today. */
const RUNNING: ReadonlySet<SheetSummary["cycleState"]> = new Set(["open", "reviewing"]);

const RANK = { returned: 0, inProgress: 1, notStarted: 2, handedIn: 3, accepted: 4, withdrawn: 5 } as const;

function nextStep(sheet: MySheetView | undefined): NextStepView | null {
  if (!sheet) return null;
  const left = sheet.measures.total - sheet.measures.answered;
  const returned = sheet.state === "returned";
  const name = `${sheet.roleLabel}の点検票`;
  return {
    title: returned ? `差し戻された「${name}」を直してください` : left === 0 ? `「${name}」を提出してください` : `「${name}」に回答してください`,
    text: returned ? "所見を読み、回答を直して、もう一度提出します。" : left === 0 ? "対策項目はすべて回答済みです。内容を確かめて提出します。" : `未回答の対策項目が${left}件あります。途中で閉じても、回答は保存されています。`,
    dueText: sheet.dateText,
    pressing: sheet.overdue || returned,
    effortText: left > 0 ? `目安 ${Math.max(5, Math.ceil((left * MINUTES_EACH) / 5) * 5)}分` : null,
    href: left === 0 && !returned ? `${sheet.href}/hand-in` : sheet.href,
    button: returned ? "直す" : left === 0 ? "確かめて提出する" : sheet.button,
  };
}

/** What is the visitor's to answer, returned sheets first, and what comes next. */
export async function loadChecks(): Promise<ChecksView> {
  const visitor = await requireVisitor();
  const now = new Date();
  if (visitor.actor.operatorId === null) return valueOrPage(refused(refusal("not_permitted", "事業者の画面です。")));
  const found = valueOrPage(
    await look(visitor, { action: "sheet.read", target: "sheets" }, now, async (transaction) => granted({ ...(await readChecks(transaction, visitor.actor.personId)), reviewing: (await sheetsWaitingFor(transaction, visitor)).length })),
  );
  const views = (sheets: readonly SheetSummary[]): MySheetView[] => sheets.map((sheet) => sheetView(found, sheet, now));
  const waiting = found.sheets.filter(open).sort((a, b) => RANK[a.state] - RANK[b.state] || a.dueOn.localeCompare(b.dueOn));
  const closed = found.sheets.filter((sheet) => !open(sheet));
  const [newest] = found.sheets;
  const dues = [...new Map(waiting.map(({ dueOn, cycleTitle }) => [`${dueOn}${cycleTitle}`, { dueOn, cycleTitle }])).values()];
  const openViews = views(waiting);
  return {
    title: `${visitor.account.name}さんの点検票`,
    note: newest ? newest.cycleTitle : null,
    next: nextStep(openViews[0]),
    review: found.reviewing === 0 ? null : { text: `確認を待つ点検票 ${found.reviewing}枚`, href: REVIEW_HREF },
    open: openViews,
    done: views(closed.filter(({ cycleState }) => RUNNING.has(cycleState))),
    earlier: views(closed.filter(({ cycleState }) => !RUNNING.has(cycleState))),
    dates: dues.map(({ dueOn, cycleTitle }) => ({ dateText: dateWithWeekday(startOfDay(dueOn)), label: `${cycleTitle}の提出期限` })),
    empty: {
      text: "いま回答する点検票はありません。事業者が自己点検を始めると、ここに点検票が並びます。",
      help: "担当や期限については、自社の事務局に聞いてください。",
      actions: [{ label: "ガイドラインを読む", href: "/guidelines" }, { label: "アカウントを確かめる", href: "/account" }],
    },
  };
}
