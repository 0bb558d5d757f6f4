import type { CallingAsked, TickName } from "@/lib/features/surveys/calling/parts";
import type { Callable, CallableOperator } from "@/lib/features/surveys/calling/queries";
import type { SurveyRecord } from "@/lib/features/surveys/record/record";
import { surveyHref } from "@/lib/features/surveys/record/view";
import { inSentence } from "@/lib/labels/own-direction";
import { pagerView } from "@/lib/validation/paging";

export const callingHref = (surveyId: string): string => `${surveyHref(surveyId)}/add-operators`;

/** Ticked operators that are shown beside a page of the list; further ones are only sent along. */
const CHOSEN_SHOWN = 100;

/** The choice of operators, a page at a time. Ticks are kept over searches and pages: they are part of the form. */
export interface OperatorChoiceView {
  readonly ticks: TickName;
  readonly words: string;
  /** Another list has other controls: it changes with what is shown. */
  readonly list: string;
  readonly operators: readonly (CallableOperator & { readonly chosen: boolean })[];
  /** Why the list is empty; null if it is not. */
  readonly nobodyText: string | null;
  /** Ticked operators that the page of the list does not show. */
  readonly others: {
    readonly legend: string;
    readonly shown: readonly CallableOperator[];
    readonly sentAlong: readonly string[];
    readonly more: string | null;
  };
  /** Search and pages; null where all fit on one page. */
  readonly search: { readonly page: number; readonly summary: string; readonly previous: number | null; readonly next: number | null } | null;
  readonly everybody: number;
}

export function operatorChoice({ found, chosen, everybody }: Callable, { words }: CallingAsked, ticks: TickName): OperatorChoiceView {
  const { items, page, perPage, total } = found;
  const ticked = new Set(chosen.map(({ id }) => id));
  const here = new Set(items.map(({ id }) => id));
  const others = chosen.filter(({ id }) => !here.has(id));
  const shown = others.slice(0, CHOSEN_SHOWN);
  const pager = pagerView(found, "者", String);
  return {
    ...{ ticks, words, list: `${words} ${String(page)} ${String(everybody)}`, everybody },
    operators: items.map((one) => ({ ...one, chosen: ticked.has(one.id) })),
    nobodyText: total > 0 ? null : everybody === 0 ? "この分野には、まだ事業者がありません。" : `「${inSentence(words)}」に合う事業者はありません。`,
    others: {
      legend: `ほかに選んだ事業者（${others.length}者）`,
      shown,
      sentAlong: others.slice(CHOSEN_SHOWN).map(({ id }) => id),
      more: others.length > CHOSEN_SHOWN ? `ここに出ていない${others.length - CHOSEN_SHOWN}者も、選んだままです。` : null,
    },
    search:
      everybody <= perPage
        ? null
        : { page, summary: pager.summary, previous: pager.previousHref === null ? null : page - 1, next: pager.nextHref === null ? null : page + 1 },
  };
}

/** The page that adds operators to a survey. */
export interface CallingView {
  readonly surveyId: string;
  readonly surveyTitle: string;
  readonly backHref: string;
  /** Null where the survey calls every operator of the sector. */
  readonly choice: OperatorChoiceView | null;
}

export const callingView = ({ id, title }: SurveyRecord, callable: Callable, asked: CallingAsked): CallingView => ({
  ...{ surveyId: id, surveyTitle: title, backHref: surveyHref(id) },
  choice: callable.everybody === 0 ? null : operatorChoice(callable, asked, "addOperatorIds"),
});

/** What the command did with those asked for, some of whom may have been called meanwhile. */
export function calledText(called: number, asked: number): string {
  const before = asked - called;
  if (called === 0) return "選んだ事業者は、もう対象でした。";
  return `${called}者を対象に加えました。${before === 0 ? "" : `ほかの${before}者は、もう対象でした。`}`;
}
