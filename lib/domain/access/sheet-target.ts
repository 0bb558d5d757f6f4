import { type Capacity, SELF } from "@/lib/domain/access/capacity";
import { mayAnswerFor, samePost } from "@/lib/domain/access/deputy";
import { deputyOfDepartment, fromDepartment, fromDeputyship, fromPost, oneOf, postOf, readingDeputy } from "@/lib/domain/access/holding";
import { partIn, type ReviewedSheet, type ReviewingSeat } from "@/lib/domain/access/review";
import type { Actor } from "@/lib/domain/checking/actor";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";

/** The parts of a sheet, or of another object of the operator, that the permission rules see. */
export interface SheetTarget {
  readonly operatorId?: string | null;
  /** The department of the sheet, or the department filter of a read. */
  readonly departmentId?: string | null;
  readonly systemId?: string | null;
  /** The role of the sheet. */
  readonly role?: AnsweringRole | null;
  readonly respondentIds?: readonly string[];
  /** Everyone who ever took part in the sheet, or applied for what is decided. */
  readonly involvedIds?: readonly string[];
  /** The deputies of today of the post whose sheet it is. */
  readonly deputyIds?: readonly string[];
  /** Further appointments of the sheet's respondents. */
  readonly respondentHolds?: readonly AppointmentRole[];
  /** Who reviews the sheet from which post. */
  readonly seats?: readonly ReviewingSeat[];
}

/** Respondents of the sheet: for their own conduct as themselves, otherwise from the post of the sheet or as its deputy. */
export function fromSheet(actor: Actor, { respondentIds = [], role, departmentId = null, systemId = null }: SheetTarget): Capacity | null {
  const isPost = role !== undefined && role !== null && !isOwnConduct(role);
  if (respondentIds.includes(actor.personId)) return isPost ? { kind: "post", role, departmentId, systemId } : SELF;
  if (!isPost) return null;
  const post = postOf({ role, departmentId, systemId });
  return fromDeputyship(
    actor,
    (one) => samePost(one, post),
    (one) => mayAnswerFor(one, respondentIds),
  );
}

/** The post from which, or as a deputy of which, a person reads the sheets of others. */
export const fromReading = (actor: Actor, target: SheetTarget): Capacity | null =>
  fromPost(actor, ["ciso", "auditor"]) ??
  fromDepartment(actor, target.departmentId) ??
  readingDeputy(actor, (one) => oneOf(["ciso", "auditor"])(one) || deputyOfDepartment(target.departmentId)(one), partIn(target));

export const reviewedSheet = (target: SheetTarget): ReviewedSheet | null =>
  typeof target.operatorId === "string" && target.role !== undefined && target.role !== null
    ? {
        operatorId: target.operatorId,
        role: target.role,
        departmentId: target.departmentId ?? null,
        systemId: target.systemId ?? null,
        respondentIds: target.respondentIds ?? [],
        involvedIds: target.involvedIds ?? [],
        deputyIds: target.deputyIds ?? [],
        respondentHolds: target.respondentHolds ?? [],
        ...(target.seats ? { seats: target.seats } : {}),
      }
    : null;
