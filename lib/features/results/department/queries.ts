import "server-only";
import { z } from "zod";
import { managedDepartments } from "@/lib/domain/access/holding";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { NO_DEPARTMENT } from "@/lib/domain/gap/filter";
import type { Within } from "@/lib/features/results/counts/queries";
import type { TabView } from "@/lib/features/results/figures/view";
import { WHOLE_OPERATOR } from "@/lib/labels/words";
import type { Visitor } from "@/lib/server/scope/scope";
import { type AddressQuery, type Asked, askedOf } from "@/lib/validation/address";

type DepartmentRead = "scores.read" | "progress.read";

/** The departments whose 責任者 the visitor is, the own one first. */
function managed({ account, actor }: Visitor): string[] {
  const all = new Set(managedDepartments(actor));
  return [...all].sort((one, other) => Number(other === account.departmentId) - Number(one === account.departmentId));
}

/** A department, or null for the whole operator, as input of a page, and how it narrows the permission. */
export const ofDepartment = z.object({ department: z.string().nullable() });
export const narrowed = ({ department: departmentId }: z.output<typeof ofDepartment>) => ({ departmentId });

/** Whether the visitor is 責任者 of the department, as who reads its sheets. */
export const managesDepartment = ({ actor }: Visitor, id: string | null): boolean => id !== null && managedDepartments(actor).includes(id);

/** The department whose figures a page shows. */
export interface OwnDepartment {
  /** Null for the whole operator. */
  readonly id: string | null;
  /** The departments that the visitor can switch between, and null for the whole operator; empty if there is no choice. */
  readonly choices: readonly (string | null)[];
}

/**
 * The department of a page: for a manager of several, the one in the address, else the first. Another department is passed on
 * too, so that the permission is refused.
 */
export function ownDepartment(visitor: Visitor, action: DepartmentRead, { department }: AddressQuery): OwnDepartment {
  if (mayAtOwn(visitor.actor, action)) return { id: null, choices: [] };
  const [first, ...others] = managed(visitor);
  if (first === undefined || others.length === 0) return { id: first ?? null, choices: [] };
  return { id: typeof department === "string" && department !== "" ? department : first, choices: [first, ...others] };
}

/**
 * The same where nothing on the page narrows it to a department: who may read the whole operator by one post, and is 責任者 of
 * departments too, begins with the whole and can switch to those. A second post never takes away what the first one shows.
 */
export function switchedDepartment(visitor: Visitor, action: DepartmentRead, query: AddressQuery): OwnDepartment {
  const own = managed(visitor);
  if (own.length === 0 || !mayAtOwn(visitor.actor, action)) return ownDepartment(visitor, action, query);
  return { id: own.find((id) => id === query["department"]) ?? null, choices: [null, ...own] };
}

/** What the address asks of a page whose department was decided so: another department is left out. */
export function askedWithin<Schema extends z.ZodObject>(own: OwnDepartment, schema: Schema, query: AddressQuery): Asked<z.output<Schema>> {
  if (own.id === null && "department" in schema.shape) return askedOf(schema, query);
  const { parts, unused } = askedOf(schema, query, ["department"]);
  const shown = z.object({ department: (own.id === null ? z.never() : z.literal(own.id)).optional() });
  return { parts, unused: [...askedOf(shown, { department: query["department"] }).unused, ...unused] };
}

/** The address of another page, about the same department. */
export function inDepartment({ id, choices }: OwnDepartment, href: string): string {
  if (id === null || choices.length === 0) return href;
  const [address = "", anchor] = href.split("#");
  return `${address}${address.includes("?") ? "&" : "?"}department=${id}${anchor === undefined ? "" : `#${anchor}`}`;
}

/** The departments to switch between, each the same page at `href`. */
export const departmentTabs = (own: OwnDepartment, names: ReadonlyMap<string, string>, href: string): TabView[] =>
  own.choices.map((id) => ({
    label: id === null ? WHOLE_OPERATOR.short : (names.get(id) ?? ""),
    href: inDepartment({ ...own, id }, href),
    current: id === own.id,
  }));

/** The department that a manager of only one need not name; null if there is a choice. */
export function impliedDepartment(visitor: Visitor, action: DepartmentRead): string | null {
  const { id, choices } = ownDepartment(visitor, action, {});
  return choices.length > 0 ? null : id;
}

/** The place that a reading of figures is narrowed to: a manager's is the own department, without saying it. */
export function placeWithin({ department, role, system }: Within, visitor: Visitor): Within {
  const implied = department ?? impliedDepartment(visitor, "scores.read") ?? undefined;
  return { ...(implied === undefined ? {} : { department: implied }), ...(role === undefined ? {} : { role }), ...(system === undefined ? {} : { system }) };
}

/** How it narrows the permission: sheets of no department are nobody's but the operator's. */
export const narrowedPlace = ({ department }: Within) => ({ departmentId: department === undefined || department === NO_DEPARTMENT ? null : department });
