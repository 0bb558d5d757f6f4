import type { DemoCycle } from "@/lib/demo/cycles";
import { RUNNING } from "@/lib/demo/days/calendar";
import { chance, happens } from "@/lib/demo/days/chance";
import { LARGE_SLUG, MAIN_SLUG } from "@/lib/demo/operators";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { SheetPlan } from "@/lib/domain/checking/hand-out";
import type { SheetState } from "@/lib/domain/checking/state";

/** The progress of a sheet. */
export interface Stage {
  readonly state: SheetState;
  /** Share of measures answered, if the sheet is not handed in. */
  readonly fill: number;
  /** Whether it was once returned with remarks on items and handed in again. */
  readonly resubmitted: boolean;
}

const at = (state: SheetState, fill = 1, resubmitted = false): Stage => ({ state, fill, resubmitted });
const untouched = at("notStarted", 0);
const done = (key: string): Stage => at("accepted", 1, happens(`${key}/resubmitted`, 0.03));

/** Stages in the department where a visitor plays the manager, in the order of staff numbers. */
const STAGE_ORDER: readonly Stage[] = [
  ...[at("handedIn"), at("accepted"), at("handedIn", 1, true), at("accepted"), at("inProgress", 0.5), at("handedIn")],
  ...[untouched, at("accepted"), at("handedIn"), at("handedIn"), untouched, at("accepted")],
];

function mainStage(operator: DemoOperator, plan: SheetPlan, rank: number): Stage | null {
  const id = (role: "staff" | "system" | "manager"): string | undefined => operator.cast.get(role)?.id;
  const onStage = plan.departmentId === operator.departments[operator.profile.stage]?.id;
  switch (plan.role) {
    case "handler":
      if (plan.personId === id("staff")) return at("inProgress", 0.34);
      if (plan.personId === id("system")) return at("handedIn");
      if (plan.personId === id("manager")) return at("accepted");
      return onStage ? (STAGE_ORDER[rank % STAGE_ORDER.length] ?? null) : null;
    case "systemAdministrator":
      return plan.respondentIds.includes(id("system") ?? "") ? at("inProgress", 0.6) : at(rank % 2 === 0 ? "accepted" : "handedIn");
    case "securityManager":
      return onStage ? at("inProgress", 0.65) : at(rank % 2 === 0 ? "handedIn" : "accepted");
    case "ciso":
      return at("accepted");
    case "executive":
      return at("handedIn");
    case "securityCommittee":
      return at("inProgress", 0.5);
    case "auditor":
      return at("inProgress", 0.34);
    case "exemptionReviewer":
      return untouched;
  }
}

function largeStage(operator: DemoOperator, plan: SheetPlan): Stage | null {
  if (plan.role === "ciso") return at("inProgress", 0.55);
  return plan.role === "handler" && plan.personId === operator.cast.get("staff")?.id ? untouched : null;
}

const slowness = ({ profile, departments }: DemoOperator, plan: SheetPlan): number =>
  profile.slowDepartment !== undefined && departments[profile.slowDepartment]?.id === plan.departmentId ? 0.34 : 0;

/** The stage of a sheet in a cycle that is approved or in review: nearly all are handed in, some people never answered. */
function finishedStage(operator: DemoOperator, cycle: DemoCycle, plan: SheetPlan, key: string): Stage {
  const draw = chance(`${key}/state`);
  if (plan.role !== "handler") {
    if (cycle.state === "reviewing" && plan.role !== "ciso" && draw > 0.7) return at(draw > 0.93 ? "returned" : "handedIn");
    return done(key);
  }
  if (cycle.index === 2 && operator.profile.staff >= 200 && happens(`${key}/withdrawn`, 0.004)) return at("withdrawn", 0);
  const grasp = operator.profile.grasp + 0.02 * cycle.index - slowness(operator, plan);
  if (draw >= grasp) return happens(`${key}/begun`, 0.35) ? at("inProgress", 0.5) : untouched;
  if (cycle.state !== "reviewing") return draw < 0.015 ? at("handedIn") : done(key);
  return draw < 0.025 ? at("returned") : draw < 0.22 ? at("handedIn") : done(key);
}

function openStage(operator: DemoOperator, plan: SheetPlan, key: string): Stage {
  const { progress, slug } = operator.profile;
  const reached = progress - slowness(operator, plan) / 2;
  const draw = chance(`${key}/state`);
  if (draw < reached * 0.5) return done(key);
  if (draw < reached * 0.82) return at("handedIn", 1, happens(`${key}/resubmitted`, 0.05));
  if (draw < reached * 0.82 + 0.03 && slug !== MAIN_SLUG) return at("returned");
  if (draw < reached * 0.82 + 0.12) return at("inProgress", 0.2 + 0.7 * chance(`${key}/fill`));
  return untouched;
}

/** The stage of a sheet; `rank` counts the sheets of its role, those of 取扱者 within their department. */
export function stageOf(operator: DemoOperator, cycle: DemoCycle, plan: SheetPlan, rank: number, key: string): Stage {
  const { slug } = operator.profile;
  if (cycle.edition !== "kuko-2") return cycle.state === "open" ? at("inProgress", 0.4) : at("accepted");
  if (cycle.state !== "open") return finishedStage(operator, cycle, plan, key);
  const staged =
    cycle.index !== RUNNING ? null : slug === MAIN_SLUG ? mainStage(operator, plan, rank) : slug === LARGE_SLUG ? largeStage(operator, plan) : null;
  return staged ?? openStage(operator, plan, key);
}
