import type { CycleState, SheetState } from "@/lib/domain/checking/state";
import { CYCLE_STATE_WORDS, SHEET_STATE_WORDS } from "@/lib/labels/state-words";
import { type ChipTone, StatusChip } from "../ui/status-chip";

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
  cancelled: "plain",
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
