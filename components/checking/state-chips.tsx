import type { CycleState, SheetState } from "@/lib/domain/checking/state";
import { type ChipTone, StatusChip } from "../ui/status-chip";

export const SHEET_STATE_WORDS = {
  notStarted: "未着手",
  inProgress: "回答中",
  handedIn: "提出済み・確認待ち",
  returned: "差戻し",
  accepted: "受理",
  withdrawn: "取りやめ",
} as const satisfies Record<SheetState, string>;

export const CYCLE_STATE_WORDS = {
  planned: "計画",
  open: "回答",
  reviewing: "確認",
  approved: "承認済み",
  submitted: "提出済み",
} as const satisfies Record<CycleState, string>;

const SHEET_TONES: Record<SheetState, ChipTone> = {
  notStarted: "neutral",
  inProgress: "active",
  handedIn: "waiting",
  returned: "returned",
  accepted: "done",
  withdrawn: "plain",
};

const CYCLE_TONES: Record<CycleState, ChipTone> = {
  planned: "neutral",
  open: "active",
  reviewing: "waiting",
  approved: "done",
  submitted: "done",
};

export function SheetStateChip({ state, count }: { readonly state: SheetState; readonly count?: number | undefined }) {
  return (
    <StatusChip tone={SHEET_TONES[state]}>
      {SHEET_STATE_WORDS[state]}
      {count ? ` ${count}件` : null}
    </StatusChip>
  );
}

export function CycleStateChip({ state }: { readonly state: CycleState }) {
  return <StatusChip tone={CYCLE_TONES[state]}>{CYCLE_STATE_WORDS[state]}</StatusChip>;
}
