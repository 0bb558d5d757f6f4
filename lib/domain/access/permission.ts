import { type Capacity, SELF } from "@/lib/domain/access/capacity";
import {
  decidingDeputy,
  deputyOfDepartment,
  fromDepartment,
  fromDeputyship,
  fromPost,
  managedDepartments,
  oneOf,
  readingDeputy,
} from "@/lib/domain/access/holding";
import { mayAccept, partIn, reviews } from "@/lib/domain/access/review";
import { fromReading, fromSheet, reviewedSheet, type SheetTarget } from "@/lib/domain/access/sheet-target";
import type { Actor } from "@/lib/domain/checking/actor";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

export type { Actor };

export const ACTIONS = [
  "guideline.read",
  "operator.read",
  "operator.known",
  "people.read",
  "people.manage",
  "people.appointDeciding",
  "deputy.read",
  "deputy.manage",
  "announcedLink.read",
  "announcedLink.revoke",
  "department.manage",
  "system.manage",
  "cycle.read",
  "cycle.plan",
  "cycle.open",
  "cycle.handOutPreview",
  "cycle.leaveOut",
  "cycle.review",
  "cycle.approve",
  "cycle.reopen",
  "cycle.cancel",
  "cycle.submit",
  "cycle.preview",
  "sheet.listOwn",
  "sheet.read",
  "sheet.answer",
  "sheet.handIn",
  "sheet.accept",
  "sheet.return",
  "sheet.withdraw",
  "sheet.withdrawCounted",
  "sheet.assign",
  "sheet.assignAnybody",
  "itemRemark.write",
  "progress.read",
  "dashboard.steer",
  "scores.read",
  "gapReport.read",
  "answers.export",
  "lookLog.read",
  "audit.list",
  "sector.list",
  "survey.list",
  "survey.oversee",
  "survey.manage",
  "survey.read",
  "submission.read",
  "platform.operators",
  "platform.accounts",
  "platform.health",
  "token.own",
  "account.own",
] as const;
export type Action = (typeof ACTIONS)[number];

/** The target of an action. An action needs only the parts that its rule uses; a missing part never grants anything. */
export interface Target extends SheetTarget {
  readonly sector?: string | null;
  /** The owner of the account or token. */
  readonly personId?: string;
}

export type PermissionRefusalCode =
  | "otherOperator"
  | "otherSector"
  | "notPermitted"
  | "notRespondent"
  | "notReviewer"
  | "ownSheet"
  | "applicant"
  | "departmentOnly";
export interface PermissionRefusal {
  readonly code: PermissionRefusalCode;
}
/** Who a rule allows, beyond roles: respondents of the sheet, its reviewer, the 責任者 of the own department, the person themselves. */
export type Bearer = AppointmentRole | "respondent" | "reviewer" | "departmentManager" | "oneself" | "member" | "everybody";

type Decision = Result<Capacity, PermissionRefusal>;

/** Decides, and says of whom it speaks and with which codes it refuses. */
export interface Rule {
  (actor: Actor, target: Target): Decision;
  readonly bearers: readonly Bearer[];
  readonly refuses: readonly PermissionRefusalCode[];
}

type Deciding<Code extends PermissionRefusalCode> = (actor: Actor, target: Target) => Result<Capacity, { readonly code: NoInfer<Code> }>;

const rule = <Code extends PermissionRefusalCode = never>(bearers: readonly Bearer[], refuses: readonly Code[], decideIt: Deciding<Code>): Rule =>
  Object.assign((actor: Actor, target: Target) => decideIt(actor, target), { bearers, refuses });

const no = <Code extends PermissionRefusalCode>(code: Code) => refused({ code });
const asSelf = granted(SELF);

/** Restricts a rule to the actor's own operator. */
const atOwnOperator = <Code extends PermissionRefusalCode = never>(bearers: readonly Bearer[], refuses: readonly Code[], within: Deciding<Code>): Rule =>
  rule<Code | "otherOperator">(bearers, ["otherOperator", ...refuses], (actor, target) =>
    typeof actor.operatorId === "string" && actor.operatorId === target.operatorId ? within(actor, target) : no("otherOperator"),
  );

const anyone: Rule = rule(["everybody"], [], () => asSelf);

const member = atOwnOperator(["member"], [], () => asSelf);

const as = <Code extends PermissionRefusalCode>(capacity: Capacity | null, code: Code) => (capacity ? granted(capacity) : no(code));

