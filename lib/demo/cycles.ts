import { LAST_FINISHED, type Period, RUNNING, workingMinute } from "@/lib/demo/days/calendar";
import { chance, idOf } from "@/lib/demo/days/chance";
import { dayOf, nineOClock } from "@/lib/demo/days/working-time";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { Row } from "@/lib/demo/rows";
import { CORRECTED, correctionOf, isSubmitted } from "@/lib/demo/survey-plan";
import type { CycleState } from "@/lib/domain/checking/state";
import { daysAfter } from "@/lib/domain/shared/day";

/** One 自己点検 of an operator, with the times of its events. */
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
  /** Earlier than `reviewingAt` and `approvedAt` only if the cycle was reopened. */
  readonly firstReviewingAt: Date | null;
  readonly firstApprovedAt: Date | null;
  /** When it was reopened to correct a submission, and approved again. */
  readonly reopenedAt: Date | null;
}

export const REOPENED_REASON =
  "保守業者の共用アカウントと例外措置の記録について、事務局の確認で実施としていた回答に誤りが見つかったため、該当する点検票を直して提出し直します。";

/** When the running cycle took place if it is already in review or approved, in working days before the day of loading. */
const EARLY = { opened: -33, due: -11, reviewing: -8, approved: -3 } as const;
/** Working days from the due date to closing and to approving. */
const REVIEWING_AFTER = 3;
const APPROVED_AFTER = 6;

const stateOf = ({ profile }: DemoOperator, index: number): CycleState => {
  if (index === RUNNING) return profile.running;
  return isSubmitted(profile.slug, index) ? "submitted" : "approved";
};

const reached = (state: CycleState, step: CycleState): boolean => {
  const order: readonly CycleState[] = ["planned", "open", "reviewing", "approved", "submitted"];
  return order.indexOf(state) >= order.indexOf(step);
};

function datesOf(operator: DemoOperator, period: Period, index: number, state: CycleState) {
  const { calendar, profile } = operator;
  const { work, today } = calendar;
  const early = index === RUNNING && reached(state, "reviewing");
  const dueOn = early ? work.day(today, EARLY.due) : period.dueOn;
  const key = `${profile.slug}/cycle/${String(index)}`;
  const at = (day: string, days: number, step: string): Date => nineOClock(work.day(day, days), workingMinute(`${key}/${step}`));
  const openedAt = at(early ? work.day(today, EARLY.opened) : period.openedOn, Math.floor(chance(`${key}/opened`) * 3), "opened");
  const dates = { dueOn, createdAt: at(dayOf(openedAt), -4, "created"), openedAt, reopenedAt: null };
  const firstReviewingAt = early ? nineOClock(work.day(today, EARLY.reviewing), 70) : at(dueOn, REVIEWING_AFTER, "reviewing");
  const firstApprovedAt = early ? nineOClock(work.day(today, EARLY.approved), 45) : at(dueOn, APPROVED_AFTER, "approved");
  if (profile.slug !== CORRECTED.slug || index !== CORRECTED.cycle) {
    return { ...dates, firstReviewingAt, reviewingAt: firstReviewingAt, firstApprovedAt, approvedAt: firstApprovedAt };
  }
  const { reopenedOn, reviewingOn, approvedOn } = correctionOf(calendar);
  return {
    ...{ ...dates, firstReviewingAt, firstApprovedAt, reopenedAt: nineOClock(reopenedOn, 130) },
    ...{ reviewingAt: nineOClock(reviewingOn, 400), approvedAt: nineOClock(approvedOn, 95) },
  };
}

/** The four half-yearly cycles of an operator over the airport guideline. */
export function airportCycles(operator: DemoOperator): DemoCycle[] {
  const idAt = (index: number): string => idOf(`operator/${operator.profile.slug}/cycle/${String(index)}`);
  return operator.calendar.periods.map((period, index) => {
    const state = stateOf(operator, index);
    const { openedAt, firstReviewingAt, reviewingAt, approvedAt, firstApprovedAt, ...dates } = datesOf(operator, period, index, state);
    return {
      ...{ id: idAt(index), index, edition: "kuko-2", title: period.title, from: period.from, to: period.to, state, ...dates },
      previous: index === 0 ? null : idAt(index - 1),
      openedAt: reached(state, "open") ? openedAt : null,
      firstReviewingAt: reached(state, "reviewing") ? firstReviewingAt : null,
      reviewingAt: reached(state, "reviewing") ? reviewingAt : null,
      approvedAt: reached(state, "approved") ? approvedAt : null,
      firstApprovedAt: reached(state, "approved") ? firstApprovedAt : null,
    };
  });
}

/** A cycle over the cross-sector 指針: one sheet, the CISO's. It covers a fiscal year: the running one, or that of the last finished half-yearly cycle. */
export function policyCycle(operator: DemoOperator, state: "open" | "approved"): DemoCycle {
  const { today, work, fiscalYear, periods } = operator.calendar;
  const approved = state === "approved";
  const year = approved ? periods[LAST_FINISHED].fiscalYear : fiscalYear;
  const summer = (day: string, minutes: number): Date => nineOClock(work.day(`${String(year)}-${day}`, 0), minutes);
  const reviewingAt = approved ? summer("08-31", 20) : null;
  const approvedAt = approved ? summer("09-03", 70) : null;
  return {
    ...{ id: idOf(`operator/${operator.profile.slug}/cycle/shishin`), index: LAST_FINISHED, edition: "shishin-3", state, previous: null },
    ...{ title: "指針（第3版）による規程の点検", from: `${String(year)}-04-01`, to: `${String(year + 1)}-03-31` },
    dueOn: approved ? work.day(`${String(year)}-08-28`, 0) : work.day(daysAfter(today, 34), 0),
    createdAt: approved ? summer("07-21", 30) : nineOClock(work.day(today, -10), 30),
    openedAt: approved ? summer("07-27", 20) : nineOClock(work.day(today, -9), 20),
    ...{ firstReviewingAt: reviewingAt, reviewingAt, firstApprovedAt: approvedAt, approvedAt, reopenedAt: null },
  };
}

export function cycleRow(operator: DemoOperator, cycle: DemoCycle, revision: number): Row {
  const ciso = operator.cast.get("ciso")?.id ?? null;
  return {
    ...{ operator_id: operator.id, id: cycle.id, edition_id: cycle.edition, title: cycle.title },
    ...{ period_from: cycle.from, period_to: cycle.to, due_on: cycle.dueOn, state: cycle.state },
    ...{ example_mode: operator.profile.examples, edition_revision: cycle.openedAt && revision, previous_cycle_id: cycle.previous },
    ...{ created_at: cycle.createdAt, created_by: operator.cast.get("secretariat")?.id ?? null, opened_at: cycle.openedAt },
    ...{ reviewing_at: cycle.reviewingAt, reviewing_by: cycle.reviewingAt && ciso },
    ...{ approved_at: cycle.approvedAt, approved_by: cycle.approvedAt && ciso },
    reopened_reason: cycle.reopenedAt && REOPENED_REASON,
  };
}
