import "server-only";
import { searchedWords } from "@/lib/domain/shared/text";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { askedOfAssignment } from "@/lib/features/staffing/assignment/parts";
import { type Assignment, readAssignment } from "@/lib/features/staffing/assignment/queries";
import type { AssignmentView, WithdrawingView } from "@/lib/features/staffing/assignment/view";
import { SHEET_STATE_WORDS } from "@/lib/labels/state-words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";

/** A note on how many people are offered, and how to find the others. */
function offerText(search: string, { candidates, offered, found, everybody }: Assignment): string {
  const shown = candidates.length;
  if (search === "")
    return shown < everybody
      ? `${everybody}人のうち${shown}人を表示しています。ほかの人は、名前・メール・職員番号で探せます。`
      : `${everybody}人すべてを表示しています。`;
  const kept = "いま回答する人と、選んだ人は、いつも表示します。";
  if (found === 0) return `「${search}」に合う人はいません。${kept}`;
  return offered < found
    ? `「${search}」に合う${found}人のうち${offered}人を表示しています。言葉を足すと絞れます。${kept}`
    : `「${search}」に合う${found}人を表示しています。${kept}`;
}

/** What withdrawing removes, shown before it is done. */
function withdrawingView(answers: number, { state, personId }: SheetSummary): WithdrawingView {
  const held =
    answers === 0
      ? "回答はまだありません。"
      : `回答が${answers}件あります（${SHEET_STATE_WORDS[state]}）。取り下げると、回答は続けられず、どの数値にも入りません。`;
  const text = `${held}取り下げた点検票は、配布にも提出にも数えません。点検票は元に戻せません。同じ人や所に配り直すと、回答のない新しい点検票になります。`;
  return { text, confirmed: answers, button: answers === 0 ? "取り下げる" : `回答${answers}件のある点検票を取り下げる`, ofPerson: personId !== null };
}

/** The respondents of a sheet and further candidates; `q` is a part of a name, address or staff number. */
export async function loadAssignment(sheetId: string, sent: Readonly<Record<string, string | readonly string[] | undefined>>): Promise<AssignmentView> {
  const asked = askedOfAssignment(sent);
  const search = searchedWords(asked.search);
  const visitor = await requireVisitor();
  const found = valueOrPage(await readAssignment(visitor, { sheetId, search, selected: asked.selected }, new Date()));
  const { fixed, kept, summary, answers, candidates } = found;
  return {
    sheetId,
    cycleId: summary.cycleId,
    title: sheetTitle(summary),
    note: summary.cycleTitle,
    cycleTitle: summary.cycleTitle,
    search,
    candidates,
    fixedText: fixed,
    offerText: offerText(search, found),
    withdrawn: summary.state === "withdrawn",
    keptText: kept,
    withdrawing: withdrawingView(answers, summary),
  };
}
