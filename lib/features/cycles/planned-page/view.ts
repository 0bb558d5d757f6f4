import { dutiesOf } from "@/lib/features/cycles/next-step/rules";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { cycleHref } from "@/lib/labels/cycle-texts";
import type { Visitor } from "@/lib/server/scope/scope";

/** A page of a cycle without content yet: its sheets are not handed out, or it was cancelled. */
export interface PlannedView {
  readonly status: "planned";
  readonly title: string;
  readonly cycleTitle: string;
  readonly backHref: string;
  /** The content that the page will have. */
  readonly text: string;
  readonly help: string | null;
  readonly actions: readonly { readonly label: string; readonly href: string }[];
}

export function plannedView(
  visitor: Visitor,
  { id, title: cycleTitle, state }: Pick<CycleRecord, "id" | "title" | "state">,
  title: string,
  text: string,
): PlannedView {
  const { plans } = dutiesOf(visitor);
  const back = { label: "点検の回を見る", href: cycleHref(id) };
  if (state === "cancelled") {
    return { status: "planned", title, cycleTitle, backHref: cycleHref(id), text: "この回は取りやめたため、数値はありません。", help: null, actions: [back] };
  }
  const actions = plans
    ? [
        { label: "計画を見る", href: cycleHref(id, "plan") },
        { label: "配る点検票を確かめる", href: cycleHref(id, "hand-out") },
      ]
    : [back];
  return { status: "planned", title, cycleTitle, backHref: cycleHref(id), text, help: plans ? null : "点検票は、事務局か CISO が配ります。", actions };
}
