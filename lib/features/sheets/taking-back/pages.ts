import "server-only";
import { takeBack } from "@/lib/domain/checking/sheet";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet } from "@/lib/features/sheets/record/record";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { takeBackHandIn } from "@/lib/features/sheets/taking-back/commands";
import { remarksSinceHandIn } from "@/lib/features/sheets/taking-back/queries";
import type { TakingBackView } from "@/lib/features/sheets/taking-back/view";
import { sheetRefusal } from "@/lib/features/sheets/transitions/refusals";
import { itemWord } from "@/lib/labels/answer-words";
import { dateWithWeekday, dayWithWeekday, dueText } from "@/lib/labels/japanese-date";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";

const readTakingBack = reading({
  of: takeBackHandIn,
  takesOut: { no: "how far a sheet is that the visitor may take back, of their own or of a post that they represent" },
  on: anySheet.seen,
  async run({ transaction, subject: sheet }) {
    const summary = await sheetSummary(transaction, sheet.id);
    if (!summary) return refused(NOT_FOUND);
    return granted({ sheet, summary, remarks: (await remarksSinceHandIn(transaction, [sheet.id])).get(sheet.id) ?? 0 });
  },
});

/** The effects of taking the hand-in back, or why it is impossible. */
export async function loadTakingBack(sheetId: string): Promise<TakingBackView> {
  const now = new Date();
  const { sheet, summary, remarks } = valueOrPage(await readTakingBack(await requireVisitor(), { sheetId }, now));
  const { state, cycleState, guideline, answered, measures } = sheet;
  const next = takeBack({ state, cycleState, everReturned: sheet.returnedReason !== null, remarks });
  const due = dueText(summary.dueOn, now);
  return {
    sheetId,
    heading: "提出を取り消す",
    note: sheetTitle(summary),
    steps: [{ label: "点検票", href: "/checks" }, { label: sheetTitle(summary), href: `/checks/${sheetId}` }, { label: "提出を取り消す" }],
    title:
      state === "handedIn" && summary.handedInAt !== null
        ? `${dateWithWeekday(new Date(summary.handedInAt))}に、${itemWord(guideline)}${measures}件のうち${answered}件に回答して提出しました。`
        : "この点検票は、提出して確認を待っている状態ではありません。",
    dates: `回答の期限は${dayWithWeekday(summary.dueOn)}です${due.overdue ? "（過ぎています）" : ""}。`,
    problem: next.ok ? null : sheetRefusal(guideline, next.refusal).detail,
    follows: [
      "回答は消えません。そのまま続きから直せます。",
      "もう一度提出するまで、確認を待つ一覧からも、数値からも外れます。",
      ...(sheet.returnedReason === null ? [] : ["差し戻された点検票に戻ります。差戻しの理由と所見は、また見えるようになります。"]),
      `直したら、もう一度提出してください。期限は${dayWithWeekday(summary.dueOn)}のままです。`,
    ],
  };
}
