import type { SheetState } from "@/lib/domain/checking/state";
import type { HandInItem, HandInStep } from "@/lib/features/hand-in/view";

interface Standing {
  readonly state: SheetState;
  readonly sheetHref: string;
  readonly unanswered: readonly HandInItem[];
  readonly needingReason: readonly HandInItem[];
}

/** The one filled button of the page never promises what would be refused. */
export function handInStep({ state, sheetHref, unanswered, needingReason }: Standing): HandInStep {
  if (state === "notStarted") return { kind: "begin", button: "回答をはじめる", href: sheetHref };
  const [lacking] = needingReason;
  if (lacking) return { kind: "giveReasons", button: "理由を入力する", href: lacking.href };
  return { kind: "handIn", button: unanswered.length > 0 ? `未回答${unanswered.length}件のまま提出する` : "提出する" };
}