/** These roles decide or change: their holders, and their deputies where neither deputy nor holder has a part in the object. */
const only = (...roles: readonly AppointmentRole[]): Rule =>
  atOwnOperator(roles, ["notPermitted"], (actor, target) => as(fromPost(actor, roles) ?? decidingDeputy(actor, oneOf(roles), partIn(target)), "notPermitted"));

/** These roles read: their holders and their deputies. */
const readers = (...roles: readonly AppointmentRole[]): Rule =>
  atOwnOperator(roles, ["notPermitted"], (actor, target) => as(fromPost(actor, roles) ?? readingDeputy(actor, oneOf(roles), partIn(target)), "notPermitted"));

/** What no deputy does: appointing, links, the register, naming deputies (3.1.4.1(4)). */
const holders = (...roles: readonly AppointmentRole[]): Rule => atOwnOperator(roles, ["notPermitted"], (actor) => as(fromPost(actor, roles), "notPermitted"));

/** These roles approve. A deputy does not approve what they applied for themselves; the post may approve what it planned. */
const approvers = (...roles: readonly AppointmentRole[]): Rule =>
  atOwnOperator(roles, ["notPermitted", "applicant"], (actor, target) => {
    const involved = partIn(target);
    const capacity = fromPost(actor, roles) ?? readingDeputy(actor, oneOf(roles), involved);
    return capacity?.kind === "deputy" && involved.includes(actor.personId) ? no("applicant") : as(capacity, "notPermitted");
  });

/** These roles read over the whole operator; a manager only with the filter of the own department. */
const orOwnDepartment = (...roles: readonly AppointmentRole[]): Rule =>
  atOwnOperator([...roles, "departmentManager"], ["departmentOnly", "notPermitted"], (actor, { departmentId }) => {
    const capacity =
      fromPost(actor, roles) ??
      fromDepartment(actor, departmentId) ??
      readingDeputy(actor, oneOf(roles), []) ??
      readingDeputy(actor, deputyOfDepartment(departmentId), []);
    return as(capacity, managedDepartments(actor).length > 0 ? "departmentOnly" : "notPermitted");
  });

const respondent: Rule = atOwnOperator(["respondent"], ["notRespondent"], (actor, target) => as(fromSheet(actor, target), "notRespondent"));

const readsSheet: Rule = atOwnOperator(["respondent", "ciso", "auditor", "departmentManager", "reviewer"], ["notPermitted"], (actor, target) => {
  const sheet = reviewedSheet(target);
  const capacity = fromSheet(actor, target) ?? fromReading(actor, target);
  if (capacity !== null || sheet === null) return as(capacity, "notPermitted");
  return reviews(actor, sheet)
    ? as(fromPost(actor, ["executive"]) ?? fromDeputyship(actor, oneOf(["executive"]), () => true), "notPermitted")
    : no("notPermitted");
});

const reviewer: Rule = rule(["reviewer"], ["otherOperator", "notReviewer", "ownSheet"], (actor, target) => {
  const sheet = reviewedSheet(target);
  return sheet === null ? no("notReviewer") : mayAccept(actor, sheet);
});

/** A ministry officer's own sector. Refuses accounts that belong to an operator, because ministry and platform staff belong to none. */
const ownSector: Rule = rule(["ministryOfficer"], ["notPermitted", "otherSector"], (actor, target) => {
  const post = actor.operatorId === null ? fromPost(actor, ["ministryOfficer"]) : null;
  if (post === null) return no("notPermitted");
  return as(typeof actor.sector === "string" && actor.sector === target.sector ? post : null, "otherSector");
});

const platform: Rule = rule(["platformAdministrator"], ["notPermitted"], (actor) =>
  as(actor.operatorId === null && actor.sector === null ? fromPost(actor, ["platformAdministrator"]) : null, "notPermitted"),
);

const firstGranting = (first: Rule, ...others: readonly Rule[]): Rule =>
  rule([...new Set([first, ...others].flatMap(({ bearers }) => bearers))], first.refuses, (actor, target) => {
    const decided = first(actor, target);
    return decided.ok ? decided : (others.map((one) => one(actor, target)).find(({ ok }) => ok) ?? decided);
  });

const CALLED: readonly AppointmentRole[] = ["ciso", "secretariat", "auditor"];

/** The surveys called for the operator's own sector. */
const calledOperator: Rule = rule(CALLED, ["notPermitted"], (actor, target) =>
  as(
    actor.operatorId !== null && typeof actor.sector === "string" && actor.sector === target.sector
      ? (fromPost(actor, CALLED) ?? readingDeputy(actor, oneOf(CALLED), []))
      : null,
    "notPermitted",
  ),
);

