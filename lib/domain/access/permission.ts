import { type Capacity, SELF } from "@/lib/domain/access/capacity";
import { isOwnConduct } from "@/lib/domain/access/posts";
import { mayAccept, type ReviewedSheet, reviewerOf, reviews } from "@/lib/domain/access/review";
import type { Actor, Appointment } from "@/lib/domain/checking/actor";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

export type { Actor };

export const ACTIONS = [
  "guideline.read",
  "operator.read",
  "operator.known",
  "people.read",
  "people.manage",
  "people.appointDeciding",
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
  "sheet.withdrawHandedIn",
  "sheet.assign",
  "sheet.assignAnybody",
  "remark.read",
  "itemRemark.write",
  "progress.read",
  "scores.read",
  "gapReport.read",
  "answers.export",
  "lookLog.read",
  "audit.list",
  "sector.list",
  "survey.list",
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
export interface Target {
  readonly operatorId?: string | null;
  readonly sector?: string | null;
  /** The department of the sheet, or the department filter of a read. */
  readonly departmentId?: string | null;
  readonly systemId?: string | null;
  /** The role of the sheet. */
  readonly role?: AnsweringRole | null;
  readonly respondentIds?: readonly string[];
  /** Everyone who answered or handed in the sheet. */
  readonly involvedIds?: readonly string[];
  /** Further appointments of the sheet's respondents. */
  readonly respondentHolds?: readonly AppointmentRole[];
  /** The owner of the account or token. */
  readonly personId?: string;
}

export type PermissionRefusalCode = "otherOperator" | "otherSector" | "notPermitted" | "notRespondent" | "notReviewer" | "ownSheet" | "departmentOnly";
export interface PermissionRefusal {
  readonly code: PermissionRefusalCode;
}
/** Who a rule allows, beyond roles: respondents of the sheet, its reviewer, the 責任者 of the own department, the person themselves. */
export type Bearer = AppointmentRole | "respondent" | "reviewer" | "departmentManager" | "oneself" | "member" | "everybody";

type Decision = Result<Capacity, PermissionRefusal>;

/** Decides, and lists who it allows. */
export interface Rule {
  (actor: Actor, target: Target): Decision;
  readonly bearers: readonly Bearer[];
}

const rule = (bearers: readonly Bearer[], decideIt: (actor: Actor, target: Target) => Decision): Rule =>
  Object.assign((actor: Actor, target: Target) => decideIt(actor, target), { bearers });

const no = (code: PermissionRefusalCode): Decision => refused({ code });
const asSelf: Decision = granted(SELF);

const postOf = ({ role, departmentId = null, systemId = null }: Appointment): Capacity => ({ kind: "post", role, departmentId, systemId });

/** The post of the first of these roles that the person holds. */
function fromPost(actor: Actor, roles: readonly AppointmentRole[]): Decision | null {
  for (const role of roles) {
    const held = actor.appointments.find((one) => one.role === role);
    if (held) return granted(postOf(held));
  }
  return null;
}

/** The departments whose 責任者 the person is. */
export const managedDepartments = ({ appointments }: Actor): string[] =>
  appointments.flatMap(({ role, departmentId }) => (role === "securityManager" && departmentId ? [departmentId] : []));

const fromDepartment = (actor: Actor, departmentId: string | null | undefined): Decision | null => {
  const held = actor.appointments.find((one) => one.role === "securityManager" && one.departmentId === departmentId);
  return typeof departmentId === "string" && held ? granted(postOf(held)) : null;
};

/** Restricts a rule to the actor's own operator. */
const atOwnOperator = (bearers: readonly Bearer[], within: (actor: Actor, target: Target) => Decision): Rule =>
  rule(bearers, (actor, target) =>
    typeof actor.operatorId === "string" && actor.operatorId === target.operatorId ? within(actor, target) : no("otherOperator"),
  );

const anyone: Rule = rule(["everybody"], () => asSelf);

const member = atOwnOperator(["member"], () => asSelf);

const only = (...roles: readonly AppointmentRole[]): Rule => atOwnOperator(roles, (actor) => fromPost(actor, roles) ?? no("notPermitted"));

/** These roles over the whole operator; a manager only with the filter of the own department. */
const orOwnDepartment = (...roles: readonly AppointmentRole[]): Rule =>
  atOwnOperator(
    [...roles, "departmentManager"],
    (actor, target) =>
      fromPost(actor, roles) ?? fromDepartment(actor, target.departmentId) ?? no(fromPost(actor, ["securityManager"]) ? "departmentOnly" : "notPermitted"),
  );

/** Respondents of the sheet: for their own conduct as themselves, otherwise from the post of the sheet. */
const fromSheet = (actor: Actor, { respondentIds = [], role, departmentId = null, systemId = null }: Target): Decision | null => {
  if (!respondentIds.includes(actor.personId)) return null;
  return role === undefined || role === null || isOwnConduct(role) ? asSelf : granted(postOf({ role, departmentId, systemId }));
};

const respondent: Rule = atOwnOperator(["respondent"], (actor, target) => fromSheet(actor, target) ?? no("notRespondent"));

const reviewedSheet = (target: Target): ReviewedSheet | null =>
  typeof target.operatorId === "string" && target.role !== undefined && target.role !== null
    ? {
        operatorId: target.operatorId,
        role: target.role,
        departmentId: target.departmentId ?? null,
        respondentIds: target.respondentIds ?? [],
        involvedIds: target.involvedIds ?? [],
        respondentHolds: target.respondentHolds ?? [],
      }
    : null;

/** The post from which a person reviews the sheet. */
const fromReview = (actor: Actor, sheet: ReviewedSheet): Decision => {
  const role = reviewerOf(sheet);
  return (role === "securityManager" ? null : fromPost(actor, [role])) ?? fromDepartment(actor, sheet.departmentId) ?? no("notReviewer");
};

const readsSheet: Rule = atOwnOperator(["respondent", "ciso", "auditor", "departmentManager", "reviewer"], (actor, target) => {
  const sheet = reviewedSheet(target);
  return (
    fromSheet(actor, target) ??
    fromPost(actor, ["ciso", "auditor"]) ??
    fromDepartment(actor, target.departmentId) ??
    (sheet !== null && reviews(actor, sheet) ? fromReview(actor, sheet) : no("notPermitted"))
  );
});

const reviewer: Rule = rule(["reviewer"], (actor, target) => {
  const sheet = reviewedSheet(target);
  if (sheet === null) return no("notReviewer");
  const accepts = mayAccept(actor, sheet);
  return accepts.ok ? fromReview(actor, sheet) : accepts;
});

/** A ministry officer's own sector. Refuses accounts that belong to an operator, because ministry and platform staff belong to none. */
const ownSector: Rule = rule(["ministryOfficer"], (actor, target) => {
  const post = actor.operatorId === null ? fromPost(actor, ["ministryOfficer"]) : null;
  if (post === null) return no("notPermitted");
  return typeof actor.sector === "string" && actor.sector === target.sector ? post : no("otherSector");
});

const platform: Rule = rule(
  ["platformAdministrator"],
  (actor) => (actor.operatorId === null && actor.sector === null ? fromPost(actor, ["platformAdministrator"]) : null) ?? no("notPermitted"),
);

const firstGranting = (...rules: readonly Rule[]): Rule =>
  rule([...new Set(rules.flatMap(({ bearers }) => bearers))], (actor, target) => {
    const results = rules.map((one) => one(actor, target));
    return results.find(({ ok }) => ok) ?? results[0] ?? no("notPermitted");
  });

const CALLED: readonly AppointmentRole[] = ["ciso", "secretariat", "auditor"];

/** The surveys called for the operator's own sector. */
const calledOperator: Rule = rule(
  CALLED,
  (actor, target) =>
    (actor.operatorId !== null && typeof actor.sector === "string" && actor.sector === target.sector ? fromPost(actor, CALLED) : null) ?? no("notPermitted"),
);

const oneself: Rule = rule(["oneself"], (actor, target) => (actor.personId === target.personId ? asSelf : no("notPermitted")));

/** Who may do what (docs/design.md 6): one rule for each action. */
export const PERMISSIONS = {
  "guideline.read": anyone,
  "operator.read": member,
  "operator.known": firstGranting(member, ownSector, platform),
  "people.read": only("ciso", "secretariat", "auditor"),
  "people.manage": only("ciso", "secretariat"),
  "people.appointDeciding": only("ciso"),
  "announcedLink.read": firstGranting(only("ciso", "secretariat", "executive", "auditor"), platform),
  "announcedLink.revoke": firstGranting(only("ciso", "secretariat", "executive"), platform),
  "department.manage": only("ciso", "secretariat"),
  "system.manage": only("ciso", "secretariat"),
  "cycle.read": member,
  "cycle.plan": only("ciso", "secretariat"),
  "cycle.open": only("ciso", "secretariat"),
  "cycle.handOutPreview": only("ciso", "secretariat", "auditor"),
  "cycle.leaveOut": only("ciso"),
  "cycle.review": only("ciso"),
  "cycle.approve": only("ciso"),
  "cycle.reopen": only("ciso"),
  "cycle.cancel": only("ciso", "secretariat"),
  "cycle.submit": only("ciso"),
  "cycle.preview": only("ciso", "auditor"),
  "sheet.listOwn": oneself,
  "sheet.read": readsSheet,
  "sheet.answer": respondent,
  "sheet.handIn": respondent,
  "sheet.accept": reviewer,
  "sheet.return": reviewer,
  "sheet.withdraw": only("ciso", "secretariat"),
  "sheet.withdrawHandedIn": only("ciso"),
  "sheet.assign": only("ciso", "secretariat"),
  "sheet.assignAnybody": only("ciso"),
  "remark.read": readsSheet,
  "itemRemark.write": reviewer,
  "progress.read": orOwnDepartment("ciso", "secretariat", "auditor", "executive"),
  "scores.read": orOwnDepartment("ciso", "auditor", "executive"),
  "gapReport.read": only("ciso", "auditor", "executive"),
  "answers.export": only("ciso", "auditor"),
  "lookLog.read": only("ciso", "auditor"),
  "audit.list": firstGranting(only("ciso", "auditor"), platform),
  "sector.list": anyone,
  "survey.list": firstGranting(ownSector, calledOperator),
  "survey.manage": ownSector,
  "survey.read": ownSector,
  "submission.read": firstGranting(ownSector, only("ciso", "auditor")),
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

/** Whether the actor may do the action on all targets. Out: the capacity for the first target, or the first refusal. */
export function decideAll(actor: Actor, action: Action, targets: readonly Target[]): Result<Capacity, PermissionRefusal> {
  const decisions = targets.map((target) => decide(actor, action, target));
  return decisions.find(({ ok }) => !ok) ?? decisions[0] ?? no("notPermitted");
}
