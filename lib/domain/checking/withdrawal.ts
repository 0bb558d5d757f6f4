import { isCounted, transitionSheet } from "@/lib/domain/checking/sheet";
import type { CycleState, SheetState } from "@/lib/domain/checking/state";
import { confirms } from "@/lib/domain/shared/confirmation";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

/** A sheet that is to be withdrawn together with others. */
export interface SheetToWithdraw {
  readonly id: string;
  readonly state: SheetState;
  /** Whether the person may withdraw it, and also once it is in the figures: what the rule of one sheet says of it. */
  readonly allowed: boolean;
  readonly allowedCounted: boolean;
  /** The present number of its answers. */
  readonly answers: number;
  /** The measures that no sheet would ask once all of them are withdrawn. */
  readonly unasked: readonly string[];
}

/**
 * Why a sheet cannot be withdrawn with the others. `notAsDeputy`: the person withdraws others as a deputy, but not this one. `counted`:
 * only the CISO may. `lastToAsk`: its measures would be on no sheet.
 */
export type WithdrawalObstacle = { readonly id: string } & (
  | { readonly why: "withdrawn" | "notAsDeputy" | "counted" }
  | { readonly why: "lastToAsk"; readonly items: readonly string[] }
);

/** What withdrawing them removes. */
export interface WithdrawalNumbers {
  readonly sheets: number;
  readonly answers: number;
  /** Handed in or accepted, so in the figures. */
  readonly counted: number;
}

export interface WithdrawingMany {
  readonly cycleState: CycleState;
  readonly sheets: readonly SheetToWithdraw[];
  /** The numbers that the person was shown and confirmed. */
  readonly confirmed: { readonly [Name in keyof WithdrawalNumbers]: number | undefined };
}

export type WithdrawalRefusal =
  | { readonly code: "cycleNotOpen"; readonly cycle: CycleState }
  | { readonly code: "inTheWay"; readonly obstacles: readonly WithdrawalObstacle[] }
  | { readonly code: "numbersUnconfirmed"; readonly numbers: WithdrawalNumbers };

/** What stands in the way of withdrawing the sheet with the others; null if nothing does. */
function obstacleOf({ id, state, allowed, allowedCounted, unasked }: SheetToWithdraw): WithdrawalObstacle | null {
  if (state === "withdrawn") return { id, why: "withdrawn" };
  if (!allowed) return { id, why: "notAsDeputy" };
  if (isCounted(state) && !allowedCounted) return { id, why: "counted" };
  return unasked.length > 0 ? { id, why: "lastToAsk", items: unasked } : null;
}

export const withdrawalObstacles = (sheets: readonly SheetToWithdraw[]): WithdrawalObstacle[] => sheets.flatMap((sheet) => obstacleOf(sheet) ?? []);

export const withdrawalNumbers = (sheets: readonly SheetToWithdraw[]): WithdrawalNumbers => ({
  sheets: sheets.length,
  answers: sheets.reduce((sum, { answers }) => sum + answers, 0),
  counted: sheets.filter(({ state }) => isCounted(state)).length,
});

/**
 * Withdrawing several sheets of a cycle, all or none (docs/design.md 3). It cannot be undone, so the number of sheets is always
 * confirmed, that of their answers and of the counted ones unless it is 0. Refused with every obstacle, not with the first.
 */
export function withdrawMany({ cycleState, sheets, confirmed }: WithdrawingMany): Result<WithdrawalNumbers, WithdrawalRefusal> {
  if (!transitionSheet("notStarted", "withdraw", cycleState).ok) return refused({ code: "cycleNotOpen", cycle: cycleState });
  const obstacles = withdrawalObstacles(sheets);
  if (obstacles.length > 0) return refused({ code: "inTheWay", obstacles });
  const numbers = withdrawalNumbers(sheets);
  const { answers, counted } = numbers;
  const agreed = confirms(confirmed.sheets, sheets.length, true) && confirms(confirmed.answers, answers) && confirms(confirmed.counted, counted);
  return agreed ? granted(numbers) : refused({ code: "numbersUnconfirmed", numbers });
}
