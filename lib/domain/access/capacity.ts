import type { AppointmentRole } from "@/lib/domain/checking/state";

/** The capacity in which a person acts: as themselves, from a post that they hold, or as a deputy (代行) of a post (3.1.4.1(4)). */
export type Capacity =
  | { readonly kind: "self" }
  | { readonly kind: "post" | "deputy"; readonly role: AppointmentRole; readonly departmentId: string | null; readonly systemId: string | null };

export const SELF: Capacity = { kind: "self" };

/** The post that is represented, as `role/department/system`; null unless a deputy acts. */
export const representedPost = (capacity: Capacity): string | null =>
  capacity.kind === "deputy" ? [capacity.role, capacity.departmentId ?? "", capacity.systemId ?? ""].join("/") : null;
