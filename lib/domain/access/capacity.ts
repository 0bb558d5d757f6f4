import type { AppointmentRole } from "@/lib/domain/checking/state";

/** The capacity in which a person acts: as themselves, from a post that they hold, or as a deputy (代行) of a post (3.1.4.1(4)). */
export type Capacity =
  | { readonly kind: "self" }
  | { readonly kind: "post" | "deputy"; readonly role: AppointmentRole; readonly departmentId: string | null; readonly systemId: string | null };

export const SELF: Capacity = { kind: "self" };

/** Several objects, in a different capacity for some of them. */
const SEVERAL = { kind: "several" } as const;

/** What can be said of an act on several objects as a whole. */
export type WholeCapacity = Capacity | typeof SEVERAL;

const keyOf = (capacity: Capacity): string =>
  capacity.kind === "self" ? "self" : [capacity.kind, capacity.role, capacity.departmentId ?? "", capacity.systemId ?? ""].join("/");

/** The capacity that is true of all of them. */
export const capacityOfAll = (first: Capacity, ...others: readonly Capacity[]): WholeCapacity =>
  others.every((one) => keyOf(one) === keyOf(first)) ? first : SEVERAL;

/** The post that is represented, as `role/department/system`; null unless a deputy acts, in all of it for the same post. */
export const representedPost = (capacity: WholeCapacity): string | null =>
  capacity.kind === "deputy" ? [capacity.role, capacity.departmentId ?? "", capacity.systemId ?? ""].join("/") : null;
