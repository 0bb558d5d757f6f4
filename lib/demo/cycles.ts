import type { CycleState } from "@/lib/domain/checking/state";
import { nineOClock, onWorkday, PERIODS, type Period, plusMinutes, RUNNING, workingMinute } from "@/lib/demo/calendar";
import { chance, idOf } from "@/lib/demo/chance";
import { CORRECTING_SLUG } from "@/lib/demo/operators";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { Row } from "@/lib/demo/rows";
import { isSubmitted } from "@/lib/demo/survey-plan";

/** One 自己点検 of an operator with what happened to it when. */
export interface DemoCycle {
  readonly id: string;
  /** 0 is the first of the half-yearly cycles. */
  readonly index: number;
  readonly edition: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
  readonly state: CycleState;
  readonly previous: string | null;
  readonly createdAt: Date;
  readonly openedAt: Date | null;
  readonly reviewingAt: Date | null;
  readonly approvedAt: Date | null;
  /** Earlier than `approvedAt` only where the cycle was opened again. */
  readonly firstApprovedAt: Date | null;
  /** When it was opened again and approved anew, to correct what had been submitted. */
  readonly reopenedAt: Date | null;
}

export const REOPENED_REASON =
  "保守業者の共用アカウントと例外措置の記録について、事務局の確認で実施としていた回答に誤りが見つかったため、該当する点検票を直して提出し直します。";

/** When the running cycle took place where it is already being reviewed or approved. */
const EARLY = { openedOn: "2026-10-05", dueOn: "2026-11-06", reviewingOn: "2026-11-11", approvedOn: "2026-11-18" };
const CORRECTION = { reopenedOn: "2026-01-19", reviewingOn: "2026-01-22", approvedOn: "2026-01-26" };

const stateOf = ({ profile }: DemoOperator, index: number): CycleState => {
  if (index === RUNNING) return profile.running;
  return isSubmitted(profile.slug, index) ? "submitted" : "approved";
};

const reached = (state: CycleState, step: CycleState): boolean => {
  const order: readonly CycleState[] = ["planned", "open", "reviewing", "approved", "submitted"];
  return order.indexOf(state) >= order.indexOf(step);
};

function datesOf(operator: DemoOperator, period: Period, index: number, state: CycleState) {
  const { slug } = operator.profile;
  const early = index === RUNNING && reached(state, "reviewing");
  const { openedOn, dueOn } = early ? EARLY : period;
  const key = `${slug}/cycle/${String(index)}`;
  const openedAt = onWorkday(nineOClock(openedOn, Math.floor(chance(`${key}/opened`) * 3), workingMinute(`${key}/opened`)));
  const due = (days: number, step: string): Date => onWorkday(nineOClock(dueOn, days, workingMinute(`${key}/${step}`)));
  const corrected = slug === CORRECTING_SLUG && index === 1;
  const approvedAt = early ? nineOClock(EARLY.approvedOn, 0, 45) : due(9, "approved");
  return {
    ...{ dueOn, createdAt: plusMinutes(openedAt, -6 * 24 * 60), openedAt },
    reviewingAt: corrected ? nineOClock(CORRECTION.reviewingOn, 0, 400) : early ? nineOClock(EARLY.reviewingOn, 0, 70) : due(4, "reviewing"),
    firstApprovedAt: approvedAt,
    approvedAt: corrected ? nineOClock(CORRECTION.approvedOn, 0, 95) : approvedAt,
    reopenedAt: corrected ? nineOClock(CORRECTION.reopenedOn, 0, 130) : null,
  };
}

/** The four half-yearly cycles of an operator over the airport guideline. */
export function airportCycles(operator: DemoOperator): DemoCycle[] {
  const idAt = (index: number): string => idOf(`operator/${operator.profile.slug}/cycle/${String(index)}`);
  return PERIODS.map((period, index) => {
    const state = stateOf(operator, index);
    const { openedAt, reviewingAt, approvedAt, firstApprovedAt, ...dates } = datesOf(operator, period, index, state);
    return {
      ...{ id: idAt(index), index, edition: "kuko-2", title: period.title, from: period.from, to: period.to, state, ...dates },
      previous: index === 0 ? null : idAt(index - 1),
      openedAt: reached(state, "open") ? openedAt : null,
      reviewingAt: reached(state, "reviewing") ? reviewingAt : null,
      approvedAt: reached(state, "approved") ? approvedAt : null,
      firstApprovedAt: reached(state, "approved") ? firstApprovedAt : null,
    };
  });
}

/** A cycle over the cross-sector 指針: one sheet, the CISO's. */
export function policyCycle(operator: DemoOperator, state: "open" | "approved"): DemoCycle {
  const approved = state === "approved";
  return {
    ...{ id: idOf(`operator/${operator.profile.slug}/cycle/shishin`), index: 2, edition: "shishin-3", state, previous: null },
    ...{ title: "指針（第3版）による規程の点検", from: "2026-04-01", to: "2027-03-31", dueOn: approved ? "2026-08-28" : "2026-12-25" },
    createdAt: nineOClock(approved ? "2026-07-21" : "2026-11-09", 0, 30),
    openedAt: nineOClock(approved ? "2026-07-27" : "2026-11-10", 0, 20),
    reviewingAt: approved ? nineOClock("2026-08-31", 0, 20) : null,
    approvedAt: approved ? nineOClock("2026-09-03", 0, 70) : null,
    firstApprovedAt: approved ? nineOClock("2026-09-03", 0, 70) : null,
    reopenedAt: null,
  };
}

export function cycleRow(operator: DemoOperator, cycle: DemoCycle, revision: number): Row {
  const ciso = operator.cast.get("ciso")?.id ?? null;
  return {
    ...{ operator_id: operator.id, id: cycle.id, edition_id: cycle.edition, title: cycle.title },
    ...{ period_from: cycle.from, period_to: cycle.to, due_on: cycle.dueOn, state: cycle.state },
    ...{ example_mode: operator.profile.examples, edition_revision: revision, previous_cycle_id: cycle.previous },
    ...{ created_at: cycle.createdAt, created_by: operator.cast.get("secretariat")?.id ?? null, opened_at: cycle.openedAt },
    ...{ reviewing_at: cycle.reviewingAt, reviewing_by: cycle.reviewingAt && ciso },
    ...{ approved_at: cycle.approvedAt, approved_by: cycle.approvedAt && ciso },
    reopened_reason: cycle.reopenedAt && REOPENED_REASON,
  };
}
