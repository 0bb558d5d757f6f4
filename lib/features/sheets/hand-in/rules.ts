import type { SheetState } from "@/lib/domain/checking/state";
import type { HandInItem, HandInStep } from "@/lib/features/sheets/hand-in/view";

interface HandInFacts {
  readonly state: SheetState;
  readonly sheetHref: string;
  /** The number of unanswered measures. */
  readonly unanswered: number;
  /** The number of unanswered examples that the round asks. */
  readonly unansweredExamples?: number;
  readonly needingReason: readonly HandInItem[];
  /** The number of answers to examples that would not count. */
  readonly uncounted?: number;
}

/** The main button of the page, which never offers an action that would be refused. */
export function handInStep({ state, sheetHref, unanswered, unansweredExamples = 0, needingReason, uncounted = 0 }: HandInFacts): HandInStep {
  if (state === "notStarted") return { kind: "begin", button: "回答をはじめる", href: sheetHref };
  const [lacking] = needingReason;
  if (lacking) return { kind: "giveReasons", button: "理由を入力する", href: lacking.href };
  const missing = [unanswered > 0 ? `未回答${unanswered}件` : "", unansweredExamples > 0 ? `具体例の未回答${unansweredExamples}件` : ""].filter(Boolean);
  const open = missing.length > 0 ? `${missing.join("・")}のまま` : "";
  const aside = uncounted > 0 ? `具体例の回答${uncounted}件を数えずに` : "";
  return { kind: "handIn", button: `${[open, aside].filter(Boolean).join("、")}提出する` };
}
