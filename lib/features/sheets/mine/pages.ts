import "server-only";
import { actingDeputyships } from "@/lib/domain/access/holding";
import { reviewerOf } from "@/lib/domain/access/review";
import { granted } from "@/lib/domain/shared/result";
import { changeText } from "@/lib/features/cycles/changes/texts";
import { listOwnSheets, representedSet, representedSheets } from "@/lib/features/sheets/list/queries";
import { isMissed, mySheetView } from "@/lib/features/sheets/mine/parts";
import { isShown, MOST_SHEETS, type MySheets, readMySheets } from "@/lib/features/sheets/mine/queries";
import { emptyView, type FinishedSheets, nextSheet, reviewText } from "@/lib/features/sheets/mine/texts";
import type { MySheetsView, MySheetView } from "@/lib/features/sheets/mine/view";
import { isOpen } from "@/lib/features/sheets/record/rules";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { sheetsWaitingFor } from "@/lib/features/sheets/waiting-for-review/queries";
import { dateWithWeekday, dayWithWeekday } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { REVIEW_HREF } from "@/lib/labels/review-addresses";
import { ROLE_WORDS } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { none } from "@/lib/server/use-cases/operation";
import { type On, ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";

/** Cycles in these states have present sheets. */
const RUNNING: ReadonlySet<SheetSummary["cycleState"]> = new Set(["open", "reviewing"]);

const RANK = { returned: 0, inProgress: 1, notStarted: 2, handedIn: 3, accepted: 4, withdrawn: 5 } as const;

const reviewersOf = ({ reviewed }: MySheets, sheets: readonly SheetSummary[]) =>
  sheets.flatMap(({ id }) => {
    const sheet = reviewed.get(id);
    return sheet ? [reviewerOf(sheet)] : [];
  });

function handedOver(found: MySheets, sheets: readonly SheetSummary[]): FinishedSheets {
  const cycles = new Set(sheets.filter(({ state }) => state === "handedIn").map(({ cycleId }) => cycleId));
  const ends = found.cycles.filter(({ cycleId }) => cycles.has(cycleId)).map(({ until }) => until);
  return {
    reviewers: reviewersOf(found, sheets),
    accepted: sheets.filter(({ state }) => state === "accepted").length,
    missed: sheets.filter(isMissed).length,
    until: ends.sort().at(-1) ?? null,
  };
}

/** The message after handing in: which sheet, and who reviews it. */
function handedInText(found: MySheets, sheetId: string | undefined): string | null {
  const sheet = found.sheets.find(({ id, state }) => id === sheetId && state === "handedIn");
  return sheet ? `${ROLE_WORDS[sheet.role]}の点検票を提出しました。${reviewText(reviewersOf(found, [sheet]))}` : null;
}

/** 「「上期 自己点検」は2026年11月29日（日）に取りやめになりました。回答は要りません（理由：…）」 */
const cancelledView = ({ id, title, at, reason }: MySheets["cancelled"][number]): MySheetsView["changes"][number] => ({
  id,
  text: sentence`「${title}」は${dateWithWeekday(at)}に取りやめになりました。回答は要りません（理由：${reason}）`,
});

interface Mine {
  readonly operatorId: string;
  /** Sheets on the page that the visitor answers for a post alone. */
  readonly represented: readonly SheetSummary[];
}

const mine: On<typeof none, Mine> = {
  ...ofOwnOperator("sheets"),
  find: async (transaction, _params, { visitor: { actor } }) => ({
    operatorId: actor.operatorId ?? "",
    represented: (await representedSheets(transaction, actor, { page: 1, perPage: MOST_SHEETS })).filter(isShown),
  }),
};

const readMine = reading({
  of: listOwnSheets,
  takesOut: { exceptOwn: ({ represented }) => represented.length === 0 },
  may: "operator.read",
  on: mine,
  async run({ transaction, subject: { operatorId, represented }, visitor, now, addDetail }) {
    addDetail(representedSet(represented));
    return granted({
      ...(await readMySheets(transaction, operatorId, visitor.actor.personId, now, actingDeputyships(visitor.actor))),
      reviewing: (await sheetsWaitingFor(transaction, visitor, now)).length,
    });
  },
});

/** The visitor's sheets, returned ones first, and the next step. `handedIn`: the sheet just handed in. */
export async function loadMySheets(handedIn?: string): Promise<MySheetsView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const found = valueOrPage(await readMine(visitor, {}, now));
  const views = (sheets: readonly SheetSummary[]): MySheetView[] => sheets.map((sheet) => mySheetView(found, sheet, now));
  const waiting = found.sheets.filter(isOpen).sort((a, b) => RANK[a.state] - RANK[b.state] || a.dueOn.localeCompare(b.dueOn));
  const closed = found.sheets.filter((sheet) => !isOpen(sheet));
  const running = closed.filter(({ cycleState }) => RUNNING.has(cycleState));
  const dues = [...new Map(waiting.map(({ dueOn, cycleTitle }) => [`${dueOn}${cycleTitle}`, { dueOn, cycleTitle }])).values()];
  const open = views(waiting);
  return {
    title: `${inSentence(visitor.account.name)}さんの点検票`,
    note: found.sheets[0]?.cycleTitle ?? null,
    handedIn: handedInText(found, handedIn),
    changes: [...found.cancelled.map(cancelledView), ...found.changes.map((one) => ({ id: one.id, text: changeText(one) }))],
    next: nextSheet(open[0]),
    review: found.reviewing === 0 ? null : { text: `あなたの確認を待つ点検票が${found.reviewing}枚あります`, href: REVIEW_HREF },
    open,
    done: views(running.filter((sheet) => !isMissed(sheet))),
    missed: views(running.filter(isMissed)),
    earlier: views(closed.filter(({ cycleState }) => !RUNNING.has(cycleState))),
    dates: dues.map(({ dueOn, cycleTitle }) => ({ dateText: dayWithWeekday(dueOn), label: sentence`${cycleTitle}の提出期限` })),
    empty: emptyView(handedOver(found, running), now),
  };
}
