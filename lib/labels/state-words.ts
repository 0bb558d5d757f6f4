import type { CycleState, SheetState, WithdrawnBecause } from "@/lib/domain/checking/state";

/** The states in Japanese, identical on every screen. */
export const SHEET_STATE_WORDS = {
  notStarted: "未着手",
  inProgress: "回答中",
  handedIn: "提出済み・確認待ち",
  returned: "差戻し",
  accepted: "受理",
  withdrawn: "取下げ",
} as const satisfies Record<SheetState, string>;

/** Why a sheet was withdrawn, where that is counted. */
export const WITHDRAWN_WORDS = { left: "退職", longAbsence: "長期不在" } as const satisfies Record<WithdrawnBecause, string>;

export const CYCLE_STATE_WORDS = {
  planned: "計画中",
  open: "回答中",
  reviewing: "確認中",
  approved: "承認済み",
  submitted: "提出済み",
  cancelled: "取りやめ",
} as const satisfies Record<CycleState, string>;
