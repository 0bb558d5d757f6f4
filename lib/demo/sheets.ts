import type { DemoCycle } from "@/lib/demo/cycles";
import { type DemoCalendar, workingMinute } from "@/lib/demo/days/calendar";
import { chance, choose, idOf } from "@/lib/demo/days/chance";
import { dayOf, earlier, nineOClock, plusMinutes } from "@/lib/demo/days/working-time";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { Row } from "@/lib/demo/rows";
import { type Stage, stageOf } from "@/lib/demo/sheet-states";
import { RETURNED_REASONS } from "@/lib/demo/wording/phrases";
import { mayAccept, type ReviewedSheet } from "@/lib/domain/access/review";
import type { SheetPlan } from "@/lib/domain/checking/hand-out";
import { isCounted } from "@/lib/domain/checking/sheet";

/** A sheet with the times of its events. */
export interface DemoSheet extends Stage {
  readonly id: string;
  readonly cycle: DemoCycle;
  readonly plan: SheetPlan;
  /** First and last answer. */
  readonly from: Date;
  readonly until: Date;
  /** When it was first handed in, if ever. */
  readonly handedInAt: Date | null;
  readonly reviewedAt: Date | null;
  readonly reviewer: string | null;
  /** When its answers were corrected after a wrong submission. */
  readonly correctedAt: Date | null;
}

/** Working minutes of a day. */
const DAY_MINUTES = 520;

/** The first of the managers, the CISO and the 経営層 who may accept the sheet (docs/design.md 3). */
function reviewerOf(operator: DemoOperator, plan: SheetPlan): string | null {
  const respondents = new Set(plan.respondentIds);
  const held = operator.appointments.filter(({ personId }) => respondents.has(personId));
  const sheet: ReviewedSheet = {
    ...{ operatorId: operator.id, role: plan.role, departmentId: plan.departmentId, respondentIds: plan.respondentIds },
    respondentHolds: held.filter(({ role, departmentId }) => role !== "securityManager" || departmentId === plan.departmentId).map(({ role }) => role),
  };
  const managers = operator.appointments.filter(({ role, departmentId }) => role === "securityManager" && departmentId === plan.departmentId);
  const heads = operator.appointments.filter(({ role }) => role === "ciso" || role === "executive");
  const reviewer = [...managers, ...heads].find(({ personId }) => {
    const appointments = operator.appointments.filter((one) => one.personId === personId);
    return mayAccept({ personId, operatorId: operator.id, sector: null, appointments }, sheet).ok;
  });
  return reviewer?.personId ?? null;
}

interface Times {
  readonly from: Date;
  readonly until: Date;
  readonly reviewedAt: Date;
}

/** When a sheet was begun, finished and reviewed: 取扱者 need minutes, others days. All before the last minute of work. */
function timesOf({ work, lastWork }: DemoCalendar, cycle: DemoCycle, plan: SheetPlan, key: string): Times {
  const openedAt = cycle.openedAt ?? cycle.createdAt;
  const limit = earlier(nineOClock(cycle.dueOn, DAY_MINUTES), plusMinutes(lastWork, -90));
  const days = Math.max(1, work.daysBetween(openedAt, limit) - 2);
  const day = work.day(dayOf(openedAt), 1 + Math.floor(chance(`${key}/begun on`) * days));
  const begun = nineOClock(day, workingMinute(key) + Math.floor(chance(key) * 14));
  const minutes = plan.role === "handler" ? 6 + Math.floor(chance(`${key}/minutes`) * 30) : 60 + Math.floor(chance(`${key}/minutes`) * 4) * DAY_MINUTES;
  const from = earlier(begun, plusMinutes(limit, -60));
  const until = earlier(work.plus(from, minutes), limit);
  const reviewed = work.plus(until, 35 + Math.floor(chance(`${key}/reviewed`) * 4 * DAY_MINUTES));
  const last = cycle.firstApprovedAt === null ? plusMinutes(lastWork, -40) : plusMinutes(cycle.firstApprovedAt, -25);
  return { from, until, reviewedAt: earlier(reviewed, last) };
}

/** A sheet in the state that its cycle allows. A sheet that nobody may accept stays in `handedIn`. */
export function makeSheet(operator: DemoOperator, cycle: DemoCycle, plan: SheetPlan, rank: number, corrected: boolean): DemoSheet {
  const place = plan.personId ?? plan.systemId ?? plan.departmentId ?? operator.id;
  const id = idOf(`cycle/${cycle.id}/sheet/${plan.role}/${place}`);
  const wanted = stageOf(operator, cycle, plan, rank, id);
  const reviewer = reviewerOf(operator, plan);
  const stage: Stage = reviewer === null && ["accepted", "returned"].includes(wanted.state) ? { ...wanted, state: "handedIn", resubmitted: false } : wanted;
  const { from, until, reviewedAt } = timesOf(operator.calendar, cycle, plan, id);
  const reviewed = stage.state === "accepted" || stage.state === "returned" || stage.resubmitted;
  const handedIn = isCounted(stage.state) || stage.state === "returned";
  return {
    ...{ id, cycle, plan, from, until, ...stage },
    handedInAt: handedIn ? until : null,
    reviewedAt: reviewed ? reviewedAt : null,
    reviewer: reviewed ? reviewer : null,
    correctedAt: corrected && cycle.reopenedAt !== null ? operator.calendar.work.plusDays(cycle.reopenedAt, 2) : null,
  };
}

/** For a sheet that was returned once: when the reviewer remarked on items, and when the respondent corrected them. */
export function returnTimes({ work }: DemoCalendar, sheet: DemoSheet): { readonly remarkedAt: Date; readonly mendedAt: Date } | null {
  const { state, handedInAt, reviewedAt, correctedAt } = sheet;
  if (handedInAt === null || reviewedAt === null) return null;
  if (correctedAt !== null) return { remarkedAt: work.plus(correctedAt, -300), mendedAt: correctedAt };
  if (state !== "accepted") return { remarkedAt: reviewedAt, mendedAt: work.plus(reviewedAt, 30) };
  return { remarkedAt: work.between(handedInAt, reviewedAt, 0.4), mendedAt: work.between(handedInAt, reviewedAt, 0.7) };
}

/** The sheet's row; `answered` is the number of measures with a counted answer. */
export function sheetRow(operator: DemoOperator, sheet: DemoSheet, measures: number, answered: number): Row {
  const { id, cycle, plan, state, resubmitted, correctedAt, handedInAt, reviewedAt } = sheet;
  const mended = resubmitted || correctedAt !== null ? returnTimes(operator.calendar, sheet) : null;
  const sentBack = state === "returned" || (state === "handedIn" && resubmitted);
  return {
    ...{ operator_id: operator.id, id, cycle_id: cycle.id, role: plan.role, department_id: plan.departmentId },
    ...{ system_id: plan.systemId, person_id: plan.personId, state, measures, answered },
    started_at: answered > 0 ? sheet.from : null,
    handed_in_at: mended === null ? handedInAt : operator.calendar.work.plus(mended.mendedAt, 5),
    handed_in_by: handedInAt === null ? null : (plan.respondentIds[0] ?? null),
    reviewed_at: correctedAt === null ? reviewedAt : operator.calendar.work.plusDays(correctedAt, 1),
    reviewed_by: sheet.reviewer,
    withdrawn_reason: state === "withdrawn" ? "長期の休職に入ったため。" : null,
    returned_reason: sentBack ? choose(`${id}/returned`, RETURNED_REASONS) : null,
  };
}