const oneself: Rule = rule(["oneself"], ["notPermitted"], (actor, target) => (actor.personId === target.personId ? asSelf : no("notPermitted")));

/** Who may do what (docs/design.md 6): one rule for each action. */
export const PERMISSIONS = {
  "guideline.read": anyone,
  "operator.read": member,
  "operator.known": firstGranting(member, ownSector, platform),
  "people.read": readers("ciso", "secretariat", "auditor"),
  "people.manage": holders("ciso", "secretariat"),
  "people.appointDeciding": holders("ciso"),
  "deputy.read": readers("ciso", "secretariat", "auditor"),
  "deputy.manage": holders("ciso", "secretariat"),
  "announcedLink.read": firstGranting(readers("ciso", "secretariat", "executive", "auditor"), platform),
  "announcedLink.revoke": firstGranting(holders("ciso", "secretariat", "executive"), platform),
  "department.manage": holders("ciso", "secretariat"),
  "system.manage": holders("ciso", "secretariat"),
  "cycle.read": member,
  "cycle.plan": only("ciso", "secretariat"),
  "cycle.open": only("ciso", "secretariat"),
  "cycle.handOutPreview": readers("ciso", "secretariat", "auditor"),
  "cycle.leaveOut": only("ciso"),
  "cycle.review": only("ciso"),
  "cycle.approve": approvers("ciso"),
  "cycle.reopen": only("ciso"),
  "cycle.cancel": only("ciso", "secretariat"),
  "cycle.submit": only("ciso"),
  "cycle.preview": readers("ciso", "auditor"),
  "sheet.listOwn": oneself,
  "sheet.read": readsSheet,
  "sheet.answer": respondent,
  "sheet.handIn": respondent,
  "sheet.accept": reviewer,
  "sheet.return": reviewer,
  "sheet.withdraw": only("ciso", "secretariat"),
  "sheet.withdrawCounted": only("ciso"),
  "sheet.assign": only("ciso", "secretariat"),
  "sheet.assignAnybody": holders("ciso"),
  "itemRemark.write": reviewer,
  "progress.read": orOwnDepartment("ciso", "secretariat", "auditor", "executive"),
  "dashboard.steer": readers("ciso"),
  "scores.read": orOwnDepartment("ciso", "auditor", "executive"),
  "gapReport.read": readers("ciso", "auditor", "executive"),
  "answers.export": readers("ciso", "auditor"),
  "lookLog.read": readers("ciso", "auditor"),
  "audit.list": firstGranting(readers("ciso", "auditor"), platform),
  "sector.list": anyone,
  "survey.list": firstGranting(ownSector, calledOperator),
  "survey.oversee": ownSector,
  "survey.manage": ownSector,
  "survey.read": ownSector,
  "submission.read": firstGranting(ownSector, readers("ciso", "auditor")),
  "platform.operators": platform,
  "platform.accounts": platform,
  "platform.health": platform,
  "token.own": oneself,
  "account.own": oneself,
} as const satisfies Record<Action, Rule>;

/** Whether the actor may do the action on the target. Out: the capacity in which they may, or a code for the log; users see the same refusal for every code. */
export const decide = (actor: Actor, action: Action, target: Target): Result<Capacity, PermissionRefusal> => PERMISSIONS[action](actor, target);

/** Whether the actor may do the action at the own operator, or for the own sector. Pages show links by it. */
export const mayAtOwn = (actor: Actor, action: Action): boolean => decide(actor, action, { operatorId: actor.operatorId, sector: actor.sector }).ok;

/** The same, or for a department of the own operator whose 責任者 the actor is. */
export const mayAnywhere = (actor: Actor, action: Action): boolean =>
  mayAtOwn(actor, action) || managedDepartments(actor).some((departmentId) => decide(actor, action, { operatorId: actor.operatorId, departmentId }).ok);

/** The capacity for each of one target or more. */
export type Capacities = readonly [Capacity, ...Capacity[]];

/** Whether the actor may do the action on all targets. Out: the capacity for each of them in turn, or the first refusal. */
export function decideAll(actor: Actor, action: Action, targets: readonly Target[]): Result<Capacities, PermissionRefusal> {
  const capacities: Capacity[] = [];
  for (const target of targets) {
    const decided = decide(actor, action, target);
    if (!decided.ok) return decided;
    capacities.push(decided.value);
  }
  const [first, ...others] = capacities;
  return first ? granted([first, ...others]) : no("notPermitted");
}
